import { formatAmount, isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { decideCorrection, decideVoid, type EngagementHistory } from './decide'
import type { EngagementContent, EngagementEvent } from './events'
import { amended, content, given, number, reversed, signed, TODAY, terminated, when } from './given.spec-support'

const WITHOUT_TAX = { taxBasis: 'exclusive', amount: '100000.00' } as const
const document = (n: number, total: string, tax: string, share = total) =>
  content('InvoiceIssued', { invoice: number(n), share, total, tax, issuedOn: '2025-05-01' })

describe('given a contract of 100,000.00 without tax (H4)', () => {
  const two = [signed(WITHOUT_TAX), document(1, '37666.67', '4333.33'), document(2, '37666.67', '4333.33')]

  it('then it is invoiced in three documents that make 113,000.00 with tax, although their nets are one fen more', () => {
    expect(when(given(...two), document(3, '37666.66', '4333.33'))).toBe('accepted')
    // Three documents, each off by half a fen at most: one fen of room, not two.
    expect(when(given(...two), document(3, '37666.67', '4333.33'))).toBe('H4 invoiced-over-contract /share')
  })

  it('then no rounding is in a single document, nor in documents without tax', () => {
    expect(when(given(signed(WITHOUT_TAX)), document(1, '113000.00', '13000.00'))).toBe('accepted')
    expect(when(given(signed(WITHOUT_TAX)), document(1, '113000.01', '13000.00'))).toBe(
      'H4 invoiced-over-contract /share',
    )
    const untaxed = [signed(WITHOUT_TAX), document(1, '40000.00', '0.00'), document(2, '40000.00', '0.00')]
    expect(when(given(...untaxed), document(3, '20000.01', '0.00'))).toBe('H4 invoiced-over-contract /share')
  })

  it('then the amount may be amended down to what is invoiced, rounding being no debt (H3)', () => {
    const three = given(...two, document(3, '37666.66', '4333.33'), amended('100000.00', '500.00', '100500.00'))
    expect(when(three, amended('100500.00', '-500.00', '100000.00', '2'))).toBe('accepted')
    expect(when(three, amended('100500.00', '-500.01', '99999.99', '2'))).toBe('H3 amendment-below-invoiced /newAmount')
  })

  it('then what it was settled at is without tax too (H8)', () => {
    const settled = given(signed(WITHOUT_TAX), terminated('50000.00'))
    expect(when(settled, document(1, '56500.00', '6500.00'))).toBe('accepted')
    expect(when(settled, document(1, '56500.01', '6500.00'))).toBe('H8 over-settlement /share')
  })

  it.each([
    ['37666.60', '37666.60', '37666.80'],
    ['37666.67', '37666.67', '37666.66'],
  ])('then 113,000.00 taken back in %s + %s + %s leaves nothing: not a fen less room, not a fen more', (...red) => {
    const emptied = given(signed(WITHOUT_TAX), document(1, '113000.00', '13000.00'), ...red.map((it) => reversed(it)))
    expect(emptied.state).toMatchObject({ netInvoiced: 0n, netInvoicedWithoutTax: 0n })
    expect(when(emptied, document(2, '113000.00', '13000.00'))).toBe('accepted')
    expect(when(emptied, document(2, '113000.01', '13000.00'))).toBe('H4 invoiced-over-contract /share')
  })
})

/** Parts of `whole`, each at least a fen, by where it is cut. */
function parts(whole: bigint, cuts: readonly bigint[]): readonly bigint[] {
  const at = [...new Set([0n, ...cuts.map((it) => it % whole), whole])].sort((a, b) => (a < b ? -1 : 1))
  return at.slice(1).map((it, i) => it - at[i])
}

const invoices = fc
  .tuple(
    fc.bigInt(1n, 10n ** 9n),
    fc.bigInt(0n, 10n ** 9n),
    fc.bigInt(0n, 10n ** 9n),
    fc.array(fc.bigInt(1n, 10n ** 9n), { maxLength: 6 }),
  )
  .map(([total, tax, share, cuts]) => ({ total, tax: tax % (total + 1n), share: (share % total) + 1n, cuts }))

describe('given any document, any tax, any share of it, taken back in any pieces', () => {
  it('then nothing is left of it with tax or without, and never less than nothing on the way', () => {
    fc.assert(
      fc.property(
        fc.array(invoices, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (of, order) => {
          const documents = of.map((it, n) =>
            document(n, ...([it.total, it.tax, it.share].map(formatAmount) as [string, string, string])),
          )
          const red = of.flatMap((it, n) => parts(it.share, it.cuts).map((part) => reversed(formatAmount(part), n)))
          const shuffled = red.map((it, i) => ({ it, by: order[i % order.length] })).sort((a, b) => a.by - b.by)
          let history = given(signed({ ...WITHOUT_TAX, pricing: 'byActual' }), ...documents)
          const events: EngagementEvent[] = [...history.live.map((it) => it.content)]
          for (const { it } of shuffled) {
            expect(when(history, it)).toBe('accepted')
            events.push(it)
            history = given(...events)
            expect(history.state.netInvoicedWithoutTax).toBeGreaterThanOrEqual(0n)
          }
          expect(history.state).toMatchObject({ netInvoiced: 0n, netInvoicedWithoutTax: 0n })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('then nothing is left after corrections and voids of them either, in any order', () => {
    fc.assert(
      fc.property(
        invoices,
        fc.array(fc.tuple(fc.nat(), fc.bigInt(1n, 10n ** 9n), fc.boolean()), { maxLength: 5 }),
        (it, changes) => {
          const events: EngagementEvent[] = [
            signed({ ...WITHOUT_TAX, pricing: 'byActual' }),
            document(1, formatAmount(it.total), formatAmount(it.tax), formatAmount(it.share)),
            ...parts(it.share, it.cuts).map((part) => reversed(formatAmount(part))),
          ]
          for (const [which, amount, isVoid] of changes) {
            const history = given(...events)
            const reds = history.live.filter((entry) => entry.content.type === 'InvoiceReversed')
            if (reds.length === 0) break
            const entry = reds[which % reds.length]
            events.push(...changed(history, entry.id, isVoid ? undefined : reversed(formatAmount(amount))))
          }
          const history = given(...events)
          const left = it.share - taken(history)
          // Whatever was changed, a last red letter over what is left empties it.
          const last = left === 0n ? [] : [reversed(formatAmount(left))]
          for (const red of last) expect(when(history, red)).toBe('accepted')
          expect(given(...events, ...last).state).toMatchObject({ netInvoiced: 0n, netInvoicedWithoutTax: 0n })
        },
      ),
      { numRuns: 150 },
    )
  })
})

const taken = (history: EngagementHistory) =>
  history.live.reduce(
    (sum, { content: it }) => (it.type === 'InvoiceReversed' ? sum + BigInt(it.data.amount.replace('.', '')) : sum),
    0n,
  )

/** The correction or void where the rules allow it (what a document does not hold cannot be taken back), else nothing. */
function changed(
  history: EngagementHistory,
  id: string,
  to: EngagementContent | undefined,
): readonly EngagementEvent[] {
  const decided = to
    ? decideCorrection(history, { corrects: id, content: to, reason: '改' }, TODAY)
    : decideVoid(history, { voids: id, reason: '废' }, TODAY)
  return isRefusal(decided) ? [] : (decided as readonly EngagementEvent[])
}
