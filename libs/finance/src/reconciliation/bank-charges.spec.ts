import { BankFixture } from './bank-fixture.spec-support'

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

const CLIENT_NAME = '示例光电科技有限公司'
const proof = async () => (await fixture.get('queues')).proof

describe('given a receipt, a quarter’s interest and two fees at the bank', () => {
  beforeEach(async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.pay(contract, 'R-1', '600.00')
    await fixture.bring([
      `2025-06-10,600.00,,600.00,${CLIENT_NAME},R-1,`,
      '2025-06-21,12.34,,612.34,应付单位活期存款利息,R-2,结息',
      '2025-06-21,,5.00,607.34,手续费收入,R-3,电子汇划费',
      '2025-06-22,,1500.00,-892.66,示例银行中山分行,R-4,手续费',
    ])
  })

  it('when the rules run, then interest and the small fee are the bank’s, and the run says what it did', async () => {
    const ran = await fixture.done('matches/runs', {})
    expect(ran).toMatchObject({ confirmed: 1, charges: 2, suggested: 0, left: 0 })
    const all = await fixture.get('matches')
    const charges = all.matches.filter((it: { rule: string }) => it.rule === 'bankCharge')
    expect(charges).toMatchObject([
      { state: 'confirmed', targets: [], difference: '12.34', adjustments: [{ kind: '利息', amount: '12.34' }] },
      { state: 'confirmed', targets: [], difference: '5.00', adjustments: [{ kind: '手续费', amount: '5.00' }] },
    ])
    // 600.00 + 12.34 + 5.00 + 1500.00, of which the last stays open; entries bear 600.00, the rest is told as differences.
    expect(await proof()).toEqual({
      lines: '2117.34',
      matched: '617.34',
      adjusted: '0.00',
      setAside: '0.00',
      open: '1500.00',
      matchedEntries: '600.00',
      differences: '17.34',
    })
    expect(await fixture.openKinds()).toEqual(['unmatchedLine'])
  })

  it('when a person takes a fee apart, then no run takes it for the bank’s again', async () => {
    await fixture.done('matches/runs', {})
    const { matches } = await fixture.get('matches')
    const fee = matches.find((it: { difference: string }) => it.difference === '5.00')
    await fixture.done(`matches/${fee.match}/undoing`, { reason: '是客户的退款' })
    expect((await proof()).open).toBe('1505.00')
    expect((await fixture.post('matches/runs', {})).body.code).toBe('nothing-to-match')
  })

  it('when a part of the interest was settled by hand, then the rule leaves the rest to that hand', async () => {
    const { lines } = await fixture.get('lines')
    const { line } = lines.find((it: { amount: string }) => it.amount === '12.34')
    await fixture.done('adjustments', { line, amount: '2.34', kind: '其他', reason: '代扣税' })
    expect(await fixture.done('matches/runs', {})).toMatchObject({ confirmed: 1, charges: 1 })
    expect((await proof()).open).toBe('1510.00')
  })

  it('when the most a fee may be is told, then a larger one is the bank’s, too', async () => {
    expect(await fixture.done('matches/runs', { mostFee: '1500.00' })).toMatchObject({ confirmed: 1, charges: 3 })
    expect((await proof()).open).toBe('0.00')
  })
})
