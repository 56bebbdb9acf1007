import { type SealCheck, verifySeals } from '@pilot-ledger/evaluation/audit'
import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { SequencedLog } from '@pilot-ledger/figures/reporting'
import { type CloseCheck, verifyCloses } from '@pilot-ledger/finance/closing'
import type { Difference } from '@pilot-ledger/kernel'
import { ledgerLog } from '@pilot-ledger/service'
import type { Progress } from '../progress'

/** What was decided on figures and does not come out of the log again: which it is, and where they part first. */
export async function resultFaults(log: EventLog, tables: Tables, progress: Progress): Promise<string[]> {
  const sequenced = new SequencedLog({ tables } as unknown as ReadModel, ledgerLog(log)) as unknown as EventLog
  const faults: string[] = []
  let checked = 0
  const seal = progress('复核封存 Verifying seals')
  for await (const it of verifySeals({ log: sequenced, tables, clock: Date.now })) {
    if (!it.equal) faults.push(sealFault(it))
    seal(++checked, checked)
  }
  checked = 0
  const close = progress('复核结账 Verifying closes')
  for await (const it of verifyCloses({ log: sequenced, tables })) {
    if (it.difference) faults.push(closeFault(it, it.difference))
    close(++checked, checked)
  }
  return faults
}

function sealFault({ roundNo, platform, sealNo, sequence, difference, fault }: SealCheck): string {
  const where = difference
    ? apart('封存 sealed', difference)
    : (fault ?? '所存哈希不符 the stored hash is not that of the stored result')
  return `评价封存 seal: 轮次 round ${roundNo} · 平台 platform ${platform} · 第 ${sealNo} 次 · 条目 entry ${sequence} · ${where}`
}

function closeFault({ platform, period, sequence }: CloseCheck, difference: Difference): string {
  return `结账 close: 平台 platform ${platform} · 期间 period ${period} · 条目 entry ${sequence} · ${apart('结账 closed', difference)}`
}

const apart = (what: string, { path, stored, recomputed }: Difference) =>
  `${path}: ${what} ${stored}，重算 recomputed ${recomputed}`
