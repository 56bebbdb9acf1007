import { DAY } from '../services/office.spec-support'
import {
  AccessFixture,
  type Answer,
  OUR_CONTRACT,
  OURS,
  RIVAL,
  RIVAL_CONTRACT,
  signing,
} from './access-fixture.spec-support'

const CONTRACT = `/api/engagements/${OUR_CONTRACT}`
const PROPOSALS = `${CONTRACT}/proposals`
const lower = (corrects: string, amount = '300000.00') => ({
  corrects,
  content: { type: 'ContractSigned', data: signing({ amount }) },
  reason: '金额录入有误',
})

/** Two platforms with a contract each, signed on 1 September; two clerks of ours. */
let fixture: AccessFixture
let signingEntry: string
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts({}, { days: 30, datedDays: 10_000, proposalDays: 30 })
  await fixture.settle()
  await fixture.employ('second-clerk', 'platform', [OURS])
  signingEntry = (await fixture.ask('clerk', 'GET', `${CONTRACT}/entries`)).body.entries[0].entryId
})
afterEach(() => fixture.close())

const later = (days: number) => fixture.pass(days * DAY)
const propose = (who: string, body: object) => fixture.ask(who, 'POST', PROPOSALS, body)
const answer = (who: string, proposal: string, how: string, body?: object) =>
  fixture.ask(who, 'POST', `${PROPOSALS}/${proposal}/${how}`, body)
const amount = async (waitFor: string) =>
  (
    await fixture.ask(
      'evaluator',
      'GET',
      `/api/platforms/${OURS}/figures?from=2025-01-01&codes=contractAmount&waitFor=${waitFor}`,
    )
  ).body.figures[0].value
const reported = ({ status, body }: Answer) => [status, body?.code]

describe('An entry that has stood for thirty days', () => {
  beforeEach(() => later(30))

  it('is changed by a clerk and an evaluator together, and the entry bears both names', async () => {
    const alone = await fixture.ask('clerk', 'POST', `${CONTRACT}/corrections`, lower(signingEntry))
    expect(reported(alone)).toEqual([422, 'second-person-needed'])
    const proposed = await propose('clerk', { correction: lower(signingEntry) })
    expect(proposed.status).toBe(201)
    expect(await amount(proposed.body.position)).toBe('380000.00')

    const waiting = await fixture.ask('evaluator', 'GET', '/api/proposals')
    expect(waiting.body.proposals).toMatchObject([
      {
        platform: OURS,
        engagement: OUR_CONTRACT,
        contractNo: 'JM-001',
        proposal: proposed.body.entryId,
        entry: signingEntry,
        before: { type: 'ContractSigned', data: { amount: '380000.00' } },
        content: { data: { amount: '300000.00' } },
        proposedBy: 'clerk',
        reason: '金额录入有误',
      },
    ])
    expect((await fixture.ask('evaluator', 'GET', CONTRACT)).body.proposals).toHaveLength(1)

    const approved = await answer('evaluator', proposed.body.entryId, 'approval')
    expect(approved.status).toBe(201)
    expect(await amount(approved.body.position)).toBe('300000.00')
    const entries = (await fixture.ask('clerk', 'GET', `${CONTRACT}/entries`)).body.entries
    expect(entries.at(-1)).toMatchObject({
      type: 'EntryCorrected',
      actor: 'evaluator',
      data: { proposedBy: 'clerk', approves: proposed.body.entryId },
    })
    expect((await fixture.ask('evaluator', 'GET', '/api/proposals')).body.proposals).toEqual([])
    const rebuilt = await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')
    expect(rebuilt.body).toMatchObject({ differences: [] })
    expect(reported(await answer('evaluator', proposed.body.entryId, 'approval'))).toEqual([422, 'proposal-closed'])
  })

  it('approved twice under one key is changed once', async () => {
    const { body } = await propose('clerk', { void: { voids: signingEntry, reason: '重复登记' } })
    const url = `${PROPOSALS}/${body.entryId}/approval`
    const key = { 'idempotency-key': 'approve-1' }
    const [first, second] = [
      await fixture.ask('evaluator', 'POST', url, undefined, key),
      await fixture.ask('evaluator', 'POST', url, undefined, key),
    ]
    expect(first.status).toBe(201)
    expect(second.body).toEqual(first.body)
  })

  it('is proposed for once at a time; whoever proposed withdraws, nobody else', async () => {
    const { body } = await propose('clerk', { correction: lower(signingEntry) })
    expect(reported(await propose('second-clerk', { correction: lower(signingEntry, '1.00') }))).toEqual([
      409,
      'proposal-exists',
    ])
    expect(reported(await answer('second-clerk', body.entryId, 'withdrawal'))).toEqual([422, 'not-your-proposal'])
    expect((await answer('clerk', body.entryId, 'withdrawal')).status).toBe(201)
    expect((await propose('second-clerk', { correction: lower(signingEntry, '1.00') })).status).toBe(201)
  })

  it('stays as it is when the second person rejects, who says why', async () => {
    const { body } = await propose('clerk', { correction: lower(signingEntry) })
    expect((await answer('evaluator', body.entryId, 'rejection', {})).status).toBe(400)
    const rejected = await answer('evaluator', body.entryId, 'rejection', { reason: '佐证不足' })
    expect(rejected.status).toBe(201)
    expect(await amount(rejected.body.position)).toBe('380000.00')
    const entries = (await fixture.ask('clerk', 'GET', `${CONTRACT}/entries`)).body.entries
    expect(entries.at(-1)).toMatchObject({ type: 'ChangeRejected', actor: 'evaluator', data: { reason: '佐证不足' } })
  })

  it('is decided anew at the approval: what a rule forbids by then is refused, and nothing is recorded', async () => {
    const { body } = await propose('clerk', { correction: lower(signingEntry, '1000.00') })
    const share = { share: '2000.00', total: '2000.00', tax: '0.00', issuedOn: '2025-09-20' }
    const invoice = { invoice: { kind: 'digital', number: '24442000000000000009' }, ...share }
    expect((await fixture.ask('clerk', 'POST', `${CONTRACT}/invoices`, invoice)).status).toBe(201)
    const approved = await answer('evaluator', body.entryId, 'approval')
    expect([approved.status, approved.body.rule]).toEqual([422, 'H4'])
    expect((await fixture.ask('evaluator', 'GET', CONTRACT)).body.currentAmount).toBe('380000.00')
  })

  it('leaves another proposal standing when its contract is voided and signed anew, until it is withdrawn', async () => {
    const share = { share: '2000.00', total: '2000.00', tax: '0.00', issuedOn: '2025-09-20' }
    const invoice = { invoice: { kind: 'digital', number: '24442000000000000009' }, ...share }
    const { body: invoiced } = await fixture.ask('clerk', 'POST', `${CONTRACT}/invoices`, invoice)
    later(30)
    const waiting = await propose('clerk', { void: { voids: invoiced.entryId, reason: '重复登记' } })
    const whole = await propose('clerk', { void: { voids: signingEntry, reason: '重复登记', includeLater: true } })
    expect((await answer('evaluator', whole.body.entryId, 'approval')).status).toBe(201)
    const again = await fixture.ask('clerk', 'POST', '/api/engagements', signing())
    expect(again.status).toBe(201)
    const listed = async () =>
      (await fixture.ask('evaluator', 'GET', '/api/proposals')).body.proposals.map(
        (it: { proposal: string }) => it.proposal,
      )
    await amount(again.body.position)
    expect(await listed()).toEqual([waiting.body.entryId])
    // What it names is gone: it cannot be approved any more.
    expect(reported(await answer('evaluator', waiting.body.entryId, 'approval'))).toEqual([422, 'entry-not-live'])
    const withdrawn = await answer('clerk', waiting.body.entryId, 'withdrawal')
    await amount(withdrawn.body.position)
    expect(await listed()).toEqual([])
    expect((await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')).body.differences).toEqual([])
  })

  it('is approved only by who has the right: no clerk, not finance, not the administrator', async () => {
    const { body } = await propose('clerk', { correction: lower(signingEntry) })
    for (const who of ['clerk', 'second-clerk', 'finance', 'keeper'])
      expect((await answer(who, body.entryId, 'approval')).status).toBe(403)
    expect(reported(await answer('rival', body.entryId, 'withdrawal'))).toEqual([404, 'unknown-engagement'])
    const { text } = await fixture.ask('rival', 'GET', '/api/proposals')
    expect(text).not.toContain(OUR_CONTRACT)
    expect((await fixture.ask('rival', 'GET', `/api/proposals?platform=${OURS}`)).status).toBe(403)
  })

  it('cannot be reached through the rival’s contract, nor is a proposal of another contract answered here', async () => {
    const { body } = await propose('clerk', { correction: lower(signingEntry) })
    const there = `/api/engagements/${RIVAL_CONTRACT}/proposals/${body.entryId}/approval`
    expect(reported(await fixture.ask('evaluator', 'POST', there))).toEqual([404, 'unknown-proposal'])
    expect(RIVAL).not.toBe(OURS)
  })

  it('a proposal that could not be recorded is refused at its field', async () => {
    const wrong = await propose('clerk', { correction: lower(signingEntry, '0.00') })
    expect(wrong.status).toBe(400)
    expect(wrong.body.errors[0].pointer).toBe('/correction/content/data/amount')
    const outsider = await propose('clerk', { void: { voids: '11111111-1111-4111-8111-111111111111', reason: 'x' } })
    expect(outsider.body.errors[0].pointer).toBe('/void/voids')
    expect((await propose('clerk', {})).body.code).toBe('proposal-format')
  })
})

describe('A younger entry', () => {
  it('is changed by one person, and a proposal for it is sent back', async () => {
    later(29)
    expect(reported(await propose('clerk', { correction: lower(signingEntry) }))).toEqual([
      422,
      'second-person-not-needed',
    ])
    expect((await fixture.ask('clerk', 'POST', `${CONTRACT}/corrections`, lower(signingEntry))).status).toBe(201)
  })
})

describe('An old entry of the register', () => {
  it('is changed by the administrator and an evaluator together', async () => {
    later(30)
    const register = `/api/platforms/${OURS}`
    const { recognitions } = (await fixture.ask('keeper', 'GET', register)).body
    const correction = {
      corrects: recognitions[0].entry,
      content: { type: 'PlatformRecognized', data: { tier: 'municipal', on: '2024-11-28' } },
      reason: '认定日期已查明',
    }
    expect(reported(await fixture.ask('keeper', 'POST', `${register}/corrections`, correction))).toEqual([
      422,
      'second-person-needed',
    ])
    const { body } = await fixture.ask('keeper', 'POST', `${register}/proposals`, { correction })
    expect((await fixture.ask('keeper', 'GET', register)).body.proposals).toHaveLength(1)
    expect((await fixture.ask('evaluator', 'GET', '/api/proposals')).body.proposals).toMatchObject([
      {
        platform: OURS,
        kind: 'correction',
        before: { data: { on: '2024-11' } },
        content: { data: { on: '2024-11-28' } },
      },
    ])
    expect((await fixture.ask('keeper', 'POST', `${register}/proposals/${body.entryId}/approval`)).status).toBe(403)
    const approved = await fixture.ask('evaluator', 'POST', `${register}/proposals/${body.entryId}/approval`)
    expect(approved.status).toBe(201)
    const after = (await fixture.ask('keeper', 'GET', register)).body
    expect(after.recognitions).toMatchObject([{ on: '2024-11-28' }])
    expect(after.proposals).toEqual([])
  })
})
