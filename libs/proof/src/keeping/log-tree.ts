import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EventLog, Following, RecordedEvent } from '@pilot-ledger/event-log'
import { consistencyProof } from '../domain/consistency'
import { leafHash, sameHash } from '../domain/hash'
import { inclusionProof } from '../domain/inclusion'
import { Leaves } from '../domain/leaf'
import { type Nodes, rootOf } from '../domain/tree'
import { HashFiles } from './hash-files'
import { type Place, PlaceNote, readPlace } from './place'

export interface LogTreeOptions {
  /** Its own folder: made when missing, and made again from the log when lost. */
  readonly folder: string
  /** Entries that are in the tree while it is brought level. */
  readonly onProgress?: (sequence: number) => void
  /** Told of every batch that is in the tree now. */
  readonly onGrown?: () => void
  /** Told once when following ends with an error. */
  readonly onHalt?: (error: Error) => void
}

/** Entries at once while catching up: what is held in memory. */
const BATCH = 1_000

/**
 * The tree over a log, kept level with it. Its hashes are in files beside the log and come from its entries alone; in memory
 * there are some twenty. The log must be the store's own, in the shapes that were stored: what reads older entries in newer
 * shapes would make other leaves of them.
 */
export class LogTree implements Nodes {
  /** Why it does not grow any more, if so. */
  failure: Error | undefined
  private files: HashFiles
  private note: PlaceNote
  private place: Place | undefined
  private leaves: Leaves
  private following: Following | undefined
  private level = false

  constructor(
    private readonly log: EventLog,
    private readonly options: LogTreeOptions,
  ) {
    const { folder } = options
    this.place = readPlace(join(folder, PLACE))
    this.files = new HashFiles(folder, this.place?.sequence ?? 0)
    // Fewer hashes than the note says are there: from which entry on they are missing only the log can tell.
    if (this.files.size !== (this.place?.sequence ?? 0)) {
      this.place = undefined
      this.files.close()
      this.files = new HashFiles(folder, 0)
    }
    this.note = new PlaceNote(join(folder, PLACE))
    this.leaves = new Leaves(this.place?.sequence, this.place?.recordedAt)
  }

  get size(): number {
    return this.files.size
  }

  /** Whether everything is in it that was in the log when following began. */
  get caughtUp(): boolean {
    return this.level
  }

  /** At any size up to its own. */
  root(size = this.size): Uint8Array {
    return rootOf(this.files, 0, size)
  }

  node(level: number, index: number): Uint8Array {
    return this.files.node(level, index)
  }

  /** Of the entry with this number, 1 for the first. */
  leaf(sequence: number): Uint8Array {
    return this.files.node(0, sequence - 1)
  }

  /** @param index from 0 */
  inclusion(index: number, size: number): Uint8Array[] {
    return inclusionProof(this.files, index, size)
  }

  consistency(older: number, size: number): Uint8Array[] {
    return consistencyProof(this.files, older, size)
  }

  /** Hashes of complete subtrees that stand side by side, one behind the other. */
  hashes(level: number, index: number, count: number): Buffer {
    return this.files.hashes(level, index, count)
  }

  /** Follows the log; resolves when everything that is in it now is in the tree. */
  async start(): Promise<void> {
    const after = this.place?.position ?? 'start'
    this.following = this.log.follow({ after, batchSize: BATCH }, (entries) => this.take(entries))
    this.following.ended.catch((error: Error) => {
      this.failure = error
      this.options.onHalt?.(error)
    })
    await this.following.live
    this.level = true
  }

  /** Made from the log's first entry again, while others go on reading. */
  async makeAgain(): Promise<void> {
    await this.following?.stop()
    this.level = false
    this.beginAnew()
    await this.start()
  }

  /** @param last done when it grows no more, before its files are closed */
  async stop(last?: () => Promise<void> | undefined): Promise<void> {
    await this.following?.stop()
    await last?.()
    this.files.close()
    this.note.close()
  }

  /** Throws away what is kept, before it is started: the log's first entry is the next. */
  beginAnew(): void {
    const { folder } = this.options
    this.files.close()
    this.note.close()
    rmSync(folder, { recursive: true })
    this.place = undefined
    this.files = new HashFiles(folder, 0)
    this.note = new PlaceNote(join(folder, PLACE))
    this.leaves = new Leaves()
  }

  /** Whether its last leaf is of the log's very entry. */
  async isOfLog(): Promise<boolean> {
    if (!this.place) return true
    const { sequence, recordedAt, position } = this.place
    const entry = await this.log.readAt(position)
    if (!entry) return false
    const leaf = leafHash(new Leaves(sequence - 1, recordedAt).next(entry))
    return sameHash(leaf, this.leaf(sequence))
  }

  private take(entries: readonly RecordedEvent[]): void {
    this.files.append(entries.map((it) => leafHash(this.leaves.next(it))))
    const { sequence, recordedAt } = this.leaves
    this.place = { sequence, recordedAt, position: entries[entries.length - 1].position }
    // Behind the hashes: what it says is there.
    this.note.write(this.place)
    if (!this.level) this.options.onProgress?.(sequence)
    this.options.onGrown?.()
  }
}

const PLACE = 'place'

/** What is kept of a tree just now, to look at beside whoever keeps it; undefined where nothing is. */
export function keptTree(folder: string): HashFiles | undefined {
  const place = readPlace(join(folder, PLACE))
  return place && new HashFiles(folder, place.sequence, true)
}
