import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { EvidenceStore } from '../store'

/**
 * Brings a file whole onto this machine, for the process that reads it: the store may be far away. It is hashed on the way, so that
 * what has gone bad in the store, or was put there by another hand, is never told or bound as the paper; gives whether it is the
 * paper. Throws what the store throws.
 */
export async function broughtHere(
  store: EvidenceStore,
  sha256: string,
  path: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const stored = await store.get(sha256)
  if (!stored) return false
  const hash = createHash('sha256')
  const hashed = async function* (bytes: AsyncIterable<Buffer>) {
    for await (const chunk of bytes) {
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(stored.bytes, hashed, createWriteStream(path, { mode: 0o600 }), ...(signal ? [{ signal }] : []))
  if (hash.digest('hex') === sha256) return true
  await rm(path, { force: true })
  return false
}
