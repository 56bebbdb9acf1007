import { QUANZHOU } from '../schemes/quanzhou'
import { A, B, DEADLINES, EVALUATOR, FINANCE, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

describe('Across rounds', () => {
  it('a bank slip pays a platform once', async () => {
    const scheme = await fixture.publishScheme()
    const rounds: string[] = []
    for (const roundNo of ['ONE', 'TWO']) {
      const more = { scheme, roundNo, platforms: [B], version: 1, ...(roundNo === 'TWO' && { repeats: '补充评价' }) }
      const body = { title: '示例', year: 2025, deadlines: DEADLINES, ...more }
      const round = (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id
      await fixture.submit(round, B)
      await fixture.verify(round, B)
      await fixture.grade(round, B)
      await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
      await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
      await fixture.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
      rounds.push(round)
    }
    const payment = { platform: B, bankReference: 'BT-7', amount: '1.00', paidOn: '2026-03-11' }
    await fixture.do(FINANCE, `/api/rounds/${rounds[0]}/subsidy-payments`, payment)
    const again = { ...payment, bankReference: 'bt-7' }
    const refused = await fixture.post(FINANCE, `/api/rounds/${rounds[1]}/subsidy-payments`, again)
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([409, 'payment-exists', { round: 'ONE' }])
    await fixture.do(FINANCE, `/api/rounds/${rounds[0]}/subsidy-payments/voids`, {
      platform: B,
      bankReference: 'BT-7',
      reason: '退票',
    })
    await fixture.do(FINANCE, `/api/rounds/${rounds[1]}/subsidy-payments`, again)
  }, 30_000)

  it('a number is one number however it is typed', async () => {
    const scheme = await fixture.publishScheme()
    const first = {
      roundNo: 'U7-2025',
      title: '示例',
      scheme,
      version: 1,
      year: 2025,
      platforms: [A],
      deadlines: DEADLINES,
    }
    await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', first)
    const body = { ...first, roundNo: 'ｕ7—2025' }
    const refused = await fixture.post(EVALUATOR, '/api/rounds', body)
    expect([refused.status, refused.body.code]).toEqual([409, 'round-exists'])
  })

  it('a version that another has superseded is taken only where that is said', async () => {
    const scheme = await fixture.publishScheme()
    await fixture.publishScheme({ ...QUANZHOU, version: 2 })
    const body = { roundNo: 'OLD', title: '示例', scheme, version: 1, year: 2025, platforms: [A], deadlines: DEADLINES }
    const refused = await fixture.on('2026-01-10').post(EVALUATOR, '/api/rounds', body)
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([422, 'scheme-superseded', { newest: '2' }])
    expect((await fixture.post(EVALUATOR, '/api/rounds', { ...body, supersededVersion: true })).status).toBe(201)
  })
})
