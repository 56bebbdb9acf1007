import { cellName } from './cell-name'

test.each([
  [{ row: 12, column: 6 }, 'F12'],
  [{ row: 1, column: 26 }, 'Z1'],
  [{ row: 1, column: 27 }, 'AA1'],
  [{ row: 9, column: 702 }, 'ZZ9'],
  [{ row: 9, column: 703 }, 'AAA9'],
  [{ row: 7 }, '7'],
  [{ sheet: '合同清单' }, ''],
])('%j is the cell %s, as a spreadsheet names it', (place, name) => {
  expect(cellName(place)).toBe(name)
})
