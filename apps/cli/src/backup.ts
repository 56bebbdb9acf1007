import { copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { accessFile } from '@pilot-ledger/access'
import { openSqliteEventLog, privateFile, privateFolder } from '@pilot-ledger/event-log'
import {
  CHECKPOINTS,
  cosignedBeside,
  cutCopied,
  markRestored,
  PUBLIC_KEY_FILE,
  publicKeyBeside,
  type RestoredBy,
} from '@pilot-ledger/proof'
import { logFaultText } from './log-fault'
import { Mistake } from './mistake'

/**
 * A consistent copy of the log in one file, and beside it of the accounts (`….access`) and of what was signed (`….checkpoints`, with
 * the public part of the key), while the service runs; the read model comes back from the log. Returns the log's head.
 */
export async function backUp(folder: string, file: string): Promise<string> {
  if (existsSync(file)) throw new Mistake(`备份文件已存在 / the backup exists already: ${file}`)
  const log = await openSqliteEventLog({ folder, readOnly: true })
  try {
    const [signed, copied] = [join(folder, CHECKPOINTS), checkpointsBeside(file)]
    const both = [[signed, copied] as const, [cosignedBeside(signed), cosignedBeside(copied)] as const]
    const before = both.map(([from]) => statSync(from, { throwIfNoEntry: false })?.size ?? 0)
    const head = (await log.backupTo(file)) ?? '0'
    // After the log: entries name what was signed before them. What is of later entries is left out.
    for (const [i, [from, to]] of both.entries()) if (copyIfThere(from, to)) cutCopied(to, before[i], Number(head))
    copyIfThere(join(folder, PUBLIC_KEY_FILE), publicKeyBeside(copied))
    if (existsSync(accessFile(folder))) copyAccounts(accessFile(folder), accountsBeside(file))
    return head
  } finally {
    await log.close()
  }
}

/** Accounts are no part of the log; their backup lies beside the log's. */
export const accountsBeside = (file: string) => `${file}.access`
/** What was signed until the backup was made: a backup of before has none. */
export const checkpointsBeside = (file: string) => `${file}.checkpoints`

/** A consistent copy while the service writes; its hashes are for nobody but the owner. */
function copyAccounts(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true })
  try {
    privateFile(to)
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
}

/**
 * Puts a backup into an empty or new folder and checks every entry of it; a copy with faults does not stay.
 * @param by who the ledger says restored it, from its first start on
 */
export async function restore(file: string, folder: string, by?: RestoredBy): Promise<string> {
  if (!existsSync(file)) throw new Mistake(`没有此备份 / there is no such backup: ${file}`)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Mistake(`目录不为空 / the folder is not empty: ${folder}`)
  privateFolder(folder)
  putBack(file, join(folder, 'log.db'))
  copyIfThere(accountsBeside(file), accessFile(folder))
  copyIfThere(checkpointsBeside(file), join(folder, CHECKPOINTS))
  copyIfThere(cosignedBeside(checkpointsBeside(file)), cosignedBeside(join(folder, CHECKPOINTS)))
  copyIfThere(publicKeyBeside(checkpointsBeside(file)), join(folder, PUBLIC_KEY_FILE))
  try {
    const log = await openSqliteEventLog({ folder })
    try {
      const faults = await log.verify()
      if (faults.length > 0) throw new Mistake(`备份已损坏 / the backup is damaged: ${logFaultText(faults[0])}`)
      if (by) markRestored(folder, by)
      return (await log.head()) ?? '0'
    } finally {
      await log.close()
    }
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
    throw error
  }
}

function copyIfThere(from: string, to: string): boolean {
  if (!existsSync(from)) return false
  putBack(from, to)
  return true
}

/** A copy takes its rights over from what is copied, which somebody may have opened wide meanwhile. */
function putBack(from: string, to: string): void {
  copyFileSync(from, to)
  privateFile(to)
}
