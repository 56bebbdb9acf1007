import { formatAmount } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { figureOf } from '../catalogue/catalogue'
import type { FigureDefinition } from '../catalogue/figure'
import { Sums } from './figure-value'

const FIGURES = [figureOf('invoicedAmount') as FigureDefinition]
/** Of one platform, in parts that are each a whole number below 2^53. */
const PARTS = fc.array(fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }), { maxLength: 20 })

describe('given amounts of several platforms, as large as a number can say', () => {
  test('then no fen is lost in a platform’s sum or in the total of all', () => {
    fc.assert(
      fc.property(fc.array(PARTS, { maxLength: 5 }), (platforms) => {
        const [one, all] = [new Sums(FIGURES), new Sums(FIGURES)]
        for (const parts of platforms) {
          one.clear()
          for (const it of parts) one.add(0, 0, it)
          expect(one.values()[0].value).toBe(formatAmount(parts.reduce((sum, it) => sum + BigInt(it), 0n)))
          all.join(one)
        }
        expect(all.values()[0].value).toBe(formatAmount(platforms.flat().reduce((sum, it) => sum + BigInt(it), 0n)))
      }),
    )
  })
})
