import { createHash, type Hash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readdir, readFile, rename, rm, stat, statfs, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '@pilot-ledger/event-log'
import type { EvidenceStored } from '../definitions'
import type { Inspected } from '../inspection'
import { writingFault } from '../store'

/** What is known of an upload beside its bytes. */
export interface UploadNote {
  readonly id: string
  readonly platform: string
  readonly actor: string
  readonly fileName: string
  readonly size: number
  /** As whoever uploads says. */
  readonly sha256?: string
  /** Bytes that are on the disk: so far it has been acknowledged. */
  readonly offset: number
  /** When something of it came last (ms since 1970). */
  readonly touchedAt: number
  /** What was found when it was whole; from then on its bytes may be in the store already. */
  readonly checked?: Inspected & { readonly sha256: string }
  /** What was recorded: it is finished. */
  readonly stored?: EvidenceStored['data']
}

/** `tooMuch`: more than was announced, and nothing of it is kept. */
interface Come {
  readonly written: number
  readonly error?: unknown
  readonly tooMuch?: true
}

const NOTE = '.json'
/** Bytes given to the disk at once: a line brings them in pieces of 64 KB, and each way to the disk costs as much as hashing one. */
const AT_ONCE = 1_048_576
/** Bytes after which the disk is asked to keep them while more comes: else the line stands still at the end for as long as they took. */
const SYNCED_AT_ONCE = 4 * AT_ONCE

/** Uploads on this machine's disk, each its bytes and a note: a broken line, a restart or a stopped machine loses none of what was acknowledged. */
export class UploadFiles {
  private constructor(private readonly folder: string) {}

  static open(folder: string): UploadFiles {
    privateFolder(folder)
    return new UploadFiles(folder)
  }

  /**
   * What a run before left; bytes behind those that were acknowledged may not be what was sent. A note without its bytes, and what
   * no note knows, are gone: else they would lie on the disk for ever.
   */
  async all(): Promise<readonly UploadNote[]> {
    const notes = new Map<string, UploadNote>()
    const names = await readdir(this.folder)
    for (const name of names) {
      if (!name.endsWith(NOTE)) continue
      const note = JSON.parse(await readFile(join(this.folder, name), 'utf8')) as UploadNote
      if (note.stored || note.checked || (await this.cutTo(note))) notes.set(note.id, note)
      else await this.remove(note.id)
    }
    for (const name of names)
      if (!name.endsWith(NOTE) && !notes.has(name)) await rm(join(this.folder, name), { force: true })
    return [...notes.values()]
  }

  /** Gives whether its bytes are there. */
  private async cutTo({ id, offset }: UploadNote): Promise<boolean> {
    try {
      await truncate(this.pathOf(id), offset)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }

  pathOf(id: string): string {
    return join(this.folder, id)
  }

  async create(note: UploadNote): Promise<void> {
    await this.writing(async () => {
      await (await open(this.pathOf(note.id), 'wx', PRIVATE_FILE)).close()
      await this.write(note)
    })
  }

  /** Under its name stands the note of before or this one. */
  note(note: UploadNote): Promise<void> {
    return this.writing(() => this.write(note))
  }

  /**
   * Writes what comes behind the first `from` bytes, and hashes it, also where it breaks off. Gives the bytes written, when they
   * are on the disk (`synced`, which the caller waits for), and the error that ended it. What would be more than `most` ends it.
   */
  async append(
    id: string,
    from: number,
    most: number,
    hash: Hash,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Come & { readonly synced: Promise<void> }> {
    const handle = await this.writing(() => open(this.pathOf(id), 'r+'))
    try {
      const come = await this.receive(handle, from, most, hash, bytes)
      return { ...come, synced: this.writing(() => handle.datasync()).finally(() => handle.close()) }
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  private async receive(
    handle: FileHandle,
    from: number,
    most: number,
    hash: Hash,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Come> {
    let [written, error]: [number, unknown] = [0, undefined]
    let [gathered, size]: [Uint8Array[], number] = [[], 0]
    let ahead: Promise<void> = Promise.resolve()
    let behind: Promise<unknown> = ahead
    let unsynced = 0
    /** What is gathered goes to the disk while more comes and is hashed. */
    const flush = async () => {
      await ahead
      const [chunks, at] = [gathered, from + written]
      written += size
      unsynced += size
      gathered = []
      size = 0
      ahead = this.writing(() => wholly(chunks, at, handle))
      if (unsynced >= SYNCED_AT_ONCE) {
        unsynced = 0
        behind = Promise.all([behind, ahead.then(() => this.writing(() => handle.datasync()))])
      }
      // Told by whoever waits for it next.
      for (const it of [ahead, behind]) it.catch(() => undefined)
    }
    try {
      try {
        for await (const chunk of bytes) {
          if (written + size + chunk.length > most) {
            await ahead
            await handle.truncate(from)
            return { written: 0, tooMuch: true }
          }
          hash.update(chunk)
          gathered.push(chunk)
          size += chunk.length
          if (size >= AT_ONCE) await flush()
        }
      } catch (it) {
        error = it
      }
      await flush()
      await ahead
      await behind
      return { written, ...(error !== undefined && { error }) }
    } finally {
      for (const it of [ahead, behind]) await it.catch(() => undefined)
    }
  }

  async hashed(id: string, to: number): Promise<Hash> {
    const hash = createHash('sha256')
    if (to > 0) for await (const chunk of createReadStream(this.pathOf(id), { end: to - 1 })) hash.update(chunk)
    return hash
  }

  async isThere(id: string): Promise<boolean> {
    return (await stat(this.pathOf(id)).catch(() => undefined)) !== undefined
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id) + NOTE, { force: true })
    await rm(this.pathOf(id), { force: true })
  }

  /** Bytes of the disk that are free for this account. */
  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder)
    return bavail * bsize
  }

  private async write(note: UploadNote): Promise<void> {
    const part = join(this.folder, randomUUID())
    try {
      const handle = await open(part, 'wx', PRIVATE_FILE)
      try {
        await handle.writeFile(JSON.stringify(note))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, this.pathOf(note.id) + NOTE)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }

  private async writing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw writingFault(error, this.folder)
    }
  }
}

/** A disk may take less at once than it was given. */
async function wholly(chunks: readonly Uint8Array[], at: number, handle: FileHandle): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks, at)
  let left = bytesWritten
  for (const [i, it] of chunks.entries()) {
    if (left < it.length) return wholly([it.subarray(left), ...chunks.slice(i + 1)], at + bytesWritten, handle)
    left -= it.length
  }
}
