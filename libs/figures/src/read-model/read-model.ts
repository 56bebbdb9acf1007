import { existsSync, renameSync, rmSync } from 'node:fs'
import type { EventLog, Following, Position, RecordedEvent } from '@pilot-ledger/event-log'
import { Projector, type StreamSource } from '../projection/projector'
import { type Checkpoint, DamagedReadModel, PageStore } from './page-store'
import type { Tables } from './tables'

/** Name and version of the projection: a change of what it computes is a new version, built beside the old. */
export const PROJECTION = 'figures@1'

/** Entries between two saves while catching up, and the pause between saves while live. */
const SAVE_EVERY_ENTRIES = 100_000
const SAVE_AFTER_MS = 250

/** The log holds something else than what this model was built from (restored, cut, or another log). */
export class ForeignLog extends Error {}

export interface ReadModelOptions {
  /** The model's file. */
  readonly file: string
  readonly onProgress?: (sequence: number) => void
  /** Told once when following ends with an error (a poison entry, a failing disk). */
  readonly onHalt?: (error: Error) => void
  readonly onNote?: (text: string) => void
}

/**
 * The reporting side's tables, kept level with a log: load what is stored, catch up, follow. Readers ask `tables`; it is
 * always the state after a whole entry.
 */
export class ReadModel {
  private store: PageStore
  private current: Tables
  private projector: Projector
  private checkpoint: Checkpoint | undefined
  private following: Following | undefined
  private unsaved = 0
  /** True once caught up: before that, saving by the clock would write the same pages over and over. */
  private level = false
  private timer: NodeJS.Timeout | undefined
  private readonly waiting = new Set<() => void>()
  private halted: Error | undefined

  private constructor(
    private readonly log: EventLog,
    private readonly options: ReadModelOptions,
    opened: { store: PageStore; tables: Tables; checkpoint: Checkpoint | undefined },
  ) {
    this.store = opened.store
    this.current = opened.tables
    this.checkpoint = opened.checkpoint
    this.projector = new Projector(this.current, sourceOf(log))
  }

  /**
   * Opens the stored model and checks that its checkpoint's entry is the very entry in the log. A damaged or missing file
   * is built again from the log; a log that lost entries the model has seen is refused (`ForeignLog`): acknowledged
   * entries are gone, and a person must know.
   */
  static async open(log: EventLog, options: ReadModelOptions): Promise<ReadModel> {
    const opened = openStore(options)
    await checkAgainst(log, opened.checkpoint)
    return new ReadModel(log, options, opened)
  }

  get tables(): Tables {
    return this.current
  }

  get position(): Position | undefined {
    return this.checkpoint?.position
  }

  /** Why figures are not served any more, if so. */
  get failure(): Error | undefined {
    return this.halted
  }

  /** Starts following; resolves when everything that is in the log now has been taken in. */
  async start(): Promise<void> {
    this.following = this.log.follow({ after: this.checkpoint?.position ?? 'start' }, (events) => this.take(events))
    this.following.ended.catch((error: Error) => this.halt(error))
    await this.following.live
    this.level = true
    this.save()
  }

  /** Takes in events in log order: the handler of `start`, and what a rebuild calls. */
  async take(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const pending = this.projector.apply(event)
      if (pending) await pending
      this.checkpoint = { position: event.position, eventId: event.id, sequence: this.current.sequence }
      this.unsaved++
    }
    for (const wake of [...this.waiting]) wake()
    this.options.onProgress?.(this.current.sequence)
    if (this.unsaved >= SAVE_EVERY_ENTRIES) this.save()
    else if (this.level) this.timer ??= setTimeout(() => this.saveInTime(), SAVE_AFTER_MS)
  }

  /** Resolves true when the position is in the tables, false after `timeoutMs`. */
  reached(position: Position, timeoutMs: number): Promise<boolean> {
    const there = () => this.checkpoint !== undefined && this.log.compare(this.checkpoint.position, position) >= 0
    if (there()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer)
        this.waiting.delete(look)
        resolve(answer)
      }
      const look = () => {
        if (there()) end(true)
        else if (this.halted) end(false)
      }
      const timer = setTimeout(() => end(false), timeoutMs)
      this.waiting.add(look)
    })
  }

  /** Writes rows and checkpoint in one transaction. */
  save(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.unsaved === 0 || !this.checkpoint || this.halted) return
    try {
      this.store.save(this.current, this.checkpoint)
      this.unsaved = 0
    } catch (error) {
      // The pages of the failed save no longer count as changed: a second try would write a checkpoint without them.
      this.halt(error as Error)
      throw error
    }
  }

  async stop(): Promise<void> {
    await this.following?.stop()
    if (!this.halted) this.save()
    clearTimeout(this.timer)
    this.store.close()
  }

  private saveInTime(): void {
    this.timer = undefined
    try {
      this.save()
    } catch {
      // Told already: `save` halts the figures and reports why.
    }
  }

  private halt(error: Error): void {
    if (this.halted) return
    this.halted = error
    for (const wake of [...this.waiting]) wake()
    void this.following?.stop()
    this.options.onHalt?.(error)
  }
}

function openStore(options: ReadModelOptions) {
  try {
    const store = new PageStore(options.file)
    try {
      return { store, ...store.load() }
    } catch (error) {
      store.close()
      throw error
    }
  } catch (error) {
    // Everything here comes back from the log: say so, put the damaged file aside for whoever wants to know, start empty.
    const reason = error instanceof DamagedReadModel ? error.message : `${options.file}: ${(error as Error).message}`
    options.onNote?.(`统计库损坏，将由账本重建 / the read model is damaged and will be rebuilt from the log: ${reason}`)
    setAside(options.file)
    const store = new PageStore(options.file)
    return { store, ...store.load() }
  }
}

/** Renames a model's file to `….damaged`, replacing an earlier one; its side files go. */
function setAside(file: string): void {
  for (const side of ['-wal', '-shm']) rmSync(file + side, { force: true })
  if (existsSync(file)) renameSync(file, `${file}.damaged`)
}

async function checkAgainst(log: EventLog, checkpoint: Checkpoint | undefined): Promise<void> {
  if (!checkpoint) return
  const head = await log.head()
  if (head === undefined || log.compare(head, checkpoint.position) < 0) {
    throw new ForeignLog(
      `the log ends at ${head ?? 'nothing'}, but figures were built up to ${checkpoint.position}: recorded entries are missing`,
    )
  }
  const at = await log.readAt(checkpoint.position)
  if (at?.id !== checkpoint.eventId) {
    throw new ForeignLog(
      `entry ${checkpoint.sequence} of the log is ${at?.id ?? 'missing'}, figures were built from ${checkpoint.eventId}`,
    )
  }
}

export function sourceOf(log: EventLog): StreamSource {
  return async (stream, count) => (await log.readStream(stream, { limit: count })).events
}
