import { headingOf } from './heading'
import { SHEETS } from './sheets'

const CONTRACTS = SHEETS.find((it) => it.kind === 'contract') ?? SHEETS[0]
const unitOf = (text: string) => headingOf(text, CONTRACTS)?.unit

describe('The unit that a heading of money names', () => {
  it('is the one beside a currency: 人民币 says in what, 万元 how much', () => {
    for (const beside of ['（人民币）（万元）', '（人民币，万元）', '（人民币、万元）', '(RMB)(万元)', '（CNY，万元）'])
      expect([beside, unitOf(`合同金额${beside}`)]).toEqual([beside, 'wan'])
    expect(unitOf('合同金额人民币（万元）')).toBe('wan')
    expect(unitOf('合同金额（人民币）')).toBe('yuan')
  })

  it('is none where two are named', () => {
    expect(unitOf('合同金额（元）（万元）')).toBe('unknown')
    expect(unitOf('合同金额（元）\nContract amount（万元）')).toBe('unknown')
  })

  it('is on whichever of its lines', () => {
    expect(unitOf('合同金额\nContract amount（万元）')).toBe('wan')
    expect(unitOf('合同金额\nContract amount\n（万元）')).toBe('wan')
    expect(unitOf('合同金额\nContract amount')).toBeUndefined()
  })
})
