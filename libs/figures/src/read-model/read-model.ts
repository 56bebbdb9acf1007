import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, type Following, type Position, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { type Beside, differencesAtOneEntry } from './beside'
import { Build, damageNote, removeModel } from './build'
import { BuildApart } from './build-apart'
import { checkAgainst, ForeignLog, isTailCut } from './foreign-log'
import { DamagedReadModel } from './page-store'
import type { Tables } from './tables'

/** Name and version of the projection: a change of what it computes is a new version, built beside the old. */
export const PROJECTION = 'figures@12'

/** Entries between two saves while catching up, and the pause between saves while live. */
const SAVE_EVERY_ENTRIES = 100_000
const SAVE_AFTER_MS = 250
/** Entries taken in at the start after which a model that has as many to come again is brought level in another process. */
const FAR_BEHIND = 5_000
/** Between two looks at a log that is away, ms: doubled from the first to the longest. */
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3_000

export interface ReadModelOptions {
  /** The model's file. */
  readonly file: string
  /**
   * What to do when entries that were taken in are no longer in the log. `refuse` (default): on an embedded log
   * acknowledged entries are gone, and a person must know. `rebuild`: a cluster may have shown entries that no majority had
   * stored and cut them off; say so, keep the old file as `….cut`, build again from the log.
   */
  readonly onTailCut?: 'refuse' | 'rebuild'
  /** Open though the log is away, and look at it when it comes (`start` waits); otherwise opening fails with what is wrong. */
  readonly waitForLog?: boolean
  /** File, without its ending, of a process that calls `serveBuild`: what takes long is done there. Absent: here. */
  readonly builder?: string
  readonly onProgress?: (sequence: number) => void
  /** Told of every batch taken in: how many entries, and when the last of them was recorded. */
  readonly onTaken?: (count: number, recordedAt: number) => void
  /** Told once when following ends with an error (a poison entry, a failing disk). */
  readonly onHalt?: (error: Error) => void
  readonly onNote?: (text: string) => void
}

export interface Rebuilt {
  readonly entries: number
  /** Where the model that was served differed from the fresh one; empty when equal byte for byte. */
  readonly differences: readonly string[]
}

/**
 * The reporting side's tables, kept level with a log: load what is stored, catch up, follow. Readers ask `tables`; it is
 * always the state after a whole entry.
 */
export class ReadModel {
  private following: Following | undefined
  /** True once caught up: before that, saving by the clock would write the same pages over and over. */
  private level = false
  private timer: NodeJS.Timeout | undefined
  private readonly waiting = new Set<() => void>()
  private halted: Error | undefined
  private rebuilding: Promise<Rebuilt> | undefined
  /** While a rebuild makes its model and puts it in place: it brings a sound one. */
  private building = false
  private starting: Promise<void> | undefined
  /** What is built in another process just now. */
  private apart: BuildApart | undefined
  /** At the start, until it is level: where it stood, and whom to tell that it is far behind. */
  private catchingUp: { readonly from: number; readonly sayFar: () => void } | undefined
  /** Why the stored model could not be held against the log yet; undefined once it was. */
  private unchecked: string | undefined
  /** The stored page that turned out damaged, while the model is built again. */
  private damage: DamagedReadModel | undefined
  /** Why what is served cannot go on and is begun anew, its file kept under this ending; undefined once it was begun. */
  private unsound: Unsound | undefined
  private build!: Build
  /** The one that the last rebuild replaced: whoever had begun to ask it goes on. */
  private previous: Build | undefined
  private readonly stopping = new AbortController()

  private constructor(
    private readonly log: EventLog,
    private readonly options: ReadModelOptions,
    build: Build,
  ) {
    this.serve(build)
  }

  private serve(build: Build): void {
    this.build = build
    build.store.onDamage = (error) => {
      if (this.build === build) this.damaged(error)
    }
  }

  /**
   * Opens the stored model and checks that its checkpoint's entry is the very entry in the log. A damaged or missing file
   * is built again from the log. Throws `ForeignLog` where the log lost entries and `onTailCut` says to refuse.
   */
  static async open(log: EventLog, options: ReadModelOptions): Promise<ReadModel> {
    const model = new ReadModel(log, options, Build.stored(log, options.file, options.onNote))
    try {
      await model.check()
    } catch (error) {
      if (!options.waitForLog || !isAway(error)) {
        model.build.close()
        throw error
      }
      model.unchecked = error.message
    }
    return model
  }

  /** The stored model's last entry is the log's own; where it is not and may be built again, it is begun anew. */
  private async check(): Promise<void> {
    try {
      await checkAgainst(this.log, this.build.checkpoint)
    } catch (error) {
      if (!(error instanceof ForeignLog) || this.options.onTailCut !== 'rebuild') throw error
      this.options.onNote?.(tailCutNote(error))
      this.beginAgain('cut')
    }
    this.unchecked = undefined
  }

  /** Waits until the log has been there for a check; rejects with what no waiting mends, or when stopped. */
  private async untilChecked(): Promise<void> {
    const { signal } = this.stopping
    for (let pause = FIRST_PAUSE_MS; this.unchecked !== undefined; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await sleep(pause, undefined, { signal }).catch(() => {
        throw signal.reason
      })
      await this.look()
    }
  }

  /** Checks it if the log is there. */
  private async look(): Promise<void> {
    await this.check().catch((error) => {
      if (!isAway(error)) throw error
      this.unchecked = error.message
    })
  }

  get tables(): Tables {
    return this.build.tables
  }

  /** How many entries are taken in, here or by the process that brings the model level. */
  get takenIn(): number {
    return Math.max(this.tables.sequence, this.level ? 0 : (this.apart?.sequence ?? 0))
  }

  get position(): Position | undefined {
    return this.build.checkpoint?.position
  }

  /** Why figures are not served any more, if so. */
  get failure(): Error | undefined {
    return this.halted ?? this.damage
  }

  /** Why nothing comes from the log just now; undefined while it is heard. */
  get away(): string | undefined {
    return this.unchecked ?? this.following?.away
  }

  /** Whether everything that was in the log when following began has been taken in. */
  get caughtUp(): boolean {
    return this.level
  }

  /** Starts following; resolves when everything that is in the log now has been taken in. A second call joins the first. */
  start(): Promise<void> {
    this.starting ??= this.bringLevel().finally(() => {
      this.starting = undefined
    })
    return this.starting
  }

  /** What turns out unsound on the way is begun anew. */
  private async bringLevel(): Promise<void> {
    await this.untilChecked()
    do {
      await this.following?.stop()
      this.stopping.signal.throwIfAborted()
      if (this.unsound) this.beginAgain(this.unsound)
      this.unsound = undefined
      await this.followToTheEnd().catch(async (error) => {
        // Why it ended is told before its end is.
        await this.following?.stop()
        if (!this.unsound) throw error
      })
    } while (this.unsound)
    this.damage = undefined
    this.level = true
    this.save()
  }

  private async followToTheEnd(): Promise<void> {
    let mayBeFar = this.options.builder !== undefined
    while (!this.unsound && (await this.followUntil(mayBeFar))) mayBeFar = !this.unsound && (await this.catchUpApart())
  }

  /** Follows until it is level; true, and following has ended, where it is found to be far behind. */
  private async followUntil(mayBeFar: boolean): Promise<boolean> {
    const far = new Promise<true>((resolve) => {
      this.catchingUp = mayBeFar ? { from: this.tables.sequence, sayFar: () => resolve(true) } : undefined
    })
    const following = this.log.follow({ after: this.position ?? 'start' }, (events) => this.take(events))
    this.following = following
    following.ended.catch((error: Error) => this.ended(error))
    const isFar = await Promise.race([following.live.then(() => false), far])
    this.catchingUp = undefined
    if (isFar) await following.stop()
    return isFar
  }

  /**
   * Builds on in another process, up to the end of the log, while what there is may be asked. False where that did not go: whatever
   * it met is met here, and told by whom it concerns.
   */
  private async catchUpApart(): Promise<boolean> {
    const { file } = this.options
    const { signal } = this.stopping
    signal.throwIfAborted()
    this.save()
    this.build.store.hold()
    let apart: BuildApart | undefined
    let went = false
    try {
      apart = this.buildApart(file, false)
      await apart.readOn()
      await apart.finish()
      went = true
    } catch (error) {
      this.options.onNote?.(`统计改在本进程续建 / building figures goes on here: ${(error as Error).message}`)
    }
    try {
      // Nobody looks at what was then before the process leaves: it can tidy up what it wrote.
      if (!signal.aborted) {
        this.build.close()
        this.serve(Build.stored(this.log, file, this.options.onNote))
      }
    } finally {
      if (apart) await this.left(apart)
    }
    signal.throwIfAborted()
    await this.look()
    await this.untilChecked()
    signal.throwIfAborted()
    for (const wake of [...this.waiting]) wake()
    return went
  }

  private buildApart(file: string, afresh: boolean): BuildApart {
    const { builder, onProgress, onTaken } = this.options
    if (!this.log.address || !builder) throw new Error('this log cannot be opened elsewhere')
    this.apart = new BuildApart(builder, { log: this.log.address, file, afresh }, (count, recordedAt, sequence) => {
      onProgress?.(sequence)
      if (!afresh) onTaken?.(count, recordedAt)
    })
    return this.apart
  }

  private async left(beside: Beside): Promise<void> {
    await beside.leave()
    this.apart = undefined
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    await this.build.take(events)
    for (const wake of [...this.waiting]) wake()
    this.options.onProgress?.(this.tables.sequence)
    if (events.length > 0) this.options.onTaken?.(events.length, events[events.length - 1].recordedAt)
    const { from, sayFar } = this.catchingUp ?? {}
    if (from !== undefined && this.tables.sequence >= Math.max(from + FAR_BEHIND, 2 * from)) sayFar?.()
    if (this.build.unsavedEntries >= SAVE_EVERY_ENTRIES) this.save()
    else if (this.level) this.timer ??= setTimeout(() => this.saveInTime(), SAVE_AFTER_MS)
  }

  /** Resolves true when the position is in the tables, false after `timeoutMs`. */
  reached(position: Position, timeoutMs: number): Promise<boolean> {
    return this.until(
      () => this.unsound === undefined && this.position !== undefined && this.log.compare(this.position, position) >= 0,
      timeoutMs,
    )
  }

  /** Resolves true when there is an entry after this sequence, false after `timeoutMs`, or when called off. */
  beyond(sequence: number, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    return this.until(() => this.tables.sequence > sequence, timeoutMs, signal)
  }

  private until(there: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (there()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer)
        this.waiting.delete(look)
        signal?.removeEventListener('abort', calledOff)
        resolve(answer)
      }
      const calledOff = () => end(false)
      const look = () => {
        if (there()) end(true)
        else if (this.halted) end(false)
      }
      const timer = setTimeout(() => end(false), timeoutMs)
      this.waiting.add(look)
      signal?.addEventListener('abort', calledOff)
      if (signal?.aborted) end(false)
    })
  }

  /**
   * Builds a second model from the log while this one goes on serving, compares the two at the same entry, byte for byte,
   * and puts the fresh one in its place. A second call joins the first.
   */
  rebuild(): Promise<Rebuilt> {
    this.rebuilding ??= this.rebuildOnceLevel().finally(() => {
      this.rebuilding = undefined
    })
    return this.rebuilding
  }

  /** First whoever brings the served one level, or mends it, is done: two would follow with one model, and stop each other. */
  private async rebuildOnceLevel(): Promise<Rebuilt> {
    if (this.starting && this.away !== undefined) throw new Unavailable('unreachable', this.away)
    while (this.starting) await this.starting
    this.stopping.signal.throwIfAborted()
    return this.buildBeside()
  }

  /** Writes rows and checkpoint in one transaction. */
  save(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.failure) return
    try {
      this.build.save()
    } catch (error) {
      this.halt(error as Error)
      throw error
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Unavailable('closed', 'the read model was closed'))
    await Promise.all([this.apart?.leave(), this.following?.stop()])
    await this.starting?.catch(() => undefined)
    await this.rebuilding?.catch(() => undefined)
    if (!this.failure) this.save()
    clearTimeout(this.timer)
    this.build.close()
    this.previous?.close()
  }

  private async buildBeside(): Promise<Rebuilt> {
    const building = `${this.options.file}.building`
    this.building = true
    try {
      const found = await this.builtAt(building)
      if (found.length > 0) {
        this.options.onNote?.(
          `重建结果与在用统计不同 / the rebuilt figures differ from those served: ${found.join('; ')}`,
        )
      }
      clearTimeout(this.timer)
      this.timer = undefined
      this.putInPlace(building, found.length === 0)
      this.damage = undefined
      this.unsound = undefined
      for (const wake of [...this.waiting]) wake()
      return { entries: this.tables.sequence, differences: found }
    } catch (error) {
      removeModel(building)
      throw error
    } finally {
      this.building = false
      if (!this.halted && this.level && !this.stopping.signal.aborted) await this.startAgain()
    }
  }

  /** Builds a model in a file, up to where this one stands then; where the two differ. Following has ended. */
  private async builtAt(building: string): Promise<readonly string[]> {
    const isElsewhere = this.options.builder !== undefined && this.log.address !== undefined
    const fresh: Beside = isElsewhere ? this.buildApart(building, true) : Build.afresh(this.log, building)
    try {
      return await differencesAtOneEntry(this.build, fresh, async () => {
        if (this.halted) throw this.halted
        await this.following?.stop()
      })
    } finally {
      await this.left(fresh)
    }
  }

  /** Of equal tables those that are in memory go on, without a moment in which the fresh ones are loaded. */
  private putInPlace(building: string, equal: boolean): void {
    if (equal) {
      this.build.goOnWith(building)
      return
    }
    const fresh = Build.load(this.log, building)
    this.previous?.close()
    this.previous = this.build
    fresh.replace(this.build, this.options.file)
    this.serve(fresh)
  }

  private saveInTime(): void {
    this.timer = undefined
    if (!this.failure) this.build.saveInTurns().catch((error: Error) => this.halt(error))
  }

  private ended(error: Error): void {
    // Told when the page was asked for, and being mended.
    if (error instanceof DamagedReadModel) return
    if (!isTailCut(error) || this.options.onTailCut !== 'rebuild') {
      this.halt(error)
      return
    }
    this.options.onNote?.(tailCutNote(error))
    this.mend('cut')
  }

  /** An empty build in the place of one that cannot go on. */
  private beginAgain(keepAs: Unsound): void {
    this.level = false
    clearTimeout(this.timer)
    this.timer = undefined
    this.build.close()
    this.serve(Build.afresh(this.log, this.options.file, keepAs))
  }

  /** A page that was first asked for now is not as it was written: nothing more is answered until the log has said it again. */
  private damaged(error: DamagedReadModel): void {
    if (this.failure) return
    this.damage = error
    this.options.onNote?.(damageNote(error.message))
    this.mend('damaged')
  }

  /** Begins anew, once nothing goes on with what is unsound; a rebuild under way brings a sound one, or starts this when it fails. */
  private mend(why: Unsound): void {
    this.unsound = why
    if (this.building) return
    this.level = false
    void this.apart?.leave()
    void this.following?.stop()
    this.startAgain().catch(() => undefined)
  }

  /** As `start`, where nobody would know that it failed. */
  private startAgain(): Promise<void> {
    return this.start().catch((error: Error) => {
      if (!this.stopping.signal.aborted) this.halt(error)
      throw error
    })
  }

  private halt(error: Error): void {
    if (this.halted) return
    this.halted = error
    for (const wake of [...this.waiting]) wake()
    void this.following?.stop()
    this.options.onHalt?.(error)
  }
}

/** Why a model is begun anew: also the ending under which its file is kept. */
type Unsound = 'damaged' | 'cut'

/** A log that will be there again: waiting helps. */
function isAway(error: unknown): error is Unavailable {
  return error instanceof Unavailable && error.reason === 'unreachable'
}

function tailCutNote(error: Error): string {
  return `账本末尾的记录已被集群撤回，统计由账本重建 / the cluster cut off entries it had shown, the figures are rebuilt: ${error.message}`
}
