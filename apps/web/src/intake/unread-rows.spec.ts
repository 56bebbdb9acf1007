import { unreadRows } from './unread-rows'

const at = (sheet: string, row?: number) => ({ place: { sheet, ...(row !== undefined && { row }) } })
const report = {
  counts: { rows: 2, unread: 4 },
  rows: [
    { sheet: '合同清单', row: 3 },
    { sheet: '合同清单', row: 4 },
  ],
  faults: [at('合同清单', 4), at('合同清单', 5), at('合同清单', 5), at('合同清单', 11), at('到账'), at('开票清单', 4)],
}

test('given faults at rows that are not listed, when the rows are told, then those left out are named by sheet, once each', () => {
  expect(unreadRows(report)).toEqual(
    new Map([
      ['合同清单', [5, 11]],
      ['开票清单', [4]],
    ]),
  )
})

test('given more rows than are listed, then nobody can say which of them were not read', () => {
  expect(unreadRows({ ...report, counts: { rows: 3, unread: 4 } })).toBeUndefined()
})
