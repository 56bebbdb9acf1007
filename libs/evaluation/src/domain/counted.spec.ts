import { atOnce } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { type CountedRow, itemsOf, valueOfRows } from './counted'

const row = (id: string, value: string, more: Partial<CountedRow> = {}): CountedRow => ({
  row: id,
  entryId: id,
  sequence: 1,
  kind: 'received',
  date: '2025-03-01',
  value,
  ...more,
})

it('A sum is what is left of its rows', () => {
  const rows = [row('a', '900000.00'), row('b', '400000.00'), row('c', '-50000.00')]
  expect(valueOfRows('sum', rows)).toBe('1250000.00')
  expect(valueOfRows('sum', rows, [{ row: 'a', amount: '100000.00' }, { row: 'b' }])).toBe('750000.00')
  // Parts of a row that is then struck as a whole are part of the whole.
  expect(valueOfRows('sum', rows, [{ row: 'a', amount: '1.00' }, { row: 'a' }])).toBe('350000.00')
})

it('A distinct count is counted anew: a key whose first row is struck is counted by its next', () => {
  const rows = [row('1', '1', { counts: 'x' }), row('2', '0', { counts: 'x' }), row('3', '1', { counts: 'y' })]
  expect(valueOfRows('distinct', rows)).toBe('2')
  expect(valueOfRows('distinct', rows, [{ row: '1' }])).toBe('2')
  expect(valueOfRows('distinct', rows, [{ row: '1' }, { row: '2' }])).toBe('1')
})

it('Amounts with and without tax are no sum until one of them is struck (H12)', () => {
  const rows = [row('a', '10.00', { taxBasis: 'inclusive' }), row('b', '5.00', { taxBasis: 'exclusive' })]
  expect(valueOfRows('sum', rows)).toBeUndefined()
  expect(valueOfRows('sum', rows, [{ row: 'b' }])).toBe('10.00')
})

it('Items are contracts, each less what was taken off its rows, and add up to the verified value', () => {
  const rows = [
    row('a', '100.00', { engagement: 'E1', contractNo: 'K-1' }),
    row('b', '-30.00', { engagement: 'E1', contractNo: 'K-1' }),
    row('c', '50.00', { engagement: 'E2', contractNo: 'K-2' }),
  ]
  expect(atOnce(itemsOf(rows, [{ row: 'a', amount: '20.00' }]))).toEqual([
    { engagement: 'E1', contractNo: 'K-1', value: '50.00' },
    { engagement: 'E2', contractNo: 'K-2', value: '50.00' },
  ])
})

it('Of positive rows what is verified never exceeds what was claimed, whatever is struck', () => {
  const text = (it: bigint) => `${it / 100n}.${String(it % 100n).padStart(2, '0')}`
  const struck = fc.record({
    fen: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    part: fc.option(fc.integer({ min: 1, max: 100 })),
    hit: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(struck, { maxLength: 12 }), (given) => {
      const rows = given.map((it, i) => row(String(i), text(it.fen)))
      const deductions = given.flatMap(({ fen, part, hit }, i) => {
        if (!hit) return []
        return part === null ? [{ row: String(i) }] : [{ row: String(i), amount: text((fen * BigInt(part)) / 100n) }]
      })
      const cents = (it: string | undefined) => BigInt((it as string).replace('.', ''))
      const [claimed, verified] = [cents(valueOfRows('sum', rows)), cents(valueOfRows('sum', rows, deductions))]
      expect(verified >= 0n && verified <= claimed).toBe(true)
      expect(atOnce(itemsOf(rows, deductions)).reduce((sum, it) => sum + cents(it.value), 0n)).toBe(verified)
    }),
  )
})
