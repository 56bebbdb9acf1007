import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { ImportService, kindOfFile } from '@pilot-ledger/intake/import'
import { isRefusal, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import { stream } from 'exceljs'
import { appending } from './append'
import { type Line, perSecond } from './measure'

const PLATFORM = platformIdOf('示例导入平台')
const HOST = { id: { scheme: 'uscc' as const, value: '123502001549897397' }, name: '示例大学中山研究院' }
/** Of each contract: its signing, four invoices, five payments. */
const ROWS_OF_A_CONTRACT = 10
const CALLERS = 64

type Row = Readonly<Record<string, string>>

/** A hundred thousand rows as NDJSON and as a workbook, everything from the file to the synced log, beside bare appends. */
export async function measureImports(folder: string, rows = 100_000): Promise<Line[]> {
  mkdirSync(folder, { recursive: true })
  const [ndjson, xlsx] = [join(folder, 'rows.ndjson'), join(folder, 'rows.xlsx')]
  await writeNdjson(ndjson, rows)
  await writeXlsx(xlsx, rows)
  const bare = await openSqliteEventLog({ folder: join(folder, 'bare') })
  const { rate } = await appending(bare.append.bind(bare), CALLERS)
  await bare.close()
  const lines: Line[] = []
  for (const path of [ndjson, xlsx]) lines.push(await imported(join(folder, `log-${lines.length}`), path, rows, rate))
  return lines
}

async function imported(folder: string, path: string, rows: number, limit: number): Promise<Line> {
  const log = await openSqliteEventLog({ folder })
  try {
    const recorder = await withPlatform(log)
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let most = before
    const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100)
    const start = performance.now()
    const report = await new ImportService(recorder).run({
      platform: PLATFORM,
      mode: 'all',
      file: { path, sha256, bytes: statSync(path).size },
      identity: { actor: 'bench', correlationId: 'bench' },
    })
    const rate = perSecond(rows, performance.now() - start)
    clearInterval(looking)
    if (report.counts.recorded !== rows)
      throw new Error(`not all imported: ${JSON.stringify(report.counts)} ${JSON.stringify(report.faults[0])}`)
    const kind = await kindOfFile({ path })
    return {
      what: `import of ${rows} rows of ${kind}, all or nothing; ${Math.round((most - before) / 1e6)} MB more at most`,
      measured: rate,
      unit: 'rows/s',
      limit: { what: `durable append in process, ${CALLERS} callers`, value: limit },
      aim: '≥ 0.5 of it',
      met: rate >= 0.5 * limit,
    }
  } finally {
    await log.close()
  }
}

async function withPlatform(log: SqliteEventLog): Promise<Recorder> {
  const recorder = new Recorder(log)
  const data = { name: '示例导入平台', host: HOST, town: '火炬开发区', fields: [], registeredOn: '2024-01-01' }
  const answer = await recorder.record({
    actor: 'bench',
    correlationId: 'bench',
    requestHash: '0'.repeat(64),
    stream: platformStream(PLATFORM),
    rules: platformRules,
    decide: (history, today) => decideRecord(history, { type: 'PlatformRegistered', data }, today),
  })
  if (isRefusal(answer)) throw new Error(answer.en)
  return recorder
}

const CONTRACT = [
  '合同编号',
  '合同名称',
  '委托单位',
  '统一社会信用代码',
  '服务类别',
  '服务产品',
  '合同金额',
  '含税口径',
  '计价方式',
  '签订日期',
]
const INVOICE = ['合同编号', '发票号码', '本合同金额', '价税合计', '税额', '开票日期']
const PAYMENT = ['合同编号', '回单号', '付款单位', '付款单位统一社会信用代码', '本合同金额', '回单金额', '到账日期']
const CLIENT = ['示例光电科技有限公司', '91440101MA5CJQ4N59'] as const

function contract(i: number): string[] {
  return [
    `IMP-${i}`,
    '镜头装调中试服务',
    ...CLIENT,
    '产品试制',
    '内窥镜物镜组',
    '380000.00',
    '含税',
    '固定总价',
    '2025-03-18',
  ]
}
const invoice = (i: number, n: number) => [
  `IMP-${i}`,
  `2${String(i * 10 + n).padStart(19, '0')}`,
  '60000.00',
  '60000.00',
  '3396.23',
  `2025-04-0${n + 1}`,
]
export const payment = (i: number, n: number) => [
  `IMP-${i}`,
  `HD-${i}-${n}`,
  ...CLIENT,
  '50000.00',
  '50000.00',
  `2025-05-0${n + 1}`,
]

/** The three sheets, row by row. */
function* tables(rows: number): Generator<{ name: string; head: string[]; rows: Iterable<string[]> }> {
  const contracts = Array.from({ length: rows / ROWS_OF_A_CONTRACT }, (_, i) => i)
  yield { name: '合同清单', head: CONTRACT, rows: contracts.map(contract) }
  yield { name: '开票清单', head: INVOICE, rows: contracts.flatMap((i) => [0, 1, 2, 3].map((n) => invoice(i, n))) }
  yield { name: '到账清单', head: PAYMENT, rows: contracts.flatMap((i) => [0, 1, 2, 3, 4].map((n) => payment(i, n))) }
}

export async function writeXlsx(path: string, rows: number): Promise<void> {
  const book = new stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true })
  for (const table of tables(rows)) {
    const sheet = book.addWorksheet(table.name)
    sheet.addRow(table.head).commit()
    for (const row of table.rows) sheet.addRow(row).commit()
    sheet.commit()
  }
  await book.commit()
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  contract: [
    'contractNo',
    'title',
    'clientName',
    'clientId',
    'serviceCategories',
    'products',
    'amount',
    'taxBasis',
    'pricing',
    'signedOn',
  ],
  invoice: ['contractNo', 'invoiceNo', 'share', 'total', 'tax', 'on'],
  payment: ['contractNo', 'bankReference', 'payerName', 'payerId', 'share', 'total', 'on'],
}
const CODES: Row = { 含税: 'inclusive', 固定总价: 'fixed' }

export async function writeNdjson(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path)
  const kinds = Object.keys(FIELDS).values()
  for (const table of tables(rows)) {
    const kind = kinds.next().value as string
    for (const row of table.rows) {
      const values = FIELDS[kind].map((field, i) => [
        field,
        field === 'serviceCategories' || field === 'products' ? [row[i]] : (CODES[row[i]] ?? row[i]),
      ])
      if (!out.write(`${JSON.stringify({ kind, ...Object.fromEntries(values) })}\n`)) await once(out, 'drain')
    }
  }
  out.end()
  await once(out, 'finish')
}
