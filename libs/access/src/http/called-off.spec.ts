import { engagementIdOf } from '@pilot-ledger/kernel'
import { AccessFixture, type Answer, OURS, signing } from './access-fixture.spec-support'

/** Shanghai's day so long before the fixture's first, 1 September 2025. */
const day = (n: number) => new Date(Date.UTC(2025, 8, 1 + n)).toISOString().slice(0, 10)
const OLD = day(-31)
const FRESH = day(-2)

/** A framework signed longer ago than the limit, of 5,000.00. */
const K1 = { contractNo: 'K-1', kind: 'framework', amount: '5000.00', signedOn: OLD }
const callOff = (contractNo: string, parent = 'K-1', more: object = {}) => ({
  ...{ contractNo, kind: 'callOff', parent, amount: '300.00', signedOn: FRESH },
  ...more,
})
/** Why what is dated today waits. */
const OF_K1 = { code: 'dated-long-ago', day: OLD, what: '30', framework: 'K-1' }
const ALONE_IN_K1 = ['second-person-needed', { because: 'dated-long-ago', day: OLD, what: '30', framework: 'K-1' }]

let fixture: AccessFixture
const rule = { days: 30, proposalDays: 30, datedDays: 10_000 }
beforeEach(async () => {
  rule.datedDays = 10_000
  fixture = await AccessFixture.open({}, rule)
  await fixture.settle()
  await there(K1)
})
afterEach(() => fixture.close())

const sign = (terms: object, query = '') => fixture.ask('clerk', 'POST', `/api/engagements${query}`, signing(terms))
const on = (contractNo: string) => `/api/engagements/${engagementIdOf(OURS, contractNo)}`
/** What the ledger says already when the story begins: recorded as if nobody had to wait; the id of its entry. */
async function there(terms: object): Promise<string> {
  const { datedDays } = rule
  rule.datedDays = 10_000
  const { status, body } = await sign(terms)
  rule.datedDays = datedDays
  expect(status).toBe(201)
  // The figures know of it.
  await countedOn(OLD)
  return body.entryId
}
/** Contracts signed on that day alone, and their amount. */
async function countedOn(on: string): Promise<readonly string[]> {
  const query = `from=${on}&to=${on}&codes=projects,contractAmount&waitFor=${await fixture.log.head()}`
  const { body } = await fixture.ask('evaluator', 'GET', `/api/platforms/${OURS}/figures?${query}`)
  return body.figures.map((it: { value: string }) => it.value)
}
const COUNTS = ['1', '5000.00']
const COUNTS_NOT = ['0', '0.00']
const voiding = (contractNo: string, voids: string, more: object = {}) =>
  fixture.ask('clerk', 'POST', `${on(contractNo)}/voids`, { voids, reason: '重复登记', ...more })
const correction = (corrects: string, terms: object) => ({
  corrects,
  content: { type: 'ContractSigned', data: signing(terms) },
  reason: '框架协议有误',
})
const correcting = (contractNo: string, corrects: string, terms: object) =>
  fixture.ask('clerk', 'POST', `${on(contractNo)}/corrections`, correction(corrects, { contractNo, ...terms }))
const refused = ({ status, body }: Answer) => [status, body.code, body.facts]
const proposeAndApprove = async (contractNo: string, change: object) => {
  const proposed = await fixture.ask('clerk', 'POST', `${on(contractNo)}/proposals`, change)
  expect(proposed.status).toBe(201)
  return fixture.ask('evaluator', 'POST', `${on(contractNo)}/proposals/${proposed.body.entryId}/approval`)
}
const rebuilt = async () => (await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')).body.differences

describe('given a framework signed longer ago than the limit, from which none has called off', () => {
  beforeEach(() => {
    rule.datedDays = 30
  })

  it('its first call-off waits by the day of the framework, says so when it is tried, and moves no figure until then', async () => {
    const tried = await sign(callOff('O-1'), '?trial=true')
    expect([tried.status, tried.body.waits]).toEqual([200, { because: [OF_K1] }])
    const requested = await sign(callOff('O-1'))
    expect(requested.status).toBe(202)
    // Another is no second while the first is nobody's yet.
    expect((await sign(callOff('O-2'))).status).toBe(202)
    expect(await countedOn(OLD)).toEqual(COUNTS)
    const { proposals } = (await fixture.ask('evaluator', 'GET', '/api/proposals')).body
    expect(proposals).toMatchObject([
      { contractNo: 'O-1', because: [OF_K1] },
      { contractNo: 'O-2', because: [OF_K1] },
    ])
    const approved = await fixture.ask('evaluator', 'POST', `${on('O-1')}/proposals/${requested.body.entryId}/approval`)
    expect(approved.status).toBe(201)
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
    // From here on nothing moves by one more.
    expect((await sign(callOff('O-3'))).status).toBe(201)
    const second = proposals[1].proposal
    expect((await fixture.ask('evaluator', 'POST', `${on('O-2')}/proposals/${second}/approval`)).status).toBe(201)
    expect(await rebuilt()).toEqual([])
  })

  it('a contract that is corrected to be its first call-off needs a second person', async () => {
    const { body } = await sign({ contractNo: 'S-1', amount: '300.00', signedOn: FRESH })
    expect(refused(await correcting('S-1', body.entryId, callOff('S-1')))).toEqual([422, ...ALONE_IN_K1])
    expect(await countedOn(OLD)).toEqual(COUNTS)
    const change = { correction: correction(body.entryId, callOff('S-1')) }
    expect((await proposeAndApprove('S-1', change)).status).toBe(201)
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
  })

  it('the first call-off of one signed within the limit is recorded by one person', async () => {
    expect((await sign({ ...K1, contractNo: 'K-2', signedOn: FRESH })).status).toBe(201)
    expect((await sign(callOff('O-1', 'K-2'))).status).toBe(201)
  })
})

describe('given one whose call-offs are one or two', () => {
  let first: string
  beforeEach(async () => {
    first = await there(callOff('O-1'))
    rule.datedDays = 30
  })

  it('the last is voided by two persons, also with what leans on it; before it, one person voids the others', async () => {
    const { body: second } = await sign(callOff('O-2'))
    const amendment = { amendmentNo: 'B-1', previousAmount: '300.00', delta: '1.00', newAmount: '301.00' }
    await fixture.ask('clerk', 'POST', `${on('O-2')}/amendments`, { ...amendment, amendedOn: FRESH, reason: '增加' })
    await countedOn(OLD)
    expect((await voiding('O-1', first)).status).toBe(201)
    const last = await voiding('O-2', second.entryId, { includeLater: true })
    expect(refused(last)).toEqual([422, ...ALONE_IN_K1])
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
    const taken = { voids: second.entryId, reason: '重复登记', includeLater: true }
    expect((await proposeAndApprove('O-2', { void: taken })).status).toBe(201)
    expect(await countedOn(OLD)).toEqual(COUNTS)
    expect(await rebuilt()).toEqual([])
  })

  it('of two voided at once by one person one stays', async () => {
    const { body: second } = await sign(callOff('O-2'))
    await countedOn(OLD)
    const answers = await Promise.all([voiding('O-1', first), voiding('O-2', second.entryId)])
    expect(answers.map((it) => it.status).sort()).toEqual([201, 422])
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
  })

  it('the last is corrected by one person, but not to another kind, nor to another framework', async () => {
    const other = { ...K1, contractNo: 'K-2', signedOn: FRESH }
    expect((await sign(other)).status).toBe(201)
    for (const terms of [{ kind: 'single', amount: '300.00', signedOn: FRESH }, callOff('O-1', 'K-2')])
      expect(refused(await correcting('O-1', first, terms))).toEqual([422, ...ALONE_IN_K1])
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
    const words = await correcting('O-1', first, callOff('O-1', 'ｋ-1', { title: '镜头装调' }))
    expect(words.status).toBe(201)
    const single = correction(words.body.entryId, { contractNo: 'O-1', amount: '300.00', signedOn: FRESH })
    expect((await proposeAndApprove('O-1', { correction: single })).status).toBe(201)
    expect(await countedOn(OLD)).toEqual(COUNTS)
  })

  it('one that is not the last goes to another framework, but not as its first where that one is old', async () => {
    const { body: second } = await sign(callOff('O-2'))
    await there({ ...K1, contractNo: 'K-2' })
    const away = callOff('O-2', 'K-2')
    const [code, facts] = ALONE_IN_K1
    const inK2 = { ...(facts as object), framework: 'K-2' }
    expect(refused(await correcting('O-2', second.entryId, away))).toEqual([422, code, inK2])
    await there(callOff('O-3', 'K-2'))
    expect((await correcting('O-2', second.entryId, away)).status).toBe(201)
  })

  it('a terminated call-off is one still', async () => {
    const ended = await fixture.ask('clerk', 'POST', `${on('O-1')}/termination`, { on: FRESH, reason: '双方同意' })
    expect(ended.status).toBe(201)
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
    expect((await sign(callOff('O-2'))).status).toBe(201)
  })
})

describe('given a file with call-offs', () => {
  beforeEach(() => {
    rule.datedDays = 30
  })
  const row = (contractNo: string, more: object = {}) => ({
    kind: 'contract',
    contractNo,
    title: '镜头装调中试服务',
    clientName: '示例光电科技有限公司',
    clientId: '91440101MA5CJQ4N59',
    serviceCategories: ['产品试制'],
    products: ['内窥镜物镜组'],
    amount: '300.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: FRESH,
    ...more,
  })
  const called = (contractNo: string, parent = 'K-1') => row(contractNo, { contractKind: 'callOff', parent })
  const importing = async (mode: string, ...rows: object[]) => {
    const token = await fixture.office.logIn('clerk')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
    const payload = rows.map((it) => `${JSON.stringify(it)}\n`).join('')
    const url = `/api/platforms/${OURS}/imports?mode=${mode}`
    return (await fixture.app.inject({ method: 'POST', url, payload, headers })).json()
  }

  it('all of an old framework from which none has called off wait: were the next recorded, it would be the first', async () => {
    const rows = [called('O-1'), called('O-2'), row('S-1')]
    const waits = { contracts: 2, rows: 2, because: [OF_K1] }
    expect(await importing('preview', ...rows)).toMatchObject({ verdict: 'previewed', waits })
    const done = await importing('all', ...rows)
    expect(done).toMatchObject({ verdict: 'recorded', waits })
    expect(done.rows.map((it: { contractNo: string; waits?: true }) => [it.contractNo, it.waits])).toEqual([
      ['O-1', true],
      ['O-2', true],
      ['S-1', undefined],
    ])
    expect(await countedOn(OLD)).toEqual(COUNTS)
    const url = `/api/platforms/${OURS}/waiting-imports/${done.import}/approval`
    expect((await fixture.ask('evaluator', 'POST', url)).body).toMatchObject({ contracts: 2, failed: [] })
    expect(await countedOn(OLD)).toEqual(COUNTS_NOT)
  })

  it('those of one from which others have called off do not', async () => {
    await there(callOff('O-0'))
    const done = await importing('all', called('O-1'), called('O-2'))
    expect([done.verdict, done.waits]).toEqual(['recorded', undefined])
  })

  it('those of one that it signs wait where the framework does, and only there', async () => {
    const framework = (contractNo: string, signedOn: string) => row(contractNo, { contractKind: 'framework', signedOn })
    const rows = [called('O-1', 'K-2'), framework('K-2', OLD), called('O-3', 'K-3'), framework('K-3', FRESH)]
    const done = await importing('all', ...rows)
    expect(done.rows.map((it: { contractNo: string; waits?: true }) => [it.contractNo, it.waits])).toEqual([
      ['O-1', true],
      ['K-2', true],
      ['O-3', undefined],
      ['K-3', undefined],
    ])
    expect(done.waits.because).toEqual(expect.arrayContaining([{ code: 'leans-on-waiting' }]))
    expect(await countedOn(OLD)).toEqual(COUNTS)
  })
})
