import { type Fen, fenOf, numberKey } from '@pilot-ledger/kernel'
import {
  type Book,
  type BookLine,
  type BookMatch,
  bookOf,
  isWhole,
  type LiveReconciliation,
  waiversOf,
  withDays,
} from './book'
import type { ReconciliationContent } from './reconciliation-events'

/** A book with the live entries it is made of. */
export interface FoldedBook {
  readonly live: readonly LiveReconciliation[]
  readonly book: Book
  /** How many of them were gone through to make it of an earlier one; absent: all. */
  readonly further?: number
}

/**
 * The book of these live entries, gone on with from an earlier one where that is a beginning of it: fifty thousand lines are
 * then not made again for one match. What a correction, a void or the lines of another statement change is made anew. The earlier
 * book stays as it is: whoever reads it, and whoever asks as of then, sees nothing of this.
 */
export function bookAfter(earlier: FoldedBook | undefined, live: readonly LiveReconciliation[]): FoldedBook {
  if (earlier && begins(earlier.live, live)) {
    if (earlier.live.length === live.length) return earlier
    const since = live.slice(earlier.live.length)
    const further = new Further(earlier.book)
    if (since.every((it) => further.take(it))) return { live, book: further.book(), further: since.length }
  }
  return { live, book: bookOf(live) }
}

/** Entries are known by their ids: a corrected one has another, a voided one is not there. */
const begins = (earlier: readonly LiveReconciliation[], live: readonly LiveReconciliation[]) =>
  earlier.length <= live.length && earlier.every((it, i) => it.id === live[i].id)

/** An earlier book, and copies of those parts of it that entries have changed since. */
class Further {
  private readonly changed: { -readonly [Part in keyof Book]?: Book[Part] } = {}

  constructor(private readonly earlier: Book) {}

  book(): Book {
    return { ...this.earlier, ...this.changed }
  }

  /** False for what changes more than is copied here: then all is to be made anew. */
  take({ id, recordedAt, content }: LiveReconciliation): boolean {
    switch (content.type) {
      case 'BankAccountOpened':
        this.copied('accounts').set(numberKey(content.data.account), content.data)
        return true
      case 'ColumnMapSet': {
        const key = numberKey(content.data.account)
        const account = this.now('accounts').get(key)
        if (account) this.copied('accounts').set(key, { ...account, columnMap: content.data.columnMap })
        return true
      }
      case 'AccountDaysSet': {
        const key = numberKey(content.data.account)
        const account = this.now('accounts').get(key)
        if (account) this.copied('accounts').set(key, withDays(account, content.data))
        return true
      }
      case 'StatementBrought': {
        const { data } = content
        if (data.parts === 1 || this.now('statements').has(data.statement)) return false
        const statement = { ...data, entry: id, recordedAt, lines: [...data.lines], partsBrought: 1 }
        this.copied('statements').set(data.statement, statement)
        return true
      }
      case 'StatementLinesBrought':
        return this.takePart(content.data)
      case 'StatementVoided':
        return false
      case 'LinesMatched': {
        const { difference, ...data } = content.data
        if (this.now('matches').has(data.match) || this.idle(data.match)) return false
        const match = { ...data, difference: fenOf(difference), entry: id, recordedAt }
        this.copied('matches').set(data.match, match)
        if (match.state === 'confirmed') this.allocate(match, 1n)
        return true
      }
      case 'MatchConfirmed':
        return this.takeConfirmation(content.data.match)
      case 'MatchUndone':
        return this.takeUndoing(content.data)
      case 'QueueItemsWaived':
        for (const [name, waiver] of waiversOf(id, content.data)) this.copied('waivers').set(name, waiver)
        return true
      case 'LineSetAside': {
        const { line, amount } = content.data
        this.changed.setAside = [...this.now('setAside'), { ...content.data, entry: id }]
        this.onLine(line, ({ setAside }) => ({ setAside: setAside + fenOf(amount) }))
        return true
      }
      case 'AdjustmentRecorded':
        return this.takeAdjustment(id, content.data)
      default:
        return false
    }
  }

  /** The last part makes the lines count: whether they repeat others is seen among all of them. */
  private takePart({ statement, lines }: Of<'StatementLinesBrought'>): boolean {
    const known = this.now('statements').get(statement)
    if (!known) return true
    const more = { ...known, lines: [...known.lines, ...lines], partsBrought: known.partsBrought + 1 }
    if (isWhole(known) || isWhole(more)) return false
    this.copied('statements').set(statement, more)
    return true
  }

  private takeConfirmation(match: string): boolean {
    const known = this.now('matches').get(match)
    if (!known) return true
    if (known.state !== 'suggested' || this.idle(match)) return false
    const confirmed: BookMatch = { ...known, state: 'confirmed' }
    this.copied('matches').set(match, confirmed)
    this.allocate(confirmed, 1n)
    return true
  }

  private takeUndoing({ match, reason }: Of<'MatchUndone'>): boolean {
    const known = this.now('matches').get(match)
    if (!known) return true
    const own = this.now('adjustments').filter((it) => it.match === match)
    if (own.some((it) => it.line !== undefined)) return false
    if (known.state === 'confirmed') this.allocate(known, -1n)
    this.copied('matches').set(match, { ...known, state: 'undone', undone: reason })
    if (own.length === 0) return true
    this.changed.adjustments = this.now('adjustments').filter((it) => it.match !== match)
    this.changed.idleAdjustments = [...this.now('idleAdjustments'), ...own]
    return true
  }

  private takeAdjustment(entry: string, data: Of<'AdjustmentRecorded'>): boolean {
    const { match, line, amount } = data
    if (match !== undefined && this.now('matches').get(match)?.state !== 'confirmed') return false
    this.changed.adjustments = [...this.now('adjustments'), { ...data, entry }]
    if (line !== undefined) this.onLine(line, ({ adjusted }) => ({ adjusted: adjusted + fenOf(amount) }))
    return true
  }

  /** Whether an adjustment waits for this match to stand: it stands then in its own place among the others. */
  private idle(match: string): boolean {
    return this.now('idleAdjustments').some((it) => it.match === match)
  }

  private allocate({ lines, targets }: BookMatch, sign: 1n | -1n): void {
    for (const { line, amount } of lines)
      this.onLine(line, ({ matched }) => ({ matched: matched + sign * fenOf(amount) }))
    const allocated = this.copied('allocated')
    for (const { target, amount } of targets) {
      const fen: Fen = (allocated.get(target) ?? 0n) + sign * fenOf(amount)
      if (fen === 0n) allocated.delete(target)
      else allocated.set(target, fen)
    }
  }

  /** A line that is not (yet, or any more) among those that count is left alone, as `bookOf` does. */
  private onLine(id: string, change: (line: BookLine) => Partial<BookLine>): void {
    const line = this.now('lines').get(id)
    if (line) this.copied('lines').set(id, { ...line, ...change(line) })
  }

  private now<Part extends keyof Book>(part: Part): Book[Part] {
    return (this.changed[part] ?? this.earlier[part]) as Book[Part]
  }

  /** Copied when it is first changed; the earlier book keeps its own. */
  private copied<Part extends Mapped>(part: Part): Map<string, ValueOf<Book[Part]>> {
    const changed = this.changed as { [Part in Mapped]?: Book[Part] }
    changed[part] ??= new Map(this.earlier[part] as ReadonlyMap<string, never>) as never
    return changed[part] as never
  }
}

type Of<T extends ReconciliationContent['type']> = Extract<ReconciliationContent, { type: T }>['data']
type Mapped = 'accounts' | 'statements' | 'lines' | 'matches' | 'allocated' | 'waivers'
type ValueOf<M> = M extends ReadonlyMap<string, infer V> ? V : never
