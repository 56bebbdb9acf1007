import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AccessHistory, accessFile } from '@pilot-ledger/access'
import { keptIn, MAPS, MapHistory } from '@pilot-ledger/certificates'
import { type EventLog, openEventStoreDbLog, openSqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { SignedHistory, type WhatIsSigned } from '@pilot-ledger/proof'
import { readModelFile } from '../../standalone/src/ledger'
import { accountsBeside, checkpointsBeside } from './backup'
import { type Place, papersBeside, papersOf } from './papers/places'
import type { Progress } from './progress'
import { type EachEntry, entriesOfFile, entriesOfServer, isDamage } from './verify/entries'
import { FiguresApart } from './verify/figures-apart'
import { type FiguresCheck, FiguresHere } from './verify/figures-check'
import { PapersCheck } from './verify/papers-check'

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

/** What is looked at beside the log, where it does not lie where it lies otherwise. */
export interface Elsewhere {
  readonly papers?: Place
}

interface Verified {
  readonly log: EventLog
  readonly signed: WhatIsSigned
  /** Accounts and access log, where they are looked at. */
  readonly access?: AccessHistory
  /** Where the papers lie, if anybody said so. */
  readonly papers?: Place
  /** A data folder whose read model is looked at too. */
  readonly model?: string
  readonly progress: Progress
  readonly each: EachEntry
  /** Of so many entries their figures are made in a thread. */
  readonly inAThreadFrom?: number
}

/** Of fewer entries a thread would take longer to begin than they take. */
const IN_A_THREAD_FROM = 20_000
/** In the store of a server, which tells bytes. */
const BYTES_AN_ENTRY = 1_000

/**
 * Looks at everything, beside a running service if there is one: the log's file entry by entry, whether every entry can be
 * read into figures, whether the stored read model is what the log makes, whether what was decided on figures (sealed results,
 * closes) comes out of the log again, whether the entries are those that were signed, accounts and access log those that were
 * committed, and papers those that were stored.
 */
export function verifyLedger(
  folder: string,
  progress: Progress,
  { papers = papersOf(folder), ...trusted }: Trusted & Elsewhere = {},
  inAThreadFrom?: number,
): Promise<Verification> {
  const its = { signed: { folder, ...trusted }, papers, model: folder, inAThreadFrom }
  return verifySqlite({ folder }, accessFile(folder), progress, its)
}

/** The same of a backup as it lies, with what was signed until it was made. */
export function verifyBackup(
  file: string,
  progress: Progress,
  { papers = papersBeside(file), ...trusted }: Trusted & Elsewhere = {},
): Promise<Verification> {
  const signed = { file: checkpointsBeside(file), ...trusted }
  return verifySqlite({ folder: dirname(file), backup: file }, accountsBeside(file), progress, { signed, papers })
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
    papers,
    ...trusted
  }: Trusted & Elsewhere & { readonly folder?: string; readonly accounts?: string; readonly accountsId?: string } = {},
): Promise<Verification> {
  const log = await openEventStoreDbLog({ connectionString, asWritten: true })
  const signed = { folder, clocksDiffer: true, ...trusted }
  const access = accounts === undefined ? undefined : new AccessHistory(accessFile(accounts), false, accountsId)
  return verified({ log, signed, access, papers, model: folder, progress, each: entriesOfServer(log, progress) })
}

async function verifySqlite(
  where: { readonly folder: string; readonly backup?: string },
  accounts: string,
  progress: Progress,
  its: Pick<Verified, 'signed' | 'papers' | 'model' | 'inAThreadFrom'>,
): Promise<Verification> {
  const log = await openSqliteEventLog({ ...where, readOnly: true })
  return verified({ ...its, log, access: new AccessHistory(accounts), progress, each: entriesOfFile(log, progress) })
}

async function verified(its: Verified): Promise<Verification> {
  const { log, signed: what, access, each } = its
  let figures: FiguresCheck | undefined
  try {
    const recorded = await recordedBy(log)
    // Before the entries are read: what is signed meanwhile is left out. A store whose writers' clocks differ tells places, not
    // numbers; others may keep what its entries name.
    const signed = new SignedHistory({ ...what, recorded: what.clocksDiffer ? undefined : recorded })
    figures = figuresCheck(its, (recorded ?? 0) / (what.clocksDiffer ? BYTES_AN_ENTRY : 1))
    const papers = new PapersCheck(its.papers, its.progress)
    return await alongTheEntries(log, each, { signed, access, figures, papers }, what.folder)
  } finally {
    await figures?.close()
    await log.close()
  }
}

/** @param entries how many there are, about */
function figuresCheck(
  { log, model, progress, inAThreadFrom = IN_A_THREAD_FROM }: Verified,
  entries: number,
): FiguresCheck {
  const file = model === undefined ? undefined : readModelFile(model)
  const stored = file !== undefined && existsSync(file) ? file : undefined
  const { address } = log
  if (address === undefined || entries < inAThreadFrom) return new FiguresHere(log, stored, progress)
  return new FiguresApart({ log: address, file: stored })
}

/** How many entries there are, or bytes of a server; undefined of a damaged log, which names itself what is wrong with it. */
async function recordedBy(log: EventLog): Promise<number | undefined> {
  try {
    return Number.parseInt((await log.head()) ?? '0', 10)
  } catch (error) {
    if (error instanceof Unavailable && error.reason === 'damaged') return undefined
    throw error
  }
}

interface Checks {
  readonly signed: SignedHistory
  readonly access: AccessHistory | undefined
  readonly figures: FiguresCheck
  readonly papers: PapersCheck
}

async function alongTheEntries(
  log: EventLog,
  each: EachEntry,
  { signed, access, figures, papers }: Checks,
  folder?: string,
): Promise<Verification> {
  const maps = await mapsOf(log, folder)
  const root = () => signed.root()
  let entries = 0
  const { damage, order } = await each(async (page) => {
    entries += page.length
    for (const it of page) {
      const leaf = signed.add(it)
      if (!isDamage(maps)) maps.add(it, leaf, root)
      access?.add(it)
      papers.add(it)
    }
    await figures.take?.(page)
  })
  // Figures of a damaged log prove nothing: its own faults are the answer.
  if (damage.length > 0) return damaged(damage)
  if (isDamage(maps)) throw maps
  const unproven = signed.end()
  const { inFigures, results } = await figures.end(order.length === 0)
  const inAccounts = access?.end() ?? []
  const ofPapers = await papers.end(log)
  const continued = signed.continued.map(
    (it) => `第 ${it} 条载明由备份继续 entry ${it} says that a backup was gone on with`,
  )
  const told = [...continued, ...(access?.told() ?? []), ...ofPapers.told]
  return {
    entries,
    signed: signed.signedSize,
    cosigned: signed.cosignedSize,
    ...(told.length > 0 && { told }),
    faults: [
      ...order.map(ofLog),
      ...[...unproven, ...maps.end()].map((it) => `证明 proof: ${it}`),
      ...inFigures,
      ...results,
      ...inAccounts.map((it) => `账户库 accounts: ${it}`),
      ...ofPapers.faults,
    ],
  }
}

/** Or why they cannot be read: then the log itself is damaged, and says so. */
async function mapsOf(log: EventLog, folder: string | undefined): Promise<MapHistory | Unavailable> {
  try {
    const { events } = await log.readStream(SINGLE_STREAMS.completeness)
    return new MapHistory(events, folder === undefined ? undefined : keptIn(join(folder, MAPS)))
  } catch (error) {
    if (isDamage(error)) return error
    throw error
  }
}

const ofLog = (what: string) => `账本 log: ${what}`
const damaged = (faults: readonly string[]): Verification => ({ entries: 0, faults: faults.map(ofLog) })
