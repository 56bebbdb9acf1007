import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { copyLog, type EventLog, isConnectionString, openLog, shownAddress } from '@pilot-ledger/event-log'
import { answerAll, CATALOGUE, differences, Question, ReadModel, type Tables } from '@pilot-ledger/figures'
import { ledgerLog } from '@pilot-ledger/service'
import { copyDatabase } from './backup'
import { carryNotices } from './carried-notices'
import { type CarriedPapers, carryPapers } from './papers/carried'
import { mustDiffer, type PapersMoved, papersOf } from './papers/places'
import type { Progress } from './progress'

export interface EqualityReport {
  readonly equal: boolean
  readonly papers: CarriedPapers
  /** False where the target keeps notices of its own, changed there since an earlier copy. */
  readonly noticesCarried: boolean
  readonly lines: readonly string[]
}

/**
 * Carries a whole ledger from one log to another and proves that both are the same: as many entries, one hash over all of
 * them, and every figure of the catalogue, for every platform and in total, over all time. The papers that it names come along, each
 * checked by its hash. A copy that broke off goes on when it is called again; nobody may write to either log meanwhile.
 */
export async function copyLedger(
  from: string,
  to: string,
  progress: Progress,
  given: PapersMoved = {},
): Promise<EqualityReport> {
  const papersFrom = given.from ?? besideLog(from)
  const papersTo = given.to ?? besideLog(to)
  if (papersFrom !== undefined && papersTo !== undefined) mustDiffer(papersFrom, papersTo)
  const source = await openLog(addressOf(from))
  try {
    const target = await openLog(addressOf(to))
    try {
      const step = progress('搬运 Copying')
      const report = await copyLog(source, target, (entries) => step(entries, entries))
      const figures = await compareFigures(source, target)
      const equal = report.sourceHash === report.targetHash && figures.different === 0
      const papers = await carryPapers(ledgerLog(source), papersFrom, papersTo, progress)
      const notices = equal ? carryNotices(from, to, copyDatabase) : { carried: true, lines: [] }
      return {
        equal,
        papers,
        noticesCarried: notices.carried,
        lines: [
          `从 from ${shownAddress(from)}`,
          `至 to   ${shownAddress(to)}`,
          `${report.entries} 条记录，本次新存 ${report.stored} · entries, ${report.stored} stored by this run`,
          `来源 source SHA-256 ${report.sourceHash}`,
          `目标 target SHA-256 ${report.targetHash}`,
          `${figures.compared} 个指标值，不同 ${figures.different} · figures compared, ${figures.different} differ`,
          equal ? '完全一致 equal' : '不一致 NOT EQUAL',
          ...notices.lines,
        ],
      }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

const besideLog = (address: string) => (isConnectionString(address) ? undefined : papersOf(resolve(address)))
const addressOf = (address: string) => (isConnectionString(address) ? address : resolve(address))

async function compareFigures(source: EventLog, target: EventLog): Promise<{ compared: number; different: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-copy-'))
  try {
    const [a, b] = [
      await tablesOf(source, join(folder, 'source.db')),
      await tablesOf(target, join(folder, 'target.db')),
    ]
    const [x, y] = [figuresOf(a), figuresOf(b)]
    const different = x.filter((it, i) => it !== y[i]).length + Math.abs(x.length - y.length)
    return { compared: x.length, different: different + differences(a, b).length }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tablesOf(log: EventLog, file: string): Promise<Tables> {
  const model = await ReadModel.open(log, { file })
  await model.start()
  await model.stop()
  return model.tables
}

/** Every figure of every platform and of all, each as one text. */
function figuresOf(tables: Tables): string[] {
  const question = new Question(tables, { from: '1950-01-01', to: '2199-12-31' }, tables.sequence, undefined)
  const { platforms, totals } = answerAll(question, CATALOGUE)
  return [...platforms.flatMap((it) => it.figures), ...totals].map((it) => JSON.stringify(it))
}
