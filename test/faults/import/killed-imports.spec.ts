import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { isRefusal, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'
import { everything } from '../log/history.spec-support'

const NAME = '示例中试平台'
const PLATFORM = platformIdOf(NAME)
const CONTRACTS = 8

/**
 * Imports a file and kills itself before the append `at` is handed over, 0 for never; after the last of them, before they are
 * committed; or when all is stored and nobody has been told.
 */
const IMPORT = `
  const { openSqliteEventLog } = require('./libs/event-log/src/index.js')
  const { ImportService } = require('./libs/intake/src/import/index.js')
  const { Recorder } = require('./libs/recording/src/index.js')
  const [, , folder, path, platform, mode, at] = process.argv
  const die = () => process.kill(process.pid, 'SIGKILL')
  openSqliteEventLog({ folder }).then(async (log) => {
    const together = log.appendTogether.bind(log)
    let nth = 0
    log.appendTogether = async (appends) => {
      const position = await together((function* () {
        for (const it of appends) {
          if (++nth === Number(at)) die()
          yield it
        }
        if (++nth === Number(at)) die()
      })())
      if (++nth === Number(at)) die()
      return position
    }
    const report = await new ImportService(new Recorder(log)).run({
      platform, mode, file: { path, sha256: 'f'.repeat(64), bytes: 1 }, identity: { actor: '王工', correlationId: 'c' },
    })
    await log.close()
    process.stdout.write(JSON.stringify(report.counts))
  })`

describe('an import whose process is killed', () => {
  const folders = temporaryFolders()
  const file = join(folders.make(), 'rows.ndjson')
  let registered: string

  beforeAll(async () => {
    writeFileSync(file, ROWS.map((it) => `${JSON.stringify(it)}\n`).join(''))
    registered = folders.make()
    const log = await openSqliteEventLog({ folder: registered })
    const host = { id: { scheme: 'uscc' as const, value: '123502001549897397' }, name: '示例大学中山研究院' }
    const data = { name: NAME, host, town: '火炬开发区', fields: [], registeredOn: '2024-12-02' }
    const answer = await new Recorder(log).record({
      stream: platformStream(PLATFORM),
      rules: platformRules,
      decide: (history, today) => decideRecord(history, { type: 'PlatformRegistered', data }, today),
      actor: '管理员',
      correlationId: 'register',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
    await log.close()
  })

  // A contract is one append: killed before each of them, before the commit, and after it.
  test.each(Array.from({ length: CONTRACTS + 2 }, (_, i) => i + 1))(
    'before append %i has left nothing or everything, and the file again gives the same ledger',
    async (at) => {
      const folder = folders.copyOf(registered)
      const mode = at % 2 === 0 ? 'good' : 'all'
      expect(await run(folder, mode, at)).toEqual({ signal: 'SIGKILL', said: '' })
      const left = (await entriesIn(folder)).slice(1)
      expect(left.length).toBe(at === CONTRACTS + 2 ? ROWS.length : 0)

      const again = await run(folder, mode, 0)
      expect(JSON.parse(again.said)).toMatchObject({
        rows: ROWS.length,
        faults: 0,
        recorded: ROWS.length - left.length,
      })
      const stored = (await entriesIn(folder)).slice(1)
      const said = stored.map(({ type, data }) => `${type} ${data.contractNo ?? data.bankReference}`).sort()
      expect(said).toEqual(NUMBERS.flatMap((no) => [`ContractSigned ${no}`, `PaymentReceived HD-${no}`]).sort())
    },
  )

  async function run(folder: string, mode: string, at: number) {
    const program = join(transpiledHouse(), 'import.js')
    writeFileSync(program, IMPORT)
    const args = [program, folder, file, PLATFORM, mode, String(at)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (piece) => {
      said += piece
    })
    const signal = await new Promise((resolve) => child.on('close', (_code, it) => resolve(it)))
    return { signal, said }
  }
})

async function entriesIn(folder: string): Promise<RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder })
  expect(await log.verify()).toEqual([])
  const found = await everything(log)
  await log.close()
  return found
}

const NUMBERS = Array.from({ length: CONTRACTS }, (_, i) => `K-${i}`)
const ROWS = NUMBERS.flatMap((contractNo) => [
  {
    kind: 'contract',
    contractNo,
    title: '镜头装调中试服务',
    clientName: '示例光电科技有限公司',
    clientId: '91440101MA5CJQ4N59',
    serviceCategories: ['产品试制'],
    products: ['物镜组'],
    amount: '1000.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-01',
  },
  {
    kind: 'payment',
    contractNo,
    bankReference: `HD-${contractNo}`,
    payerName: '示例光电科技有限公司',
    share: '10.00',
    total: '10.00',
    on: '2025-05-02',
  },
])
