import { csvText } from '../kit/csv'
import { mergedGroups } from './merged-groups'

describe('the money table as CSV', () => {
  test('opens in Excel as it is: BOM, CRLF, quotes', () => {
    expect(
      csvText([
        ['平台', '到账'],
        ['甲,乙 "一站式"', '-12.50'],
      ]),
    ).toBe('\uFEFF平台,到账\r\n"甲,乙 ""一站式""",-12.50\r\n')
  })
  test.each([
    '=1+1',
    '+86',
    '-cmd',
    '@SUM(A1)',
    '\t=1',
    '＝1+1',
    '＠SUM(1)',
    '－1',
    '＋1',
    '\u200b=1+1',
    ' =1',
    '\u3000＝1',
  ])('%s is no formula', (text) => expect(csvText([[text]])).toContain(`'${text}`))
  test('a negative amount stays a number', () => expect(csvText([['-122092.33']])).toBe('\uFEFF-122092.33\r\n'))
})

test('groups of several figures stand in one row, also where one of them has nothing', () => {
  const rows = mergedGroups({
    invoicedAmount: [
      { key: '2025-02', value: '10.00' },
      { key: '2025-01', value: '5.00' },
    ],
    receivedAmount: [{ key: '2025-03', value: '7.00' }],
  })
  expect(rows).toEqual([
    { key: '2025-01', name: '2025-01', values: { invoicedAmount: '5.00' } },
    { key: '2025-02', name: '2025-02', values: { invoicedAmount: '10.00' } },
    { key: '2025-03', name: '2025-03', values: { receivedAmount: '7.00' } },
  ])
})
