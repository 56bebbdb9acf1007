import { Inject, Injectable } from '@nestjs/common'
import type { Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, RoomReader } from '@pilot-ledger/figures/reporting'
import type { BusinessDate } from '@pilot-ledger/kernel'
import type { ReconciliationContent } from '../definitions/reconciliation'
import { type BankChange, type BankEntry, bankChanges, needsSecond } from '../domain/closing-bank-changes'
import { type Approval, approvalOf, type Close, type ClosingState, lastClosed, stands } from '../domain/closing-state'
import { keptBooks } from '../reconciliation/kept-books'
import { targetsAt } from '../reconciliation/reconciliation-reader'
import { BANK_CHANGE_NAMES } from './check-names'

/** A change as it is told: what, when, by whom. */
export interface ToldBankChange extends BankChange {
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
    private readonly rooms: RoomReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async since(
    tables: Tables,
    platformId: string,
    state: ClosingState,
    close: Close,
    cut: number,
    // What is older than a period that follows another is told beside that one.
    from = state.closes.some((it) => stands(it) && it.terms.to < close.terms.from) ? close.terms.from : '',
  ): Promise<ToldBankChange[]> {
    const { terms } = close
    const known = this.rooms.length('reconciliation', platformId, terms.sequence)
    if (this.rooms.length('reconciliation', platformId, cut) === known) return []
    const { events } = await this.rooms.stream('reconciliation', platformId, cut, known)
    const entries = events.map(
      (it) => ({ id: it.id, sequence: Number(it.position), content: { type: it.type, data: it.data } }) as BankEntry,
    )
    const book = await keptBooks(tables).at(this.rooms, platformId, cut)
    // As they stand now: to read them as of the close too would read every contract anew at each question, and a receipt voided
    // since is known by its line all the same.
    const targets = new Map<string, BusinessDate>()
    for (const { id, entry, day } of await targetsAt(this.log, tables, platformId, cut))
      for (const name of [id, entry]) targets.set(name, day)
    const contents = await this.takenBack(platformId, cut, entries)
    const told = new Map(events.map((it) => [Number(it.position), it]))
    return bankChanges(entries, { book, targets, contents }, { from, to: terms.to }).map((change) => {
      const { id, recordedAt, metadata } = told.get(change.sequence) as (typeof events)[number]
      const [zh, en] = BANK_CHANGE_NAMES[change.kind]
      const instant = new Date(recordedAt).toISOString()
      const second = stands(close) && needsSecond(change)
      const approval = approvalOf(state, { entryId: id, actor: metadata.actor, recordedAt: instant })
      const pending = second && approval === undefined
      return { ...change, entryId: id, recordedAt: instant, actor: metadata.actor, zh, en, second, approval, pending }
    })
  }

  /** What waits for a second person since the last close, of whichever closed days: what came before it was looked at with it. */
  async pending(tables: Tables, platformId: string, state: ClosingState, cut: number): Promise<ToldBankChange[]> {
    const last = lastClosed(state)
    if (!last || last.terms.sequence > cut) return []
    return (await this.since(tables, platformId, state, last, cut, '')).filter((it) => it.pending)
  }

  /** The stream is read from its beginning only where something of it was voided. */
  private async takenBack(platformId: string, cut: number, entries: readonly BankEntry[]) {
    if (!entries.some(({ content }) => content.type === 'EntryVoided')) return new Map<string, ReconciliationContent>()
    const { events } = await this.rooms.stream('reconciliation', platformId, cut)
    return new Map(
      events
        .filter(({ type }) => type !== 'EntryVoided')
        .map(({ id, type, data }) => [id, { type, data } as unknown as ReconciliationContent]),
    )
  }
}
