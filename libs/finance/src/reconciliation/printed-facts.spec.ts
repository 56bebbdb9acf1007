import { readSpreadsheet } from '@pilot-ledger/intake/spreadsheets'
import { MAP } from './bank-fixture.spec-support'
import { readLines } from './column-map-reading'

const HEAD = '交易日期,收入,支出,余额,对方户名,流水号,摘要'
const ROWS = '2025-06-03,5.00,,105.00,甲公司,K1,款\n2025-06-04,,2.00,103.00,乙公司,K2,款'
const OWN = { account: '4400-1234-0001', holder: '示例中试平台' }
const read = (text: string, map: Parameters<typeof readLines>[1] = MAP) =>
  readLines(readSpreadsheet(Buffer.from(text), { textsOfOthers: true }), map, OWN)
const codes = async (text: string) => (await read(text)).faults.map((it) => it.code)

/** What came is 5.00, what went 2.00. */
const TRUE_FEET = [
  ...[
    '收入合计：1笔 5.00元',
    '总收入,5.00',
    '支出合计,2.00',
    '共2笔,5.00,2.00',
    '总计: 收入 5.00 支出 2.00',
    '合 计,5.00,2.00',
  ],
  ...[
    '借方笔数：1 借方金额：2.00 贷方笔数：1 贷方金额：5.00',
    '1笔,收入,5.00',
    '支,1,2.00',
    '收入,1笔,5.00',
    '【合计】,5.00,2.00',
  ],
  ...[
    '收入笔数,1,收入金额,5.00',
    '合计收入：5.00,合计支出：2.00',
    '贷方发生额合计 5.00 借方发生额合计 2.00',
    'Total,5.00,2.00',
  ],
  ...['总笔数：2', '人民币小计,5.00', '# 收入合计: 1 笔', '汇总,5.00,2.00'],
]
const FALSE_FEET = [
  ...[
    '收入合计：1笔 5.01元',
    '支出合计,5.00',
    '贷方合计: 2.00',
    '收入总额：999.00',
    '1,收,2.00',
    '支,2,2.00',
    '总笔数：3',
  ],
  ...['收入笔数,2,收入金额,5.00', '人民币合计,7.00', '贷方发生额合计 5.00 借方发生额合计 3.00'],
]

describe('given what a bank prints of its movements as a whole', () => {
  it.each(TRUE_FEET)('when it is %s and right, then it is left out, below the list and above it', async (foot) => {
    const below = await read(`${HEAD}\n${ROWS}\n${foot}`)
    expect([below.faults, below.lines.length]).toEqual([[], 2])
    expect(await codes(`${foot}\n${HEAD}\n${ROWS}`)).toEqual([])
  })

  it.each(FALSE_FEET)('when it is %s and wrong, then that is a fault', async (foot) => {
    expect(await codes(`${HEAD}\n${ROWS}\n${foot}`)).toContain('total-differs')
  })

  it.each(['贷方发生总额,5.01', '贷方发生总笔数,2', '收入总笔数：1笔 收入总金额：2.00元', '总笔数[ Total number ],3'])(
    'when %s stands above the list and is wrong, then that is a fault too',
    async (title) => expect(await codes(`${title}\n${HEAD}\n${ROWS}`)).toEqual(['total-differs']),
  )

  it.each(['--------', '以上为全部明细', '记录数: 2', '本次查询共2条记录', '打印柜员：001', '# 导出时间'])(
    'when it is only %s, then it is left out and said',
    async (foot) => {
      const { faults, furniture } = await read(`${HEAD}\n${ROWS}\n${foot}`)
      expect([faults, furniture]).toEqual([[], [4]])
    },
  )
})

describe('given the days a list was asked for, above it', () => {
  it.each([
    ...[
      '起始日期：2025-06-01 截止日期：2025-06-30',
      '查询时间段：2025/06/01 - 2025/06/30',
      '查询期间: 2025.06.01~2025.06.30',
    ],
    ...[
      '查询起始日,20250601,查询终止日,20250630',
      '查询时间范围[ Time Range ],20250601-20250630',
      '交易日期：20250601-20250630',
    ],
    ...['起止日期：2025年06月01日至2025年06月30日', '开始日期,2025-06-01\n结束日期,2025-06-30'],
    '日期范围：2025-06-01 00:00:00 至 2025-06-30 23:59:59',
  ])('%s is June', async (title) => {
    expect((await read(`${title}\n${HEAD}\n${ROWS}`)).span).toEqual({ from: '2025-06-01', to: '2025-06-30' })
  })

  it.each(['打印日期：2025-07-01', '开户日期：2020-01-01', '账号：4400-1234-0001'])(
    '%s says nothing of them',
    async (title) => {
      expect((await read(`${title}\n${HEAD}\n${ROWS}`)).span).toEqual({})
    },
  )
})

describe('given a column that no map names', () => {
  const with_ = (heading: string, value: string) =>
    codes(
      `${HEAD},${heading}\n${ROWS.split('\n')
        .map((it) => `${it},${value}`)
        .join('\n')}`,
    )

  it.each([
    ...[
      ['币别', 'HKD'],
      ['Currency', 'EUR'],
      ['货币', '港币'],
      ['交易币种[ Currency ]', 'USD'],
      ['货币单位', '美元'],
      ['币种', '12'],
    ],
  ])('when %s says %s, then amounts are no yuan', async (heading, value) => {
    expect(new Set(await with_(heading, value))).toEqual(new Set(['statement-currency']))
  })

  it.each([
    ...[
      ['币种', '人民币元'],
      ['货币代码', '156'],
      ['币种', '01'],
      ['CCY', 'CNY'],
      ['币种', ''],
      ['记账货币', 'CNY-人民币'],
      ['币种', 'RMB'],
    ],
    ...[
      ['汇率', '7.1'],
      ['对方币种', 'USD'],
      ['本方账号', '440012340001'],
      ['账户', '示例中试平台'],
      ['账户名称', '示例中试平台'],
    ],
  ])('when %s says %s, then it is read', async (heading, value) => {
    expect(await with_(heading, value)).toEqual([])
  })

  it.each([
    '账号',
    '卡号',
    '账号/卡号',
    'Account No.',
    '查询账号[ Inquirer account number ]',
    '我方账号',
    '帐号',
    '交易账号',
  ])('when %s names another account, then the list is another’s', async (heading) => {
    expect(new Set(await with_(heading, '8800999900001111'))).toEqual(new Set(['statement-of-other-account']))
  })
})

describe('given a column that says which way', () => {
  const way = async (word: string, creditWords: readonly string[]) => {
    const map = { day: '日期', amount: '金额', direction: '方向', creditWords }
    const { lines, faults } = await read(`日期,方向,金额\n2025-06-01,${word},5.00`, map)
    return lines[0]?.amount ?? faults[0].code
  }
  it('then words of banks say it, as the map turns them; what says neither, or both, is a fault and never outgoing', async () => {
    for (const word of ['贷', '贷方', '贷 Cr', 'CRDT', '收入', '转入']) expect(await way(word, ['贷'])).toBe('5.00')
    for (const word of ['借', '借方', '借(Dr)', 'DBIT', '支出', '付']) expect(await way(word, ['贷'])).toBe('-5.00')
    for (const word of ['不计收支', '/', '其他', '贷/借', '冲正'])
      expect(await way(word, ['贷'])).toBe('statement-direction-unread')
    // A map that calls 借 money in says so of 借方 and Dr as well.
    expect([await way('借方', ['借']), await way('贷', ['借'])]).toEqual(['5.00', '-5.00'])
    expect(await way('不计收支', ['不计收支'])).toBe('5.00')
  })
})
