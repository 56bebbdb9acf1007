import type { SheetCell } from '@pilot-ledger/intake/spreadsheets'
import { dayIn, yuanIn } from './statement-cells'

const text = (it: string): SheetCell => ({ column: 1, kind: 'text', text: it })

it.each([
  ['1,234.50', '1234.50'],
  ['￥1,234.5', '1234.50'],
  ['－１２．３０', '-12.30'],
  ['+7', '7.00'],
  ['12.3000', '12.30'],
  ['100元', '100.00'],
  ['--', undefined],
  ['', undefined],
  ['1.005', 'unread'],
  ['1,23.00', 'unread'],
  ['(5.00)', '-5.00'],
  ['(-5.00)', 'unread'],
  ['1e5', 'unread'],
])('an amount written %j is %j', (given, expected) => {
  expect(yuanIn(text(given))).toBe(expected)
})

it('a number of a workbook is its decimal, and none with parts of a fen', () => {
  const cell = (decimal: string): SheetCell => ({ column: 1, kind: 'number', text: '', decimal })
  expect(yuanIn(cell('9116800.29'))).toBe('9116800.29')
  expect(yuanIn(cell('0.305'))).toBe('unread')
})

it.each([
  ['2025-06-02', '2025-06-02'],
  ['2025/6/2', '2025-06-02'],
  ['20250602', '2025-06-02'],
  ['20250602153000', '2025-06-02'],
  ['2025年6月2日', '2025-06-02'],
  ['2025-06-02 15:30:00', '2025-06-02'],
  ['2025-02-29', 'unread'],
  ['03/04/2025', 'unread'],
  ['45810', 'unread'],
  ['', undefined],
])('a day written %j is %j', (given, expected) => {
  expect(dayIn(text(given))).toBe(expected)
})
