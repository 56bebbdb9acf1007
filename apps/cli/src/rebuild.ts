import { existsSync } from 'node:fs'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { ReadModel } from '@pilot-ledger/figures'
import { FIGURES_BUILDER, ledgerLog } from '@pilot-ledger/service'
import { readModelFile } from '../../standalone/src/ledger'
import type { Progress } from './progress'

export interface RebuiltFigures {
  readonly entries: number
  /** How the old model differed; undefined where there was none. */
  readonly differences: readonly string[] | undefined
}

/**
 * Builds the read model again beside the old one, compares the two, then switches; the old one stays as `….previous`.
 * Takes the folder's writer lock: a running service has its model in memory, and rebuilds by itself when asked over HTTP.
 */
export async function rebuildFigures(folder: string, progress: Progress): Promise<RebuiltFigures> {
  const log = ledgerLog(await openSqliteEventLog({ folder }))
  try {
    const step = progress('重建统计 Rebuilding figures')
    const total = Number((await log.head()) ?? 0)
    const file = readModelFile(folder)
    const wasThere = existsSync(file)
    const notes: string[] = []
    const model = await ReadModel.open(log, {
      file,
      builder: FIGURES_BUILDER,
      onProgress: (sequence) => step(sequence, total),
      onNote: (text) => notes.push(text),
    })
    try {
      await model.start()
      if (!wasThere) return { entries: model.tables.sequence, differences: undefined }
      const { entries, differences } = await model.rebuild()
      return { entries, differences: [...notes, ...differences] }
    } finally {
      await model.stop()
    }
  } finally {
    await log.close()
  }
}
