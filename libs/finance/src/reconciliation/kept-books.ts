import type { Tables } from '@pilot-ledger/figures'
import type { StreamReader } from '@pilot-ledger/figures/reporting'
import { atOnce, type BusinessDate, foldHistory, inTurns } from '@pilot-ledger/kernel'
import { entryOf } from '@pilot-ledger/recording'
import type { ReconciliationEvent } from '../definitions/reconciliation'
import { type Book, type BookLine, bookOf, type LiveReconciliation, linesOf, reconciliationRules } from '../domain/book'
import { type Matching, proposing } from '../domain/matching'
import { DEFAULT_SETTINGS, type MatchingSettings, sameSettings } from '../domain/matching-terms'
import type { QueueItem } from '../domain/queue-item'
import { queueItems } from '../domain/queues'
import type { StatementLine } from '../domain/statement'
import type { Target } from '../domain/targets'
import { linesKept, linesStream } from './statement-lines'

type Rooms = Pick<StreamReader, 'stream' | 'length'>
/** The entries of a stream of lines, by its name without the prefix of its kind. */
type ReadLines = (name: string) => Promise<readonly { readonly data: object }[]>
type Lines = ReadonlyMap<string, BookLine>

/** A platform's entries that live, and the last there is. */
type AsItStands = { readonly live: readonly LiveReconciliation[]; readonly revision: number }

/** Lines kept of all platforms together, some 1 kB each. Those of the platform asked last are kept however many they are. */
const MOST_LINES = 150_000
/** Of a platform: as it stands now, as the last close saw it, and as somebody looks back at it. */
const MOST_CUTS = 3
/** Of more possibilities, or items of a queue, than these nothing is kept: each doubtful line may have ten. */
const MOST_OPTIONS = 100_000

/** What was worked out of a book and these very targets. */
interface Answers {
  readonly targets: readonly Target[]
  requested?: { readonly settings: MatchingSettings; readonly matching: Matching }
  /** By the day up to which: to the end, and to the end of a month that is about to be closed. */
  readonly queues: Map<BusinessDate | undefined, readonly QueueItem[]>
}

interface Kept {
  /** By hash. They never change. */
  readonly lines: Map<string, readonly StatementLine[]>
  /** The lines as nothing explains them yet, and which entries they are of. */
  plain?: { readonly of: string; readonly lines: Lines }
  /** By how many entries a book holds, never by when it was asked for: a later entry is in no earlier book. */
  readonly books: Map<number, Promise<Book>>
  /** As they were made, by the last revision in them: who has looked at one decides on the very same. */
  readonly made: Map<number, Book>
}

/** Books of platforms as they stand at cuts, and the lines they are made of: those are read once. */
export class KeptBooks {
  /** Least recently asked first. */
  private readonly platforms = new Map<string, Kept>()
  private readonly answers = new WeakMap<Book, Answers>()

  constructor(private readonly most = MOST_LINES) {}

  async at(streams: Rooms, platform: string, cut: number): Promise<Book> {
    const { books } = this.recent(platform)
    const length = streams.length('reconciliation', platform, cut)
    const known = books.get(length)
    // What follows another book takes its place: nobody asks for each entry of an afternoon again.
    if (!known) books.delete(Math.max(-1, ...[...books.keys()].filter((it) => it < length)))
    const book = known ?? this.read(streams, platform, cut, length)
    keep(books, length, book, MOST_CUTS)
    // Who failed is told; the next one reads anew.
    book.catch(() => books.get(length) === book && books.delete(length))
    return book
  }

  private async read(streams: Rooms, platform: string, cut: number, length: number): Promise<Book> {
    const { events } = await streams.stream('reconciliation', platform, cut)
    if (events.length < length) throw new Error(`reconciliation of ${platform}: entries are missing`)
    const history = foldHistory(reconciliationRules, events.map(entryOf<ReconciliationEvent>))
    return this.from(platform, history, async (name) => (await streams.stream('statementLines', name)).events)
  }

  /** The book of these entries. */
  async from(platform: string, history: AsItStands, read: ReadLines): Promise<Book> {
    const atHand = this.of(platform, history)
    if (atHand) return atHand
    const kept = this.recent(platform)
    for (const hash of history.live.flatMap(hashIn))
      if (!kept.lines.has(hash)) kept.lines.set(hash, await linesKept(hash, await read(linesStream(platform, hash))))
    const of = statementsIn(history.live)
    const steps = bookOf(history.live, kept.lines, function* (statements) {
      const lines = yield* linesOf(statements)
      kept.plain = { of, lines }
      return lines
    })
    return this.made(platform, history, await inTurns(steps))
  }

  /** The same at once; undefined where lines are to be read or worked out first: that takes turns. */
  of(platform: string, history: AsItStands): Book | undefined {
    const { made, lines, plain } = this.recent(platform)
    const before = made.get(history.revision)
    if (before || plain?.of !== statementsIn(history.live)) return before
    // biome-ignore lint/correctness/useYield: they are at hand
    const atHand = function* () {
      return plain.lines
    }
    return this.made(platform, history, atOnce(bookOf(history.live, lines, atHand)))
  }

  private made(platform: string, { revision }: AsItStands, book: Book): Book {
    keep(this.recent(platform).made, revision, book, MOST_CUTS)
    for (const other of this.platforms.keys())
      if (other !== platform && this.size > this.most) this.platforms.delete(other)
    return book
  }

  /** What the rules find in a book, and for the newest settings asked for kept with it. */
  async matching(book: Book, targets: readonly Target[], settings: MatchingSettings): Promise<Matching> {
    const known = this.answersOf(book, targets)
    const { requested } = known
    if (requested && sameSettings(requested.settings, settings)) return requested.matching
    const matching = await inTurns(proposing(book, targets, settings))
    const options = matching.ambiguous.reduce((sum, it) => sum + it.options.length, matching.proposals.length)
    if (options <= MOST_OPTIONS) known.requested = { settings, matching }
    return matching
  }

  /** What stands open in a book up to a day, as at a close where one is given: the pages of one list are one list. */
  async queues(book: Book, targets: readonly Target[], upTo: BusinessDate | undefined): Promise<readonly QueueItem[]> {
    const { queues } = this.answersOf(book, targets)
    const known = queues.get(upTo)
    if (known) return known
    const matching = await this.matching(book, targets, DEFAULT_SETTINGS)
    const requested = { book, targets, matching, upTo, statementsToTheEnd: upTo !== undefined }
    const items = await inTurns(queueItems(requested))
    if (items.length <= MOST_OPTIONS) keep(queues, upTo, items, 2)
    return items
  }

  private answersOf(book: Book, targets: readonly Target[]): Answers {
    const known = this.answers.get(book)
    if (known?.targets === targets) return known
    const fresh: Answers = { targets, queues: new Map() }
    this.answers.set(book, fresh)
    return fresh
  }

  /** Lines that are kept now. */
  get size(): number {
    return [...this.platforms.values()].reduce((sum, it) => sum + (it.plain?.lines.size ?? 0), 0)
  }

  private recent(platform: string): Kept {
    const fresh: Kept = { lines: new Map(), books: new Map(), made: new Map() }
    const kept = this.platforms.get(platform) ?? fresh
    keep(this.platforms, platform, kept)
    return kept
  }
}

/** As the newest of a map, of which no more than so many stay. */
function keep<K, V>(map: Map<K, V>, key: K, value: V, most = Number.POSITIVE_INFINITY): void {
  map.delete(key)
  map.set(key, value)
  for (const old of map.keys()) if (map.size > most) map.delete(old)
}

const hashIn = ({ content }: LiveReconciliation) =>
  content.type === 'StatementBrought' ? (content.data.linesHash ?? []) : []

/** Names of the entries that lines are made of, with nothing that explains them. */
const statementsIn = (live: readonly LiveReconciliation[]) =>
  live.flatMap(({ id, content }) => (OF_STATEMENTS.has(content.type) ? id : [])).join(' ')
const OF_STATEMENTS: ReadonlySet<string> = new Set(['StatementBrought', 'StatementLinesBrought', 'StatementVoided'])

/** With the tables: a read model that is built anew, because its log lost what it had shown, begins anew here too. */
const ofTables = new WeakMap<Tables, KeptBooks>()

export function keptBooks(tables: Tables): KeptBooks {
  const kept = ofTables.get(tables) ?? new KeptBooks()
  ofTables.set(tables, kept)
  return kept
}
