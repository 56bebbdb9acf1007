import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { platformIdOf } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { HARDWARE } from '../../apps/standalone/src/demonstration/programme'
import { PROGRAMME_ID } from '../../apps/standalone/src/demonstration/programme-keep'
import { createStandalone, type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

/** The window of the letter's figures. */
const WINDOW = 'from=2024-11-01&to=2025-08-31'
const AT = `/api/programmes/${PROGRAMME_ID}`

describe('given the demonstration ledger', () => {
  let folder: string
  let ledger: Ledger
  let app: NestFastifyApplication
  const get = async (url: string) => (await app.inject({ url })).json()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-'))
    await demonstrationIn(folder)
    ledger = await openLedger({ folder })
    app = await createStandalone(ledger, { actor: '测试', logger: pino({ level: 'silent' }) })
  }, 120_000)
  afterAll(async () => {
    await app.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  })

  test('then the programme’s figures of the letter come out of events: F9–F20, F22', async () => {
    const { figures } = await get(`${AT}/figures?${WINDOW}`)
    expect(Object.fromEntries(figures.map((it: { code: string; value: string }) => [it.code, it.value]))).toMatchObject(
      {
        recognisedPlatforms: '3',
        cultivatingUnits: '5',
        applicants: '17',
        applicantTowns: '9',
        cultivatingApplicants: '5',
        provincialNominations: '3',
        provincialPlatforms: '0',
        sharingUnits: '14',
        sharedEntries: '225',
        platformsWithLibrary: '3',
        subsidyCap: '1000000.00',
      },
    )
    // 自 2022 年以来: another window.
    const since = await get(`${AT}/figures?from=2022-01-01&to=2025-08-31&codes=demandsMatched,demandsFunded`)
    expect(since.figures.map((it: { value: string }) => it.value)).toEqual(['55', '15'])
  })

  test('then every one of the letter’s twenty-two statements agrees, in their order', async () => {
    const letter = await get(`${AT}/letter?${WINDOW}`)
    const reported = letter.statements.map(
      (it: { publicationNo: string; comparison: { verdict: string } }) =>
        `${it.publicationNo} ${it.comparison.verdict}`,
    )
    expect(reported).toEqual(Array.from({ length: 22 }, (_, i) => `F${i + 1} agrees`))
    expect(letter.verdicts).toEqual({ agrees: 22, differs: 0, cannotSay: 0 })
  })

  test('then each statement opens to rows that add up to its number', async () => {
    const { statements } = await get(`${AT}/letter?${WINDOW}`)
    for (const it of statements) {
      if (it.states === 'target') continue
      const { entries } = await get(`${it.rows}&limit=1000`)
      const sum = entries.reduce(
        (total: bigint, row: { value: string }) => total + BigInt(row.value.replace('.', '')),
        0n,
      )
      expect(`${it.publicationNo} ${sum}`).toBe(`${it.publicationNo} ${BigInt(it.ledger.value.replace('.', ''))}`)
    }
  })

  test('then the targets are shown as reached, or how far from it', async () => {
    const { targets } = await get(`${AT}/targets?to=2025-08-31`)
    expect(targets).toMatchObject([
      { figure: 'recognisedPlatforms', atLeast: '10', value: '3', missing: '7', reached: false, daysLeft: 30 },
      { figure: 'provincialPlatforms', atLeast: '1', value: '0', missing: '1', reached: false },
      {
        figure: 'libraryProjects',
        atLeast: '2',
        reached: true,
        platforms: [
          { id: platformIdOf(CMC), value: '2' },
          { id: platformIdOf(INSTRUMENTS), value: '3' },
          { id: platformIdOf(HARDWARE), value: '2' },
        ],
      },
    ])
  })

  test('then nothing of it is known at the letter’s own day, and the platforms’ figures say what they said', async () => {
    expect((await app.inject({ url: `${AT}?asOf=2025-09-15` })).statusCode).toBe(404)
    expect((await get(`/api/figures?${WINDOW}&asOf=396&codes=projects`)).platforms).toHaveLength(2)
    expect((await get(`${AT}/entries?limit=1`)).entries[0]).toMatchObject({ sequence: 397, type: 'ProgrammeOpened' })
  })

  test('then the registers hold no warning but none that was planted', async () => {
    const { warnings } = await get(AT)
    expect(warnings).toEqual([])
  })
})
