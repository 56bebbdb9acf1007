import { type Hash, randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { orRefuse } from '@pilot-ledger/http'
import type { Recorder, RequestIdentity } from '@pilot-ledger/recording'
import type { EvidenceStored } from '../definitions'
import { recordStored } from '../recording'
import { type EvidenceStore, StoreUnavailable } from '../store'
import { inspectApart } from './inspect-apart'
import { UPLOAD_LIMITS, type UploadLimits } from './limits'
import { beyondItsSize, notAsStated, otherOffset, tooLarge, tooMany, unknownUpload } from './refusals'
import { UploadFiles, type UploadNote } from './upload-files'

export interface NewUpload extends Pick<UploadNote, 'platform' | 'actor' | 'fileName' | 'size' | 'sha256'> {}

export interface UploadsOptions {
  readonly folder: string
  readonly store: EvidenceStore
  readonly clock?: () => number
  readonly limits?: Partial<UploadLimits>
  /** Free bytes of the disk; a test fills it. */
  readonly free?: () => Promise<number>
}

type Checked = NonNullable<UploadNote['checked']>

/** `looking`: all of it has come, and is being looked into. */
interface Grown {
  readonly note: UploadNote
  readonly looking?: Promise<Checked> | undefined
}

/** One that is being written. */
interface Turn {
  readonly body?: Readable
  readonly done: Promise<unknown>
}

/**
 * 上传: files that come in pieces, one after the other. When the last byte is there the file is held against what was stated of it,
 * looked into, stored, and recorded as the platform's. Every file takes that way, whatever the store already has.
 *
 * What fails on our side (a full disk, a store that is away) leaves the upload as it is: it is ended by sending nothing more at its end.
 */
export class Uploads {
  private readonly turns = new Map<string, Turn>()
  /** Of what has come since the start of this process: what came before is read once more. */
  private readonly hashes = new Map<string, { readonly hash: Hash; readonly at: number }>()

  private constructor(
    private readonly files: UploadFiles,
    private readonly notes: Map<string, UploadNote>,
    private readonly store: EvidenceStore,
    readonly limits: UploadLimits,
    private readonly clock: () => number,
    private readonly free: () => Promise<number>,
  ) {}

  static async open({ folder, store, clock = Date.now, limits, free }: UploadsOptions): Promise<Uploads> {
    const files = UploadFiles.open(folder)
    const notes = new Map((await files.all()).map((it) => [it.id, it]))
    const all = { ...UPLOAD_LIMITS, ...limits }
    const uploads = new Uploads(files, notes, store, all, clock, free ?? (() => files.free()))
    await uploads.sweep()
    return uploads
  }

  /** Refusals, thrown: `evidence-too-large`, `too-many-uploads`; throws `StoreUnavailable` where the disk has no room for it. */
  async create(it: NewUpload): Promise<UploadNote> {
    await this.sweep()
    const { mostBytes, ofPlatform, ofAccount } = this.limits
    if (it.size > mostBytes) throw tooLarge(it.size, mostBytes)
    const free = await this.free()
    // From here to the note nothing waits: of those announced at once each counts the others.
    const unfinished = [...this.notes.values()].filter(({ stored }) => !stored)
    if (unfinished.filter(({ platform }) => platform === it.platform).length >= ofPlatform) throw tooMany(ofPlatform)
    if (unfinished.filter(({ actor }) => actor === it.actor).length >= ofAccount) throw tooMany(ofAccount)
    this.refuseFull(free, it.size)
    const note: UploadNote = { ...it, id: randomUUID(), offset: 0, touchedAt: this.clock() }
    this.notes.set(note.id, note)
    try {
      await this.files.create(note)
    } catch (error) {
      await this.forget(note.id)
      throw error
    }
    return note
  }

  /**
   * A file that lies whole on this machine and was looked into (`inspectBytes`): stored and recorded as one that was uploaded, as often
   * as it is given. Refusals, thrown: `evidence-too-large`, those of the definition; throws `StoreUnavailable`, `NotAsNamed`.
   */
  async take(
    data: EvidenceStored['data'],
    bytes: AsyncIterable<Uint8Array>,
    recorder: Recorder,
    identity: RequestIdentity,
  ): Promise<EvidenceStored['data']> {
    if (data.size > this.limits.mostBytes) throw tooLarge(data.size, this.limits.mostBytes)
    this.refuseFull(await this.free(), data.size)
    await this.store.put({ sha256: data.sha256, size: data.size }, bytes)
    return orRefuse(await recordStored(recorder, data, identity))
  }

  /** As it stands, with all that has come of it. Who asks goes on from there, so what a broken line still holds is let go. */
  async state(platform: string, id: string): Promise<UploadNote> {
    this.of(platform, id)
    await this.released(id)
    return this.of(platform, id)
  }

  /**
   * Takes what comes from an offset on. Refusals, thrown: `unknown-upload`, `upload-offset-differs`, `upload-beyond-its-size`;
   * with the last byte those of the file, which is gone then: `evidence-not-as-stated`, those of `inspect` and of the definition.
   */
  async append(
    platform: string,
    id: string,
    from: number,
    body: Readable,
    recorder: Recorder,
    identity: RequestIdentity,
  ): Promise<UploadNote> {
    this.of(platform, id)
    return this.inTurn(id, body, async () => {
      const note = this.of(platform, id)
      if (from !== note.offset) throw otherOffset(from, note.offset)
      if (note.stored) return note
      const grown: Grown = note.offset < note.size ? await this.grow(note, body) : { note }
      return grown.note.offset < note.size ? grown.note : this.finish(grown.note, grown.looking, recorder, identity)
    })
  }

  async cancel(platform: string, id: string): Promise<void> {
    this.of(platform, id)
    await this.inTurn(id, undefined, async () => {
      this.of(platform, id)
      await this.forget(id)
    })
  }

  /** Gives up what nobody goes on with. */
  async sweep(): Promise<void> {
    const before = this.clock() - this.limits.lives
    for (const { id, touchedAt } of [...this.notes.values()])
      if (touchedAt < before && !this.turns.has(id)) await this.forget(id)
  }

  /** What unfinished uploads still need is theirs, and the rest is the log's. */
  private refuseFull(free: number, size: number): void {
    const unfinished = [...this.notes.values()].filter(({ stored }) => !stored)
    const promised = unfinished.reduce((sum, it) => sum + it.size - it.offset, 0)
    if (free < promised + size + this.limits.reserve)
      throw new StoreUnavailable('disk-full', `磁盘空间不足 / no room for ${size} bytes beside ${promised} promised`)
  }

  private of(platform: string, id: string): UploadNote {
    const note = this.notes.get(id)
    if (!note || note.platform !== platform || note.touchedAt < this.clock() - this.limits.lives) throw unknownUpload()
    return note
  }

  /** One writes at a time. Who comes next takes over from a line that may be dead: it is cut, and what it brought is kept. */
  private async released(id: string): Promise<void> {
    for (let turn = this.turns.get(id); turn; turn = this.turns.get(id)) {
      turn.body?.destroy()
      await turn.done.catch(() => undefined)
    }
  }

  /** Of several that waited one goes on, and the others wait for that: between being released and the turn nothing may come. */
  private async inTurn<T>(id: string, body: Readable | undefined, work: () => Promise<T>): Promise<T> {
    while (this.turns.has(id)) await this.released(id)
    const done = work().finally(() => this.turns.delete(id))
    this.turns.set(id, { done, ...(body && { body }) })
    return done
  }

  /** What is whole is looked into already while the disk takes its last bytes, which is as long. */
  private async grow(note: UploadNote, body: Readable): Promise<Grown> {
    const { id, offset, size } = note
    const hash = await this.hashOf(id, offset)
    const { written, error, tooMuch, synced } = await this.files.append(id, offset, size - offset, hash, body)
    const looking = offset + written === size && !tooMuch ? this.look(note, hash) : undefined
    // Told by whoever finishes; where the disk fails nobody does.
    looking?.catch(() => undefined)
    await synced
    if (tooMuch) throw beyondItsSize(size)
    const grown = await this.noted({ ...note, offset: offset + written, touchedAt: this.clock() })
    if (!looking) this.hashes.set(id, { hash, at: grown.offset })
    if (error !== undefined) throw error
    return { note: grown, looking }
  }

  /** Of the first bytes of an upload. */
  private async hashOf(id: string, to: number): Promise<Hash> {
    const known = this.hashes.get(id)
    this.hashes.delete(id)
    return known?.at === to ? known.hash : this.files.hashed(id, to)
  }

  private async finish(
    note: UploadNote,
    looking: Promise<Checked> | undefined,
    recorder: Recorder,
    identity: RequestIdentity,
  ): Promise<UploadNote> {
    const checked = note.checked ?? (await this.check(note, looking))
    const known = note.checked ? note : await this.noted({ ...note, checked })
    const { sha256, mediaType, pages } = checked
    if (await this.files.isThere(note.id))
      await this.store.adopt({ sha256, size: note.size }, this.files.pathOf(note.id))
    // Where it is gone it was stored before this could be recorded; else it is lost, and nothing is said of it.
    else if ((await this.store.has(sha256)) !== note.size) {
      await this.forget(note.id)
      throw unknownUpload()
    }
    const data: EvidenceStored['data'] = {
      ...{ platform: note.platform, sha256, size: note.size, mediaType, fileName: note.fileName },
      ...(pages !== undefined && { pages }),
    }
    const stored = orRefuse(await recordStored(recorder, data, identity))
    return this.noted({ ...known, stored, touchedAt: this.clock() })
  }

  /** What is no paper is not kept. */
  private async check(note: UploadNote, looking?: Promise<Checked>): Promise<Checked> {
    try {
      return await (looking ?? this.look(note, await this.hashOf(note.id, note.size)))
    } catch (error) {
      // Too many were being looked into: that is not the file's fault.
      if ((error as { status?: number }).status !== 503 && 'refusals' in (error as object)) await this.forget(note.id)
      throw error
    }
  }

  private async look({ id, platform, sha256: stated }: UploadNote, hash: Hash): Promise<Checked> {
    const sha256 = hash.digest('hex')
    if (stated !== undefined && stated !== sha256) throw notAsStated(stated, sha256)
    return { ...(await inspectApart(platform, this.files.pathOf(id))), sha256 }
  }

  private async noted(note: UploadNote): Promise<UploadNote> {
    await this.files.note(note)
    this.notes.set(note.id, note)
    return note
  }

  private async forget(id: string): Promise<void> {
    this.notes.delete(id)
    this.hashes.delete(id)
    await this.files.remove(id)
  }
}
