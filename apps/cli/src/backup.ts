import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { Mistake } from './mistake'

/** A consistent copy of the log in one file, while the service runs; the read model comes back from it. Returns its head. */
export async function backUp(folder: string, file: string): Promise<string> {
  if (existsSync(file)) throw new Mistake(`备份文件已存在 / the backup exists already: ${file}`)
  const log = await openSqliteEventLog({ folder, readOnly: true })
  try {
    return (await log.backupTo(file)) ?? '0'
  } finally {
    await log.close()
  }
}

/** Puts a backup into an empty or new folder and checks every entry of it; a copy with faults does not stay. */
export async function restore(file: string, folder: string): Promise<string> {
  if (!existsSync(file)) throw new Mistake(`没有此备份 / there is no such backup: ${file}`)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Mistake(`目录不为空 / the folder is not empty: ${folder}`)
  mkdirSync(folder, { recursive: true })
  copyFileSync(file, join(folder, 'log.db'))
  try {
    const log = await openSqliteEventLog({ folder })
    try {
      const faults = await log.verify()
      if (faults.length > 0) throw new Mistake(`备份已损坏 / the backup is damaged: ${JSON.stringify(faults[0])}`)
      return (await log.head()) ?? '0'
    } finally {
      await log.close()
    }
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    throw error
  }
}
