import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { AccessHistory, accessFile } from '@pilot-ledger/access'
import { MapHistory } from '@pilot-ledger/certificates'
import { type EventLog, openEventStoreDbLog, openSqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { SignedHistory, type WhatIsSigned } from '@pilot-ledger/proof'
import { readModelFile } from '../../standalone/src/ledger'
import { accountsBeside, checkpointsBeside } from './backup'
import { logFaultText } from './log-fault'
import type { Progress } from './progress'
import { ModelCheck } from './verify/model'
import { resultFaults } from './verify/results'
import { StreamOrder } from './verify/stream-order'

export interface Verification {
  readonly entries: number
  /** What is wrong and where; empty when all is sound. */
  readonly faults: readonly string[]
  /** How many of the entries the last checkpoint is of that they lead to; undefined where they could not be held against any. */
  readonly signed?: number
  /** The same of the last that enough of the witnesses have cosigned; undefined where none are named. */
  readonly cosigned?: number
  /** What is no fault and has to be known: backups that were gone on with, accounts begun anew; undefined where there is nothing. */
  readonly told?: readonly string[]
}

/** What whoever verifies holds himself: the verification key, checkpoints kept elsewhere, keys of witnesses. */
export type Trusted = Omit<WhatIsSigned, 'folder' | 'file' | 'clocksDiffer' | 'recorded'>

interface Verified {
  readonly log: EventLog
  readonly signed: WhatIsSigned
  /** Accounts and access log, where they are looked at. */
  readonly access?: AccessHistory
  /** A data folder whose read model is looked at too. */
  readonly model?: string
  readonly progress: Progress
  /** What the store itself can tell of what it keeps. */
  readonly stored: () => Promise<readonly string[]>
}

/**
 * Looks at everything, beside a running service if there is one: the log's file entry by entry, whether every entry can be
 * read into figures, whether the stored read model is what the log makes, whether what was decided on figures (sealed results,
 * closes) comes out of the log again, whether the entries are those that were signed, and accounts and access log those that were
 * committed.
 */
export function verifyLedger(folder: string, progress: Progress, trusted: Trusted = {}): Promise<Verification> {
  return verifySqlite({ folder }, { folder, ...trusted }, accessFile(folder), progress, folder)
}

/** The same of a backup as it lies, with what was signed until it was made. */
export function verifyBackup(file: string, progress: Progress, trusted: Trusted = {}): Promise<Verification> {
  const signed = { file: checkpointsBeside(file), ...trusted }
  return verifySqlite({ folder: dirname(file), backup: file }, signed, accountsBeside(file), progress)
}

/**
 * The same of the log on a server.
 * @param folder of a service that keeps what it signs, and a read model
 * @param accounts of services that share the log, the folder of one machine: others have their own
 * @param accountsId the id of that machine's file, for whoever noted it: without it any that the log was told of will do
 */
export async function verifyCluster(
  connectionString: string,
  progress: Progress,
  {
    folder,
    accounts,
    accountsId,
    ...trusted
  }: Trusted & { readonly folder?: string; readonly accounts?: string; readonly accountsId?: string } = {},
): Promise<Verification> {
  const log = await openEventStoreDbLog({ connectionString })
  const signed = { folder, clocksDiffer: true, ...trusted }
  const access = accounts === undefined ? undefined : new AccessHistory(accessFile(accounts), false, accountsId)
  return verified({ log, signed, access, model: folder, progress, stored: async () => [] })
}

async function verifySqlite(
  where: { readonly folder: string; readonly backup?: string },
  signed: WhatIsSigned,
  accounts: string,
  progress: Progress,
  model?: string,
): Promise<Verification> {
  const log = await openSqliteEventLog({ ...where, readOnly: true })
  const stored = async () => (await log.verify(progress('核对账本 Verifying the log'))).map(logFaultText)
  return verified({ log, signed, access: new AccessHistory(accounts), model, progress, stored })
}

async function verified({ log, signed: what, access, model, progress, stored }: Verified): Promise<Verification> {
  try {
    // A store whose writers' clocks differ tells places, not numbers; others may keep what its entries name.
    const recorded = what.clocksDiffer ? undefined : await recordedBy(log)
    // Before the entries are read: what is signed meanwhile is left out.
    const signed = new SignedHistory({ ...what, recorded })
    const inLog = await stored()
    // Figures of a damaged log prove nothing: its own faults are the answer.
    if (inLog.length > 0) return damaged(inLog)
    const file = model === undefined ? undefined : readModelFile(model)
    const figures = new ModelCheck(log, file !== undefined && existsSync(file) ? file : undefined)
    try {
      return await alongTheEntries(log, signed, access, figures, progress)
    } finally {
      figures.close()
    }
  } finally {
    await log.close()
  }
}

/** How many entries there are; undefined of a damaged log, which names itself what is wrong with it. */
async function recordedBy(log: EventLog): Promise<number | undefined> {
  try {
    return Number((await log.head()) ?? 0)
  } catch (error) {
    if (error instanceof Unavailable && error.reason === 'damaged') return undefined
    throw error
  }
}

async function alongTheEntries(
  log: EventLog,
  signed: SignedHistory,
  access: AccessHistory | undefined,
  figures: ModelCheck,
  progress: Progress,
): Promise<Verification> {
  const step = progress('重算统计 Rebuilding figures')
  const total = Number((await log.head()) ?? 0)
  const order = new StreamOrder()
  let maps: MapHistory
  try {
    maps = new MapHistory((await log.readStream(SINGLE_STREAMS.completeness)).events)
    for await (const page of log.readAll()) {
      for (const event of page) {
        order.add(event)
        maps.add(event, signed.add(event))
        access?.add(event)
        await figures.add(event)
      }
      step(order.entries, Math.max(total, order.entries))
    }
  } catch (error) {
    // An entry that cannot be read is what is looked for; a store that is away is in the way of looking.
    if (!(error instanceof Unavailable) || error.reason !== 'damaged') throw error
    return damaged([...order.end(), `第 ${order.entries} 条之后 behind entry ${order.entries}: ${error.message}`])
  }
  const inOrder = order.end()
  const inFigures = figures.end()
  const sound = inOrder.length === 0 && inFigures.length === 0
  const unproven = signed.end()
  const results = sound ? await resultFaults(log, figures.tables, progress) : []
  const inAccounts = access?.end() ?? []
  const continued = signed.continued.map(
    (it) => `第 ${it} 条载明由备份继续 entry ${it} says that a backup was gone on with`,
  )
  const told = [...continued, ...(access?.told() ?? [])]
  return {
    entries: order.entries,
    signed: signed.signedSize,
    cosigned: signed.cosignedSize,
    ...(told.length > 0 && { told }),
    faults: [
      ...inOrder.map(ofLog),
      ...[...unproven, ...maps.end()].map((it) => `证明 proof: ${it}`),
      ...inFigures,
      ...results,
      ...inAccounts.map((it) => `账户库 accounts: ${it}`),
    ],
  }
}

const ofLog = (what: string) => `账本 log: ${what}`
const damaged = (faults: readonly string[]): Verification => ({ entries: 0, faults: faults.map(ofLog) })
