import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import type { ColumnMap } from '../domain/bank-account'
import { readLines } from './column-map-reading'

const BANK: ColumnMap = { day: '交易日期', credit: '贷方发生额', debit: '借方发生额', balance: '余额', purpose: '摘要' }
/** As the holder's own books say it: money in hand is 借. */
const HOLDER: ColumnMap = { ...BANK, credit: '借方发生额', debit: '贷方发生额' }
const rowsOf = (rows: readonly (readonly string[])[]): SheetRow[] =>
  rows.map((cells, i) => ({
    sheet: '明细',
    row: i + 1,
    hidden: false,
    cells: cells.flatMap((text, at) => (text === '' ? [] : [{ column: at + 1, kind: 'text' as const, text }])),
  }))
/** Opening 1,000.00; 1,100.00 goes, which overdraws by 100.00; 300.00 comes, which leaves 200.00; 200.00 goes: even. */
const reported = (side: string, map: ColumnMap, [up, down]: readonly [string, string]) =>
  readLines(
    rowsOf([
      ['交易日期', '摘要', map.debit ?? '', map.credit ?? '', side, '余额'],
      ['2025-06-01', '期初余额', '', '', up, '1,000.00'],
      ['2025-06-02', '手续费', '1,100.00', '', down, '100.00'],
      ['2025-06-03', '货款', '', '300.00', up, '200.00'],
      ['2025-06-04', '货款', '200.00', '', '平', '0.00'],
      ['2025-06-05', '税款', '5.00', '', down, '¥5.00'],
      ['2025-06-06', '税款', '1.00', '', down, '-6.00'],
      ['2025-06-06', '期末余额', '', '', down, '6.00'],
    ]),
    map,
  )

describe('given a list that prints the side of its balance beside the size', () => {
  it.each([
    ['余额方向', BANK, ['贷', '借']],
    ['余额借贷方向', BANK, ['贷方', '借方']],
    ['余额方向[Balance Dr/Cr]', BANK, ['Cr', 'Dr']],
    ['余额方向', HOLDER, ['借', '贷']],
  ] as const)('%s: then a balance on the side of what went is negative, in every row', async (heading, map, sides) => {
    const { lines, balances, faults } = await reported(heading, map, sides)
    expect(faults).toEqual([])
    expect(lines.map((it) => it.balance)).toEqual(['-100.00', '200.00', '0.00', '-5.00', '-6.00'])
    expect(balances.map((it) => [it.is, it.fen])).toEqual([
      ['opening', 100000n],
      ['closing', -600n],
    ])
  })

  it('when the side is a word that nobody knows, then it is refused at its cell', async () => {
    const { faults } = await reported('余额方向', BANK, ['贷', '其他'])
    expect(faults.map(({ code, facts }) => [code, facts?.row, facts?.column])).toEqual([
      ['statement-direction-unread', '3', 'E'],
      ['statement-direction-unread', '6', 'E'],
      ['statement-direction-unread', '7', 'E'],
    ])
  })
})
