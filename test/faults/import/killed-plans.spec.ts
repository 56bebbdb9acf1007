import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  copyLog,
  type EventStoreDbLog,
  openEventStoreDbLog,
  openSqliteEventLog,
  type RecordedEvent,
} from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { verifyLedger } from '../../../apps/cli/src/verify'
import { createRecorder } from '../../../apps/recorder/src/recorder'
import { openReporter } from '../../../apps/reporter/src/reporter'
import { type StandIn, startStandIn } from '../../eventstoredb/stand-in'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'
import { everything } from '../log/history.spec-support'
import { CONTRACTS, PLATFORM, ROWS, register } from './file.spec-support'

/** Imports a file and kills itself before its append `at` is sent, 0 for never; after the last of them, when all is stored. */
const IMPORT = `
  const { openEventStoreDbLog } = require('./libs/event-log/src/index.js')
  const { ImportService } = require('./libs/intake/src/import/index.js')
  const { Recorder } = require('./libs/recording/src/index.js')
  const [, , connectionString, prefix, path, platform, mode, at] = process.argv
  const die = () => process.kill(process.pid, 'SIGKILL')
  openEventStoreDbLog({ connectionString, prefix }).then(async (log) => {
    const append = log.append.bind(log)
    const sent = []
    let nth = 0
    log.append = async (...args) => {
      // Contracts are sent side by side: those before it are there, those behind it never leave.
      if (++nth === Number(at)) Promise.all(sent).then(die)
      if (Number(at) > 0 && nth >= Number(at)) return new Promise(() => undefined)
      sent.push(append(...args))
      return sent.at(-1)
    }
    const report = await new ImportService(new Recorder(log)).run({
      platform, mode, file: { path, sha256: 'f'.repeat(64), bytes: 1 }, identity: { actor: '王工', correlationId: 'c' },
    })
    if (++nth === Number(at)) die()
    await log.close()
    process.stdout.write(JSON.stringify({ ...report.counts, verdict: report.verdict, appends: nth }))
  })`

/** A framework and its call-off beside them: the call-off waits for the framework, so the plan has a second part. */
const [signed] = ROWS
const FRAMEWORK = { ...signed, contractNo: 'F-1', contractKind: 'framework', amount: '5000.00' }
const CALL_OFF = { ...signed, contractNo: 'A-1', contractKind: 'callOff', parent: 'F-1', amount: '300.00' }
const FILE = [CALL_OFF, ...ROWS, FRAMEWORK]
/** Two parts, the decision, each contract, the end. */
const APPENDS = 2 + 1 + (CONTRACTS + 2) + 1
const DECISION = 3
const logger = pino({ level: 'silent' })

describe('an import on EventStoreDB whose process is killed', () => {
  const folders = temporaryFolders()
  const file = join(folders.make(), 'rows.ndjson')
  const logs: EventStoreDbLog[] = []
  let server: StandIn

  beforeAll(async () => {
    writeFileSync(file, FILE.map((it) => `${JSON.stringify(it)}\n`).join(''))
    server = await startStandIn()
  })
  afterEach(() => Promise.all(logs.splice(0).map((it) => it.close())))
  afterAll(() => server.stop())

  const opened = async (prefix: string) => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString, prefix })
    logs.push(log)
    return log
  }
  const run = async (prefix: string, mode: string, at: number) => {
    const program = join(transpiledHouse(), 'import-on-eventstoredb.js')
    writeFileSync(program, IMPORT)
    const args = [program, server.connectionString, prefix, file, PLATFORM, mode, String(at)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (piece) => {
      output += piece
    })
    const signal = await new Promise((resolve) => child.on('close', (_code, it) => resolve(it)))
    return { signal, output }
  }
  /** Of a new reporter. */
  const answerOf = async (log: EventStoreDbLog, url: string) => {
    const reporter = await openReporter(log, { folder: folders.make(), logger })
    await reporter.caughtUp
    const answer = (await reporter.app.inject({ method: 'GET', url })).json()
    await reporter.close()
    return answer
  }
  /** Of the framework only what was called off counts (H11). */
  const figuresOf = async (log: EventStoreDbLog) => {
    const url = `/api/platforms/${PLATFORM}/figures?from=2025-01-01&to=2025-12-31&codes=projects,contractAmount,receivedAmount`
    return (await answerOf(log, url)).figures.map((it: { value: string }) => it.value)
  }

  test('not at all: it needs as many appends as are killed below', async () => {
    const prefix = `killed-${randomUUID()}/`
    await register(await opened(prefix))
    const { output } = await run(prefix, 'all', 0)
    expect(JSON.parse(output)).toMatchObject({ verdict: 'recorded', recorded: FILE.length, appends: APPENDS + 1 })
    // Who reads the log is shown the plan, and not a second time what it brought.
    const shown = await answerOf(logs[0], '/api/entries')
    expect(
      shown.entries.flatMap((it: { type: string; data: { steps?: number } }) =>
        it.type.startsWith('Plan') ? [[it.type, it.data.steps]] : [],
      ),
    ).toEqual([
      ['PlanPart', CONTRACTS + 1],
      ['PlanPart', 1],
      ['PlanDecided', undefined],
      ['PlanEnded', undefined],
    ])
  })

  test.each(Array.from({ length: APPENDS + 1 }, (_, i) => i + 1))(
    'before append %i has left nothing, or all of it stands once a recorder starts; the file again brings nothing twice',
    async (at) => {
      const prefix = `killed-${randomUUID()}/`
      const mode = at % 2 === 0 ? 'good' : 'all'
      const log = await opened(prefix)
      await register(log)
      expect(await run(prefix, mode, at)).toEqual({ signal: 'SIGKILL', output: '' })
      const decided = at > DECISION
      const left = ownEntries(await everything(log))
      expect(new Set(left.map((it) => it.stream)).size).toBe(decided ? Math.min(at - DECISION - 1, CONTRACTS + 2) : 0)

      const ended = endOf(log)
      const app = await createRecorder(await opened(prefix), { actor: '登记员', logger })
      if (decided) await ended.found
      await app.close()
      await ended.stop()
      const stands = ownEntries(await everything(log))
      expect(stands.length).toBe(decided ? FILE.length : 0)
      expect(await figuresOf(log)).toEqual(decided ? SUMS : ['0', '0.00', '0.00'])

      const { output } = await run(prefix, mode, 0)
      const [recorded, known] = decided ? [0, FILE.length] : [FILE.length, 0]
      expect(JSON.parse(output)).toMatchObject({ verdict: 'recorded', faults: 0, recorded, known })
      const all = ownEntries(await everything(log))
      expect(all.map(nameOf).sort()).toEqual(NAMES)
      expect(await figuresOf(log)).toEqual(SUMS)
    },
  )

  test('after its decision is completed also where its ledger is brought to the embedded log, and both stay one ledger', async () => {
    const prefix = `killed-${randomUUID()}/`
    const log = await opened(prefix)
    await register(log)
    await run(prefix, 'all', DECISION + 3)
    const folder = folders.make()
    const embedded = await openSqliteEventLog({ folder })
    await copyLog(log, embedded)
    const ended = endOf(embedded)
    const app = await createRecorder(embedded, { actor: '登记员', logger })
    await ended.found
    await ended.stop()
    await app.close()
    expect(
      ownEntries(await everything(embedded))
        .map(nameOf)
        .sort(),
    ).toEqual(NAMES)
    const { sourceHash, targetHash } = await copyLog(embedded, log)
    expect(targetHash).toBe(sourceHash)
    await embedded.close()
    expect((await verifyLedger(folder, () => () => undefined)).faults).toEqual([])
    expect(await figuresOf(log)).toEqual(SUMS)
  })
})

/** Entries of contracts. */
const ownEntries = (entries: readonly RecordedEvent[]) => entries.filter((it) => it.stream.startsWith('engagement-'))
const nameOf = ({ type, data }: RecordedEvent) => `${type} ${data.contractNo ?? data.bankReference}`
const NAMES = FILE.map((it) =>
  'bankReference' in it ? `PaymentReceived ${it.bankReference}` : `ContractSigned ${it.contractNo}`,
).sort()
/** Eight of 1000.00 and one called off for 300.00; 10.00 received of each of the eight. */
const SUMS = ['9', '8300.00', '80.00']

/** Resolves when the end of a plan is in the log. */
function endOf(log: Pick<EventStoreDbLog, 'follow'>): { found: Promise<void>; stop(): Promise<void> } {
  let found: () => void = () => undefined
  const following = log.follow({ after: 'start' }, (events) => {
    if (events.some((it) => it.type === 'PlanEnded')) found()
  })
  return {
    found: new Promise((resolve) => {
      found = resolve
    }),
    stop: () => following.stop(),
  }
}
