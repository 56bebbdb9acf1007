import type { Row } from '@pilot-ledger/intake/workbooks'
import { carriedSheet, type Page, type Variance } from './close-sheets'

const TOLD = {
  platform: 'p',
  title: '某平台',
  period: '2026-10',
  unit: 'yuan',
  window: { from: '2026-10-01', to: '2026-10-31' },
} as const
const line = (
  column: 'contractAmount' | 'invoiced' | 'advances',
  taxBasis: 'inclusive' | 'exclusive',
  sums: string,
) => {
  const [closedBefore, restated, opening] = sums.split(' ')
  return { column, taxBasis, closedBefore, restated, opening }
}
const CARRIED = {
  period: '2026-09',
  sequence: 1040,
  closedAt: 1008,
  lines: [
    line('contractAmount', 'inclusive', '11806800.30 -385000.03 11421800.27'),
    line('contractAmount', 'exclusive', '0.00 0.00 0.00'),
    line('advances', 'inclusive', '5.00 0.00 5.00'),
  ],
}
const entry = (sequence: number, contractNo: string, value: string) => ({
  ...{ sequence, contractNo, type: 'EntryVoided', actor: '登记员' },
  effects: [
    { column: 'contractAmount', taxBasis: 'inclusive', part: 'signed', value },
    { column: 'contractAmount', taxBasis: 'inclusive', part: 'closing', value },
  ],
})
/** Two pages of the last close's variance. */
const page: Page = async (cursor) =>
  (cursor === undefined
    ? { entries: [entry(1020, 'FX-003', '-385000.00')], next: 'more' }
    : { entries: [entry(1031, 'GX-002', '-0.03')] }) as unknown as Variance

test('given a month restated after its close, then its closing, each restatement and the next opening add up line by line', async () => {
  const rows: Row[] = []
  for await (const row of carriedSheet(TOLD, CARRIED, page).rows()) rows.push(row)
  expect(rows.map((it) => [it.column, it.what, it.sequence, it.value])).toEqual([
    ['合同额', '上期 2026-09 结账期末', undefined, 11_806_800_30n],
    ['合同额', '追溯：作废', 1020, -385_000_00n],
    ['合同额', '追溯：作废', 1031, -3n],
    ['合同额', '本期期初（合计）', undefined, 11_421_800_27n],
    ['预收', '上期 2026-09 结账期末', undefined, 5_00n],
    ['预收', '本期期初（合计）', undefined, 5_00n],
  ])
})
