import { existsSync, renameSync, rmSync } from 'node:fs'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { PageStore, ReadModel, type Tables } from '@pilot-ledger/figures'
import { readModelFile } from '../../standalone/src/ledger'
import { differences } from './compare-models'
import type { Progress } from './progress'

export interface Rebuilt {
  readonly entries: number
  /** How the old model differed, where it stood at the same entry; undefined when there was none to compare. */
  readonly differences: readonly string[] | undefined
}

/**
 * Builds the read model again beside the old one, compares the two, then switches by renaming; the old one stays as
 * `….previous`. Takes the folder's writer lock: a running service has its model in memory.
 */
export async function rebuildFigures(folder: string, progress: Progress): Promise<Rebuilt> {
  const log = await openSqliteEventLog({ folder })
  const file = readModelFile(folder)
  const building = `${file}.building`
  removeModel(building)
  try {
    const step = progress('重建统计 Rebuilding figures')
    const total = Number((await log.head()) ?? 0)
    const model = await ReadModel.open(log, { file: building, onProgress: (sequence) => step(sequence, total) })
    await model.start()
    await model.stop()
    const fresh = model.tables
    const old = existsSync(file) ? storedTables(file) : undefined
    const compared = old && old.sequence === fresh.sequence ? differences(old, fresh) : undefined
    if (existsSync(file)) {
      removeModel(`${file}.previous`)
      renameSync(file, `${file}.previous`)
      for (const side of ['-wal', '-shm']) rmSync(file + side, { force: true })
    }
    renameSync(building, file)
    return { entries: fresh.sequence, differences: compared }
  } finally {
    await log.close()
  }
}

/** The stored tables, or undefined where they cannot be trusted: then there is nothing to compare with. */
function storedTables(file: string): Tables | undefined {
  const store = new PageStore(file)
  try {
    return store.load().tables
  } catch {
    return undefined
  } finally {
    store.close()
  }
}

function removeModel(file: string): void {
  for (const side of ['', '-wal', '-shm']) rmSync(file + side, { force: true })
}
