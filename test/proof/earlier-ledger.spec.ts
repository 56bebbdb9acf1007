import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { ASKED, restoredIn } from '../ledgers/november-2026.spec-support'
import { type Loose, Operator, type Question } from '../verifier/certificate-maker.spec-support'

/** Contracts, amendments, corrections, registers, rounds and a programme, as an earlier version stored them. */
describe('given the ledger of November 2026, when its figures are certified from the bytes stored then', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certified-'))
  let ledger: Awaited<ReturnType<typeof openLedger>>
  let app: Awaited<ReturnType<typeof createStandalone>>
  const entries: RecordedEvent[] = []

  beforeAll(async () => {
    const data = await restoredIn(folder)
    const stored = await openSqliteEventLog({ folder: data })
    for await (const page of stored.readAll()) entries.push(...page)
    await stored.close()
    ledger = await openLedger({ folder: data })
    app = await createStandalone(ledger, { actor: '本机', clock: () => ASKED, logger: pino({ level: 'silent' }) })
  })

  afterAll(async () => {
    await app?.close()
    await ledger?.close()
    rmSync(folder, { recursive: true })
  })

  const ask = async (url: string) => (await app.inject({ url })).json() as Loose
  const WINDOW = { from: '2024-11-01', to: '2025-08-31' }

  test('then every certificate of every figure verifies: of each platform, of all, of the programme', async () => {
    const operator = new Operator(entries)
    const platforms = entries
      .filter(({ type }) => type === 'PlatformRegistered')
      .map((it) => it.stream.slice('platform-'.length))
    const [programme] = entries.flatMap(({ stream }) => /^programme-(.*)$/.exec(stream)?.[1] ?? [])
    const { figures: catalogue } = await ask('/api/figure-catalogue')
    const version = new Map<string, number>(catalogue.map((it: Loose) => [it.code, it.version]))
    const codes = catalogue.filter((it: Loose) => it.of === undefined).map((it: Loose) => it.code)
    let certified = 0
    const certify = (figures: Loose[], of: Question['of'], cut: number) => {
      for (const { code, value, refused } of figures) {
        const parts = refused?.parts.map((it: Loose) => [it.taxBasis, it.value])
        const question = {
          code,
          version: version.get(code) ?? 0,
          of,
          ...WINDOW,
          cut,
          value: value ?? Object.fromEntries(parts),
        }
        const verdict = verify(operator.file(operator.certificate(question)), {
          key: operator.signer.vkey,
          code,
          of,
          cut,
        })
        expect([code, of, cut, verdict.verdict === 'invalid' ? verdict.fault : 'valid']).toEqual([
          code,
          of,
          cut,
          'valid',
        ])
        certified++
      }
    }
    const allAt = (cut: number) => `from=${WINDOW.from}&to=${WINDOW.to}&asOf=${cut}`
    const figures = (cut: number) => ask(`/api/figures?${allAt(cut)}&codes=${codes.join(',')}`)
    for (const { platform, figures: own } of (await figures(370)).platforms) certify(own, { platform }, 370)
    const cut = entries.length
    certify((await figures(cut)).totals, { platforms: 'all' }, cut)
    certify((await ask(`/api/programmes/${programme}/figures?${allAt(cut)}`)).figures, { programme }, cut)
    expect(platforms.length).toBeGreaterThan(1)
    expect(certified).toBeGreaterThan(100)
  }, 240_000)
})
