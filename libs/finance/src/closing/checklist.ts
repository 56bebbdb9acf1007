import { Inject, Injectable } from '@nestjs/common'
import { type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, READ_MODEL } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, type Checked, openProposals, type Proposal, refuse, targetOf } from '@pilot-ledger/kernel'
import { historyAt, STATELESS } from '@pilot-ledger/recording'
import type { CheckedItem, WaivedFinding } from '../definitions/closing'
import { dayOfMoney } from '../domain/closing-money-day'
import type { Period } from '../domain/closing-period'
import { type Close, type ClosingState, lastClosed } from '../domain/closing-state'
import { carriedWaivers, checkedItem, judged, mustBeWorkedOut, withinEntry } from '../domain/closing-waivers'
import { QUEUE_KINDS } from '../domain/queue-item'
import { CHECK_NAMES, type CheckCode } from './check-names'
import { Findings, sharedWords, type ToldFinding } from './findings'
import { type SharedFault, sharedDocumentExceptions } from './shared-documents'

/** One thing a close looks at; `open` must be nothing, or be waived where that is allowed. */
export interface CheckItem {
  readonly item: CheckCode
  readonly zh: string
  readonly en: string
  readonly open: number
  readonly waivable: boolean
  /** The first of what is open, for a person to go to. */
  readonly examples: readonly { readonly zh: string; readonly en: string; readonly entry?: string }[]
  /** All that is open, of what may be waived. */
  readonly found: readonly ToldFinding[]
  /** What earlier closes left open, for whichever reason, and still stands. */
  readonly carried: readonly WaivedFinding[]
  /** These, and what was left at the bank's desk: what, why, since when and until when. */
  readonly waived: readonly {
    readonly found: ToldFinding
    readonly waiver: { readonly reason: string; readonly since?: string; readonly until?: string }
  }[]
}
export interface Waiver {
  readonly item: string
  readonly reason: string
  readonly until?: BusinessDate
}

const EXAMPLES = 10
/** 结账检查单, as of a cut: what must be settled, or waived with a reason, before a period is closed. */
@Injectable()
export class Checklist {
  constructor(
    private readonly findings: Findings,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(READ_MODEL) private readonly model: ReadModel,
  ) {}

  async of(tables: Tables, platform: number, period: Period, cut: number, state: ClosingState): Promise<CheckItem[]> {
    // What is older than a period that follows another was looked at when that one was closed.
    const last = lastClosed(state)
    const from = last ? period.from : ''
    const within = (day: string) => from <= day && day <= period.to
    const seen = last && mustBeWorkedOut(last) ? await this.seenBy(last, tables, platform, state) : []
    const carried = carriedWaivers(last, state, seen)
    const found = await this.findings.of(tables, platform, period, cut, state, carried.keys())
    const documents = (await sharedDocumentExceptions(this.log, tables, platform, cut)).filter((it) =>
      it.days.some(within),
    )
    const shared = (fault: SharedFault) =>
      documents
        .filter((it) => it.fault === fault)
        .map((it) => ({ ...sharedWords(it.document, it.shares, it.totals), entry: it.entries[0].entryId }))
    const proposals = (await this.proposals(tables, platform, cut)).filter((it) => it.days.some(within))
    const halted = this.model.failure
    const waivable = (code: CheckCode) => {
      const own = found.filter((it) => it.item === code)
      const { open, waived } = judged(
        own.filter((it) => it.left === undefined),
        carried,
        period.to,
      )
      const left = own.flatMap((it) => (it.left ? [{ found: it, waiver: it.left }] : []))
      return {
        ...item(code, true, open),
        found: open,
        carried: waived.map((it) => it.waiver),
        waived: [...waived, ...left],
      }
    }
    return [
      item('figuresHalted', false, halted ? [{ zh: halted.message, en: halted.message }] : []),
      ...QUEUE_KINDS.map(waivable),
      waivable('statementsCover'),
      item('overShared', false, shared('over')),
      item('totalsDiffer', false, shared('totalsDiffer')),
      waivable('slipsDiffer'),
      waivable('underShared'),
      item(
        'openProposals',
        false,
        proposals.map(({ proposal: { id, change, proposedBy } }) => ({
          zh: `${proposedBy}：${change.kind === 'entries' ? `${change.contents.length} 笔登记待复核` : change.reason}`,
          en: `${proposedBy}: ${change.kind === 'entries' ? `${change.contents.length} entries wait` : change.reason}`,
          entry: targetOf(change) ?? id,
        })),
      ),
      waivable('pendingRestatements'),
      waivable('pendingBankChanges'),
    ]
  }

  /** What the last close looked at, where it did not keep it: as of its cut, and what had been approved by then. */
  private async seenBy({ terms }: Close, tables: Tables, platform: number, state: ClosingState) {
    const found = await this.findings.of(tables, platform, terms, terms.sequence, state)
    return found.filter((it) => it.left === undefined)
  }

  /** Changes of amounts that waited for a second person at the cut, with the days they are about: before and after. */
  private async proposals(tables: Tables, platform: number, cut: number) {
    const found: { proposal: Proposal; days: string[] }[] = []
    for (const contract of contractsWithProposals(tables, platform, cut)) {
      const stream = engagementStream(tables.contractIds.text(contract))
      const { history } = await historyAt<undefined, EngagementContent>(this.log, stream, STATELESS, cut)
      for (const proposal of openProposals(history.proposals)) {
        const { change } = proposal
        const before = history.live.find((it) => it.id === targetOf(change))?.content
        const after = change.kind === 'correction' ? [change.content] : change.kind === 'entries' ? change.contents : []
        const days = [before, ...after].flatMap((it) => (it === undefined ? [] : (dayOfMoney(it) ?? [])))
        found.push({ proposal, days })
      }
    }
    return found
  }
}

function contractsWithProposals(tables: Tables, platform: number, cut: number): Set<number> {
  const found = new Set<number>()
  for (const sequence of tables.entriesOfTypes(['ChangeProposed'], 0, cut)) {
    const contract = tables.contractAt(sequence)
    if (contract !== undefined && tables.contract(contract).platform === platform) found.add(contract)
  }
  return found
}

function item(code: CheckCode, waivable: boolean, found: CheckItem['examples']): CheckItem {
  const [zh, en] = CHECK_NAMES[code]
  const examples = found.slice(0, EXAMPLES).map((it) => ({ zh: it.zh, en: it.en, entry: it.entry }))
  return { item: code, zh, en, open: found.length, waivable, examples, found: [], carried: [], waived: [] }
}

/**
 * The list as it is kept with the close of a period. Refusals: `checklist-open` with what is neither settled nor waived,
 * `not-waivable`, `unknown-item` for a waiver of what there is not, `waiver-ends-before` for one that ends before the period does.
 */
export function waived(
  items: readonly CheckItem[],
  waivers: readonly Waiver[],
  { period, to }: Period,
): Checked<CheckedItem[]> {
  for (const [i, waiver] of waivers.entries()) {
    const found = items.find((it) => it.item === waiver.item)
    if (!found?.waivable) {
      return refuse(found ? 'not-waivable' : 'unknown-item', {
        pointer: `/waivers/${i}/item`,
        zh: found ? '此项不得豁免，须先处理' : '检查单没有此项',
        en: found ? 'this item cannot be waived; settle it first' : 'the checklist has no such item',
        facts: { item: waiver.item },
      })
    }
    if (waiver.until !== undefined && waiver.until < to) {
      return refuse('waiver-ends-before', {
        pointer: `/waivers/${i}/until`,
        zh: '豁免的截止日早于本期末日',
        en: 'the reason would not hold to the end of the period',
        facts: { until: waiver.until, to },
      })
    }
  }
  const checked = items.map((it) => {
    const waiver = it.open === 0 ? undefined : waivers.find(({ item }) => item === it.item)
    return checkedItem(it, waiver, period)
  })
  const left = checked.filter((it) => it.open > 0 && it.waived === undefined)
  if (left.length === 0) return withinEntry(checked)
  return refuse('checklist-open', {
    zh: '检查单尚有未处理且未豁免的事项',
    en: 'items of the checklist are neither settled nor waived',
    facts: Object.fromEntries(left.map((it) => [it.item, String(it.open)])),
  })
}
