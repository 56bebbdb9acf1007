import { existsSync, renameSync, rmSync } from 'node:fs'
import type { EventLog, Position } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import { STORE } from '../columns/store'
import { Projector } from '../projection/projector'
import { type StreamsAhead, sourceOf } from '../projection/stream-source'
import type { Beside } from './beside'
import { type Checkpoint, DamagedReadModel, type PageDigests, PageStore } from './page-store'
import type { LogPage } from './read-apart'
import type { Tables } from './tables'

/** Tables, the store that keeps them, and how far along the log they are: what a read model serves, or is making beside. */
export class Build implements Beside {
  private unsaved = 0
  private closed = false
  private last: Promise<void> = Promise.resolve()
  private readonly projector: Projector

  private constructor(
    readonly store: PageStore,
    readonly tables: Tables,
    private stands: Checkpoint | undefined,
    private readonly log: EventLog,
  ) {
    this.projector = new Projector(tables, sourceOf(log))
  }

  /** Loads what is stored. A file that cannot be trusted is put aside (`….damaged`) and an empty one begun; `onNote` is told. */
  static stored(log: EventLog, file: string, onNote?: (text: string) => void): Build {
    try {
      return Build.load(log, file)
    } catch (error) {
      const reason = error instanceof DamagedReadModel ? error.message : `${file}: ${(error as Error).message}`
      onNote?.(damageNote(reason))
      return Build.afresh(log, file, 'damaged')
    }
  }

  /** An empty build; a file that is there is kept under another ending, or removed where none is given. */
  static afresh(log: EventLog, file: string, keepAs?: string): Build {
    if (keepAs === undefined) removeModel(file)
    else setAside(file, keepAs)
    return Build.load(log, file)
  }

  /** Loads what is stored; throws `DamagedReadModel`. */
  static load(log: EventLog, file: string): Build {
    const store = new PageStore(file)
    try {
      const { tables, checkpoint } = store.load()
      return new Build(store, tables, checkpoint, log)
    } catch (error) {
      store.close()
      throw error
    }
  }

  get checkpoint(): Checkpoint | undefined {
    return this.stands
  }

  get sequence(): number {
    return this.tables.sequence
  }

  /** Entries taken in since the last save. */
  get unsavedEntries(): number {
    return this.unsaved
  }

  /** Takes in events in log order. Rejects with `PoisonEntry`; everything before that entry is in. */
  take(events: readonly FoldedEvent[], streams?: StreamsAhead): Promise<void> {
    return this.alone(async () => {
      this.projector.comes(events, streams)
      for (const event of events) {
        const pending = this.projector.apply(event)
        if (pending) await pending
        this.stands = { position: event.position, eventId: event.id, sequence: this.tables.sequence }
        this.unsaved++
      }
    })
  }

  /** Reads on, up to so many entries, while `heard` says so of each page that was taken in; `read` gives them. */
  async readOn(
    limit = Number.MAX_SAFE_INTEGER,
    heard: Heard = () => true,
    read: Read = readFrom(this.log),
  ): Promise<void> {
    if (limit <= 0) return
    for await (const { events, streams } of read(this.stands?.position, limit)) {
      await this.take(events, streams)
      if (!heard(events)) return
    }
  }

  async finish(): Promise<readonly PageDigests[]> {
    this.save()
    const digests = this.store.digestsOf(this.tables)
    this.close()
    return digests
  }

  async leave(): Promise<void> {
    this.close()
  }

  /** Writes rows and checkpoint in one transaction. After a failure the build must not be saved again. */
  save(): void {
    if (this.unsaved === 0 || !this.stands) return
    this.store.save(this.tables, this.stands)
    this.unsaved = 0
  }

  /** As `save`, others having their turn meanwhile; what comes is taken in when it is done. */
  saveInTurns(): Promise<void> {
    return this.alone(async () => {
      if (this.unsaved === 0 || !this.stands || this.closed) return
      await this.store.saveInTurns(this.tables, this.stands)
      this.unsaved = 0
    })
  }

  /** One after the other: what is saved is the state after a whole entry. */
  private alone(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work)
    this.last = done.catch(() => undefined)
    return done
  }

  /** Saves, then takes the place of the one served there, which stays as `….previous` and is read on by who asks it still. */
  replace(served: Build, file: string): void {
    this.save()
    served.store.moveTo(`${file}.previous`)
    this.store.moveTo(file)
  }

  /** Goes on with a file that holds these very tables at this very entry; the one it had stays as `….previous`. */
  goOnWith(file: string): void {
    this.store.replaceBy(file, this.sequence)
    for (const table of this.tables[STORE].stored) for (const page of table.changedPages) table.saved(page)
    this.unsaved = 0
  }

  close(): void {
    this.closed = true
    this.store.close()
  }
}

const readFrom = (log: EventLog): Read =>
  async function* (after, limit) {
    for await (const events of log.readAll({ after, limit })) yield { events }
  }

type Heard = (events: readonly FoldedEvent[]) => boolean
/** Entries of the log after a position, so many at most. */
type Read = (after: Position | undefined, limit: number) => AsyncIterable<LogPage>

/** Renames a model's file, replacing an earlier one of that ending; its side files go. */
function setAside(file: string, ending: string): void {
  for (const side of ['-wal', '-shm']) rmSync(file + side, { force: true })
  if (existsSync(file)) renameSync(file, `${file}.${ending}`)
}

export const damageNote = (reason: string) =>
  `统计库损坏，将由账本重建 / the read model is damaged and will be rebuilt from the log: ${reason}`

export function removeModel(file: string): void {
  for (const side of ['', '-wal', '-shm']) rmSync(file + side, { force: true })
}
