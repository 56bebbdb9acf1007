import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { restore } from '../../apps/cli/src/backup'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'

/**
 * A ledger as an earlier version backed it up, and what that version answered about it: what was told once is told again, by
 * every later version. Fields may be added; none may change or go.
 */
const RECORDED = join(__dirname, 'demonstration-2026-11')

const ANSWERS: readonly { path: string; answer: object }[] = readFileSync(`${RECORDED}.answers.ndjson`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))

/** The day of the questions: a window without an end ends on it, and so do windows that letters leave open. */
const ASKED = Date.parse('2026-11-29T12:00:00+08:00')

/** Answered with zeros then, of a platform that was registered only after the cut: such a platform is not there (404). */
const NOT_YET_REGISTERED = /^\/api\/platforms\/6b2075f4-2864-5945-b801-1686dbb2f110\/figures\?.*&asOf=235$/
const [notYet, kept] = [true, false].map((it) => ANSWERS.filter(({ path }) => NOT_YET_REGISTERED.test(path) === it))

describe('given the ledger of November 2026, restored from its backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earlier-'))
  let ledger: Awaited<ReturnType<typeof openLedger>>
  let app: Awaited<ReturnType<typeof createStandalone>>

  beforeAll(async () => {
    const backup = join(folder, 'backup')
    writeFileSync(backup, gunzipSync(readFileSync(`${RECORDED}.backup.gz`)))
    expect(await restore(backup, join(folder, 'data'))).toBe('943')
    ledger = await openLedger({ folder: join(folder, 'data') })
    app = await createStandalone(ledger, { actor: '本机', clock: () => ASKED, logger: pino({ level: 'silent' }) })
  })

  afterAll(async () => {
    await app?.close()
    await ledger?.close()
    rmSync(folder, { recursive: true })
  })

  test('then there are 86 answers to compare', () => {
    expect([kept.length, notYet.length]).toEqual([82, 4])
  })

  test.each(notYet)('when $path is asked, then the platform is unknown: it was registered later', async ({ path }) => {
    expect((await app.inject({ url: path })).json()).toMatchObject({ status: 404, code: 'unknown-platform' })
    expect((await app.inject({ url: path.replace('asOf=235', 'asOf=471') })).statusCode).toBe(200)
  })

  test.each(kept)('when $path is asked, then every recorded field is answered as it was', async ({ path, answer }) => {
    const asked = await app.inject({ url: path })
    expect(asked.statusCode).toBe(200)
    // A list matches only one of its own length, so no row comes or goes unseen either.
    expect(asked.json()).toMatchObject(answer)
  })
})
