import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ENGAGEMENT_EVENTS, type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import { type NewEvent, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { Question, ReadModel } from '@pilot-ledger/figures'
import { ledgerIdentity } from '@pilot-ledger/figures/reporting'
import { liveRegister } from '@pilot-ledger/intake/journals'
import { PAPERS, type Requested, type Sheet, sheetOf, writeWorkbook } from '@pilot-ledger/intake/workbooks'
import { engagementIdOf, formatAmount, platformIdOf, requestIdOf, written } from '@pilot-ledger/kernel'
import { platformStream } from '@pilot-ledger/platforms'

/**
 * 合同清单 of one platform with many contracts, each of another client, written to a file: how long, and how much live memory
 * at most beside what the figures take anyhow, looked at a hundred times on the way, rows in hand.
 * `node --expose-gc dist/test/bench/papers.js --rows 100000`; `--paper clients` for another list.
 */
const PLATFORM = platformIdOf('示例大平台')
const clientOf = (i: number) => ({
  id: { scheme: 'uscc' as const, value: `91440101MA${String(i).padStart(8, '0')}` },
  name: `示例光电科技${i}有限公司`,
})
const AT_ONCE = 256
const LOOKS = 100

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '100000' }, paper: { type: 'string', default: 'contracts' } },
  })
  const collect = globalThis.gc
  if (!collect) throw new Error('run with --expose-gc: what is not yet collected is not what is held')
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-papers-'))
  const log = await openSqliteEventLog({ folder })
  try {
    await fill(log, Number(values.rows))
    const model = await ReadModel.open(log, { file: join(folder, 'figures.db') })
    await model.start()
    const { tables } = model
    const [cut, number] = [tables.sequence, tables.platformIds.find(PLATFORM) as number]
    const window = { from: '2025-01-01', to: '2025-12-31' }
    const question = new Question(tables, window, cut, number)
    const register = await liveRegister(log, tables, number, cut)
    const platforms = [{ id: PLATFORM, name: '示例大平台', register, question }]
    const requested: Requested = { log, tables, window, cut, platforms, whole: question }
    const held = () => {
      collect()
      const { heapUsed, external, arrayBuffers } = process.memoryUsage()
      return heapUsed + external + arrayBuffers
    }
    // What filling left behind goes in more than one collection.
    for (let i = 0; i < 5; i++) {
      held()
      await new Promise((resolve) => setImmediate(resolve))
    }
    const provenance = { asOf: { sequence: cut, recordedAt: null }, ...(await ledgerIdentity(log, tables, cut)) }
    const papers = PAPERS.filter((it) => it.code === values.paper).map((it) => sheetOf(it, requested, 'yuan'))
    const file = join(folder, 'workbook.xlsx')
    // Once before it is measured: code that is compiled on the way is not what the list holds.
    await writeWorkbook(createWriteStream(file), papers, provenance)
    const before = held()
    let most = 0
    let looks = 0
    const looked = (sheet: Sheet): Sheet => ({
      ...sheet,
      async *rows() {
        let row = 0
        for await (const it of sheet.rows()) {
          if (row++ % Math.ceil(Number(values.rows) / LOOKS) === 0) {
            most = Math.max(most, held())
            looks++
          }
          yield it
        }
      },
    })
    const start = performance.now()
    await writeWorkbook(createWriteStream(file), papers.map(looked), provenance)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const more = ((most - before) / 1e6).toFixed(1)
    process.stdout.write(
      `${values.rows} contracts, ${values.paper}: ${seconds} s, ${statSync(file).size} bytes, at most ${more} MB more held (${looks} looks)\n`,
    )
    await model.stop()
  } finally {
    await log.close()
    rmSync(folder, { recursive: true })
  }
}

async function fill(log: SqliteEventLog, contracts: number): Promise<void> {
  const event = (key: string, at: number, { type, data }: { type: string; data: object }): NewEvent => ({
    id: requestIdOf('bench', key, at),
    ...written(ENGAGEMENT_EVENTS, { type, data }),
    metadata: { actor: 'bench', correlationId: key },
  })
  const registered = {
    name: '示例大平台',
    host: clientOf(0),
    town: '火炬开发区',
    fields: [],
    registeredOn: '2024-01-01',
  }
  await log.append(platformStream(PLATFORM), 'none', [event('p', 0, { type: 'PlatformRegistered', data: registered })])
  for (let from = 0; from < contracts; from += AT_ONCE) {
    const page = Array.from({ length: Math.min(AT_ONCE, contracts - from) }, (_, i) => `C-${from + i}`)
    await Promise.all(
      page.map((no, i) =>
        log.append(
          engagementStream(engagementIdOf(PLATFORM, no)),
          'none',
          story(no, from + i).map((content, at) => event(no, at, content)),
        ),
      ),
    )
  }
}

function story(contractNo: string, i: number): EngagementContent[] {
  const client = clientOf(i)
  const amount = formatAmount(BigInt(10_000_000 + i))
  const [invoice, share] = [{ kind: 'digital' as const, number: String(i).padStart(20, '0') }, formatAmount(5_000_000n)]
  return [
    {
      type: 'ContractSigned',
      data: {
        platform: PLATFORM,
        contractNo,
        client,
        title: '镜头装调中试服务',
        kind: 'single',
        serviceCategories: ['产品试制'],
        products: ['内窥镜物镜组'],
        amount,
        taxBasis: 'inclusive',
        pricing: 'fixed',
        signedOn: '2025-03-04',
      },
    },
    { type: 'InvoiceIssued', data: { invoice, share, total: share, tax: '0.00', issuedOn: '2025-04-01' } },
    {
      type: 'PaymentReceived',
      data: { bankReference: `R-${i}`, payer: client, share, total: share, receivedOn: '2025-05-01' },
    },
  ]
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`)
  process.exit(1)
})
