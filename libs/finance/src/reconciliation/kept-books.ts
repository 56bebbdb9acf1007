import type { Tables } from '@pilot-ledger/figures'
import type { RoomReader } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, type Entry, foldHistory } from '@pilot-ledger/kernel'
import { entryOf } from '@pilot-ledger/recording'
import type { Book } from '../domain/book'
import { bookAfter, type FoldedBook } from '../domain/book-further'
import { type Matching, proposeIn } from '../domain/matching'
import { DEFAULT_SETTINGS, type MatchingSettings, sameSettings } from '../domain/matching-terms'
import type { QueueItem } from '../domain/queue-item'
import { queueItems } from '../domain/queues'
import { type ReconciliationEvent, reconciliationRules } from '../domain/reconciliation-events'
import type { Target } from '../domain/targets'

type Stream = Pick<RoomReader, 'stream' | 'length'>

/**
 * Lines and entries kept of all platforms together: 0.5 kB each, 1.4 kB with the queues worked out of them, so 350 MB at the
 * most. The book asked for last is kept whatever its size: a question needs it all in any case.
 */
const MOST_KEPT = 250_000
/** Of a platform: as it stands now, as the last close saw it, and as somebody looks back at it. */
const MOST_CUTS = 3

/** Of more possibilities, or items of a queue, than these nothing is kept: each doubtful line may have ten. */
const MOST_OPTIONS_KEPT = 100_000

const MOST_QUEUES = 2

/** What was worked out of a book and these very targets. */
interface Answers {
  readonly targets: readonly Target[]
  asked?: { readonly settings: MatchingSettings; readonly matching: Matching }
  /** By the day up to which: to the end, and to the end of a month that is about to be closed. */
  readonly queues: Map<BusinessDate | undefined, readonly QueueItem[]>
}

/** What has been read of a platform's stream, and the books made of it by how many entries they hold. */
interface Kept {
  readonly entries: Entry<ReconciliationEvent>[]
  lines: number
  reading: Promise<void>
  readonly books: Map<number, FoldedBook>
}

/**
 * Books of platforms as they stand at cuts. A stream is read once and then what has come to it; a book goes on from the one
 * before. By how many entries a book holds, never by when it was asked for: a later entry is in no earlier book.
 */
export class KeptBooks {
  /** Least recently asked first. */
  private readonly platforms = new Map<string, Kept>()
  /** What questions cost: entries read from the log, entries and lines gone through to make books, and how often rules ran. */
  readonly work = { read: 0, folded: 0, matched: 0, queued: 0 }
  private readonly answers = new WeakMap<Book, Answers>()

  constructor(private readonly most = MOST_KEPT) {}

  async at(rooms: Stream, platform: string, cut: number): Promise<Book> {
    const kept = this.recent(platform)
    const length = rooms.length('reconciliation', platform, cut)
    await this.readUpTo(length, kept, rooms, platform, cut)
    const { book } = this.bookOf(kept, length)
    this.forget(platform, kept)
    return book
  }

  /** What the rules find in a book, and for the newest settings asked for kept with it. */
  matching(book: Book, targets: readonly Target[], settings: MatchingSettings): Matching {
    const known = this.answersOf(book, targets)
    const { asked } = known
    if (asked && sameSettings(asked.settings, settings)) return asked.matching
    this.work.matched++
    const matching = proposeIn(book, targets, settings)
    const options = matching.ambiguous.reduce((sum, it) => sum + it.options.length, matching.proposals.length)
    if (options <= MOST_OPTIONS_KEPT) known.asked = { settings, matching }
    return matching
  }

  /** What stands open in a book up to a day, as at a close where one is given: the pages of one list are one list. */
  queues(book: Book, targets: readonly Target[], upTo: BusinessDate | undefined): readonly QueueItem[] {
    const known = this.answersOf(book, targets)
    const kept = known.queues.get(upTo)
    if (kept) return kept
    this.work.queued++
    const matching = this.matching(book, targets, DEFAULT_SETTINGS)
    const items = queueItems({ book, targets, matching, upTo, statementsToTheEnd: upTo !== undefined })
    if (known.queues.size === MOST_QUEUES) known.queues.clear()
    if (items.length <= MOST_OPTIONS_KEPT) known.queues.set(upTo, items)
    return items
  }

  private answersOf(book: Book, targets: readonly Target[]): Answers {
    const known = this.answers.get(book)
    if (known?.targets === targets) return known
    const fresh: Answers = { targets, queues: new Map() }
    this.answers.set(book, fresh)
    return fresh
  }

  /** The newest book of a platform, if there is one: for who decides upon the log itself to go on from. */
  newest(platform: string): FoldedBook | undefined {
    const books = this.platforms.get(platform)?.books
    return books?.get(Math.max(...books.keys()))
  }

  /** Lines and entries that are kept now. */
  get size(): number {
    return [...this.platforms.values()].reduce((sum, it) => sum + sizeOf(it), 0)
  }

  private recent(platform: string): Kept {
    const kept = this.platforms.get(platform) ?? {
      entries: [],
      lines: 0,
      reading: Promise.resolve(),
      books: new Map<number, FoldedBook>(),
    }
    this.platforms.delete(platform)
    this.platforms.set(platform, kept)
    return kept
  }

  /** One after the other: two questions at once do not read the same. */
  private readUpTo(length: number, kept: Kept, rooms: Stream, platform: string, cut: number): Promise<void> {
    const mine = kept.reading.then(async () => {
      if (kept.entries.length >= length) return
      const { events } = await rooms.stream('reconciliation', platform, cut, kept.entries.length)
      this.work.read += events.length
      for (const event of events) {
        const entry = entryOf<ReconciliationEvent>(event)
        kept.entries.push(entry)
        kept.lines += linesOf(entry)
      }
      if (kept.entries.length < length) throw new Error(`reconciliation of ${platform}: entries are missing`)
    })
    // Who failed is told; the next one reads anew.
    kept.reading = mine.catch(() => undefined)
    return mine
  }

  private bookOf(kept: Kept, length: number): FoldedBook {
    const known = kept.books.get(length)
    const folded = known ?? this.fold(kept, length)
    kept.books.delete(length)
    kept.books.set(length, folded)
    for (const old of kept.books.keys()) if (kept.books.size > MOST_CUTS) kept.books.delete(old)
    return folded
  }

  private fold({ entries, books }: Kept, length: number): FoldedBook {
    const before = Math.max(-1, ...[...books.keys()].filter((it) => it < length))
    const earlier = books.get(before)
    const { live } = foldHistory(reconciliationRules, entries.slice(0, length))
    const folded = bookAfter(earlier, live)
    if (folded !== earlier) this.work.folded += folded.further ?? live.length + folded.book.lines.size
    // What follows another book takes its place: nobody asks for each entry of an afternoon again.
    if (folded === earlier || folded.further !== undefined) books.delete(before)
    return folded
  }

  /** The platforms asked longest ago, then of the one just asked all but the book it was asked for. */
  private forget(asked: string, { books }: Kept): void {
    for (const platform of this.platforms.keys()) {
      if (this.size <= this.most) return
      if (platform !== asked) this.platforms.delete(platform)
    }
    for (const length of books.keys()) if (this.size > this.most && books.size > 1) books.delete(length)
  }
}

const linesOf = ({ event }: Entry<ReconciliationEvent>) =>
  event.type === 'StatementBrought' || event.type === 'StatementLinesBrought' ? event.data.lines.length : 0

const sizeOf = ({ entries, lines, books }: Kept) =>
  [...books.values()].reduce((sum, it) => sum + it.book.lines.size + it.live.length, entries.length + lines)

/** With the tables: a read model that is built anew, because its log lost what it had shown, begins anew here too. */
const ofTables = new WeakMap<Tables, KeptBooks>()

export function keptBooks(tables: Tables): KeptBooks {
  const kept = ofTables.get(tables) ?? new KeptBooks()
  ofTables.set(tables, kept)
  return kept
}
