import { CATALOGUE, PLATFORM_FIGURES, PROGRAMME_FIGURES } from '@pilot-ledger/figures'
import type { Json } from '@pilot-ledger/kernel'
import { type Expected, type Verified, verify } from '../../apps/verifier/src/certificate/verify'
import { unpacked } from '../../apps/verifier/src/node/unpacked'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

describe('given the demonstration, and somebody who has its key on paper', () => {
  let fixture: DemonstrationFixture
  let key: string
  let programme: string
  const WINDOW = 'from=2024-11-01&to=2025-08-31'

  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    key = (await fixture.get('/api/log/key', 'auditor')).body.trimEnd()
    programme = (await fixture.get('/api/programmes', 'auditor')).json().programmes[0].id
  }, 60_000)
  afterAll(() => fixture.close())

  const file = async (path: string, query = WINDOW, role = 'auditor') => {
    const answer = await fixture.get(`/api/${path}/certificate?${query}`, role)
    expect([answer.statusCode, path]).toEqual([200, path])
    return answer.rawPayload
  }
  const found = (bytes: Uint8Array, expected: Expected = {}): Verified => {
    const verdict = verify(bytes, { key, ...expected })
    if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    return verdict.found
  }
  const said = (it: { value: string | null; refused?: { parts: { taxBasis: string; value: string }[] } }): Json =>
    it.value ?? Object.fromEntries((it.refused?.parts ?? []).map((part) => [part.taxBasis, part.value]))

  test('when a figure of a platform is certified at an earlier cut, then it is valid and says what the letter says', async () => {
    const { instruments } = fixture
    const bytes = await file(`platforms/${instruments}/figures/projects`, `${WINDOW}&asOf=2025-09-15`)
    const { told, certificate, entries } = found(bytes, { code: 'projects', of: { platform: instruments } })
    const { cut, claim } = certificate
    expect([told.facts.value, cut, claim.window]).toEqual(['27', 370, { from: '2024-11-01', to: '2025-08-31' }])
    expect(entries.every((it) => it.index < 370)).toBe(true)
    // The map stands behind the entries of today.
    expect(certificate.map.entry.index).toBeGreaterThan(370)
  })

  test('when every figure of the catalogue is certified, then each is valid and says what the ledger answers', async () => {
    const { instruments, cmc } = fixture
    const platforms = [instruments, cmc].toSorted()
    const codes = (of: typeof CATALOGUE) => of.map((it) => it.code).join(',')
    const answers = async (path: string, of: typeof CATALOGUE) =>
      (await fixture.get(`/api/${path}?${WINDOW}&codes=${codes(of)}`, 'auditor')).json()
    const own = (await answers(`platforms/${instruments}/figures`, PLATFORM_FIGURES)).figures
    const { totals } = await answers('figures', PLATFORM_FIGURES)
    const wide = (await answers(`programmes/${programme}/figures`, PROGRAMME_FIGURES)).figures
    for (const [i, { code }] of PLATFORM_FIGURES.entries()) {
      const ofOne = await file(`platforms/${instruments}/figures/${code}`)
      expect([code, found(ofOne, { code, of: { platform: instruments } }).told.facts.value]).toEqual([
        code,
        said(own[i]),
      ])
      const ofAll = await file(`figures/total/${code}`)
      expect([code, found(ofAll, { code, of: { platforms: 'all' } }).told.facts.value]).toEqual([code, said(totals[i])])
      const ofBoth = await file(`figures/total/${code}`, `${WINDOW}&platforms=${platforms.toReversed().join(',')}`)
      found(ofBoth, { code, of: { platforms } })
    }
    for (const [i, { code }] of PROGRAMME_FIGURES.entries()) {
      const bytes = await file(`programmes/${programme}/figures/${code}`)
      expect([code, found(bytes, { code, of: { programme } }).told.facts.value]).toEqual([code, said(wide[i])])
    }
  }, 120_000)

  test('when it is asked for packed, then it is the same under another name', async () => {
    const url = `/api/platforms/${fixture.cmc}/figures/projects/certificate?${WINDOW}&asOf=301`
    const [plain, packed] = [await fixture.get(url, 'auditor'), await fixture.get(`${url}&compressed=true`, 'auditor')]
    expect(packed.headers).toMatchObject({ 'content-type': 'application/gzip', 'cache-control': 'no-store' })
    expect(packed.headers['content-disposition']).toBe(
      `attachment; filename="${fixture.cmc}-projects-301.certificate.json.gz"`,
    )
    expect(plain.headers['content-type']).toContain('application/json')
    // Between the two a checkpoint may have been signed.
    expect(found(unpacked(packed.rawPayload)).told).toEqual(found(plain.rawPayload).told)
  })

  test('when two ask at one cut, then one map is recorded, and what the ledger notes of itself moves no cut', async () => {
    const before = fixture.ledger.model.tables.sequence
    const paths = ['projects', 'contractAmount', 'receivedAmount'].map(
      (code) => `platforms/${fixture.cmc}/figures/${code}`,
    )
    const certificates = (await Promise.all(paths.map((it) => file(it, `${WINDOW}&asOf=300`)))).map((it) => found(it))
    expect(new Set(certificates.map(({ certificate }) => certificate.map.entry.id)).size).toBe(1)
    expect(fixture.ledger.model.tables.sequence).toBe(before + 1)
    const now = found(await file(paths[0]))
    expect(now.certificate.cut).toBe(found(await file(paths[1])).certificate.cut)
    expect(fixture.ledger.model.tables.streamAt(now.certificate.cut)).not.toBe('completeness')
  })

  test('when a script asks for one cut after the other, then it is stopped; what is known, now, and others are not', async () => {
    const url = (asOf: string) => `/api/figures/total/jointCentres/certificate?${WINDOW}${asOf}`
    const { tables } = fixture.ledger.model
    const before = tables.sequence
    const answers: Awaited<ReturnType<typeof fixture.get>>[] = []
    for (let cut = 201; cut <= 265; cut++) answers.push(await fixture.get(url(`&asOf=${cut}`), 'evaluator'))
    expect(answers.map((it) => it.statusCode)).toEqual([...Array(60).fill(200), ...Array(5).fill(429)])
    const refused = answers[64]
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-cuts' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(tables.sequence).toBe(before + 60)
    const status = async (asOf: string, role: string) => (await fixture.get(url(asOf), role)).statusCode
    expect(await status('&asOf=201', 'evaluator')).toBe(200)
    expect(await status('', 'evaluator')).toBe(200)
    expect(await status('&asOf=265', 'auditor')).toBe(200)
  }, 60_000)
})
