import { Inject, Injectable } from '@nestjs/common'
import { type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import { type ReadModel, SUBJECT, type Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, READ_MODEL, RoomReader } from '@pilot-ledger/figures/reporting'
import {
  type Checked,
  foldHistory,
  numberKey,
  openProposals,
  type Proposal,
  type Recorded,
  refuse,
  targetOf,
} from '@pilot-ledger/kernel'
import { entryOf } from '@pilot-ledger/recording'
import { isWhole } from '../domain/book'
import { firstUncovered } from '../domain/closing-coverage'
import type { CheckedItem } from '../domain/closing-events'
import { dayOfMoney } from '../domain/closing-money-day'
import type { Period } from '../domain/closing-period'
import { type ClosingState, lastClosed } from '../domain/closing-state'
import { QUEUE_KINDS } from '../domain/queue-item'
import { keptBooks } from '../reconciliation/kept-books'
import { queuesOf } from '../reconciliation/queues'
import { BankChanges } from './bank-changes'
import { CHECK_NAMES, type CheckCode } from './check-names'
import { ClosingReader } from './closing-reader'
import { sharedDocumentExceptions } from './shared-documents'

/** One thing a close looks at; `open` must be nothing, or be waived where that is allowed. */
export interface CheckItem {
  readonly item: string
  readonly zh: string
  readonly en: string
  readonly open: number
  readonly waivable: boolean
  /** The first of what is open, for a person to go to. */
  readonly examples: readonly { readonly zh: string; readonly en: string; readonly entry?: string }[]
}
export interface Waiver {
  readonly item: string
  readonly reason: string
}

const EXAMPLES = 10
/** 结账检查单, as of a cut: what must be settled, or waived with a reason, before a period is closed. */
@Injectable()
export class Checklist {
  constructor(
    private readonly reader: ClosingReader,
    private readonly rooms: RoomReader,
    private readonly bank: BankChanges,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(READ_MODEL) private readonly model: ReadModel,
  ) {}

  async of(tables: Tables, platform: number, period: Period, cut: number, state: ClosingState): Promise<CheckItem[]> {
    const platformId = tables.platformIds.text(platform)
    // What is older than a period that follows another was looked at when that one was closed.
    const last = lastClosed(state)
    const from = last ? period.from : ''
    const within = (day: string) => from <= day && day <= period.to
    const sources = { rooms: this.rooms, log: this.log, tables }
    const queues = await queuesOf(sources, platformId, cut, period.to)
    // What has come into it since, a late statement's lines among them, nobody has looked at yet.
    const seen =
      last && new Set((await queuesOf(sources, platformId, last.terms.sequence, last.terms.to)).map((it) => it.id))
    const open = queues.filter((it) => it.waived === undefined && (within(it.day) || (seen && !seen.has(it.id))))
    const uncovered = await this.uncovered(tables, platformId, period, cut)
    const documents = (await sharedDocumentExceptions(this.log, tables, platform, cut)).filter((it) =>
      it.days.some(within),
    )
    const shared = (fault: string) =>
      documents.filter((it) => it.fault === fault).map((it) => ({ ...sharedWords(it), entry: it.entries[0].entryId }))
    const proposals = (await this.proposals(tables, platform, cut)).filter((it) => it.days.some(within))
    const restatements = (await this.reader.restatements(tables, platform, state, cut)).filter(
      ({ entry }) => !state.approvals.has(entry.entryId),
    )
    const bank = await this.bank.pending(tables, platformId, state, cut)
    const halted = this.model.failure
    return [
      item('figuresHalted', false, halted ? [{ zh: halted.message, en: halted.message }] : []),
      ...QUEUE_KINDS.map((kind) => {
        const found = open.filter((it) => it.kind === kind)
        return item(
          kind,
          true,
          found.map(({ zh, en, entries }) => ({ zh, en, entry: entries[0] })),
        )
      }),
      item('statementsCover', true, uncovered),
      item('overShared', false, shared('over')),
      item('totalsDiffer', false, shared('totalsDiffer')),
      item('slipsDiffer', true, shared('slipsDiffer')),
      item('underShared', true, shared('under')),
      item(
        'openProposals',
        false,
        proposals.map(({ proposal: { id, change, proposedBy } }) => ({
          zh: `${proposedBy}：${change.kind === 'entries' ? `${change.contents.length} 笔登记待复核` : change.reason}`,
          en: `${proposedBy}: ${change.kind === 'entries' ? `${change.contents.length} entries wait` : change.reason}`,
          entry: targetOf(change) ?? id,
        })),
      ),
      item(
        'pendingRestatements',
        true,
        restatements.map(({ entry, periods }) => ({
          zh: `${periods[0]} 已结账后登记：序号 ${entry.sequence}（${entry.actor}）`,
          en: `recorded after ${periods[0]} was closed: entry ${entry.sequence} (${entry.actor})`,
          entry: entry.entryId,
        })),
      ),
      item(
        'pendingBankChanges',
        true,
        bank.map(({ zh, en, sequence, actor, entryId }) => ({
          zh: `${zh}：序号 ${sequence}（${actor}）`,
          en: `${en}: entry ${sequence} (${actor})`,
          entry: entryId,
        })),
      ),
    ]
  }

  /** Of every bank account there was at the cut, the first days of the period that no whole statement tells of. */
  private async uncovered(
    tables: Tables,
    platformId: string,
    period: Period,
    cut: number,
  ): Promise<CheckItem['examples']> {
    const book = await keptBooks(tables).at(this.rooms, platformId, cut)
    const statements = [...book.statements.values()].filter(isWhole)
    return [...book.accounts].flatMap(([key, { account }]) => {
      const days = firstUncovered(
        statements.filter((it) => numberKey(it.account) === key),
        period,
      )
      if (!days) return []
      return [
        {
          zh: `账号 ${account}：${days.from} 至 ${days.to} 没有对账单`,
          en: `account ${account}: no statement for ${days.from} to ${days.to}`,
        },
      ]
    })
  }

  /** Changes of amounts that waited for a second person at the cut, with the days they are about: before and after. */
  private async proposals(tables: Tables, platform: number, cut: number) {
    const found: { proposal: Proposal; days: string[] }[] = []
    for (const contract of contractsWithProposals(tables, platform, cut)) {
      const stream = engagementStream(tables.contractIds.text(contract))
      const known = tables.sequencesOf(stream).filter((it) => it <= cut).length
      const { events } = await this.log.readStream(stream, { limit: known })
      const { live, proposals } = foldHistory(
        ACCEPTING,
        events.slice(0, known).map(entryOf<Recorded<EngagementContent>>),
      )
      for (const proposal of openProposals(proposals)) {
        const { change } = proposal
        const before = live.find((it) => it.id === targetOf(change))?.content
        const after = change.kind === 'correction' ? [change.content] : change.kind === 'entries' ? change.contents : []
        const days = [before, ...after].flatMap((it) => (it === undefined ? [] : (dayOfMoney(it) ?? [])))
        found.push({ proposal, days })
      }
    }
    return found
  }
}

type SharedException = Awaited<ReturnType<typeof sharedDocumentExceptions>>[number]

function sharedWords({ fault, document, shares, totals, days, payers }: SharedException) {
  const all = totals.join(' / ')
  if (fault !== 'slipsDiffer')
    return { zh: `${document}：分摊合计 ${shares}，全额 ${all}`, en: `${document}: shares ${shares}, total ${all}` }
  return {
    zh: `回单 ${document}：全额 ${all}，日期 ${days.join(' / ')}，付款方 ${payers.join(' / ')}；误登请更正，确为同号的不同回单请写明`,
    en: `slip ${document}: total ${all}, on ${days.join(' / ')}, paid by ${payers.join(' / ')}; correct what is wrong, or say that they are two slips`,
  }
}

const ACCEPTING = { initial: undefined, evolve: () => undefined, refuse: () => undefined }

function contractsWithProposals(tables: Tables, platform: number, cut: number): Set<number> {
  const { type, subject, subjectKind } = tables.entries.columns
  const proposed = tables.texts.find('ChangeProposed')
  const found = new Set<number>()
  if (proposed === undefined) return found
  for (let i = 0; i < cut; i++)
    if (
      type[i] === proposed &&
      subjectKind[i] === SUBJECT.contract &&
      tables.contracts.columns.platform[subject[i]] === platform
    )
      found.add(subject[i])
  return found
}

function item(code: CheckCode, waivable: boolean, found: CheckItem['examples']): CheckItem {
  const [zh, en] = CHECK_NAMES[code]
  return { item: code, zh, en, open: found.length, waivable, examples: found.slice(0, EXAMPLES) }
}

/**
 * The list as it is kept with a close. Refusals: `checklist-open` with what is neither settled nor waived, `not-waivable`,
 * `unknown-item` for a waiver of what there is not.
 */
export function waived(items: readonly CheckItem[], waivers: readonly Waiver[]): Checked<CheckedItem[]> {
  for (const [i, waiver] of waivers.entries()) {
    const found = items.find((it) => it.item === waiver.item)
    if (found?.waivable) continue
    return refuse(found ? 'not-waivable' : 'unknown-item', {
      pointer: `/waivers/${i}/item`,
      zh: found ? '此项不得豁免，须先处理' : '检查单没有此项',
      en: found ? 'this item cannot be waived; settle it first' : 'the checklist has no such item',
      facts: { item: waiver.item },
    })
  }
  const checked = items.map(({ item: code, open }) => {
    const reason = waivers.find((it) => it.item === code)?.reason
    return { item: code, open, ...(reason === undefined ? {} : { waived: reason }) }
  })
  const left = checked.filter((it) => it.open > 0 && it.waived === undefined)
  if (left.length === 0) return checked
  return refuse('checklist-open', {
    zh: '检查单尚有未处理且未豁免的事项',
    en: 'items of the checklist are neither settled nor waived',
    facts: Object.fromEntries(left.map((it) => [it.item, String(it.open)])),
  })
}
