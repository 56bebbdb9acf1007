import { Inject, Injectable } from '@nestjs/common'
import type { Tables } from '@pilot-ledger/figures'
import { cutView, EVENT_LOG, FiguresService, type LogReading, RoomReader } from '@pilot-ledger/figures/reporting'
import { liveContracts } from '@pilot-ledger/intake/journals'
import { foldHistory } from '@pilot-ledger/kernel'
import { entryOf } from '@pilot-ledger/recording'
import { type Book, bookOf } from '../domain/book'
import { type ReconciliationEvent, reconciliationRules } from '../domain/reconciliation-events'
import { type Target, targetsOf } from '../domain/targets'

/** The book of a platform as it stood at a cut. */
export async function bookAt(rooms: RoomReader, platform: string, cut: number): Promise<Book> {
  const { events } = await rooms.stream('reconciliation', platform, cut)
  return bookOf(foldHistory(reconciliationRules, events.map(entryOf<ReconciliationEvent>)).live)
}

/** What was read lately: at a cut it never changes. Of each read model the last few questions only. */
const lately = new WeakMap<Tables, Map<string, Promise<readonly Target[]>>>()
const MOST_KEPT = 4

/** Receipts, refunds and invoices of a platform that count at a cut, in the order of contracts and entries. */
export function targetsAt(log: LogReading, tables: Tables, platform: string, cut: number): Promise<readonly Target[]> {
  const kept = lately.get(tables) ?? new Map<string, Promise<readonly Target[]>>()
  lately.set(tables, kept)
  const key = `${platform}\n${cut}`
  const known = kept.get(key)
  if (known) return known
  const reading = readTargets(log, tables, platform, cut)
  kept.set(key, reading)
  // A reading that failed is asked again.
  reading.catch(() => kept.delete(key))
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT) kept.delete(oldest)
  return reading
}

async function readTargets(log: LogReading, tables: Tables, platform: string, cut: number): Promise<Target[]> {
  const number = tables.platformIds.find(platform)
  if (number === undefined) return []
  const targets: Target[] = []
  for await (const { id, entries } of liveContracts(log, tables, number, cut)) targets.push(...targetsOf(id, entries))
  return targets
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
    private readonly rooms: RoomReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** Refusals: `unknown-platform`, and those of a cut and of waiting. */
  async book(platform: string, query: ReconciliationQuestion) {
    const { tables, cut } = await this.figures.platformAt(platform, query)
    return { tables, cut, asOf: cutView(tables, cut), book: await bookAt(this.rooms, platform, cut) }
  }

  async bookAndTargets(platform: string, query: ReconciliationQuestion) {
    const read = await this.book(platform, query)
    return { ...read, targets: await targetsAt(this.log, read.tables, platform, read.cut) }
  }

  /** As the ledger has them now: for a command, which reads the book itself. */
  async targets(platform: string, waitFor: string | undefined): Promise<readonly Target[]> {
    const { tables, cut } = await this.figures.platformAt(platform, { waitFor })
    return targetsAt(this.log, tables, platform, cut)
  }
}
