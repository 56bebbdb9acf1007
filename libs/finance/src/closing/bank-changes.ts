import { Inject, Injectable } from '@nestjs/common'
import { EVENT_LOG, type LogReading, StreamReader } from '@pilot-ledger/figures/reporting'
import type { BusinessDate } from '@pilot-ledger/kernel'
import type { ReconciliationContent } from '../definitions/reconciliation'
import { BANK_CHANGES, type BankChange, type BankEntry, bankChanges, needsSecond } from '../domain/closing-bank-changes'
import { type Approval, approvalOf, type Close, lastClosed, stands } from '../domain/closing-state'
import { keptBooks } from '../reconciliation/kept-books'
import { targetsAt } from '../reconciliation/reconciliation-reader'
import type { PlatformAt } from './closing-reader'

/** A change as it is told: what, when, by whom. */
export interface ReportedBankChange extends BankChange {
  readonly entryId: string
  readonly recordedAt: string
  readonly actor: string
  readonly zh: string
  readonly en: string
  /** Whether somebody else than who recorded it is to look at it, and who did. */
  readonly second: boolean
  readonly approval?: Approval
  readonly pending: boolean
}

/** 对账变动，结账后: what was recorded between bank and ledger after a close's cut for its days. No total moves by it, but what the checklist counted. */
@Injectable()
export class BankChanges {
  constructor(
    private readonly streams: StreamReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async since(
    { tables, id: platformId, cut, state }: PlatformAt,
    close: Close,
    // What is older than a period that follows another is told beside that one.
    from = state.closes.some((it) => stands(it) && it.terms.to < close.terms.from) ? close.terms.from : '',
  ): Promise<ReportedBankChange[]> {
    const { terms } = close
    const known = this.streams.length('reconciliation', platformId, terms.sequence)
    if (this.streams.length('reconciliation', platformId, cut) === known) return []
    const { events } = await this.streams.stream('reconciliation', platformId, cut, known)
    const entries = events.map(
      (it) => ({ id: it.id, sequence: Number(it.position), content: { type: it.type, data: it.data } }) as BankEntry,
    )
    const book = await keptBooks(tables).at(this.streams, platformId, cut)
    // As they stand now: to read them as of the close too would read every contract anew at each question, and a receipt voided
    // since is known by its line all the same.
    const targets = new Map<string, BusinessDate>()
    for (const { id, entry, day } of await targetsAt(this.log, tables, platformId, cut))
      for (const name of [id, entry]) targets.set(name, day)
    const contents = await this.takenBack(platformId, cut, entries)
    const reported = new Map(events.map((it) => [Number(it.position), it]))
    return bankChanges(entries, { book, targets, contents }, { from, to: terms.to }).map((change) => {
      const { id, recordedAt, metadata } = reported.get(change.sequence) as (typeof events)[number]
      const [zh, en] = BANK_CHANGES[change.kind]
      const instant = new Date(recordedAt).toISOString()
      const second = stands(close) && needsSecond(change)
      const approval = approvalOf(state, { entryId: id, actor: metadata.actor, recordedAt: instant })
      const pending = second && approval === undefined
      return { ...change, entryId: id, recordedAt: instant, actor: metadata.actor, zh, en, second, approval, pending }
    })
  }

  /** What waits for a second person since the last close, of whichever closed days: what came before it was looked at with it. */
  async pending(at: PlatformAt): Promise<ReportedBankChange[]> {
    const last = lastClosed(at.state)
    if (!last || last.terms.sequence > at.cut) return []
    return (await this.since(at, last, '')).filter((it) => it.pending)
  }

  /** The stream is read from its beginning only where something of it was voided. */
  private async takenBack(platformId: string, cut: number, entries: readonly BankEntry[]) {
    if (!entries.some(({ content }) => content.type === 'EntryVoided')) return new Map<string, ReconciliationContent>()
    const { events } = await this.streams.stream('reconciliation', platformId, cut)
    return new Map(
      events
        .filter(({ type }) => type !== 'EntryVoided')
        .map(({ id, type, data }) => [id, { type, data } as unknown as ReconciliationContent]),
    )
  }
}
