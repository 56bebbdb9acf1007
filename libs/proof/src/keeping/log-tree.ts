import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, type Following, type Position, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { consistencyProof } from '../domain/consistency'
import { HASH_BYTES, sameHash } from '../domain/hash'
import { inclusionProof } from '../domain/inclusion'
import { Leaves } from '../domain/leaf'
import { type Nodes, rootOf } from '../domain/tree'
import type { MadeLeaves } from './leaf-thread'
import { LeavesApart } from './leaves-apart'
import { orderFault } from './order'
import type { Place } from './place'
import { TreeFolder } from './tree-folder'

export interface LogTreeOptions {
  /** Its own folder: made when missing, and made again from the log when lost. */
  readonly folder: string
  /** Several machines write the log, each by its own clock. */
  readonly clocksDiffer?: boolean
  /** Entries that are in the tree while it is brought level. */
  readonly onProgress?: (sequence: number) => void
  /** Told of every batch that is in the tree now. */
  readonly onGrown?: () => void
  /** Told once when following ends with an error; it is tried again by and by. */
  readonly onHalt?: (error: Error) => void
  readonly onNote?: (text: string) => void
  readonly againMs?: number
}

/** Entries at once while catching up: what is held in memory. */
const BATCH = 1_000
/** Of them so many between two turns of whoever is served. */
const STRETCH = 50
/** And of hashes that were made elsewhere. */
const HASHES = 250
/** Until it is tried again where the tree could not be written: a full disk gets room. */
const AGAIN_MS = 5_000

/**
 * The tree over a log, kept level with it. Its hashes are in files beside the log and come from its entries alone; in memory
 * there are some twenty. The log must be the store's own, in the shapes that were stored: what reads older entries in newer
 * shapes would make other leaves of them.
 */
export class LogTree implements Nodes {
  /** Why it does not grow any more, if so. */
  failure: Error | undefined
  private readonly kept: TreeFolder
  private following: Following | undefined
  private level = false
  /** Where a second core and a log that two threads can read are there. */
  private readonly apart: LeavesApart | undefined
  private again: NodeJS.Timeout | undefined
  private stopping = false

  constructor(
    private readonly log: EventLog,
    private readonly options: LogTreeOptions,
  ) {
    this.kept = new TreeFolder(options.folder)
    const { address } = log
    if (address && 'folder' in address && !options.clocksDiffer && availableParallelism() > 1)
      this.apart = new LeavesApart(address, (error) => this.lost(error))
  }

  get size(): number {
    return this.kept.size
  }

  /** Whether everything is in it that was in the log when following began. */
  get caughtUp(): boolean {
    return this.level
  }

  /** At any size up to its own. */
  root(size = this.size): Uint8Array {
    return rootOf(this.kept, 0, size)
  }

  node(level: number, index: number): Uint8Array {
    return this.kept.node(level, index)
  }

  /** Of the entry with this number, 1 for the first. */
  leaf(sequence: number): Uint8Array {
    return this.kept.node(0, sequence - 1)
  }

  /** @param index from 0 */
  inclusion(index: number, size: number): Uint8Array[] {
    return inclusionProof(this.kept, index, size)
  }

  consistency(older: number, size: number): Uint8Array[] {
    return consistencyProof(this.kept, older, size)
  }

  /**
   * Hashes of complete subtrees that stand side by side, one behind the other.
   * @param into where they are put, if they are to be put somewhere
   */
  hashes(level: number, index: number, count: number, into?: Buffer): Buffer {
    return this.kept.hashes(level, index, count, into)
  }

  /** The entry that its last leaf is of. */
  get end(): Place | undefined {
    return this.kept.end
  }

  /** Notes that all up to there is signed: nothing of it may ever be another. */
  signedUpTo(place: Place): void {
    this.kept.signedUpTo(place)
  }

  /**
   * Up to which entry, of so many that are signed, it is known where the log has it: all of them where the store numbers its
   * entries. Undefined where that is not known of any, or the log has another there.
   */
  async placeUpTo(sequence: number): Promise<Place | undefined> {
    if (!this.isNumbered) {
      const { signed } = this
      return signed && signed.sequence <= sequence && (await this.isEntryOfLog(signed)) ? signed : undefined
    }
    const position = String(sequence)
    const recordedAt = (await this.log.readAt(position))?.recordedAt
    return recordedAt === undefined ? undefined : { sequence, recordedAt, position }
  }

  /** The last entry of which it was noted, and which is in the tree, that it is signed. */
  get signed(): Place | undefined {
    return this.kept.signed
  }

  /** Follows the log; resolves when everything that is in it now is in the tree. */
  async start(): Promise<void> {
    if (this.stopping) throw new Unavailable('closed', '正在停止 / it is being stopped')
    if (!this.level) await (this.following ?? this.follow()).live
    this.level = true
  }

  /** Waits until all that is in the log is in it, not longer than so many milliseconds, nor where it does not grow. */
  async drain(patience: number): Promise<void> {
    const end = performance.now() + patience
    while (!this.failure && !this.away && performance.now() < end && !(await this.isLevelNow())) await sleep(5)
  }

  /** Why nothing comes from the log just now; undefined while it is heard. */
  get away(): string | undefined {
    return this.following?.away
  }

  /** Or the log does not say: then there is nothing to wait for. */
  private async isLevelNow(): Promise<boolean> {
    try {
      return this.end?.position === (await this.log.head())
    } catch (error) {
      if (error instanceof Unavailable) return true
      throw error
    }
  }

  /** Made from the log's first entry again, while others go on reading. */
  async makeAgain(): Promise<void> {
    await this.endFollowing()
    if (this.stopping) return
    this.beginAnew()
    await this.start()
  }

  /** Whoever waits until it is level is told that it will not be. */
  async growNoMore(): Promise<void> {
    this.stopping = true
    clearTimeout(this.again)
    await this.following?.stop()
  }

  /** @param last done when it grows no more, before its files are closed */
  async stop(last?: () => Promise<void> | undefined): Promise<void> {
    await this.growNoMore()
    await this.apart?.close()
    await last?.()
    this.kept.close()
  }

  private async endFollowing(): Promise<void> {
    clearTimeout(this.again)
    await this.following?.stop()
    this.following = undefined
    this.failure = undefined
    this.level = false
  }

  /**
   * Forgets the leaves behind an entry, of which the log says now that they never were, and follows it again from there.
   * False, and nothing is forgotten, where that entry itself is not the log's.
   */
  async goBackTo(place: Place): Promise<boolean> {
    if (!(await this.isEntryOfLog(place))) return false
    await this.endFollowing()
    this.kept.goBackTo(place)
    await this.start()
    return true
  }

  /** Throws away what is kept, before it is started: the log's first entry is the next. */
  beginAnew(): void {
    this.kept.beginAnew()
  }

  /** Whether its last leaf is of the log's very entry. */
  async isOfLog(): Promise<boolean> {
    return this.end === undefined || this.isEntryOfLog(this.end)
  }

  private async isEntryOfLog({ sequence, recordedAt, position }: Place): Promise<boolean> {
    const entry = await this.log.readAt(position)
    if (!entry) return false
    const leaf = new Leaves(sequence - 1, recordedAt).nextHash(entry)
    return sameHash(leaf, this.leaf(sequence))
  }

  /** Whether the store numbers its entries 1, 2, 3 …, as the tree does: then any of them is found by its number. */
  get isNumbered(): boolean {
    return this.end === undefined || this.end.position === String(this.end.sequence)
  }

  private follow(): Following {
    const after = this.end?.position ?? 'start'
    const elsewhere = this.apart && {
      wants: (count: number) => this.apart?.wants(count) === true,
      handle: (from: Position, upTo: Position) => this.takeApart(from, upTo),
    }
    const following = this.log.follow({ after, batchSize: BATCH, elsewhere }, (entries) => this.take(entries))
    this.following = following
    following.ended.catch((error: Error) => this.halted(error))
    return following
  }

  private halted(error: Error): void {
    // Told once of what goes on failing alike.
    if (this.failure?.message !== error.message) this.options.onHalt?.(error)
    this.failure = error
    // What is wrong with the log does not get better by opening the tree anew.
    if (this.stopping || error instanceof Unavailable) return
    clearTimeout(this.again)
    this.again = setTimeout(() => this.goOn(), this.options.againMs ?? AGAIN_MS)
  }

  private goOn(): void {
    try {
      this.kept.openAgain()
    } catch (error) {
      this.halted(error as Error)
      return
    }
    this.follow().live.then(
      () => {
        this.failure = undefined
        this.options.onGrown?.()
      },
      () => undefined,
    )
  }

  private async take(entries: readonly RecordedEvent[]): Promise<void> {
    for (let from = 0; from < entries.length; from += STRETCH) {
      if (from > 0 && turnIsOver()) await nextTurn()
      this.append(entries.slice(from, from + STRETCH))
    }
    this.apart?.madeHere(entries.length)
    this.grew()
  }

  /** Of a log that numbers its entries: what lies on one machine does. */
  private async takeApart(after: Position, upTo: Position): Promise<void> {
    const [count, { sequence, recordedAt }] = [Number(upTo) - Number(after), this.kept.leaves]
    let made: MadeLeaves
    try {
      made = await (this.apart as LeavesApart).make({ after, count, sequence, recordedAt })
    } catch (error) {
      // What is wrong with the log itself is found by reading it here, and ends this.
      for await (const page of this.log.readAll({ after, limit: count })) await this.take(page)
      return this.lost(error as Error)
    }
    const { hashes, times } = made
    for (let from = 0; from < count; from += HASHES) {
      if (from > 0 && turnIsOver()) await nextTurn()
      const to = Math.min(from + HASHES, count)
      this.kept.leaves = new Leaves(sequence + to, times[to - 1])
      this.kept.keep(cut(hashes.subarray(from * HASH_BYTES, to * HASH_BYTES)), String(Number(after) + to))
    }
    this.grew()
  }

  private lost(error: Error): void {
    const what = '算叶线程意外结束，暂由主线程计算 / the thread that makes leaves ended, they are made here for a while'
    this.options.onNote?.(`${what}: ${error.message}`)
  }

  private grew(): void {
    if (!this.level) this.options.onProgress?.(this.kept.leaves.sequence)
    this.options.onGrown?.()
  }

  private append(entries: readonly RecordedEvent[]): void {
    const hashes = entries.map((it) => {
      const fault = orderFault(this.kept.leaves, it, this.options.clocksDiffer)
      if (fault) throw fault
      return this.kept.leaves.nextHash(it)
    })
    this.kept.keep(hashes, entries[entries.length - 1].position)
  }
}

function cut(hashes: Uint8Array): Uint8Array[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, i) =>
    hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  )
}
