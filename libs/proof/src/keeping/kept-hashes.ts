import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { HASH_BYTES } from '../domain/hash'

/** Level by level, in the order of their names. */
export const nameOf = (level: number) => `level-${String(level).padStart(2, '0')}`
export const isLevel = (name: string) => /^level-\d\d$/.test(name)

/** The hashes of a tree as their files hold them just now, beside whoever writes them: nothing is mended, some may be missing. */
export class KeptHashes {
  private readonly handles = new Map<string, number>()

  /** @param size of how many leaves hashes should be there */
  constructor(
    folder: string,
    readonly size: number,
  ) {
    for (const it of readdirSync(folder).filter(isLevel)) this.handles.set(it, openSync(join(folder, it), 'r'))
  }

  /** Undefined where it is not there. */
  node(level: number, index: number): Uint8Array | undefined {
    const handle = this.handles.get(nameOf(level))
    if (handle === undefined || fstatSync(handle).size < (index + 1) * HASH_BYTES) return undefined
    const bytes = Buffer.allocUnsafe(HASH_BYTES)
    return readSync(handle, bytes, 0, HASH_BYTES, index * HASH_BYTES) === HASH_BYTES ? bytes : undefined
  }

  close(): void {
    for (const handle of this.handles.values()) closeSync(handle)
    this.handles.clear()
  }
}
