import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { accessFile } from '@pilot-ledger/access'
import { type EventLog, openSqliteEventLog, privateFile, privateFolder } from '@pilot-ledger/event-log'
import { carryWebhooks, webhooksFile } from '@pilot-ledger/notices'
import {
  CHECKPOINTS,
  cosignedBeside,
  cutCopied,
  markRestored,
  PUBLIC_KEY_FILE,
  publicKeyBeside,
  type RestoredBy,
} from '@pilot-ledger/proof'
import { ledgerLog } from '@pilot-ledger/service'
import { logFaultText } from './log-fault'
import { Mistake } from './mistake'
import { type CarriedPapers, carryPapers } from './papers/carried'
import { mustDiffer, type PapersMoved, papersBeside, papersOf } from './papers/places'
import { noProgress, type Progress } from './progress'

export interface BackedUp {
  /** Position of the log's last entry. */
  readonly head: string
  readonly papers: CarriedPapers
  /** Whether addresses of notices came with it. */
  readonly notices: boolean
}

export interface Restored extends BackedUp {
  /** Hosts of the addresses of notices that are sent nothing until a person resumes each. */
  readonly waiting: readonly string[]
}

/**
 * A consistent copy of the log in one file, and beside it of the accounts (`….access`), of where notices go (`….webhooks`), of what
 * was signed (`….checkpoints`, with the public part of the key) and of the papers that the log names (`….evidence`, or a place that several backups share), while the
 * service runs; the read model comes back from the log. Under its name stands a whole backup or none: what a run leaves that fails are
 * papers, which the next one finds there.
 */
export async function backUp(
  folder: string,
  file: string,
  progress: Progress = noProgress,
  { from = papersOf(folder), to: place = papersBeside(file) }: PapersMoved = {},
): Promise<BackedUp> {
  if (existsSync(file)) throw new Mistake(`备份文件已存在 / the backup exists already: ${file}`)
  const part = `${file}.part`
  // A log under another's accounts or notices would be restored with them.
  const left = [...allOf(part), ...allOf(file)].filter((it) => existsSync(it))
  if (left.length > 0)
    throw new Mistake(
      `另一备份正在写此文件，或曾中断，或旧备份未删净；确认后删除 / another backup writes it, or broke off, or a former one was not removed whole; then remove: ${left.join(' ')}`,
    )
  mustDiffer(from, place)
  try {
    const head = await copyConsistently(folder, part)
    // After the log: what its entries name was there before they were recorded.
    const papers = await ofLogIn(part, (log) => carryPapers(log, from, place, progress))
    putInPlace(part, file)
    return { head, papers, notices: existsSync(webhooksBeside(file)) }
  } catch (error) {
    for (const it of allOf(part)) rmSync(it, { force: true })
    throw error
  }
}

async function copyConsistently(folder: string, file: string): Promise<string> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  try {
    const [signed, copied] = [join(folder, CHECKPOINTS), checkpointsBeside(file)]
    const both = [[signed, copied] as const, [cosignedBeside(signed), cosignedBeside(copied)] as const]
    const before = both.map(([from]) => statSync(from, { throwIfNoEntry: false })?.size ?? 0)
    // Before the log: it says up to which entry deliveries are written down, and no entry of the copy may be left out by that.
    if (existsSync(webhooksFile(folder))) copyDatabase(webhooksFile(folder), webhooksBeside(file))
    const head = (await log.backupTo(file)) ?? '0'
    // After the log: entries name what was signed before them. What is of later entries is left out.
    for (const [i, [from, to]] of both.entries()) if (copyIfThere(from, to)) cutCopied(to, before[i], Number(head))
    copyIfThere(join(folder, PUBLIC_KEY_FILE), publicKeyBeside(copied))
    if (existsSync(accessFile(folder))) copyDatabase(accessFile(folder), accountsBeside(file))
    return head
  } finally {
    await log.close()
  }
}

async function ofLogIn<T>(backup: string, work: (log: EventLog) => Promise<T>): Promise<T> {
  const log = await openSqliteEventLog({ folder: dirname(backup), backup, readOnly: true })
  try {
    return await work(ledgerLog(log))
  } finally {
    await log.close()
  }
}

/** Every file of a backup, the log's own last. */
function allOf(file: string): readonly string[] {
  const checkpoints = checkpointsBeside(file)
  return [
    accountsBeside(file),
    webhooksBeside(file),
    checkpoints,
    cosignedBeside(checkpoints),
    publicKeyBeside(checkpoints),
    file,
  ]
}

function putInPlace(part: string, file: string): void {
  const names = allOf(file)
  for (const [i, it] of allOf(part).entries()) {
    if (!existsSync(it)) continue
    synced(it)
    renameSync(it, names[i])
  }
  synced(dirname(file))
}

/** Of a file or a folder. */
function synced(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Accounts are no part of the log; their backup lies beside the log's. */
export const accountsBeside = (file: string) => `${file}.access`
/** Where notices go, with the secrets that sign them, and what has gone: its backup lies beside the log's, too. */
export const webhooksBeside = (file: string) => `${file}.webhooks`
/** What was signed until the backup was made: a backup of before has none. */
export const checkpointsBeside = (file: string) => `${file}.checkpoints`

/** A consistent copy while the service writes; its hashes and secrets are for nobody but the owner. */
export function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true })
  try {
    privateFile(to)
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
}

/**
 * Puts a backup into an empty or new folder and checks every entry of it; a copy with faults does not stay. Of papers that the backup
 * has not, or not as they are named, it is said which they are: all else is restored.
 * @param by who the ledger says restored it, from its first start on
 */
export async function restore(
  file: string,
  folder: string,
  by?: RestoredBy,
  progress: Progress = noProgress,
  { from: place = papersBeside(file), to = papersOf(folder) }: PapersMoved = {},
): Promise<Restored> {
  if (!existsSync(file)) throw new Mistake(`没有此备份 / there is no such backup: ${file}`)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Mistake(`目录不为空 / the folder is not empty: ${folder}`)
  mustDiffer(place, to)
  privateFolder(folder)
  try {
    putBack(file, join(folder, 'log.db'))
    copyIfThere(accountsBeside(file), accessFile(folder))
    const notices = existsSync(webhooksBeside(file))
    const waiting = notices ? carryWebhooks(folder, (it) => putBack(webhooksBeside(file), it), Date.now()) : []
    copyIfThere(checkpointsBeside(file), join(folder, CHECKPOINTS))
    copyIfThere(cosignedBeside(checkpointsBeside(file)), cosignedBeside(join(folder, CHECKPOINTS)))
    copyIfThere(publicKeyBeside(checkpointsBeside(file)), join(folder, PUBLIC_KEY_FILE))
    const log = await openSqliteEventLog({ folder })
    try {
      const faults = await log.verify()
      if (faults.length > 0) throw new Mistake(`备份已损坏 / the backup is damaged: ${logFaultText(faults[0])}`)
      const papers = await carryPapers(ledgerLog(log), place, to, progress)
      if (by) markRestored(folder, by)
      return { head: (await log.head()) ?? '0', papers, notices, waiting }
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
