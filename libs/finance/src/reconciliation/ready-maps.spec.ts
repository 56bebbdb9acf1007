import { BankFixture } from './bank-fixture.spec-support'
import { readLines } from './column-map-reading'
import { LAYOUTS, readyMaps, readyMapsFor } from './ready-maps'
import { contentOf } from './statements-of-banks.spec-support'

const rowOf = (texts: readonly string[], row = 1) => ({
  sheet: '明细',
  row,
  hidden: false,
  cells: texts.flatMap((text, i) => (text === '' ? [] : [{ column: i + 1, kind: 'text' as const, text }])),
})
const offered = (head: string, bank = '') => readyMapsFor([rowOf(head.split(','))], bank)

/** Headings as the banks’ sites print them, in their order. */
const HEADS: readonly (readonly [bank: string, head: string])[] = [
  [
    '中国工商银行',
    '凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息',
  ],
  ['中国工商银行', '本方账号,对方账号,交易时间,对方单位,用途,摘要,附言,回单个性化信息,余额,转出金额,转入金额'],
  ['中国工商银行', '本方账号,对方账号,交易时间,借贷标志,对方单位,对方行号,用途,摘要,附言,发生额,余额,币种'],
  [
    '中国建设银行',
    '账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号,关联账户',
  ],
  ['中国农业银行', '交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易行,交易用途'],
  ['交通银行', '交易时间,摘要,借贷标志,发生额,余额,对方账号,对方户名'],
  [
    '招商银行',
    '交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,流程实例号,业务名称,用途,业务参考号,业务摘要,其它摘要,收(付)方分行名,收(付)方名称,收(付)方账号',
  ],
  ['平安银行', '交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,摘要,用途'],
  ['平安银行', '交易日期,收入金额,支出金额,账户余额,付款方户名,付款方账号,收款方户名,收款方账号,交易流水号,摘要,用途'],
  ['上海浦东发展银行', '交易流水号,交易日期,交易时间,对方户名,对方账号,摘要,备注,借方金额,贷方金额,余额'],
  ['中信银行', '交易日期,交易时间,柜员交易号,对方账号,对方账户名称,借方发生额,贷方发生额,账户余额,摘要,附言'],
  ['中国光大银行', '交易日期,交易时间,流水号,借方发生额,贷方发生额,账户余额,对方账号,对方名称,摘要'],
  [
    '中国民生银行',
    '交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,客户附言,对方账号,对方账号名称,对方开户行',
  ],
  ['中国邮政储蓄银行', '交易日期,交易时间,收入金额,支出金额,余额,对方户名,对方账号,交易流水号,摘要,用途,附言'],
]

describe('given a list with the headings of a bank', () => {
  it('of every layout there is one', () => {
    expect(new Set(LAYOUTS.map((it) => it.bank))).toEqual(new Set(['中国银行', ...HEADS.map(([bank]) => bank)]))
  })

  it.each(HEADS)('of %s, then its map is offered first, and reads what came and what went', async (bank, head) => {
    const [first] = offered(head, `${bank.replace('中国', '')}中山分行`)
    expect(first.bank).toBe(bank)
    const names = head.split(',')
    const { columnMap } = first
    const line = (amount: string, came: boolean, balance: string) =>
      rowOf(
        names.map((it) => {
          if (it === columnMap.day) return '2025-06-03'
          if (it === columnMap.amount) return amount
          if (it === columnMap.direction) return came ? '贷' : '借'
          if (it === columnMap.credit) return came ? amount : ''
          if (it === columnMap.debit) return came ? '' : amount
          return it === columnMap.balance ? balance : ''
        }),
        came ? 2 : 3,
      )
    const { lines, faults } = await readLines(
      [rowOf(names), line('5.00', true, '5.00'), line('2.00', false, '3.00')],
      columnMap,
    )
    expect([faults, lines.map((it) => `${it.amount} ${it.balance}`)]).toEqual([[], ['5.00 5.00', '-2.00 3.00']])
  })

  it('when it is no bank’s, then nothing is offered', () => {
    expect(offered('交易日期,收入,支出,说明')).toEqual([])
    expect(offered('合同编号,签订日期,金额')).toEqual([])
  })

  it('when a heading stands twice, then it is no column to choose', () => {
    expect(offered('交易时间,收入金额,收入金额,支出金额,账户余额,对方户名')).toEqual([])
  })
})

it('given every ready map, then its headings alone are known again as the same map', () => {
  for (const { code, bank, columnMap } of readyMaps()) {
    const layout = LAYOUTS.find((it) => it.code === code)
    const names = Object.keys(layout?.columns ?? {}).map((field) => String(columnMap[field as 'day']))
    const found = readyMapsFor([rowOf(['某银行交易明细']), rowOf([...names], 2)], bank)
    expect(found.map((it) => it.columnMap)).toContainEqual(columnMap)
  }
})

it('given an account without a map, when a bank’s list comes, then its map is offered, and with it the list is read', async () => {
  const fixture = await BankFixture.open()
  const account = '2011002019200000001'
  await fixture.done('accounts', { account, bank: '中国银行中山分行', holder: '示例中试平台有限公司', currency: 'CNY' })
  const query = { account, fileName: 'boc.csv' }
  const bring = (at: string) => fixture.file(contentOf('boc_cny_utf8bom.csv'), 'text/csv', query, at)
  const { body } = await bring('statements/preview')
  expect(body.faults).toMatchObject([{ code: 'column-map-missing' }])
  expect(body.readyMaps).toMatchObject([{ code: 'boc', bank: '中国银行' }])
  await fixture.done('column-maps', { account, columnMap: body.readyMaps[0].columnMap })
  expect((await bring('statements')).status).toBe(201)
  const { lines } = await fixture.get('lines')
  expect(lines.map((it: { counterparty: string }) => it.counterparty)).toEqual([
    '示例光电科技有限公司',
    '示例光电科技有限公司',
    '示例制药有限公司',
  ])
  const { readyMaps: all } = await fixture.get('ready-column-maps')
  const banks = new Set(all.map((it: { bank: string }) => it.bank))
  expect(banks).toEqual(new Set(LAYOUTS.map((it) => it.bank)))
  expect(banks.size).toBe(12)
  await fixture.close()
})
