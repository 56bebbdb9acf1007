import { createHash } from 'node:crypto'
import { canonicalJson, type Json, type JsonObject } from '@pilot-ledger/kernel'
import { type Expected, type Verified, verify } from '../../apps/verifier/src/certificate/verify'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

describe('given the demonstration, its letter, its sealed round and its closed months', () => {
  let fixture: DemonstrationFixture
  let key: string
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    key = (await fixture.get('/api/log/key', 'auditor')).body.trimEnd()
  }, 60_000)
  afterAll(() => fixture.close())

  const asked = async (path: string) => (await fixture.get(`/api/${path}`, 'auditor')).json()
  const found = async (path: string, expected: Expected): Promise<Verified> => {
    const answer = await fixture.get(`/api/${path}`, 'auditor')
    expect([path, answer.statusCode]).toEqual([path, 200])
    const verdict = verify(answer.rawPayload, { key, ...expected })
    if (verdict.verdict !== 'valid') throw new Error(`${path} ${JSON.stringify(verdict)}`)
    return verdict.found
  }

  test('when each statement of the letter is certified, then it verifies and says what the letter’s page says', async () => {
    const [{ id }] = (await asked('programmes')).programmes
    const window = 'from=2024-11-01&to=2025-08-31'
    const letter = await asked(`programmes/${id}/letter?${window}`)
    expect(letter).toMatchObject({ verdicts: { agrees: 22 } })
    for (const { programme, platform, publicationNo, comparison, value } of letter.statements) {
      const owner = programme ? `programmes/${programme}` : `platforms/${platform}`
      const path = `${owner}/published-figures/${publicationNo}/certificate?${window}`
      const of = { ...(programme ? { programme } : { platform }), statement: publicationNo }
      const { told } = await found(path, { of })
      const { verdict, low, high } = comparison
      expect(told.facts).toMatchObject({ value, compared: { verdict, low, high } })
      const { candidates } = told.facts.compared as unknown as { candidates: { value: Json }[] }
      expect(candidates.map((it) => it.value)).toEqual(comparison.candidates.map((it: { value: Json }) => it.value))
    }
    const none = await fixture.get(`/api/programmes/${id}/published-figures/F0/certificate`, 'auditor')
    expect([none.statusCode, none.json().code]).toEqual([404, 'unknown-publication'])
  }, 60_000)

  test('when a statement is a target, then its certificate and the verifier say so, and one that hides it is not taken', async () => {
    const [{ id }] = (await asked('programmes')).programmes
    const path = `programmes/${id}/published-figures/F14/certificate?from=2024-11-01&to=2025-08-31`
    const { told } = await found(path, {})
    expect(told.headline.zh).toBe('目标 10 count：与台账所设目标相符')
    expect(told.headline.en).toBe('target 10 count: agrees with the target set in the ledger')
    expect(told.statement.map(([, it]) => it.en).join()).toContain('a target: what the letter aims at, not what is')
    expect(told.unproved?.map(({ en }) => en).join()).toContain('whether the target is reached')
    expect(told.facts.states).toBe('target')
    // Of what is and no target nothing of the kind is said.
    const open = await found(path.replace('F14', 'F9'), {})
    expect([open.told.facts.states, open.told.headline.zh]).toEqual([undefined, '3 count：与台账相符'])

    const { states, signature: _, ...rest } = (await fixture.get(`/api/${path}`, 'auditor')).json()
    const signed = (members: JsonObject) => {
      const digest = createHash('sha256').update(canonicalJson(members)).digest()
      const signature = fixture.ledger.proof.statement(rest.format, digest)
      return verify(Buffer.from(canonicalJson({ ...members, signature })), { key })
    }
    expect(signed({ ...rest, states })).toMatchObject({ verdict: 'valid' })
    expect(signed(rest)).toMatchObject({ verdict: 'invalid', fault: { code: 'value-differs' } })
  }, 60_000)

  test('when its sealed round is certified, whole or of one platform, then scores and subsidies are those sealed', async () => {
    const { rounds } = await asked('rounds')
    const [{ id: round }] = rounds.filter((it: { sealed: boolean }) => it)
    const { results, sealNo } = await asked(`rounds/${round}/seal`)
    const whole = await found(`rounds/${round}/seal/certificate`, { of: { round, seal: sealNo } })
    const told = whole.told.facts.results as unknown as { platform: string; total: string; grade: string }[]
    expect(told.map((it) => it.platform)).toEqual(results.map((it: { platform: string }) => it.platform).toSorted())
    expect(whole.told.facts.hashes).toEqual(expect.arrayContaining(results.map((it: { hash: string }) => it.hash)))
    const [{ platform }] = results
    const one = await found(`rounds/${round}/seal/certificate?platforms=${platform}&seal=${sealNo}`, {})
    expect(one.told.facts.results).toEqual(told.filter((it) => it.platform === platform))
    expect(one.entries.length).toBeLessThan(whole.entries.length)
    const codes: [string, number, string][] = [
      [`rounds/${round}/seal/certificate?seal=99`, 422, 'round-not-sealed'],
      [`rounds/${round}/seal/certificate?platforms=x`, 422, 'round-not-sealed'],
      [`rounds/${round}/seal/certificate?seal=x`, 400, 'value-format'],
      ['rounds/x/seal/certificate', 404, 'unknown-round'],
    ]
    for (const [path, status, code] of codes) {
      const answer = await fixture.get(`/api/${path}`, 'auditor')
      expect([path, answer.statusCode, answer.json().code]).toEqual([path, status, code])
    }
  }, 60_000)

  test('when somebody who may not read samples asks for the certificate of a seal, then he is refused: it shows their seeds', async () => {
    const { rounds } = await asked('rounds')
    const [{ id: round }] = rounds
    const [platform] = (await asked(`rounds/${round}/seal`)).results.map((it: { platform: string }) => it.platform)
    const asks = [`rounds/${round}/platforms/${platform}/samples`, `rounds/${round}/seal/certificate`]
    for (const role of ['evaluator', 'auditor', 'finance', 'platform', 'administrator']) {
      const answers = await Promise.all(asks.map((path) => fixture.get(`/api/${path}`, role)))
      const expected = role === 'evaluator' || role === 'auditor' ? 200 : 403
      expect([role, ...answers.map((it) => it.statusCode)]).toEqual([role, expected, expected])
    }
  }, 60_000)

  test('when each close is certified, then it verifies', async () => {
    const { platforms } = await asked('platforms')
    let closes = 0
    for (const { id } of platforms)
      for (const { period, status } of (await asked(`platforms/${id}/closes`)).closes) {
        if (status !== 'closed') continue
        const { told } = await found(`platforms/${id}/closes/${period}/certificate`, { of: { platform: id, period } })
        expect(told.facts.status).toBe('closed')
        closes++
      }
    expect(closes).toBeGreaterThan(0)
  }, 60_000)
})
