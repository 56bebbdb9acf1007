import { isRefusal } from '@pilot-ledger/kernel'
import { LedgerProof, openCheckpoint, parseVerifierKey, type VerifierKey, witnessesTold } from '@pilot-ledger/proof'
import { type Verified, verify } from '../../apps/verifier/src/certificate/verify'
import { RunningWitness } from '../certificates/witnesses.spec-support'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

const [PERIOD, WINDOW] = ['2025-06', 'from=2025-06-01&to=2025-06-30']

describe('given the demonstration, that closes nothing which two witnesses have not seen', () => {
  let fixture: DemonstrationFixture
  let witnesses: RunningWitness[]
  let key: VerifierKey
  const post = (url: string, role: string, payload: object = {}) =>
    fixture.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { cookie: fixture.cookieOf(role), 'sec-fetch-site': 'same-origin' },
    })
  const closing = () => `/api/platforms/${fixture.instruments}/closing`
  const statesOf = async () => (await fixture.get('/api/log/witnesses', 'auditor')).json()

  beforeAll(async () => {
    witnesses = [await RunningWitness.start('witness.example/w1'), await RunningWitness.start('witness.example/w2')]
    const told = witnessesTold({ witness: witnesses.map((it) => it.told), cosignatures: '2' }, {})
    fixture = await openDemonstrationFixture(undefined, undefined, told)
    for (const it of witnesses) it.knows(fixture.ledger.proof.verifierKey)
    const parsed = parseVerifierKey(fixture.ledger.proof.verifierKey)
    if (isRefusal(parsed)) throw new Error(parsed.en)
    key = parsed
  }, 60_000)
  afterAll(async () => {
    await fixture.close()
    for (const it of witnesses) await it.end()
  })

  test('when one of them is away, then a close is refused, nothing is recorded, and who is missing is told', async () => {
    await witnesses[1].stop()
    const checklist = await fixture.get(`/api/platforms/${fixture.instruments}/closing-checklist?${WINDOW}`, 'finance')
    const { asOf, totalsHash, items } = checklist.json()
    const waivers = items
      .filter((it: { open: number; waivable: boolean }) => it.open > 0 && it.waivable)
      .map(({ item }: { item: string }) => ({ item, reason: '次月处理' }))
    const proposal = { period: PERIOD, sequence: asOf.sequence, totalsHash, waivers }
    // That it is asked for needs nobody's cosignature.
    expect((await post(`${closing()}/closes`, 'finance', proposal)).statusCode).toBe(201)
    const before = await fixture.ledger.log.head()
    const refused = await post(`${closing()}/closes/${PERIOD}/approval`, 'evaluator')
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.json()).toMatchObject({ code: 'not-cosigned', facts: { required: '2', cosigned: '1' } })
    expect(await fixture.ledger.log.head()).toBe(before)
    const { required, witnesses: states } = await statesOf()
    expect(required).toBe(2)
    expect(states.map((it: { fault?: { code: string } }) => it.fault?.code)).toEqual([undefined, 'witness-unreachable'])
    expect(states[0]).toMatchObject({ name: 'witness.example/w1', key: witnesses[0].verifierKey, size: Number(before) })
  })

  test('when both are there, then it is closed, and its entry names what both have cosigned', async () => {
    await witnesses[1].start()
    const before = Number(await fixture.ledger.log.head())
    expect((await post(`${closing()}/closes/${PERIOD}/approval`, 'evaluator')).statusCode).toBe(201)
    const closed = await fixture.ledger.log.readAt(String(before + 1))
    expect(closed).toMatchObject({ type: 'PeriodClosed', metadata: { checkpoint: { size: before } } })
    const checkpoint = closed?.metadata.checkpoint as { root: string }
    const root = Buffer.from(checkpoint.root, 'base64').toString('hex')
    expect(Buffer.from(fixture.ledger.proof.tree.root(before)).toString('hex')).toBe(root)
  })

  test('then certificates and the checkpoint that is shown bear both cosignatures', async () => {
    const path = `/api/platforms/${fixture.instruments}/figures/projects/certificate?from=2024-11-01&to=2025-08-31`
    const certificate = (await fixture.get(path, 'auditor')).rawPayload
    const trusted = { key: fixture.ledger.proof.verifierKey, witnesses: witnesses.map((it) => it.verifierKey) }
    const verdict = verify(certificate, { ...trusted, cosignatures: 2 })
    expect(verdict.verdict).toBe('valid')
    expect((verdict as { found: Verified }).found.told.facts.value).toBe('27')
    const note = (await fixture.get('/api/log/checkpoint', 'auditor')).body
    const keys = witnesses.map((it) => parseVerifierKey(it.verifierKey) as VerifierKey)
    const opened = openCheckpoint(note, key, keys)
    expect(isRefusal(opened) ? opened : opened.cosigners.length).toBe(2)
  })

  test('when a witness has seen another history, then readiness names it, and goes on answering: it may be the one that lies', async () => {
    const told = 'witness-saw-other-history: witness.example/w1'
    jest.spyOn(LedgerProof.prototype, 'contradiction', 'get').mockReturnValue(told)
    const ready = await fixture.app.inject('/health/ready')
    jest.restoreAllMocks()
    expect([ready.statusCode, ready.json().checks.witnesses]).toEqual([200, told])
  })
})
