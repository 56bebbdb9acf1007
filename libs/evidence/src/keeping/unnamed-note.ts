import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { PRIVATE_FILE } from '@pilot-ledger/event-log'

/** Since when (ms since 1970) no entry names a file, by its hash. */
export type UnnamedSince = ReadonlyMap<string, number>

/** What sweeps before found, in a file; nothing where there is none. */
export async function readUnnamed(path: string): Promise<UnnamedSince> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, number>))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
}

/** Under its name stands the note of before or this one. */
export async function writeUnnamed(path: string, since: UnnamedSince): Promise<void> {
  const part = `${path}.${randomUUID()}.part`
  try {
    const handle = await open(part, 'wx', PRIVATE_FILE)
    try {
      await handle.writeFile(`${JSON.stringify(Object.fromEntries(since))}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
