import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'
import { everything } from '../log/history.spec-support'
import { CONTRACTS, NUMBERS, PLATFORM, ROWS, register } from './file.spec-support'

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
    await register(log)
    await log.close()
  })

  // A contract is one append: killed before each of them, before the commit, and after it.
  test.each(Array.from({ length: CONTRACTS + 2 }, (_, i) => i + 1))(
    'before append %i has left nothing or everything, and the file again gives the same ledger',
    async (at) => {
      const folder = folders.copyOf(registered)
      const mode = at % 2 === 0 ? 'good' : 'all'
      expect(await run(folder, mode, at)).toEqual({ signal: 'SIGKILL', output: '' })
      const left = (await entriesIn(folder)).slice(1)
      expect(left.length).toBe(at === CONTRACTS + 2 ? ROWS.length : 0)

      const again = await run(folder, mode, 0)
      expect(JSON.parse(again.output)).toMatchObject({
        rows: ROWS.length,
        faults: 0,
        recorded: ROWS.length - left.length,
      })
      const stored = (await entriesIn(folder)).slice(1)
      const stated = stored.map(({ type, data }) => `${type} ${data.contractNo ?? data.bankReference}`).sort()
      expect(stated).toEqual(NUMBERS.flatMap((no) => [`ContractSigned ${no}`, `PaymentReceived HD-${no}`]).sort())
    },
  )

  async function run(folder: string, mode: string, at: number) {
    const program = join(transpiledHouse(), 'import.js')
    writeFileSync(program, IMPORT)
    const args = [program, folder, file, PLATFORM, mode, String(at)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (piece) => {
      output += piece
    })
    const signal = await new Promise((resolve) => child.on('close', (_code, it) => resolve(it)))
    return { signal, output }
  }
})

async function entriesIn(folder: string): Promise<RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder })
  expect(await log.verify()).toEqual([])
  const found = await everything(log)
  await log.close()
  return found
}
