import { listing, requested } from './given.spec-support'
import { type LaidRow, laidOut } from './laid-out'
import type { TotalLine } from './paper'
import { sheetOf } from './sheet'
import type { Unit } from './unit'

const total = (money: bigint, adds: TotalLine['adds'] = true) => ({ label: '合计', cells: { money }, adds })

async function lines(amounts: readonly bigint[], unit: Unit, totals = [total(amounts.reduce((a, b) => a + b, 0n))]) {
  const paper = listing(
    amounts.map((money) => ({ name: '甲', money })),
    totals,
  )
  const laid: LaidRow[] = []
  for await (const it of laidOut(sheetOf(paper, requested(), unit))) laid.push(it)
  return laid
}
const moneyOf = (laid: readonly LaidRow[]) => laid.map(({ kind, cells }) => `${kind} ${cells[2].text}`)

describe('Amounts on a paper', () => {
  test('in 万元: each rounded half away from zero, the exact sum once, and what lacks on a line of its own', async () => {
    // 0.50 yuan rounds to 1 yuan (0.0001 万元) three times; the sum of 1.50 yuan rounds to 2.
    expect(moneyOf(await lines([50n, 50n, 50n], 'wan'))).toEqual([
      'row 0.0001',
      'row 0.0001',
      'row 0.0001',
      'total 0.0002',
      'remainder -0.0001',
    ])
    expect(moneyOf(await lines([-50n, -49n], 'wan'))).toEqual(['row -0.0001', 'row 0.0000', 'total -0.0001'])
  })

  test('in 元: nothing is rounded, so nothing lacks', async () => {
    expect(moneyOf(await lines([50n, 49n, -1n], 'yuan'))).toEqual(['row 0.50', 'row 0.49', 'row -0.01', 'total 0.98'])
  })

  test('a total that is no sum of the rows tells no remainder', async () => {
    expect(moneyOf(await lines([50n, 50n, 50n], 'wan', [total(150n, false)]))).toHaveLength(4)
  })

  test('apart by tax basis: what the lines together lack is told once, under the last of them', async () => {
    const part = (label: string, money: bigint) => ({ label, cells: { money }, adds: 'together' as const })
    const apart = [part('其中：含税合同', 100n), part('其中：不含税合同', 50n)]
    expect(moneyOf(await lines([50n, 50n, 50n], 'wan', apart))).toEqual([
      'row 0.0001',
      'row 0.0001',
      'row 0.0001',
      'total 0.0001',
      'total 0.0001',
      'remainder -0.0001',
    ])
    expect(moneyOf(await lines([50n, 50n, 50n], 'yuan', apart))).toHaveLength(5)
  })

  test('two that are never added stand beside each other, in the unit of the sheet', async () => {
    const mixed = { label: '合计', cells: { money: { inclusive: 12_345_678n, exclusive: 50n } }, adds: true }
    const stated = async (unit: Unit) => (await lines([1n], unit, [mixed as never])).map((it) => it.cells[2].text)
    expect(await stated('yuan')).toEqual(['0.01', '含税 123456.78 元；不含税 0.50 元'])
    expect(await stated('wan')).toEqual(['0.0000', '含税 12.3457 万元；不含税 0.0001 万元'])
  })

  test('are numbers up to 15 digits, which is what a spreadsheet shows, and text beyond', async () => {
    const [small, large] = await lines([999_999_999_999_999n, 1_000_000_000_000_000n], 'yuan')
    expect(small.cells[2]).toEqual({ text: '9999999999999.99', number: 9_999_999_999_999.99 })
    expect(large.cells[2]).toEqual({ text: '10000000000000.00' })
  })
})
