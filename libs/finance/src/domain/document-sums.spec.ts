import { nameKey } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { propose } from './matching'
import { DEFAULT_SETTINGS, type OpenLine, type OpenTarget } from './matching-terms'

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' } as const
const invoice = (i: number, fen: bigint): OpenTarget => ({
  id: `i${i}`,
  entry: `i${i}`,
  sequence: i,
  kind: 'invoice',
  direction: 'credit',
  contract: 'C1',
  contractNo: 'C-1',
  client: CLIENT,
  payer: CLIENT,
  document: `D:${i}`,
  day: `2025-${String((i % 12) + 1).padStart(2, '0')}-05`,
  amount: fen,
  open: fen,
})
const paid = (open: bigint): OpenLine => ({
  ...{ id: 'l', direction: 'credit', day: '2026-01-10', text: '' },
  open,
  payer: nameKey(CLIENT.name),
})
const invoices = (count: number, fen = 300_000n) => Array.from({ length: count }, (_, i) => invoice(i, fen))
/** How many invoices each suggestion and each possibility takes. */
const found = (open: bigint, targets: OpenTarget[]) => {
  const { proposals, ambiguous } = propose([paid(open)], targets, DEFAULT_SETTINGS)
  return {
    suggested: proposals.map((it) => it.targets.length),
    possible: ambiguous.flatMap((it) => it.options.map((one) => one.targets.length)),
    certain: proposals.filter((it) => it.certain).length,
  }
}

describe('given many invoices of one payer', () => {
  test.each([4, 5, 13, 14, 60])('when %i equal ones are paid in one sum, then they are suggested', (count) => {
    expect(found(300_000n * BigInt(count), invoices(count))).toEqual({ suggested: [count], possible: [], certain: 0 })
  })

  test('when fourteen different ones are paid in one sum, then they are suggested', () => {
    const different = Array.from({ length: 14 }, (_, i) => invoice(i, 100_001n + BigInt(i) ** 3n))
    const sum = different.reduce((total, it) => total + it.open, 0n)
    expect(found(sum, different).suggested).toEqual([14])
    expect(found(sum + 1n, different)).toEqual({ suggested: [], possible: [], certain: 0 })
  })

  test('when fewer were paid than there are equal ones, then which they are is for a person to say', () => {
    expect(found(300_000n * 14n, invoices(20))).toEqual({ suggested: [], possible: [14, 14], certain: 0 })
  })

  test('whatever is paid, what is told adds up to the line, to the fen, and each invoice is named once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(100n, 200n, 300n), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 12_000 }),
        (amounts, fen) => {
          const targets = amounts.map((it, i) => invoice(i, it))
          const { proposals, ambiguous } = propose([paid(BigInt(fen))], targets, DEFAULT_SETTINGS)
          for (const it of [...proposals, ...ambiguous.flatMap((one) => one.options)]) {
            expect(it.targets.reduce((sum, { amount }) => sum + amount, 0n)).toBe(BigInt(fen))
            expect(new Set(it.targets.map(({ target }) => target.id)).size).toBe(it.targets.length)
          }
          expect(proposals.length <= 1 && proposals.every((it) => !it.certain)).toBe(true)
        },
      ),
    )
  })
})
