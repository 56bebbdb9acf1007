import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RefusalException, scratchFolder } from '@pilot-ledger/http'
import type { EvidenceStore } from '../store'
import { asAnswer } from '../upload'
import { broughtHere } from './brought-here'
import { NOT_IN_STORE } from './refusals'

/**
 * A paper brought onto this machine while it is read, for the process that reads strangers' files. Refusals, thrown: 503 where the
 * store lacks it, or holds another under its name, and where it does not serve.
 */
export async function withStoredFile<T>(
  store: EvidenceStore,
  sha256: string,
  read: (path: string) => Promise<T>,
): Promise<T> {
  const folder = scratchFolder('paper')
  try {
    const path = join(folder, 'paper')
    const isWhole = await broughtHere(store, sha256, path).catch((error: unknown) => {
      throw asAnswer(error)
    })
    if (!isWhole) throw new RefusalException([NOT_IN_STORE], 503)
    return await read(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
