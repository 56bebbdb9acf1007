import type { Movement } from './bridge'
import { stepsBetween, type TimedMovement } from './closing-variance'

const movement = (more: Partial<Movement>): Movement => ({
  kind: 'invoiced',
  day: 200,
  contractDay: 5,
  fen: 100n,
  taxBasis: 'inclusive',
  invoice: 0,
  entry: 1,
  ...more,
})
const timed = (begins: number, more: Partial<Movement>): TimedMovement => ({
  movement: movement({ entry: begins, ...more }),
  begins,
  ends: Number.MAX_SAFE_INTEGER,
})

let looks = 0
const counted = (it: TimedMovement): TimedMovement => ({
  ...it,
  get movement() {
    looks++
    return it.movement
  },
})

test('given a month closed years ago, then what was dated later costs it nothing: a busy contract is looked through soon', () => {
  const later = Array.from({ length: 6_000 }, (_, i) => counted(timed(10 + i, { day: 100 + (i % 900), invoice: i })))
  const contract = [timed(1, { kind: 'signed', day: 5 }), timed(2, { day: 8, invoice: -1 }), ...later]
  const late = timed(9_000, { day: 9, fen: 7n, invoice: -2 })
  const steps = stepsBetween(new Map([[1, [...contract, late]]]), { from: 0, to: 30 }, 5, 10_000)
  // A few looks at each; looked through once for each that came later they would be eighteen million.
  expect(looks).toBeLessThan(20 * later.length)
  expect(steps.map((it) => [it.sequence, it.dated])).toEqual([[9_000, true]])
})
