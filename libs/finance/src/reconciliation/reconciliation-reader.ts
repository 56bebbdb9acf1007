import { Inject, Injectable } from '@nestjs/common'
import type { EngagementContent } from '@pilot-ledger/engagements'
import type { Tables } from '@pilot-ledger/figures'
import { cutView, EVENT_LOG, FiguresService, type LogReading, StreamReader } from '@pilot-ledger/figures/reporting'
import { liveContract } from '@pilot-ledger/intake/journals'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { type Book, openOf } from '../domain/book'
import { type Target, targetsOf } from '../domain/targets'
import { type WaitingReceipts, waitingReceipts } from '../domain/waiting-receipts'
import { keptBooks } from './kept-books'

/** What a contract's entries made, by the contract and its last entry before the cut: between the two nothing else can change it. */
interface OfContract {
  readonly last: number
  readonly targets: readonly Target[]
  /** What waits for a second person. */
  readonly waiting: readonly EngagementContent[]
}
/** What a platform's contracts say at a cut that a line of the bank may be, and what of it waits for a second person. */
export interface RecordedOfPlatform {
  readonly targets: readonly Target[]
  readonly waiting: WaitingReceipts
}
interface Kept {
  readonly contracts: Map<number, OfContract>
  /** By platform the last list put together, and of what: as long as it is of the same, it is the same list. */
  readonly lists: Map<number, RecordedOfPlatform & { readonly parts: readonly OfContract[] }>
}
const kept = new WeakMap<Tables, Kept>()
/** Of more contracts than these nothing is kept: memory must not grow with the ledger. */
const MOST_KEPT = 20_000

/** Receipts, refunds and invoices of a platform that count at a cut, in the order of contracts and entries. */
export async function targetsAt(...of: Parameters<typeof recordedAt>): Promise<readonly Target[]> {
  return (await recordedAt(...of)).targets
}

/**
 * Only contracts with entries since the last question are read again: at the desk every match would else read a whole platform.
 */
export async function recordedAt(
  log: LogReading,
  tables: Tables,
  platform: string,
  cut: number,
): Promise<RecordedOfPlatform> {
  const number = tables.platformIds.find(platform)
  if (number === undefined) return { targets: [], waiting: new Map() }
  const known: Kept = kept.get(tables) ?? { contracts: new Map(), lists: new Map() }
  kept.set(tables, known)
  const parts: OfContract[] = []
  for (const contract of tables.contractsOf(number)) {
    if (turnIsOver()) await nextTurn()
    const last = tables.lastEntry(contract, cut)
    let read = known.contracts.get(contract)
    if (read?.last !== last) {
      const { id, entries, waiting } = await liveContract(log, tables, contract, cut)
      read = { last, targets: targetsOf(id, entries), waiting }
      if (known.contracts.size >= MOST_KEPT) {
        known.contracts.clear()
        known.lists.clear()
      }
      known.contracts.set(contract, read)
    }
    parts.push(read)
  }
  const last = known.lists.get(number)
  if (last?.parts.length === parts.length && parts.every((it, i) => it === last.parts[i])) return last
  const targets = parts.flatMap((it) => it.targets)
  const waiting = waitingReceipts(parts.flatMap((it) => it.waiting))
  if (parts.length <= MOST_KEPT) known.lists.set(number, { parts, targets, waiting })
  return { targets, waiting }
}

export interface ReconciliationQuestion {
  readonly asOf?: string
  readonly waitFor?: string
}

/** Reads what every door of this room starts from. */
@Injectable()
export class ReconciliationReader {
  constructor(
    private readonly figures: FiguresService,
    private readonly streams: StreamReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** Refusals: `unknown-platform`, and those of a cut and of waiting. */
  async book(platform: string, query: ReconciliationQuestion) {
    const { tables, cut } = await this.figures.platformAt(platform, query)
    const books = keptBooks(tables)
    const book: Book = await books.at(this.streams, platform, cut)
    return { tables, cut, asOf: cutView(tables, cut), book, books }
  }

  /** Of how many lines something is open: as many as the list of open lines has. */
  async openLines(platform: string): Promise<number> {
    const { book } = await this.book(platform, {})
    let count = 0
    for (const it of book.lines.values()) if (openOf(it) > 0n) count++
    return count
  }

  async bookAndTargets(platform: string, query: ReconciliationQuestion) {
    const read = await this.book(platform, query)
    return { ...read, ...(await recordedAt(this.log, read.tables, platform, read.cut)) }
  }

  /**
   * Where the log stands, to wait for, once figures have what was asked for: who decides in turn then sees what the one before him
   * recorded.
   */
  async seen(platform: string, asked: string | undefined): Promise<string | undefined> {
    if (asked !== undefined) await this.book(platform, { waitFor: asked })
    return this.log.head()
  }

  /** As the ledger has it now: for a command, which reads the book itself. */
  async recorded(platform: string, waitFor: string | undefined): Promise<RecordedOfPlatform> {
    const { tables, cut } = await this.figures.platformAt(platform, { waitFor })
    return recordedAt(this.log, tables, platform, cut)
  }
}
