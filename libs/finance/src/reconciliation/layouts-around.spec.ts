import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import type { ColumnMap } from '../domain/bank-account'
import { readLines } from './column-map-reading'
import { readStatement } from './statement-file'

const OWN = { account: '4400-1234-0001', bank: '示例银行', holder: '示例中试平台有限公司', currency: 'CNY' } as const
const SIGNED: ColumnMap = { day: '日期', amount: '金额', plusMeans: 'credit', balance: '余额' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layouts-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `from..to opening→closing` and the amounts, or the codes of what stands against it. */
async function reported(lines: readonly string[], map = SIGNED, stated: object = {}): Promise<string> {
  const path = join(folder, 'list.csv')
  writeFileSync(path, lines.join('\n'))
  const { draft, faults } = await readStatement(
    { path, sha256: '0'.repeat(64) } as never,
    { fileName: 'list.csv', ...stated },
    OWN,
    map,
  )
  if (!draft) return [...new Set(faults.map((it) => it.code))].join()
  const { from, to, opening, closing } = draft
  return [`${from}..${to}`, `${opening}→${closing}`, ...draft.lines.map((it) => it.amount)].join(' ')
}
const ROW = '2025-06-03,100.00,200.00'
const LIST = ['日期,金额,余额', ROW]
const RIGHT = '2025-06-03..2025-06-03 100.00→200.00 100.00'

describe('given what stands above the table', () => {
  it.each<[string, string[], string]>([
    ['an account with its label drawn out', ['账　　号：6222000011112222,,'], 'statement-of-other-account'],
    ['its own account so', ['账　　号：4400-1234-0001,币　　种：人民币,'], RIGHT],
    ['a currency with its label drawn out', ['币　　种：美元,,'], 'statement-currency'],
    ['a currency by number', ['货币代码：840,,'], 'statement-currency'],
    ['yuan by number', ['货币代码：156,,'], RIGHT],
    ['parts of a yuan', ['单位：分,,'], 'statement-unit-unknown'],
    ['户口号码', ['户口号码：6222 0000 1111,,'], 'statement-of-other-account'],
    ['Acct No.', ['Acct No. 6222 0000 1111,,'], 'statement-of-other-account'],
    ['账号（卡号）', ['账号（卡号）：622200001111,,'], 'statement-of-other-account'],
    ['labels over another account', ['账号,户名,币种', '6222000011112222,某公司,人民币'], 'statement-of-other-account'],
    ['labels over another currency', ['账号,货币代码,户名', '4400-1234-0001,840,某公司'], 'statement-currency'],
    ['labels over the own', ['账号,币种,户名', '4400-1234-0001,人民币,某公司'], RIGHT],
    ['labels over another opening', ['期初余额,期末余额,', '900.00,1000.00,'], 'statement-balance-row-differs'],
    ['labels over totals that differ', ['收入总额,支出总额,', '0.00,100.00,'], 'total-differs'],
    [
      'labels over the days',
      ['起始日期,终止日期,', '2025-06-01,2025-06-30,'],
      RIGHT.replace(/^\S+/, '2025-06-01..2025-06-30'),
    ],
  ])('when it is %s, then it is heeded', async (_, titles, right) => {
    expect(await reported([...titles, ...LIST])).toBe(right)
  })

  it.each(['金额（美元）', '美元金额', '金额/USD', '金额（分）'])(
    'when a heading says %s, then it is refused',
    async (amount) => {
      expect(await reported([`日期,${amount},余额`, ROW], { ...SIGNED, amount })).toBe('statement-unit-unknown')
    },
  )
})

describe('given headings in two rows', () => {
  const MAP: ColumnMap = { day: 'A', debit: 'C', credit: 'D', balance: 'E', headingRow: 2 }
  const list = (currency: string) => ['日期,币种,发生额,,余额', ',,借方,贷方,', `2025-06-03,${currency},,100.00,200.00`]
  it('then the upper one is heeded as well', async () => {
    expect(await reported(list('USD'), MAP)).toBe('statement-currency')
    expect(await reported(list('人民币'), MAP)).toBe(RIGHT)
  })
  it('and says whose the account below it is', async () => {
    const lines = [
      '日期,发生额,,余额,对方,',
      ',借方,贷方,,户名,账号',
      '2025-06-03,,100.00,200.00,甲公司,6222000011112222',
    ]
    const map: ColumnMap = { day: 'A', debit: 'B', credit: 'C', balance: 'D', headingRow: 2 }
    expect(await reported(lines, map)).toBe(RIGHT)
  })
})

describe('given movements of one day that take back each other', () => {
  const SWEPT = ['日期,金额,余额', '2025-06-03,-100.00,0.00', '2025-06-03,100.00,100.00']
  it('then nothing in them tells which was the first: it is asked, and what is printed or typed tells', async () => {
    expect(await reported(SWEPT)).toBe('statement-order-unknown')
    const newestFirst = '2025-06-03..2025-06-03 0.00→0.00 100.00 -100.00'
    expect(await reported(['期初余额：0.00,,', ...SWEPT])).toBe(newestFirst)
    expect(await reported(SWEPT, SIGNED, { opening: '0.00' })).toBe(newestFirst)
    expect(await reported(SWEPT, SIGNED, { opening: '100.00' })).toBe(
      '2025-06-03..2025-06-03 100.00→100.00 -100.00 100.00',
    )
  })
})

it('given directions in two words of one meaning, then they are read', async () => {
  const map: ColumnMap = { day: '日期', amount: '金额', direction: '借贷', creditWords: ['贷'], balance: '余额' }
  const rows = ['2025-06-03,100.00,贷(收入),200.00', '2025-06-04,50.00,借(支出),150.00']
  expect(await reported(['日期,金额,借贷,余额', ...rows], map)).toBe(
    '2025-06-03..2025-06-04 100.00→150.00 100.00 -50.00',
  )
  const either = ['日期,金额,借贷,余额', '2025-06-03,100.00,收/支,200.00']
  expect(await reported(either, map)).toBe('statement-direction-unread')
})

describe('given a workbook', () => {
  const cell = (column: number, given: string | number, more: object = {}): SheetCell =>
    typeof given === 'number'
      ? { column, kind: 'number', text: String(given), decimal: String(given), ...more }
      : { column, kind: 'text', text: given, ...more }
  const row = (sheet: string, at: number, cells: readonly (string | number)[], more: object = {}): SheetRow => ({
    sheet,
    row: at,
    hidden: false,
    cells: cells.map((it, i) => cell(i + 1, it, typeof it === 'number' ? more : {})),
  })
  const first = [row('六月', 1, ['日期', '金额', '余额']), row('六月', 2, ['2025-06-03', 100, 200])]
  const second = [row('七月', 1, ['日期', '金额', '余额']), row('七月', 2, ['2025-07-03', 50, 250])]
  const codes = async (rows: readonly SheetRow[], map = SIGNED) =>
    (await readLines(rows, map, OWN)).faults.map((it) => it.code)

  it('when two of its sheets hold movements, then one has to be named', async () => {
    expect(await codes([...first, ...second])).toEqual(['statement-sheets-several'])
    const { lines, faults } = await readLines([...first, ...second], { ...SIGNED, sheet: '七月' }, OWN)
    expect([faults, lines.map((it) => it.amount)]).toEqual([[], ['50.00']])
    expect(await codes([...first, second[0]])).toEqual([])
  })
  it('when a cover comes before the list, then the list is found', async () => {
    const { lines, faults } = await readLines([row('封面', 1, ['示例银行对账单']), ...first], SIGNED, OWN)
    expect([faults, lines.map((it) => it.amount)]).toEqual([[], ['100.00']])
    expect(await codes([row('封面', 1, ['币种：', '美元']), ...first])).toContain('statement-currency')
  })
  it('when a format shows another currency beside its amounts, then it is refused', async () => {
    expect(await codes([first[0], row('六月', 2, ['2025-06-03', 100, 200], { currency: '$' })])).toEqual([
      'statement-currency',
    ])
  })
})
