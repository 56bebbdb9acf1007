import { Inject, Injectable } from '@nestjs/common'
import type { Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, RoomReader } from '@pilot-ledger/figures/reporting'
import { fenOf, formatAmount, numberKey } from '@pilot-ledger/kernel'
import { isWhole } from '../domain/book'
import { type Days, firstUncovered, mustCover } from '../domain/closing-coverage'
import type { Period } from '../domain/closing-period'
import { approvalOf, type ClosingState } from '../domain/closing-state'
import type { Finding } from '../domain/closing-waivers'
import { findingOf, type QueueItem } from '../domain/queue-item'
import { keptBooks } from '../reconciliation/kept-books'
import { queuesOf } from '../reconciliation/queues'
import { BankChanges } from './bank-changes'
import type { CheckCode } from './check-names'
import { ClosingReader } from './closing-reader'
import { sharedDocumentExceptions } from './shared-documents'

/** A finding as it is told; `left`: a queue's item that somebody gave a reason for, at the bank's desk. */
export interface ToldFinding extends Finding {
  readonly item: CheckCode
  readonly zh: string
  readonly en: string
  readonly entry?: string
  readonly left?: NonNullable<QueueItem['waived']>
}

/** What a checklist finds that may be left open with a reason: all up to a period's last day, whichever period it is of. */
@Injectable()
export class Findings {
  constructor(
    private readonly reader: ClosingReader,
    private readonly rooms: RoomReader,
    private readonly bank: BankChanges,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** `before`: names of what earlier closes left open, for days that no statement tells of are looked for by days. */
  async of(
    tables: Tables,
    platform: number,
    period: Period,
    cut: number,
    state: ClosingState,
    before: Iterable<string> = [],
  ): Promise<ToldFinding[]> {
    const platformId = tables.platformIds.text(platform)
    const queues = await queuesOf({ rooms: this.rooms, log: this.log, tables }, platformId, cut, period.to)
    const queued = queues.map(
      (it): ToldFinding => ({
        item: it.kind,
        finding: findingOf(it),
        ...(it.amount === undefined ? {} : { amount: it.amount }),
        zh: it.zh,
        en: it.en,
        entry: it.entries[0],
        ...(it.waived ? { left: it.waived } : {}),
      }),
    )
    return [
      ...queued,
      ...(await this.uncovered(tables, platformId, period, cut, before)),
      ...(await this.shared(tables, platform, period, cut)),
      ...(await this.waiting(tables, platform, cut, state)),
    ]
  }

  /** Of every bank account the first days of the period, and of what was left open before, that no whole statement tells of. */
  private async uncovered(
    tables: Tables,
    platformId: string,
    period: Period,
    cut: number,
    before: Iterable<string>,
  ): Promise<ToldFinding[]> {
    const book = await keptBooks(tables).at(this.rooms, platformId, cut)
    const whole = [...book.statements.values()].filter(isWhole)
    const earlier = [...before].map((it) => COVER.exec(it)).filter((it) => it !== null)
    return [...book.accounts].flatMap(([key, account]) => {
      const own = whole.filter((it) => numberKey(it.account) === key)
      const asked: Days[] = earlier.flatMap(([, of, from, to]) => (of === key ? [{ from, to }] : []))
      return [...asked, period].flatMap((days): ToldFinding[] => {
        const wanted = mustCover(account, own, days)
        const found = wanted && firstUncovered(own, wanted)
        if (!found) return []
        return [
          {
            item: 'statementsCover',
            finding: `statementsCover:${key}:${days.from}:${days.to}`,
            zh: `账号 ${account.account}：${found.from} 至 ${found.to} 没有对账单`,
            en: `account ${account.account}: no statement for ${found.from} to ${found.to}`,
          },
        ]
      })
    })
  }

  private async shared(tables: Tables, platform: number, { to }: Period, cut: number): Promise<ToldFinding[]> {
    const documents = await sharedDocumentExceptions(this.log, tables, platform, cut)
    return documents.flatMap(({ fault, kind, document, shares, totals, days, payers, entries }): ToldFinding[] => {
      if (!days.some((it) => it <= to)) return []
      const entry = entries[0].entryId
      if (fault === 'slipsDiffer') {
        const said = [totals, days, payers].map((them) => them.join(' / '))
        const zh = `回单 ${document}：全额 ${said[0]}，日期 ${said[1]}，付款方 ${said[2]}；误登请更正，确为同号的不同回单请写明`
        const en = `slip ${document}: total ${said[0]}, on ${said[1]}, paid by ${said[2]}; correct what is wrong, or say that they are two slips`
        return [{ item: 'slipsDiffer', finding: `slipsDiffer:${numberKey(document)}`, zh, en, entry }]
      }
      if (fault !== 'under') return []
      const amount = formatAmount(fenOf(totals[0]) - fenOf(shares))
      return [
        {
          item: 'underShared',
          finding: `underShared:${kind}:${document}`,
          amount,
          ...sharedWords(document, shares, totals),
          entry,
        },
      ]
    })
  }

  private async waiting(tables: Tables, platform: number, cut: number, state: ClosingState): Promise<ToldFinding[]> {
    const restatements = await this.reader.restatements(tables, platform, state, cut)
    const bank = await this.bank.pending(tables, tables.platformIds.text(platform), state, cut)
    return [
      ...restatements
        .filter(({ entry }) => approvalOf(state, entry) === undefined)
        .map(
          ({ entry, periods }): ToldFinding => ({
            item: 'pendingRestatements',
            finding: `pendingRestatements:${entry.entryId}`,
            zh: `${periods[0]} 已结账后登记：序号 ${entry.sequence}（${entry.actor}）`,
            en: `recorded after ${periods[0]} was closed: entry ${entry.sequence} (${entry.actor})`,
            entry: entry.entryId,
          }),
        ),
      ...bank.map(
        ({ zh, en, sequence, actor, entryId }): ToldFinding => ({
          item: 'pendingBankChanges',
          finding: `pendingBankChanges:${entryId}`,
          zh: `${zh}：序号 ${sequence}（${actor}）`,
          en: `${en}: entry ${sequence} (${actor})`,
          entry: entryId,
        }),
      ),
    ]
  }
}

const COVER = /^statementsCover:(.+):(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})$/

export const sharedWords = (document: string, shares: string, totals: readonly string[]) => ({
  zh: `${document}：分摊合计 ${shares}，全额 ${totals.join(' / ')}`,
  en: `${document}: shares ${shares}, total ${totals.join(' / ')}`,
})
