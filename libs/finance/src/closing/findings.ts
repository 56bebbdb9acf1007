import { Inject, Injectable } from '@nestjs/common'
import { type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import type { ReadModel } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, READ_MODEL, StreamReader } from '@pilot-ledger/figures/reporting'
import { fenOf, formatAmount, mapInTurns, numberKey, openProposals, targetOf } from '@pilot-ledger/kernel'
import { historyAt, STATELESS } from '@pilot-ledger/recording'
import { isWhole } from '../domain/book'
import { dayOfMoney } from '../domain/closed-days'
import { type Days, firstUncovered, mustCover } from '../domain/closing-coverage'
import type { Period } from '../domain/closing-period'
import { approvalOf, lastClosed } from '../domain/closing-state'
import type { Finding } from '../domain/closing-waivers'
import { findingOf, type QueueItem } from '../domain/queue-item'
import { keptBooks } from '../reconciliation/kept-books'
import { queuesOf } from '../reconciliation/queues'
import { targetsAt } from '../reconciliation/reconciliation-reader'
import { BankChanges } from './bank-changes'
import type { CheckCode } from './check-names'
import { ClosingReader, type PlatformAt } from './closing-reader'
import type { RestsOn } from './evidence-of-points'
import { type SharedFault, sharedDocumentExceptions } from './shared-documents'

/** A finding as it is told; `left`: a queue's item that somebody gave a reason for, where bank and ledger are matched. */
export interface ReportedFinding extends Finding {
  readonly item: CheckCode
  readonly zh: string
  readonly en: string
  /** The entries it rests on, the first is the one to go to. */
  readonly on: readonly RestsOn[]
  readonly left?: NonNullable<QueueItem['waived']>
}

const COVER = /^statementsCover:(.+):(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})$/
const OF_SHARES: Readonly<Record<SharedFault, CheckCode>> = {
  over: 'overShared',
  totalsDiffer: 'totalsDiffer',
  slipsDiffer: 'slipsDiffer',
  under: 'underShared',
}

/**
 * What a checklist finds. What may be left open with a reason is all up to a period's last day, whichever period it is of; the
 * rest was looked at when an earlier period was closed, and is of days from this one's first.
 */
@Injectable()
export class Findings {
  constructor(
    private readonly reader: ClosingReader,
    private readonly streams: StreamReader,
    private readonly bank: BankChanges,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(READ_MODEL) private readonly model: ReadModel,
  ) {}

  /** `before`: names of what earlier closes left open, for days that no statement tells of are looked for by days. */
  async of(at: PlatformAt, period: Period, before: Iterable<string> = []): Promise<ReportedFinding[]> {
    const from = lastClosed(at.state) ? period.from : ''
    const within = (day: string) => from <= day && day <= period.to
    return [
      ...this.halted(),
      ...(await this.queued(at, period)),
      ...(await this.uncovered(at, period, before)),
      ...(await this.shared(at, period, within)),
      ...(await this.proposed(at, within)),
      ...(await this.waiting(at)),
    ]
  }

  private halted(): ReportedFinding[] {
    const { failure } = this.model
    return failure
      ? [{ item: 'figuresHalted', finding: 'figuresHalted', zh: failure.message, en: failure.message, on: [] }]
      : []
  }

  private async queued({ tables, id, cut }: PlatformAt, { to }: Period): Promise<ReportedFinding[]> {
    const queues = await queuesOf({ rooms: this.streams, log: this.log, tables }, id, cut, to)
    if (queues.length === 0) return []
    // The very list that the queues were made of: it is kept.
    const targets = await targetsAt(this.log, tables, id, cut)
    const contracts = new Map(await mapInTurns(targets, (it) => [it.entry, it.contract] as const))
    return mapInTurns(queues, (it) => ({
      item: it.kind,
      finding: findingOf(it),
      ...(it.amount === undefined ? {} : { amount: it.amount }),
      zh: it.zh,
      en: it.en,
      on: it.entries.map((entry) => ({ entry, engagement: contracts.get(entry) })),
      ...(it.waived ? { left: it.waived } : {}),
    }))
  }

  /** Of every bank account the first days of the period, and of what was left open before, that no whole statement tells of. */
  private async uncovered({ tables, id, cut }: PlatformAt, period: Period, before: Iterable<string>) {
    const book = await keptBooks(tables).at(this.streams, id, cut)
    const whole = [...book.statements.values()].filter(isWhole)
    const earlier = [...before].map((it) => COVER.exec(it)).filter((it) => it !== null)
    return [...book.accounts].flatMap(([key, account]) => {
      const own = whole.filter((it) => numberKey(it.account) === key)
      const requested: Days[] = earlier.flatMap(([, of, from, to]) => (of === key ? [{ from, to }] : []))
      return [...requested, period].flatMap((days): ReportedFinding[] => {
        const wanted = mustCover(account, own, days)
        const found = wanted && firstUncovered(own, wanted)
        if (!found) return []
        const finding = `statementsCover:${key}:${days.from}:${days.to}`
        const zh = `账号 ${account.account}：${found.from} 至 ${found.to} 没有对账单`
        const en = `account ${account.account}: no statement for ${found.from} to ${found.to}`
        return [{ item: 'statementsCover', finding, zh, en, on: [] }]
      })
    })
  }

  private async shared({ tables, platform, cut }: PlatformAt, { to }: Period, within: (day: string) => boolean) {
    const documents = await sharedDocumentExceptions(this.log, tables, platform, cut)
    return documents.flatMap(({ fault, kind, document, shares, totals, days, payers, entries }): ReportedFinding[] => {
      const item = OF_SHARES[fault]
      const mayBeOlder = fault === 'slipsDiffer' || fault === 'under'
      if (!days.some((it) => (mayBeOlder ? it <= to : within(it)))) return []
      const on = entries.map((it) => ({ entry: it.entryId, engagement: it.engagement }))
      if (fault === 'slipsDiffer') {
        const stated = [totals, days, payers].map((them) => them.join(' / '))
        const zh = `回单 ${document}：全额 ${stated[0]}，日期 ${stated[1]}，付款方 ${stated[2]}；误登请更正，确为同号的不同回单请写明`
        const en = `slip ${document}: total ${stated[0]}, on ${stated[1]}, paid by ${stated[2]}; correct what is wrong, or say that they are two slips`
        return [{ item, finding: `${item}:${numberKey(document)}`, zh, en, on }]
      }
      const amount = fault === 'under' ? { amount: formatAmount(fenOf(totals[0]) - fenOf(shares)) } : {}
      const zh = `${document}：分摊合计 ${shares}，全额 ${totals.join(' / ')}`
      const en = `${document}: shares ${shares}, total ${totals.join(' / ')}`
      return [{ item, finding: `${item}:${kind}:${document}`, ...amount, zh, en, on }]
    })
  }

  /** Changes of amounts that waited for a second person at the cut, by the days they are about: before and after. */
  private async proposed({ tables, platform, cut }: PlatformAt, within: (day: string) => boolean) {
    const contracts = new Set<number>()
    for await (const sequence of tables.entriesOfTypes(['ChangeProposed'], 0, cut)) {
      const contract = tables.contractAt(sequence)
      if (contract !== undefined && tables.contract(contract).platform === platform) contracts.add(contract)
    }
    const found: ReportedFinding[] = []
    for (const contract of contracts) {
      const stream = engagementStream(tables.contractIds.text(contract))
      const { history } = await historyAt<undefined, EngagementContent>(this.log, stream, STATELESS, cut)
      for (const { id, change, proposedBy } of openProposals(history.proposals)) {
        const before = history.live.find((it) => it.id === targetOf(change))?.content
        const after = change.kind === 'correction' ? [change.content] : change.kind === 'entries' ? change.contents : []
        const days = [before, ...after].flatMap((it) => (it && dayOfMoney(it)) ?? [])
        if (!days.some(within)) continue
        const [zh, en] =
          change.kind === 'entries'
            ? [`${change.contents.length} 笔登记待复核`, `${change.contents.length} entries wait`]
            : [change.reason, change.reason]
        found.push({
          item: 'openProposals',
          finding: `openProposals:${id}`,
          zh: `${proposedBy}：${zh}`,
          en: `${proposedBy}: ${en}`,
          on: [{ entry: targetOf(change) ?? id, engagement: tables.contractIds.text(contract) }],
        })
      }
    }
    return found
  }

  private async waiting(at: PlatformAt): Promise<ReportedFinding[]> {
    const restatements = (await this.reader.restatements(at)).map(({ entry, periods }) => ({
      item: 'pendingRestatements' as const,
      zh: `${periods[0]} 已结账后登记`,
      en: `recorded after ${periods[0]} was closed`,
      ...entry,
    }))
    const bank = (await this.bank.pending(at)).map((it) => ({
      item: 'pendingBankChanges' as const,
      engagement: undefined,
      ...it,
    }))
    return [...restatements.filter((it) => approvalOf(at.state, it) === undefined), ...bank].map(
      ({ item, zh, en, sequence, actor, entryId, engagement }) => ({
        item,
        finding: `${item}:${entryId}`,
        zh: `${zh}：序号 ${sequence}（${actor}）`,
        en: `${en}: entry ${sequence} (${actor})`,
        on: [{ entry: entryId, engagement }],
      }),
    )
  }
}
