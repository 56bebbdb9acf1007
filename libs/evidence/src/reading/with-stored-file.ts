import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { scratchFolder } from '@pilot-ledger/http'
import type { EvidenceStore } from '../store'
import { storedBytes } from './stored-bytes'

/** A paper brought onto this machine while it is read, for the process that reads strangers' files: the store may be far away. */
export async function withStoredFile<T>(
  store: EvidenceStore,
  sha256: string,
  read: (path: string) => Promise<T>,
): Promise<T> {
  const folder = scratchFolder('paper')
  try {
    const path = join(folder, 'paper')
    await pipeline(await storedBytes(store, sha256), createWriteStream(path, { mode: 0o600 }))
    return await read(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
