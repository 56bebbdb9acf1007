import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { openSqliteEventLog, PRIVATE_FILE } from '@pilot-ledger/event-log'
import { evidenceTold, type OpenEvidence, openEvidence } from '@pilot-ledger/evidence/serving'
import { RefusalException, sweepScratch } from '@pilot-ledger/http'
import {
  IMPORT_MODES,
  type ImportFault,
  type ImportMode,
  type ImportReport,
  ImportService,
  markedApart,
} from '@pilot-ledger/intake/import'
import { columnLetters } from '@pilot-ledger/intake/spreadsheets'
import { DEFAULT_OLD_CHANGE_RULE, platformIdOf } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { FollowedSeals, ledgerLog, settledDays } from '@pilot-ledger/service'
import { contractsIn } from './contracts-in'
import { Mistake } from './mistake'
import type { Progress } from './progress'

export interface ImportOptions {
  /** Its id or its registered name. */
  readonly platform: string
  readonly file: string
  readonly mode: string
  /** Of e-invoices: the contract of all that say no other, and a file of choices one by one. */
  readonly contract?: string
  readonly choices?: string
  /** A workbook to write with the faults marked. */
  readonly marked?: string
  readonly actor: string
}
export interface ImportOutcome {
  readonly report: ImportReport
  readonly lines: readonly string[]
  /** Every row is on the ledger, or would be. */
  readonly clean: boolean
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOST_MARKED = 10_000
const MOST_SHOWN = 100

/**
 * Imports a file into the embedded log; takes the folder's writer lock, so not while a service runs. Throws `Mistake` for what
 * the person at the command line can mend.
 */
export async function importFile(folder: string, options: ImportOptions, progress: Progress): Promise<ImportOutcome> {
  const mode = modeNamed(options.mode)
  const path = resolve(options.file)
  if (!existsSync(path)) throw new Mistake(`没有此文件 / there is no such file: ${options.file}`)
  if (!existsSync(resolve(folder, 'log.db'))) throw new Mistake(`目录中没有台账 / there is no ledger in ${folder}`)
  // An import that was killed left its rows.
  sweepScratch()
  const log = await openSqliteEventLog({ folder })
  let seals: FollowedSeals | undefined
  let papers: OpenEvidence | undefined
  try {
    // Where accounts are kept two persons can be told apart: what waits by the other doors waits by this one too.
    const rule = existsSync(resolve(folder, 'access.db')) ? DEFAULT_OLD_CHANGE_RULE : undefined
    const ledger = ledgerLog(log)
    const recorder = new Recorder(ledger, Date.now, rule)
    seals = rule && new FollowedSeals(ledger)
    const settled = settledDays(ledger, async (platform) => (await seals?.of(platform)) ?? [])
    papers = await openEvidence({ folder, ...evidenceTold({}, process.env) })
    const steps = new Map<string, ReturnType<Progress>>()
    const report = await new ImportService(
      recorder,
      settled,
      undefined,
      undefined,
      contractsIn(ledger),
      papers.uploads,
    ).run({
      platform: UUID.test(options.platform) ? options.platform : platformIdOf(options.platform),
      mode,
      ...(options.contract !== undefined && { contract: options.contract }),
      ...(options.choices !== undefined && { choices: chosenIn(options.choices) }),
      file: { path, name: basename(path), bytes: statSync(path).size, sha256: await sha256Of(path) },
      identity: { actor: options.actor, correlationId: `cli-${process.pid}-${Date.now()}` },
      listing: { rows: 0, notices: MOST_SHOWN, faults: MOST_MARKED },
      onProgress: ({ phase, done, of }) => {
        const step = steps.get(phase) ?? progress(PHASES[phase])
        steps.set(phase, step)
        step(done, of ?? done)
      },
    })
    if (options.marked !== undefined)
      writeFileSync(
        resolve(options.marked),
        await markedApart(report.platform, { path }, report.faults, { name: basename(path) }),
        { mode: PRIVATE_FILE },
      )
    return { report, lines: linesOf(report), clean: report.counts.faults === 0 && report.stop === undefined }
  } catch (error) {
    if (!(error instanceof RefusalException)) throw error
    throw new Mistake(error.refusals.map((it) => `${it.zh} / ${it.en}`).join('\n'))
  } finally {
    await papers?.close()
    await seals?.onApplicationShutdown()
    await log.close()
  }
}

function chosenIn(file: string): string {
  if (!existsSync(resolve(file))) throw new Mistake(`没有此文件 / there is no such file: ${file}`)
  return readFileSync(resolve(file), 'utf8')
}

const PHASES = { reading: '读取 Reading', checking: '核对 Checking', recording: '登记 Recording' } as const
const VERDICTS = {
  previewed: '试导入，未登记任何内容 · a preview, nothing was recorded',
  recorded: '已登记 · recorded',
  refused: '有误，未登记任何内容 · faults, nothing was recorded',
  stopped: '未全部登记，原因见上 · not all of it is recorded, see above',
} as const

function modeNamed(name: string): ImportMode {
  const mode = IMPORT_MODES.find((it) => it === name)
  if (mode === undefined) throw new Mistake(`--mode: ${IMPORT_MODES.join(' | ')}`)
  return mode
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function linesOf({ import: id, counts, waits, verdict, stop, faults, notices, position }: ImportReport): string[] {
  const more = counts.faults - Math.min(faults.length, MOST_SHOWN)
  return [
    ...notices.map((it) => `提示 note: ${placed(it)} ${it.zh} / ${it.en}`),
    ...faults.slice(0, MOST_SHOWN).map((it) => `${placed(it)} ${it.zh} / ${it.en}`),
    ...(more > 0 ? [`另有 ${more} 处 more faults`] : []),
    ...(stop ? [`${stop.zh} / ${stop.en}`] : []),
    VERDICTS[verdict],
    ...(waits
      ? [`其中 ${waits.rows} 行待他人复核，通过前不计入 · ${waits.rows} of them wait for a second person`]
      : []),
    `${counts.rows} 行 rows：登记 recorded ${counts.recorded}，可登记 new ${counts.new}，已在台账 known ${counts.known}，有误 refused ${counts.refused}，未能读取 unread ${counts.unread}`,
    `导入编号 import ${id}，位置 position ${position ?? '–'}`,
  ]
}

/** `合同清单 C5`, as a spreadsheet names a cell. */
function placed({ place }: Pick<ImportFault, 'place'>): string {
  const { sheet, row, column } = place
  return [sheet, `${column === undefined ? '' : columnLetters(column)}${row ?? ''}`].filter((it) => it).join(' ')
}
