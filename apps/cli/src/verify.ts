import { existsSync } from 'node:fs'
import { type SealCheck, verifySeals } from '@pilot-ledger/evaluation/audit'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { differences, PageStore, Projector, sourceOf, Tables } from '@pilot-ledger/figures'
import { SignedHistory, type WhatIsSigned } from '@pilot-ledger/proof'
import { readModelFile } from '../../standalone/src/ledger'
import type { Progress } from './progress'

export interface Verification {
  readonly entries: number
  /** What is wrong and where; empty when all is sound. */
  readonly faults: readonly string[]
  /** How many of the entries the last checkpoint is of that they lead to; undefined where they could not be held against any. */
  readonly signed?: number
}

/**
 * Looks at everything, beside a running service if there is one: the log's file entry by entry, whether every entry can be
 * read into figures, whether the stored read model is what the log makes, whether every sealed result of an evaluation comes out
 * of the log again, and whether the entries are those that were signed.
 * @param trusted what whoever verifies holds himself: the verification key, checkpoints kept elsewhere
 */
export async function verifyLedger(
  folder: string,
  progress: Progress,
  trusted: Omit<WhatIsSigned, 'folder'> = {},
): Promise<Verification> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  try {
    // Before the entries are read: what is signed meanwhile is left out.
    const signed = new SignedHistory({ folder, ...trusted })
    const inLog = (await log.verify(progress('核对账本 Verifying the log'))).map(
      ({ position, stream, what }) =>
        `账本 log: ${[position && `位置 position ${position}`, stream, what].filter(Boolean).join(' · ')}`,
    )
    // Figures of a damaged log prove nothing: its own faults are the answer.
    if (inLog.length > 0) return { entries: 0, faults: inLog }
    return await verifyModel(folder, log, signed, progress)
  } finally {
    await log.close()
  }
}

async function verifyModel(
  folder: string,
  log: SqliteEventLog,
  signed: SignedHistory,
  progress: Progress,
): Promise<Verification> {
  const file = readModelFile(folder)
  let [store, stored]: [PageStore?, Tables?] = []
  try {
    try {
      store = existsSync(file) ? new PageStore(file) : undefined
      stored = store?.loadOfOneMoment()
    } catch (error) {
      return { entries: 0, faults: [`统计库 read model: ${(error as Error).message}`] }
    }
    return await verifyAgainst(stored, log, signed, progress)
  } finally {
    store?.close()
  }
}

async function verifyAgainst(
  stored: Tables | undefined,
  log: SqliteEventLog,
  signed: SignedHistory,
  progress: Progress,
): Promise<Verification> {
  const faults: string[] = []
  const fresh = new Tables()
  const projector = new Projector(fresh, sourceOf(log))
  const step = progress('重算统计 Rebuilding figures')
  const total = Number((await log.head()) ?? 0)
  let unreadable = false
  for await (const page of log.readAll()) {
    for (const event of page) {
      signed.add(event)
      if (unreadable) continue
      try {
        await projector.apply(event)
        if (stored && fresh.sequence === stored.sequence) faults.push(...differences(stored, fresh))
      } catch (error) {
        unreadable = true
        faults.push(`统计 figures: ${(error as Error).message}`)
      }
    }
    step(fresh.sequence, total)
  }
  if (stored && stored.sequence > fresh.sequence) faults.push('统计库超出账本 / the read model is ahead of the log')
  const seals = faults.length > 0 ? [] : await sealFaults(log, fresh, progress)
  const unproven = signed.end()
  return {
    entries: fresh.sequence,
    signed: signed.signedSize,
    faults: [
      ...unproven.map((it) => `证明 proof: ${it}`),
      ...faults.map((it) => (it.includes('figures:') ? it : `统计库 read model: ${it}`)),
      ...seals,
    ],
  }
}

/** Results that do not come out again: which round, whose, and where they part first. */
async function sealFaults(log: SqliteEventLog, tables: Tables, progress: Progress): Promise<string[]> {
  const step = progress('复核封存 Verifying seals')
  const faults: string[] = []
  let checked = 0
  for await (const it of verifySeals({ log, tables, clock: Date.now })) {
    if (!it.equal) faults.push(sealFault(it))
    step(++checked, checked)
  }
  return faults
}

function sealFault({ roundNo, platform, sealNo, sequence, difference, fault }: SealCheck): string {
  const where = difference
    ? `${difference.path}: 封存 sealed ${difference.stored}，重算 recomputed ${difference.recomputed}`
    : (fault ?? '所存哈希不符 the stored hash is not that of the stored result')
  return `评价封存 seal: 轮次 round ${roundNo} · 平台 platform ${platform} · 第 ${sealNo} 次 · 条目 entry ${sequence} · ${where}`
}
