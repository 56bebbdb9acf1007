import { constants, getPriority, setPriority } from 'node:os'
import { join, parse } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'
import { type EventLog, type LogAddress, Unavailable, type UnavailableReason } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import { STORE } from '../columns/store'
import { PoisonEntry } from '../projection/projector'
import { Build } from './build'
import { DamagedReadModel, type PageDigests } from './page-store'
import { readApart } from './read-apart'
import { servePages } from './reading-thread'

/** What a process builds, from which log. */
export interface BuildOrder {
  readonly log: LogAddress
  readonly file: string
  /** From the start of the log; otherwise what is stored is gone on with. */
  readonly afresh: boolean
}
/** To the process; what it builds comes first. */
export type Order = { readonly build: BuildOrder } | { readonly readOn: number } | 'finish' | 'leave'
/** From it: an answer to each order but the first and the last, and word of how far it is on the way. */
export type Stated =
  | { readonly taken: number; readonly recordedAt: number; readonly sequence: number }
  | { readonly done: readonly PageDigests[] }
  | { readonly failed: string; readonly reason?: UnavailableReason }

/** Entries between two saves of a model that another process may go on with; one that is built afresh is of no use half-made. */
const SAVE_EVERY_ENTRIES = 1_000_000

/** Word of each page would wake the other process two hundred times a second. */
const TELL_EVERY_MS = 50

/** Entries after which the rest is read in a thread: to start one takes as long as to read so many. */
const WORTH_A_THREAD = 2_000

/** Bytes of pages that are held: names that come again and again lie on pages all over a large ledger. They go with the process. */
const ROOM_FOR_PAGES = 256 * 2 ** 20

/**
 * The whole of a process that builds a model: it opens the log and the file for itself and does as it is told. It starts itself
 * once more as a thread, which reads what it projects.
 */
export function serveBuild(openLog: (address: LogAddress) => Promise<EventLog>): void {
  if (!isMainThread) {
    void servePages(openLog, workerData)
    return
  }
  servedFirst()
  // Ctrl-C reaches every process of a terminal; who asked ends first and this with it.
  for (const it of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(it, () => undefined)
  process.on('disconnect', () => process.exit())
  let builder: Builder | undefined
  let leaving = false
  let before = Promise.resolve()
  const carryOut = async (order: Order): Promise<void> => {
    if (order === 'leave') {
      // What cannot be tidied up (a full disk) is no reason to stay: what was saved is stored, and nobody waits for more.
      await builder?.close().catch((error: Error) => {
        process.stderr.write(`${error.stack}\n`)
        process.exitCode = 1
      })
      process.exit()
    }
    if (typeof order === 'object' && 'build' in order) builder = await Builder.open(order.build, openLog, () => leaving)
    else if (order === 'finish') say({ done: (await builder?.finish()) ?? [] })
    else {
      await builder?.readOn(order.readOn)
      say({ done: [] })
    }
  }
  process.on('message', (order: Order) => {
    leaving ||= order === 'leave'
    before = before.then(() => carryOut(order)).catch(failed)
  })
}

/** Who is served comes first. A service that is run nicer still stays so: only root may go back, and it need not be. */
export function servedFirst(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority
  try {
    if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // Where that is forbidden it builds as fast as the others.
    process.stderr.write(`${(error as Error).message}\n`)
  }
}

/** Its file, without its ending. */
function thisProgram(): string {
  const { dir, name } = parse(process.argv[1])
  return join(dir, name)
}

function say(it: Stated): void {
  process.send?.(it)
}

function failed(error: Error): void {
  say({ failed: error.message, ...(error instanceof Unavailable && { reason: error.reason }) })
}

class Builder {
  private untold = { taken: 0, recordedAt: 0 }
  private toldAt = 0

  private constructor(
    private readonly log: EventLog,
    private readonly build: Build,
    private readonly order: BuildOrder,
    private readonly isLeaving: () => boolean,
  ) {}

  static async open(
    order: BuildOrder,
    openLog: (address: LogAddress) => Promise<EventLog>,
    isLeaving: () => boolean,
  ): Promise<Builder> {
    const log = await openLog(order.log)
    const build = order.afresh ? Build.afresh(log, order.file) : Build.load(log, order.file)
    build.tables[STORE].room.bytes = ROOM_FOR_PAGES
    return new Builder(log, build, order, isLeaving)
  }

  async readOn(limit: number): Promise<void> {
    const { build, order } = this
    const heard = (events: readonly FoldedEvent[]) => this.taken(events)
    try {
      const far = build.sequence + WORTH_A_THREAD
      await build.readOn(Math.min(limit, WORTH_A_THREAD), heard)
      if (build.sequence < far || this.isLeaving()) return
      await build.readOn(limit - WORTH_A_THREAD, heard, (after, limit) =>
        readApart(thisProgram(), { log: order.log, after, limit }),
      )
    } catch (error) {
      // What came before it is whole, and whoever goes on meets it at once. After anything else half an entry may be in.
      const isWhole =
        error instanceof PoisonEntry || (error instanceof Unavailable && !(error instanceof DamagedReadModel))
      if (!order.afresh && isWhole) build.save()
      throw error
    } finally {
      if (this.untold.taken > 0) this.tell()
    }
  }

  /** What is gone on with is compared with nothing. */
  async finish(): Promise<readonly PageDigests[]> {
    if (this.order.afresh) return this.build.finish()
    this.build.save()
    return []
  }

  async close(): Promise<void> {
    this.build.close()
    await this.log.close()
  }

  private taken(events: readonly FoldedEvent[]): boolean {
    this.untold = { taken: this.untold.taken + events.length, recordedAt: events[events.length - 1].recordedAt }
    if (performance.now() - this.toldAt > TELL_EVERY_MS) this.tell()
    if (!this.order.afresh && this.build.unsavedEntries >= SAVE_EVERY_ENTRIES) this.build.save()
    return !this.isLeaving()
  }

  private tell(): void {
    say({ ...this.untold, sequence: this.build.sequence })
    this.untold = { taken: 0, recordedAt: 0 }
    this.toldAt = performance.now()
  }
}
