import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import type { ColumnMap } from '../domain/bank-account'
import { readLines } from './column-map-reading'
import { accountsNamed, fitsAccount } from './statement-head'

const HEAD = ['交易日期', '收入', '支出', '余额', '流水号', '对方户名']
const MAP: ColumnMap = {
  day: '交易日期',
  credit: '收入',
  debit: '支出',
  balance: '余额',
  reference: '流水号',
  counterparty: '对方户名',
}
const SIGNED: ColumnMap = { day: '交易日期', amount: '金额', plusMeans: 'credit' }
type Given = string | number | Partial<SheetCell> | undefined

/** Rows as a workbook tells them: numbers are numbers. */
const rowsOf = (rows: readonly (readonly Given[])[], change: Partial<SheetCell>[] = []): SheetRow[] =>
  rows.map((cells, i) => ({
    sheet: '明细',
    row: i + 1,
    hidden: false,
    cells: cells.flatMap((it, at): SheetCell[] => {
      if (it === undefined || it === '') return []
      const column = at + 1
      const more = change[at] ?? {}
      if (typeof it === 'object') return [{ column, kind: 'text', text: '', ...it, ...more }]
      if (typeof it === 'string') return [{ column, kind: 'text', text: it, ...more }]
      return [{ column, kind: 'number', text: String(it), decimal: BigInt(Math.round(it)).toString(), ...more }]
    }),
  }))
const A = ['2025-06-02', '100.00', '', '1100.00', 'R-1', '甲']
const B = ['2025-06-03', '50.00', '', '1150.00', 'R-2', '乙']
const read = (rows: readonly (readonly Given[])[], map = MAP) => readLines(rowsOf(rows), map)
const codes = async (rows: readonly (readonly Given[])[], map = MAP) =>
  (await read(rows, map)).faults.map((it) => [it.code, it.facts?.row, it.facts?.column].filter(Boolean).join(' '))

describe('given a reference that a workbook has made a number of', () => {
  it('when it has more than fifteen digits, then its last ones are gone and it is refused, in a CSV as well', async () => {
    const with_ = (reference: Given) => [HEAD, [...A.slice(0, 4), reference, '甲'], B]
    expect(await codes(with_(1234567890123456))).toEqual(['digits-lost 2 E'])
    expect(await codes(with_('1.23457E+17'))).toEqual(['digits-lost 2 E'])
    // The bank's own word, not a number written short.
    expect((await read(with_('2E345678'))).lines[0].reference).toBe('2E345678')
  })

  it('when it has fifteen, then it is there in full, however the cell shows it', async () => {
    const cell = { kind: 'number', text: '1.23457E+14', decimal: '123456789012345' } as const
    const { lines, faults } = await read([HEAD, [...A.slice(0, 4), cell, '甲']])
    expect([faults, lines[0].reference]).toEqual([[], '123456789012345'])
  })
})

describe('given what a bank prints above its table', () => {
  it.each([
    ['单位：万元', 'statement-in-wan 1'],
    ['（单位：人民币万元）', 'statement-in-wan 1'],
    ['金额单位: 千元', 'statement-unit-unknown 1'],
    ['单位：USD', 'statement-unit-unknown 1'],
    ['金额以万元计', 'statement-in-wan 1'],
    ['币种：美元', 'statement-currency 1'],
  ])('when it says %s, then amounts are not read as yuan, whatever ties', async (title, fault) => {
    expect(await codes([[title], HEAD, A, B])).toEqual([fault])
    // In two cells, and on the second page.
    expect(await codes([title.split(/(?<=[:：])/), HEAD, A, B])).toEqual([fault])
    expect(await codes([HEAD, A, [title.replace(/^/, '注：')], B])).toEqual([fault.replace('1', '3')])
  })

  it.each(['单位：元', '单位：人民币元', '币种：人民币', '币种：CNY', '单位：示例科技公司', '单位名称：示例大学'])(
    'when it says %s, then it is read',
    async (title) => {
      expect(await codes([[title], HEAD, A, B])).toEqual([])
    },
  )

  it('when a heading says the unit, then that counts: thousands as well as ten thousands', async () => {
    const headed = (it: string) => [HEAD.map((name) => (name === '收入' ? it : name)), A]
    expect(await codes(headed('收入（千元）'), { ...MAP, credit: '收入（千元）' })).toEqual([
      'statement-unit-unknown 1',
    ])
    expect(await codes(headed('收入（USD）'), { ...MAP, credit: '收入（USD）' })).toEqual(['statement-unit-unknown 1'])
    expect(await codes(headed('收入（元）'), { ...MAP, credit: '收入（元）' })).toEqual([])
  })

  it('then the account it names is compared, as far as it is shown', () => {
    const named = (...cells: Given[]) => accountsNamed(rowsOf([cells])[0])
    expect(named('账号：9999999', '户名：别人公司')).toEqual(['9999999'])
    expect(named('账号', '4400-1234-0001')).toEqual(['4400-1234-0001'])
    expect(named('交易明细（卡号：6222****1111）')).toEqual(['6222****1111'])
    expect(named('账号/卡号:6222 0000 1111')).toEqual(['6222 0000 1111'])
    // Another one's, and a name.
    expect(named('对方账号：12345678')).toEqual([])
    expect(named('账户：示例大学中山研究院', '2025')).toEqual([])
    // A number of sixteen digits has fifteen that are certain.
    expect(named('账号', 2011002019200000)).toEqual(['201100201920000*'])
    expect(fitsAccount('201100201920000****', '2011002019200000001')).toBe(true)
    expect(fitsAccount('6222****1111', '6222 0000 0000 1111')).toBe(true)
    expect(fitsAccount('6222****1112', '6222 0000 0000 1111')).toBe(false)
    expect(fitsAccount('6222**00**1111', '6222 0000 0000 1111')).toBe(true)
    expect(fitsAccount('6222**09**1111', '6222 0000 0000 1111')).toBe(false)
    expect(fitsAccount('62220000*00001111', '6222 0000 0000 1111')).toBe(false)
    // Tried in every way there is, this one has millions of millions of them.
    expect(fitsAccount(`${'1*'.repeat(17)}2`, '1'.repeat(34))).toBe(false)
    expect(fitsAccount('4400 1234 0001', '4400-1234-0001')).toBe(true)
    expect(fitsAccount('9999999', '4400-1234-0001')).toBe(false)
  })
})

describe('given a column that nobody sees', () => {
  it('when the map uses it, then it is refused once with its letter; another may be hidden', async () => {
    const hiding = (at: number) => {
      const change: Partial<SheetCell>[] = []
      change[at] = { hidden: true }
      return readLines(rowsOf([HEAD.concat('备注'), A.concat('x'), B], change), MAP)
    }
    expect((await hiding(1)).faults).toMatchObject([{ code: 'hidden-column', facts: { column: 'B' } }])
    expect((await hiding(6)).faults).toEqual([])
  })
})

describe('given totals that a bank prints', () => {
  it('when they are not what was read, then that is refused: 100 + 50 is not 999', async () => {
    expect(await codes([HEAD, A, B, ['合计', '999']])).toEqual(['total-differs 4 B'])
    expect((await read([HEAD, A, B, ['合计', '999']])).faults[0].zh).toContain('849.00')
    expect(await codes([HEAD, A, B, ['合计', '150.00', '0.01']])).toEqual(['total-differs 4 C'])
  })

  it('when pages have their own, then each is compared with its page, and the last with all', async () => {
    const pages = [HEAD, A, ['本页小计', '100.00'], B, ['本页小计', '50.00'], ['总计', '150.00', '0.00']]
    expect(await codes(pages)).toEqual([])
    expect(await codes(pages.with(4, ['本页小计', '51.00']))).toEqual(['total-differs 5 B'])
    expect(await codes(pages.with(5, ['总计', '151.00']))).toEqual(['total-differs 6 B'])
  })

  it('when they count from January, or count lines, then they are left out', async () => {
    expect(await codes([HEAD, A, B, ['本年累计', '9999.00'], ['合计：2笔']])).toEqual([])
  })

  it('when amounts are in one signed column, then the total may be of all, of what came, or of what went', async () => {
    const rows = (total: string) => [
      ['交易日期', '金额'],
      ['2025-06-02', '100.00'],
      ['2025-06-03', '(30.00)'],
      ['合计', total],
    ]
    for (const total of ['70.00', '130.00', '100.00', '30.00']) expect(await codes(rows(total), SIGNED)).toEqual([])
    expect(await codes(rows('60.00'), SIGNED)).toEqual(['total-differs 4 B'])
    expect((await read(rows('70.00'), SIGNED)).lines.map((it) => it.amount)).toEqual(['100.00', '-30.00'])
  })
})

describe('given rows among the movements that are none', () => {
  it('then balances are kept to be compared, headings and titles of the next page and what was printed when left out', async () => {
    const title = ['示例银行交易明细']
    const found = await read([
      title,
      HEAD,
      ['期初余额', '', '', '1000.00'],
      A,
      ['第1页 共2页'],
      title,
      HEAD,
      ['承前页', '', '', '1100.00'],
      B,
      ['', '', '', '1150.00', '', '期末余额'],
      ['打印日期：2025-07-01', '', '', '', '', '柜员：01'],
    ])
    expect(found.faults).toEqual([])
    expect(found.lines.map((it) => it.reference)).toEqual(['R-1', 'R-2'])
    expect(found.furniture).toEqual([3, 5, 6, 7, 8, 10, 11])
    expect(found.balances).toEqual([
      { is: 'opening', fen: 100_000n, row: 3 },
      { is: 'closing', fen: 115_000n, row: 10 },
    ])
  })

  it('when a row has a day and an amount, then it is a movement, whatever it is called', async () => {
    const { lines, furniture } = await read([HEAD, [...A.slice(0, 5), '期末余额宝有限公司']])
    expect([lines.length, furniture]).toEqual([1, []])
  })

  it('when a row is something else, then it is refused as before', async () => {
    expect(await codes([HEAD, A, ['打印日期：2025-07-01', '5.00'], B])).toEqual(['statement-day-unread 3 A'])
    expect(await codes([HEAD, A, ['他行转入'], B])).toEqual(['statement-day-unread 3 A'])
  })
})

describe('given a row that cannot be a movement', () => {
  const stated = async (row: readonly Given[]) => (await read([HEAD, row])).faults.map((it) => it.zh)
  it('then the right reason is given', async () => {
    expect(await stated(['2025-06-02', '10', '5'])).toEqual([expect.stringContaining('两列都有金额')])
    expect(await stated(['2025-06-02', '', '', '5'])).toEqual([expect.stringContaining('都没有金额')])
    expect(await stated(['2025-06-02', '', '(200.00)', '5'])).toEqual([expect.stringContaining('括号')])
  })

  it('when a number is shown ten thousand times smaller than it is held, then nobody knows which was meant', async () => {
    const cell = { kind: 'number', text: '1万', decimal: '10000', scaled: true } as const
    expect(await stated(['2025-06-02', cell])).toEqual([expect.stringContaining('量级')])
  })
})

it('given a day whose cell has lost its format, then it is the day that the workbook counts to', async () => {
  const serial = { kind: 'number', text: '45810', decimal: '45810', day: '2025-06-02' } as const
  const compact = { kind: 'number', text: '20250603', decimal: '20250603', day: '9999-12-31' } as const
  const { lines, faults } = await read([HEAD, [serial, ...A.slice(1)], [compact, ...B.slice(1)]])
  expect([faults, lines.map((it) => it.day)]).toEqual([[], ['2025-06-02', '2025-06-03']])
})

describe('given a movement whose words look like what a bank prints around its list', () => {
  it('when its purpose begins with 累计 and its day is missing, then it is a fault and not a total', async () => {
    const odd = ['', '3.21', '', '1153.21', 'R-3', '累计结息']
    expect(await codes([HEAD, A, B, odd])).not.toEqual([])
    expect((await read([HEAD, A, B, ['', '150.00', '', '', '', '累计发生额']])).faults).toEqual([])
  })

  it('when its day cannot be read and it begins with 上期余额, then it is a fault and not an opening balance', async () => {
    const odd = ['06-01', '80.00', '', '1080.00', 'R-0', '上期余额转入']
    expect((await codes([HEAD, odd, A, B]))[0]).toContain(' 2')
  })

  it('when the month has movements before the list, then 本月合计 is no sum of it', async () => {
    expect(await codes([HEAD, A, B, ['本月合计', '950.00', '', '', '', '']])).toEqual([])
  })
})
