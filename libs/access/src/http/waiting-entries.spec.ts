import { engagementIdOf } from '@pilot-ledger/kernel'
import { DAY } from '../services/office.spec-support'
import { AccessFixture, type Answer, OUR_CONTRACT, OURS, signing } from './access-fixture.spec-support'

/** Shanghai's day so long before or after the fixture's first, 1 September 2025. */
const day = (n: number) => new Date(Date.UTC(2025, 8, 1 + n)).toISOString().slice(0, 10)
const OLD = day(-31)
const FRESH = day(-30)
const CLIENT = signing().client
const invoiceNo = (n: number) => ({ kind: 'digital', number: String(n).padStart(20, '0') })

let fixture: AccessFixture
beforeEach(async () => {
  // The contracts of the settling are older than anybody's limit: who settles the fixture is no clerk.
  const rule = { days: 30, proposalDays: 30, datedDays: 10_000 }
  fixture = await AccessFixture.ofContracts({}, rule)
  await fixture.settle()
  Object.assign(rule, { datedDays: 30 })
})
afterEach(() => fixture.close())

const reported = ({ status, body }: Answer) => [status, body?.code]
const sign = (who: string, contractNo: string, more: object = {}, headers: Record<string, string> = {}) =>
  fixture.ask(who, 'POST', '/api/engagements', signing({ contractNo, amount: '1000.00', ...more }), headers)
const on = (contractNo: string) => `/api/engagements/${engagementIdOf(OURS, contractNo)}`
const approve = (url: string, proposal: string, who = 'evaluator') =>
  fixture.ask(who, 'POST', `${url}/proposals/${proposal}/approval`)
const waiting = async (who = 'evaluator') => (await fixture.ask(who, 'GET', '/api/proposals')).body.proposals
/** Every figure of ours, over all days. */
const figures = async () => {
  const head = await fixture.log.head()
  const { body } = await fixture.ask(
    'evaluator',
    'GET',
    `/api/platforms/${OURS}/figures?from=2020-01-01&to=${day(0)}&waitFor=${head}`,
  )
  return body.figures
}
const figureOf = async (code: string) => (await figures()).find((it: { code: string }) => it.code === code).value

/** One of each entry of a contract, dated on a day; the door it goes through. */
const ENTRIES: readonly (readonly [string, (on: string) => object])[] = [
  [
    'amendments',
    (amendedOn) => ({
      amendmentNo: 'B-1',
      previousAmount: '380000.00',
      delta: '1000.00',
      newAmount: '381000.00',
      amendedOn,
      reason: '增加工作',
    }),
  ],
  [
    'registrations',
    (registeredOn) => ({
      registrationNo: 'R-1',
      regime: '示例',
      dealAmount: '380000.00',
      technologyAmount: '380000.00',
      registeredOn,
    }),
  ],
  [
    'batches',
    (startedOn) => ({ batchNo: 'P-1', product: '内窥镜物镜组', kind: '中试', size: '1', unit: '套', startedOn }),
  ],
  ['deliverables', (acceptedOn) => ({ deliverableNo: 'D-1', acceptedOn, acceptedBy: '张' })],
  ['invoices', (issuedOn) => ({ invoice: invoiceNo(7), share: '100.00', total: '100.00', tax: '0.00', issuedOn })],
  [
    'payments',
    (receivedOn) => ({ bankReference: 'HD-7', payer: CLIENT, share: '100.00', total: '100.00', receivedOn }),
  ],
  [
    'approvals',
    (approvedOn) => ({
      product: '内窥镜物镜组',
      variety: '示例',
      approvalNo: '国药准字H20250001',
      certificateNo: 'C-1',
      holder: CLIENT,
      approvedOn,
    }),
  ],
  ['completion', (on) => ({ on })],
  ['termination', (on) => ({ on, reason: '双方同意' })],
]

describe('An entry dated more than the limit ago', () => {
  it.each(ENTRIES)(
    'waits for a second person, through the door of %s, and moves no figure until then',
    async (route, of) => {
      const url = `/api/engagements/${OUR_CONTRACT}`
      const before = await figures()
      const requested = await fixture.ask('clerk', 'POST', `${url}/${route}`, of(OLD))
      expect(requested.status).toBe(202)
      expect(requested.body.waits).toEqual({ proposal: requested.body.entryId, at: url })
      expect(await figures()).toEqual(before)
      expect(await waiting()).toMatchObject([
        {
          kind: 'entries',
          proposal: requested.body.entryId,
          engagement: OUR_CONTRACT,
          contents: [{ data: of(OLD) }],
          because: [{ code: 'dated-long-ago', day: OLD, what: '30' }],
          proposedBy: 'clerk',
        },
      ])
      expect((await approve(url, requested.body.entryId, 'clerk')).status).toBe(403)
      const approved = await approve(url, requested.body.entryId)
      expect(approved.status).toBe(201)
      await figures()
      const { entries } = (await fixture.ask('clerk', 'GET', `${url}/entries`)).body
      expect(entries.at(-1)).toMatchObject({ actor: 'evaluator', proposedBy: 'clerk', data: of(OLD), live: true })
      expect(await waiting()).toEqual([])
      const rebuilt = await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')
      expect(rebuilt.body).toMatchObject({ differences: [] })
    },
  )

  it.each(ENTRIES)('of the last thirty days is recorded through the door of %s by one person', async (route, of) => {
    expect((await fixture.ask('clerk', 'POST', `/api/engagements/${OUR_CONTRACT}/${route}`, of(FRESH))).status).toBe(
      201,
    )
  })

  it('of a batch counts by both its days, a release by its own', async () => {
    const url = `/api/engagements/${OUR_CONTRACT}`
    const batch = { batchNo: 'P-1', product: '内窥镜物镜组', kind: '中试', size: '1', unit: '套' }
    const requested = await fixture.ask('clerk', 'POST', `${url}/batches`, {
      ...batch,
      startedOn: OLD,
      completedOn: FRESH,
    })
    expect(requested.status).toBe(202)
    // It leans on a batch that waits, so it waits with it.
    const released = await fixture.ask('clerk', 'POST', `${url}/batches/P-1/release`, { on: FRESH, by: '张' })
    expect(released.status).toBe(202)
    await figures()
    expect((await waiting()).map((it: { because: object }) => it.because)).toEqual([
      [{ code: 'dated-long-ago', day: OLD, what: '30' }],
      [{ code: 'leans-on-waiting' }],
    ])
    expect(reported(await approve(url, released.body.entryId))).toEqual([404, 'unknown-batch'])
    expect((await approve(url, requested.body.entryId)).status).toBe(201)
    expect((await approve(url, released.body.entryId)).status).toBe(201)
  })
})

describe('A contract signed more than the limit ago', () => {
  it('waits in its own stream, with all that leans on it, and is there once approved in order', async () => {
    const before = await figures()
    const key = { 'idempotency-key': 'old-1' }
    const requested = await sign('clerk', 'OLD-1', { signedOn: OLD }, key)
    expect(requested.status).toBe(202)
    const again = await sign('clerk', 'OLD-1', { signedOn: OLD }, key)
    expect([again.status, again.body]).toEqual([202, requested.body])
    const invoiced = await fixture.ask('clerk', 'POST', `${on('OLD-1')}/invoices`, {
      invoice: invoiceNo(8),
      share: '300.00',
      total: '300.00',
      tax: '0.00',
      issuedOn: FRESH,
    })
    expect(invoiced.status).toBe(202)
    expect(await figures()).toEqual(before)
    expect((await fixture.ask('clerk', 'GET', on('OLD-1'))).body).toMatchObject({ state: 'waiting', revision: 1 })
    const list = await fixture.ask('clerk', 'GET', `/api/engagements?platform=${OURS}`)
    expect(list.body.engagements.map((it: { contractNo: string }) => it.contractNo)).toEqual(['JM-001'])
    expect(await waiting('clerk')).toMatchObject([
      { contractNo: 'OLD-1', platform: OURS },
      { contractNo: 'OLD-1', because: [{ code: 'leans-on-waiting' }] },
    ])
    // Neither a rival nor the order can be stepped around.
    expect((await fixture.ask('rival', 'GET', on('OLD-1'))).status).toBe(404)
    expect(reported(await approve(on('OLD-1'), invoiced.body.entryId))).toEqual([404, 'unknown-contract'])

    expect((await approve(on('OLD-1'), requested.body.entryId)).status).toBe(201)
    expect(await figureOf('contractAmount')).toBe('381000.00')
    expect(await figureOf('invoicedAmount')).toBe('0.00')
    expect((await approve(on('OLD-1'), invoiced.body.entryId)).status).toBe(201)
    expect(await figureOf('invoicedAmount')).toBe('300.00')
    expect((await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')).body.differences).toEqual([])
  })

  it('holds its number while it waits, against the old and the new, and gives it back when it is rejected', async () => {
    const { body } = await sign('clerk', 'OLD-1', { signedOn: OLD })
    expect(reported(await sign('clerk', 'ＯＬＤ-1', { signedOn: OLD, title: '另一份' }))).toEqual([
      409,
      'contract-exists',
    ])
    expect(reported(await sign('clerk', 'OLD-1', { signedOn: FRESH }))).toEqual([409, 'contract-exists'])
    const rejected = await fixture.ask('evaluator', 'POST', `${on('OLD-1')}/proposals/${body.entryId}/rejection`, {
      reason: '合同未见原件',
    })
    expect(rejected.status).toBe(201)
    const anew = await sign('clerk', 'OLD-1', { signedOn: OLD, amount: '900.00' })
    expect(anew.status).toBe(202)
    expect((await approve(on('OLD-1'), body.entryId)).body.code).toBe('proposal-closed')
    expect((await approve(on('OLD-1'), anew.body.entryId)).status).toBe(201)
    expect(await figureOf('contractAmount')).toBe('380900.00')
  })

  it('over with its proposal gives its number back too, and cannot be approved any more', async () => {
    const { body } = await sign('clerk', 'OLD-1', { signedOn: OLD })
    fixture.pass(30 * DAY)
    expect(reported(await approve(on('OLD-1'), body.entryId))).toEqual([422, 'proposal-expired'])
    expect((await sign('clerk', 'OLD-1', { signedOn: day(30) })).status).toBe(201)
  })
})

describe('What could be got by correcting instead', () => {
  it('needs a second person too: into an old day, out of one, and of what two persons recorded', async () => {
    const { body } = await sign('clerk', 'NEW-1', { signedOn: FRESH })
    const move = (signedOn: string) => ({
      corrects: body.entryId,
      content: { type: 'ContractSigned', data: signing({ contractNo: 'NEW-1', amount: '1000.00', signedOn }) },
      reason: '日期有误',
    })
    const alone = await fixture.ask('clerk', 'POST', `${on('NEW-1')}/corrections`, move(OLD))
    expect([...reported(alone), alone.body.facts]).toEqual([
      422,
      'second-person-needed',
      { because: 'dated-long-ago', day: OLD, what: '30' },
    ])
    const proposed = await fixture.ask('clerk', 'POST', `${on('NEW-1')}/proposals`, { correction: move(OLD) })
    expect((await approve(on('NEW-1'), proposed.body.entryId)).status).toBe(201)
    await figures()
    const { entries } = (await fixture.ask('clerk', 'GET', `${on('NEW-1')}/entries`)).body
    const taken = { voids: entries.at(-1).entryId, reason: '重复登记' }
    expect(reported(await fixture.ask('clerk', 'POST', `${on('NEW-1')}/voids`, taken))).toEqual([
      422,
      'second-person-needed',
    ])
    expect((await fixture.ask('clerk', 'POST', `${on('NEW-1')}/proposals`, { void: taken })).status).toBe(201)
  })
})

describe('A page of what waits', () => {
  it('goes on at a place among one’s own: its cursor does not tell how many contracts the others have', async () => {
    for (const n of [1, 2, 3]) expect((await sign('clerk', `OLD-${n}`, { signedOn: OLD })).status).toBe(202)
    await figures()
    const { body } = await fixture.ask('clerk', 'GET', '/api/proposals?limit=1')
    const { at } = JSON.parse(Buffer.from(body.next, 'base64url').toString()).at
    // JM-001, which waits for nothing, and OLD-1 of ours; a contract of the rival stands between them in the ledger.
    expect(at).toBe(2)
    const rest = await fixture.ask('clerk', 'GET', `/api/proposals?limit=10&cursor=${body.next}`)
    expect(rest.body.proposals.map((it: { contractNo: string }) => it.contractNo)).toEqual(['OLD-2', 'OLD-3'])
  })
})
