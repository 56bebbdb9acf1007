import type { IntakeItem } from '../columns'
import { Bureau, contract, hasFault } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const unit: IntakeItem = {
  is: 'unit',
  kind: 'contract',
  place: { sheet: '表', row: 1, column: 7 },
  unit: '万元',
  said: 'line',
  found: '单位：万元',
  columns: ['合同金额'],
}
const late = { ...hasFault, code: 'units-disagree', facts: { late: 'true' } } as IntakeItem

test('A report tells in what unit the amounts of each sheet were read, and where that is said', async () => {
  const { amountUnits } = await bureau.import('preview', [unit, contract('C-1')])
  expect(amountUnits).toEqual([
    {
      sheet: '表',
      kind: 'contract',
      unit: '万元',
      said: 'line',
      row: 1,
      column: 7,
      found: '单位：万元',
      columns: ['合同金额'],
    },
  ])
})

test('given a unit that is put in doubt under rows that look good, when the good rows are imported, then none is', async () => {
  const before = await bureau.size()
  const report = await bureau.import('good', [contract('C-1'), late])
  expect([report.verdict, report.counts.recorded, (await bureau.size()) - before]).toEqual(['refused', 0, 0])
  expect((await bureau.import('good', [contract('C-1'), hasFault])).counts.recorded).toBe(1)
})

test('Faults stand by sheet as the workbook has them, then by row and column', async () => {
  const at = (sheet: string, row: number, column: number) =>
    ({ ...hasFault, place: { sheet, row, column } }) as IntakeItem
  const lines = [
    at('乙', 5, 1),
    contract('C-1', { signedOn: '2026-01-01' }),
    at('乙', 2, 4),
    at('甲', 1, 1),
    at('乙', 2, 3),
  ]
  const { faults } = await bureau.import('preview', lines)
  expect(faults.map(({ place }) => [place.sheet, place.row, place.column])).toEqual([
    ['乙', 2, 3],
    ['乙', 2, 4],
    ['乙', 5, 1],
    ['表', 3, expect.any(Number)],
    ['甲', 1, 1],
  ])
})
