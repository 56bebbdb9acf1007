import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CATALOGUE } from '@pilot-ledger/figures'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { ASKED, KEPT, NOT_YET, restoredIn } from './november-2026.spec-support'

const TOLD = new Set(JSON.stringify(KEPT).match(/(?<="code":")[^"]+/g))
const LATER_FIGURES = new Set(CATALOGUE.map((it) => it.code).filter((it) => !TOLD.has(it)))

describe('given the ledger of November 2026, restored from its backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earlier-'))
  let ledger: Awaited<ReturnType<typeof openLedger>>
  let app: Awaited<ReturnType<typeof createStandalone>>

  beforeAll(async () => {
    ledger = await openLedger({ folder: await restoredIn(folder) })
    app = await createStandalone(ledger, { actor: '本机', clock: () => ASKED, logger: pino({ level: 'silent' }) })
  })

  afterAll(async () => {
    await app?.close()
    await ledger?.close()
    rmSync(folder, { recursive: true })
  })

  test('then there are 86 answers to compare', () => {
    expect([KEPT.length, NOT_YET.length]).toEqual([82, 4])
  })

  test.each(NOT_YET)('when $path is asked, then the platform is unknown: it was registered later', async ({ path }) => {
    expect((await app.inject({ url: path })).json()).toMatchObject({ status: 404, code: 'unknown-platform' })
    expect((await app.inject({ url: path.replace('asOf=235', 'asOf=471') })).statusCode).toBe(200)
  })

  test.each(KEPT)('when $path is asked, then every recorded field is answered as it was', async ({ path, answer }) => {
    const requested = await app.inject({ url: path })
    expect(requested.statusCode).toBe(200)
    // A list matches only one of its own length, so no row comes or goes unseen either.
    expect(withoutLaterFigures(requested.json())).toMatchObject(answer)
  })
})

/** Figures that the catalogue has since then are no rows of the answers of before. */
function withoutLaterFigures(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutLaterFigures)
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => {
      const known = name === 'figures' && Array.isArray(it) ? it.filter(({ code }) => !LATER_FIGURES.has(code)) : it
      return [name, withoutLaterFigures(known)]
    }),
  )
}
