import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, type FileHandle, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '@pilot-ledger/event-log'
import { checkedName, NotAsNamed } from '../faults'
import type { ByteRange, ContentName, EvidenceStore, StoredFile, StoredName } from '../port'
import { writingFault } from './writing-fault'

const SHARD = /^[0-9a-f]{2}$/
const REST = /^[0-9a-f]{62}$/
/** A part this old belongs to nobody who is still writing. */
const PART_LIVES = 24 * 3_600_000

/**
 * Files in a folder beside the log: `ab/cdef…` holds the file whose hash begins with `ab`. Written whole under another name,
 * synced, renamed, its folder synced: under a name stands a whole file or none, whenever the machine stops.
 */
export class FolderEvidenceStore implements EvidenceStore {
  private constructor(
    private readonly folder: string,
    private readonly parts: string,
  ) {}

  /** Makes the folder where there is none, and clears what writers that are no more left in the middle. */
  static async open(folder: string): Promise<FolderEvidenceStore> {
    const parts = join(folder, 'parts')
    try {
      privateFolder(folder)
      privateFolder(parts)
      await sweep(parts, Date.now() - PART_LIVES)
    } catch (error) {
      throw writingFault(error, folder)
    }
    return new FolderEvidenceStore(folder, parts)
  }

  /** To look at what a service writes, or at what lies in a backup: nothing is made or cleared, a folder that is not there holds nothing. */
  static toRead(folder: string): FolderEvidenceStore {
    return new FolderEvidenceStore(folder, join(folder, 'parts'))
  }

  async put(it: ContentName, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.pathOf(it.sha256)
    const part = join(this.parts, randomUUID())
    try {
      const came = await this.written(part, bytes)
      if (came.sha256 !== it.sha256 || came.size !== it.size) throw new NotAsNamed(it, came)
      await this.placed(part, path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }

  async adopt(it: ContentName, path: string): Promise<void> {
    const place = this.pathOf(it.sha256)
    const { size } = await stat(path)
    if (size !== it.size) throw new NotAsNamed(it, { sha256: it.sha256, size })
    try {
      await chmod(path, PRIVATE_FILE)
      const now = new Date()
      await utimes(path, now, now)
      await synced(path)
      await this.placed(path, place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw writingFault(error, this.folder)
      // On another disk: copied, and hashed once more.
      await this.put(it, createReadStream(path))
      await rm(path)
    }
  }

  async get(sha256: string, range?: ByteRange): Promise<StoredFile | undefined> {
    const handle = await opened(this.pathOf(sha256))
    if (!handle) return undefined
    try {
      const { size } = await handle.stat()
      if (range && !(range.from >= 0 && range.from <= range.to && range.to < size)) throw new RangeError(sha256)
      return { size, bytes: handle.createReadStream(range && { start: range.from, end: range.to }) }
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  async has(sha256: string): Promise<number | undefined> {
    return (await standing(this.pathOf(sha256)))?.size
  }

  async *list(): AsyncGenerator<StoredName> {
    for (const shard of (await namesIn(this.folder)).filter((it) => SHARD.test(it)).sort()) {
      for (const rest of (await namesIn(join(this.folder, shard))).filter((it) => REST.test(it)).sort()) {
        const stats = await standing(join(this.folder, shard, rest))
        if (stats) yield { sha256: shard + rest, size: stats.size, storedAt: stats.mtimeMs }
      }
    }
  }

  /** Taken aside first: what is put under the name in this moment is another file, and stays. */
  async remove(sha256: string, before: number): Promise<boolean> {
    const path = this.pathOf(sha256)
    const aside = join(this.parts, randomUUID())
    if (((await standing(path))?.mtimeMs ?? before) >= before) return false
    try {
      await rename(path, aside)
      if ((await stat(aside)).mtimeMs >= before) {
        await rename(aside, path)
        return false
      }
      await rm(aside)
      await synced(join(path, '..'))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw writingFault(error, this.folder)
    }
  }

  /** A disk that is full or shut is told by the call that meets it. */
  fault(): undefined {
    return undefined
  }

  async close(): Promise<void> {
    // Nothing is held open between two calls.
  }

  private pathOf(sha256: string): string {
    const name = checkedName(sha256)
    return join(this.folder, name.slice(0, 2), name.slice(2))
  }

  private async written(part: string, bytes: AsyncIterable<Uint8Array>): Promise<ContentName> {
    const handle = await this.writing(() => open(part, 'wx', PRIVATE_FILE))
    try {
      const hash = createHash('sha256')
      let size = 0
      for await (const chunk of bytes) {
        hash.update(chunk)
        size += chunk.length
        await this.writing(() => handle.writeFile(chunk))
      }
      await this.writing(() => handle.sync())
      return { sha256: hash.digest('hex'), size }
    } finally {
      await handle.close()
    }
  }

  /** In its place and on the disk. The same syncs whether something stood there or not. */
  private async placed(part: string, path: string): Promise<void> {
    await this.writing(async () => {
      const shard = join(path, '..')
      privateFolder(shard)
      await rename(part, path)
      await synced(shard)
      await synced(this.folder)
    })
  }

  /** An error of the disk is told as one; what the source throws is not. */
  private async writing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'EXDEV' ? error : writingFault(error, this.folder)
    }
  }
}

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function standing(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Of a file or a folder: what was written to it is on the disk. */
async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const part = join(folder, name)
    if (((await standing(part))?.mtimeMs ?? before) < before) await rm(part, { force: true })
  }
}
