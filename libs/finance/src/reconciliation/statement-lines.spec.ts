import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { atOnce, streamName } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { hashOf, keepLines, linesKept, linesStream } from './statement-lines'

const WHO = { actor: '财务', correlationId: 'c', requestHash: 'h' }
/** Some 1.2 MB: two parts. */
const LINES = Array.from({ length: 2_000 }, (_, i) => ({
  ordinal: i + 1,
  day: '2025-06-02',
  amount: '5.00',
  purpose: '货'.repeat(190),
}))
const STREAM = streamName('statementLines', linesStream('p', atOnce(hashOf(LINES))))

let folder: string
let log: SqliteEventLog
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lines-'))
  log = await openSqliteEventLog({ folder })
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})
const stored = async () => (await log.readStream(STREAM)).events

it('given lines longer than one append, then they are kept in parts, and read as they were', async () => {
  const hash = await keepLines(new Recorder(log), 'p', LINES, WHO)
  expect((await stored()).map((it) => it.data.part)).toEqual([1, 2])
  expect(await linesKept(String(hash), await stored())).toEqual(LINES)
})

it('when the same are kept again, by one who was faster or at once by many, then they stand once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => keepLines(new Recorder(log), 'p', LINES, WHO)))
  await keepLines(new Recorder(log), 'p', LINES, WHO)
  expect((await stored()).map((it) => it.data.part)).toEqual([1, 2])
})

it('when keeping them was broken off, then it goes on where it stopped', async () => {
  const append = log.append.bind(log)
  let appended = 0
  const breaking = new Proxy(log, {
    get: (target, name) => {
      if (name !== 'append') return Reflect.get(target, name, target)
      return (...given: Parameters<typeof append>) =>
        appended++ === 0 ? append(...given) : Promise.reject(new Error('away'))
    },
  })
  await expect(keepLines(new Recorder(breaking), 'p', LINES, WHO)).rejects.toThrow('away')
  expect(await stored()).toHaveLength(1)
  const hash = await keepLines(new Recorder(log), 'p', LINES, WHO)
  expect(await linesKept(String(hash), await stored())).toEqual(LINES)
})

it('when the log would not store them, then they are refused and nothing is kept', async () => {
  const half = [{ ordinal: 1, day: '2025-06-02', amount: '5.00', purpose: '\ud83d' }]
  expect(await keepLines(new Recorder(log), 'p', half, WHO)).toMatchObject({ kind: 'refusal' })
  expect(await log.head()).toBeUndefined()
})
