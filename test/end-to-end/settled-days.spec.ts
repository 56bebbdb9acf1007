import { randomUUID } from 'node:crypto'
import { DEFAULT_OLD_CHANGE_RULE, type JsonObject, shanghaiDay, streamName } from '@pilot-ledger/kernel'
import { FollowedSeals, settledDays } from '@pilot-ledger/service'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { type DemonstrationFixture, openDemonstrationFixture } from './demonstration-fixture.spec-support'

const TODAY = shanghaiDay(Date.now())

/** The limit by age is ten thousand days: what waits here waits because others have signed for its day. */
describe('given the demonstration, which has sealed a round', () => {
  let fixture: DemonstrationFixture
  let cookie: string
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    const { name, password } = READY_ACCOUNTS[0]
    const answer = await fixture.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { name, password },
    })
    cookie = String(answer.headers['set-cookie']).split(';')[0]
  }, 30_000)
  afterAll(() => fixture.close())

  const contract = (contractNo: string, signedOn: string) => ({
    platform: fixture.instruments,
    contractNo,
    client: {
      id: { scheme: 'uscc', value: '91442000MA9000001X' },
      name: '示例客户',
    },
    title: '示例合同',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: ['示例产品'],
    amount: '100.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn,
  })
  const sign = (contractNo: string, signedOn: string) =>
    fixture.app.inject({
      method: 'POST',
      url: '/api/engagements',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      payload: contract(contractNo, signedOn),
    })
  const because = async (answer: Awaited<ReturnType<typeof sign>>) => {
    const { entryId, position } = answer.json()
    const url = `/api/proposals?platform=${fixture.instruments}&waitFor=${position}`
    const { proposals } = (await fixture.get(url, 'evaluator')).json()
    return proposals.find((it: { proposal: string }) => it.proposal === entryId).because
  }

  test('a contract signed in the sealed window waits, and says which round; one signed today does not', async () => {
    const requested = await sign('SD-1', '2025-03-04')
    expect(requested.statusCode).toBe(202)
    const { rounds } = (await fixture.get('/api/rounds', 'evaluator')).json()
    const [reason] = await because(requested)
    expect(reason).toMatchObject({ code: 'window-sealed', day: '2025-03-04' })
    expect(rounds.map((it: { roundNo: string }) => it.roundNo)).toContain(reason.what)
    expect((await sign('SD-2', TODAY)).statusCode).toBe(201)
  })

  test('whoever records is told the sealed windows before: they are those that make an entry wait', async () => {
    const { sealed } = (await fixture.get(`/api/platforms/${fixture.instruments}/closing/periods`, 'platform')).json()
    const { rounds } = (await fixture.get('/api/rounds', 'evaluator')).json()
    expect(sealed.length).toBeGreaterThan(0)
    for (const { round, from, to } of sealed) {
      expect(rounds.map((it: { roundNo: string }) => it.roundNo)).toContain(round)
      expect(from <= to).toBe(true)
    }
    expect(sealed.some((it: { from: string; to: string }) => it.from <= '2025-03-04' && '2025-03-04' <= it.to)).toBe(
      true,
    )
  })

  test('once this month is closed, what is dated in it waits too; opened again, it does not', async () => {
    const period = TODAY.slice(0, 7)
    const terms = {
      period,
      from: `${period}-01`,
      to: `${period}-31`,
      sequence: 1,
      definition: 1,
      totals: [],
    }
    const close = {
      ...terms,
      contractCount: 0,
      totalsHash: 'a'.repeat(64),
      proposedBy: '财务甲',
    }
    const stream = streamName('closing', fixture.instruments)
    // As nobody can through a door while the month is running.
    const append = async (type: string, data: object) => {
      const { head } = await fixture.ledger.log.readStream(stream)
      const event = {
        id: randomUUID(),
        type,
        version: 1,
        data: data as JsonObject,
      }
      const metadata = { actor: '财务', correlationId: 'c' }
      await fixture.ledger.log.append(stream, head === -1 ? 'none' : head, [{ ...event, metadata }])
    }
    await append('CloseProposed', { ...close, checklist: [] })
    expect((await sign('SD-3', TODAY)).statusCode).toBe(201)
    await append('PeriodClosed', { ...close, approvedBy: '财务乙' })
    const requested = await sign('SD-4', TODAY)
    expect(requested.statusCode).toBe(202)
    expect(await because(requested)).toEqual([{ code: 'period-closed', day: TODAY, what: period }])
    await append('PeriodReopened', {
      period,
      reason: '漏记',
      proposedBy: '财务甲',
      approvedBy: '财务乙',
    })
    expect((await sign('SD-5', TODAY)).statusCode).toBe(201)
  })

  test('a service that keeps nothing follows the seals along the log: it knows those of before and what is sealed now', async () => {
    const { log } = fixture.ledger
    const seals = new FollowedSeals(log)
    const { of } = settledDays(log, (platform) => seals.of(platform))
    const known = (await of(fixture.instruments))('2025-03-04')
    expect(known).toMatchObject({ code: 'window-sealed', day: '2025-03-04' })
    expect((await of('nobody'))('2025-03-04')).toBeUndefined()
    expect((await of(fixture.cmc))(TODAY)).toBeUndefined()
    const snapshot = { round: { roundNo: 'PJ-NEW' }, window: { from: TODAY, to: TODAY }, indicators: [] }
    const event = { id: randomUUID(), type: 'ResultSealed', version: 1 }
    await log.append(streamName('round', 'new'), 'none', [
      { ...event, data: { platform: fixture.cmc, snapshot }, metadata: { actor: '评价', correlationId: 'c' } },
    ])
    // Whoever begins now has read it before he answers; whoever followed has it in the next moment.
    const later = new FollowedSeals(log)
    const sealed = { platform: fixture.cmc, roundNo: 'PJ-NEW', from: TODAY, to: TODAY }
    expect(await later.of(fixture.cmc)).toContainEqual(sealed)
    while (!(await seals.of(fixture.cmc)).some((it) => it.roundNo === 'PJ-NEW')) await new Promise(setImmediate)
    await Promise.all([seals.onApplicationShutdown(), later.onApplicationShutdown()])
  })

  test.each([
    ['SD-6', 10_000],
    ['SD-7', 30],
  ])(
    'a recorder alone puts %s before a second person, dated into a sealed window: so it says, also where %i days make it old',
    async (contractNo, datedDays) => {
      const recorder = await createRecorder(fixture.ledger.log, {
        ...{ actor: '登记服务', access: fixture.access, logger: pino({ level: 'silent' }) },
        oldChange: { ...DEFAULT_OLD_CHANGE_RULE, datedDays },
      })
      const payload = contract(contractNo, '2025-03-04')
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      const requested = await recorder.inject({ method: 'POST', url: '/api/engagements', headers, payload })
      expect(requested.statusCode).toBe(202)
      expect(await because(requested)).toMatchObject([{ code: 'window-sealed', day: '2025-03-04' }])
      expect((await recorder.inject('/health/ready')).statusCode).toBe(200)
      await recorder.close()
    },
  )

  test('a call-off of today waits where its framework was signed in a sealed window; a recorder alone knows no other and asks each time', async () => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const requested = await fixture.app.inject({
      ...{ method: 'POST', url: '/api/engagements', headers },
      payload: { ...contract('SD-K', '2025-03-04'), kind: 'framework' },
    })
    const { id, entryId } = requested.json()
    const answered = (at: string, proposal: string) =>
      fixture.app.inject({
        ...{ method: 'POST', url: `/api/engagements/${at}/proposals/${proposal}/approval` },
        headers: { cookie: fixture.cookieOf('evaluator'), 'sec-fetch-site': 'same-origin' },
      })
    expect((await answered(id, entryId)).statusCode).toBe(201)
    const callOff = (contractNo: string) => ({ ...contract(contractNo, TODAY), kind: 'callOff', parent: 'SD-K' })
    const called = (contractNo: string) =>
      fixture.app.inject({ method: 'POST', url: '/api/engagements', headers, payload: callOff(contractNo) })
    const first = await called('SD-K-1')
    expect(first.statusCode).toBe(202)
    const [reason] = await because(first)
    expect(reason).toMatchObject({ code: 'window-sealed', day: '2025-03-04', framework: 'SD-K' })
    expect((await answered(first.json().id, first.json().entryId)).statusCode).toBe(201)
    await fixture.get(`/api/proposals?waitFor=${await fixture.ledger.log.head()}`, 'evaluator')
    expect((await called('SD-K-2')).statusCode).toBe(201)
    const recorder = await createRecorder(fixture.ledger.log, {
      ...{ actor: '登记服务', access: fixture.access, logger: pino({ level: 'silent' }) },
      oldChange: { ...DEFAULT_OLD_CHANGE_RULE, datedDays: 10_000 },
    })
    const url = '/api/engagements'
    expect((await recorder.inject({ method: 'POST', url, headers, payload: callOff('SD-K-3') })).statusCode).toBe(202)
    await recorder.close()
  })
})
