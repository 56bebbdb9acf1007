import { bankChargeOf } from './bank-charges'
import { propose } from './matching'
import { DEFAULT_SETTINGS, type OpenLine } from './matching-terms'

/** As banks print them: 摘要, then 对方户名. */
const INTEREST: readonly (readonly [purpose: string, counterparty: string])[] = [
  ['结息', ''],
  ['利息收入', ''],
  ['批量结息', '应付单位活期存款利息'],
  ['单位活期存款结息', '中国工商银行股份有限公司中山分行'],
  ['', '应付利息'],
  ['Credit interest', 'Bank of China'],
]
const FEES: readonly (readonly [purpose: string, counterparty: string])[] = [
  ['手续费', ''],
  ['电子汇划费', '手续费收入'],
  ['账户管理费', '中国农业银行中山火炬支行'],
  ['网银服务费', ''],
  ['对公短信服务费', '中山农商行'],
  ['Bank charges', ''],
]
/** What a person must look at, though a word of the bank's stands in it. */
const OTHERS: readonly (readonly [direction: 'credit' | 'debit', purpose: string, counterparty: string])[] = [
  ['credit', '逾期利息', '示例光电科技有限公司'],
  ['credit', '利息', '示例光电科技有限公司'],
  ['credit', '贷款贴息资金', ''],
  ['credit', '项目尾款扣手续费', ''],
  ['debit', '代付手续费', '示例代理有限公司'],
  ['debit', '手续费', '示例手续费咨询有限公司'],
  ['debit', '贷款利息', ''],
  ['credit', '退回手续费', ''],
  ['debit', '合同款', ''],
  ['debit', '', ''],
]

describe('given the movements of a bank account', () => {
  it.each(INTEREST)('when %s comes from %s, then it is interest', (purpose, counterparty) => {
    expect(bankChargeOf('credit', purpose, counterparty)).toBe('利息')
    expect(bankChargeOf('debit', purpose, counterparty)).toBeUndefined()
  })
  it.each(FEES)('when %s goes to %s, then it is a fee', (purpose, counterparty) => {
    expect(bankChargeOf('debit', purpose, counterparty)).toBe('手续费')
    expect(bankChargeOf('credit', purpose, counterparty)).toBeUndefined()
  })
  it.each(OTHERS)('when a %s says %s with %s, then a person looks at it', (direction, purpose, counterparty) => {
    expect(bankChargeOf(direction, purpose, counterparty)).toBeUndefined()
  })
})

const fee = (id: string, fen: bigint): OpenLine => ({
  id,
  direction: 'debit',
  day: '2025-06-21',
  open: fen,
  charge: '手续费',
  text: '',
})

describe('given fees of 1000.00 and of 1000.01', () => {
  it('when the rules look, then the one may stand as the bank’s own, and the other waits for a person', () => {
    const { proposals } = propose([fee('small', 100_000n), fee('large', 100_001n)], [], DEFAULT_SETTINGS)
    expect(proposals).toMatchObject([
      { rule: 'bankCharge', lines: [{ line: { id: 'small' } }], targets: [], difference: 100_000n, certain: true },
    ])
    expect(propose([fee('large', 100_001n)], [], { ...DEFAULT_SETTINGS, mostFee: 100_001n }).proposals).toHaveLength(1)
  })
})
