import { QUANZHOU } from '../schemes/quanzhou'
import { A, B, DEADLINES, EVALUATOR, FINANCE, RoundTown } from './round-town.spec-support'

let town: RoundTown
beforeEach(async () => {
  town = await (await RoundTown.open()).settle()
})
afterEach(() => town.close())

describe('Across rounds', () => {
  it('a bank slip pays a platform once', async () => {
    const scheme = await town.publishScheme()
    const rounds: string[] = []
    for (const roundNo of ['ONE', 'TWO']) {
      const more = { scheme, roundNo, platforms: [B], version: 1, ...(roundNo === 'TWO' && { repeats: '补充评价' }) }
      const body = { title: '示例', year: 2025, deadlines: DEADLINES, ...more }
      const round = (await town.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id
      await town.submit(round, B)
      await town.verify(round, B)
      await town.grade(round, B)
      await town.do(EVALUATOR, `/api/rounds/${round}/sealing`)
      await town.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
      await town.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
      rounds.push(round)
    }
    const payment = { platform: B, bankReference: 'BT-7', amount: '1.00', paidOn: '2026-03-11' }
    await town.do(FINANCE, `/api/rounds/${rounds[0]}/subsidy-payments`, payment)
    const again = { ...payment, bankReference: 'bt-7' }
    const refused = await town.post(FINANCE, `/api/rounds/${rounds[1]}/subsidy-payments`, again)
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([409, 'payment-exists', { round: 'ONE' }])
    await town.do(FINANCE, `/api/rounds/${rounds[0]}/subsidy-payments/voids`, {
      platform: B,
      bankReference: 'BT-7',
      reason: '退票',
    })
    await town.do(FINANCE, `/api/rounds/${rounds[1]}/subsidy-payments`, again)
  }, 30_000)

  it('a number is one number however it is typed', async () => {
    const scheme = await town.publishScheme()
    const first = {
      roundNo: 'U7-2025',
      title: '示例',
      scheme,
      version: 1,
      year: 2025,
      platforms: [A],
      deadlines: DEADLINES,
    }
    await town.on('2026-01-10').do(EVALUATOR, '/api/rounds', first)
    const body = { ...first, roundNo: 'ｕ7—2025' }
    const refused = await town.post(EVALUATOR, '/api/rounds', body)
    expect([refused.status, refused.body.code]).toEqual([409, 'round-exists'])
  })

  it('a version that another has superseded is taken only where that is said', async () => {
    const scheme = await town.publishScheme()
    await town.publishScheme({ ...QUANZHOU, version: 2 })
    const body = { roundNo: 'OLD', title: '示例', scheme, version: 1, year: 2025, platforms: [A], deadlines: DEADLINES }
    const refused = await town.on('2026-01-10').post(EVALUATOR, '/api/rounds', body)
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([422, 'scheme-superseded', { newest: '2' }])
    expect((await town.post(EVALUATOR, '/api/rounds', { ...body, supersededVersion: true })).status).toBe(201)
  })
})
