import { Question, type Tables } from '@pilot-ledger/figures'
import { bridgeOf, CELLS, cellAt, minus, NOTHING, plus, type Step, stepsBetween } from '@pilot-ledger/finance'
import { movementsOf, periodTotals, timedMovementsOf } from '@pilot-ledger/finance/closing'
import { atOnce, dayNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { projected, randomWindow } from './ledgers.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 40)
/** Few of the random histories have later business: so many that have are looked for, among the first thousand. */
const WITH_LATER_BUSINESS = 4
const MOST_LOOKED_AT = 1_000

describe('given random ledgers that go on after a period was closed', () => {
  test('then the effects of the entries since add up to now minus as-closed in every cell, to the fen', async () => {
    let [moved, restated, later] = [0, 0, 0]
    const holds = async (seed: number) => {
      const { log, platforms } = randomHistory(seed)
      const tables = await projected(log)
      const chance = new Chance(seed ^ 0x71c05)
      const window = randomWindow(chance)
      const span = { from: dayNumber(window.from), to: dayNumber(window.to) }
      const [since, until] = [chance.below(log.length + 1), chance.below(log.length + 1)].sort((a, b) => a - b)
      for (const id of platforms) {
        const platform = tables.platformIds.find(id) as number
        const bridgeAt = (cut: number) =>
          [...atOnce(movementsOf(new Question(tables, window, cut, platform))).values()].reduce(
            (total, { movements }) => plus(total, bridgeOf(movements, span)),
            NOTHING,
          )
        const steps = stepsBetween(atOnce(timedMovementsOf(tables, platform, since)), span, since, until)
        const sum = steps.reduce((total, it) => plus(total, it.effect), NOTHING)
        expect(sum).toEqual(minus(bridgeAt(until), bridgeAt(since)))
        // The entries are of the span, in order, each once; and each one's effect is what its contracts' are.
        const sequences = steps.map((it) => it.sequence)
        expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
        expect(sequences.every((it) => since < it && it <= until)).toBe(true)
        for (const step of steps) {
          expect([...step.contracts.values()].reduce(plus, NOTHING)).toEqual(step.effect)
          expect(step.effect).toEqual(minus(bridgeAt(step.sequence), bridgeAt(step.sequence - 1)))
          moved++
          if (step.dated) restated++
          else later += onlyCurrentAmount(step) ? 1 : 1e9
        }
      }
    }
    await fc.assert(fc.asyncProperty(fc.integer(), holds), { numRuns: RUNS })
    // What the histories are for: late entries, and later business that moves current amounts and nothing else.
    expect(moved).toBeGreaterThan(RUNS * 1.25)
    expect(restated).toBeGreaterThan(RUNS * 0.75)
    let found = 0
    for (let seed = 1; found < WITH_LATER_BUSINESS && seed <= MOST_LOOKED_AT; seed++) {
      const before = later
      await holds(seed)
      if (later > before) found++
    }
    expect(found).toBe(WITH_LATER_BUSINESS)
    expect(later).toBeLessThan(1e9)
  }, 120_000)
})

test('given a ledger that goes on, then the totals at a cut are those of the day, contract by contract, for ever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { log, platforms } = randomHistory(seed)
      const chance = new Chance(seed ^ 0x1f0e)
      const cut = 2 + chance.below(log.length - 1)
      const [then, now] = [await projected(log.slice(0, cut)), await projected(log)]
      const period = randomWindow(chance)
      for (const id of platforms) {
        const of = (tables: Tables) => periodTotals(tables, tables.platformIds.find(id) as number, period, cut)
        expect(await of(now)).toEqual(await of(then))
      }
    }),
    { numRuns: RUNS },
  )
}, 120_000)

/** What is no restatement moves the current amount by amendments dated after the window, and nothing else. */
function onlyCurrentAmount({ effect }: Step): boolean {
  return CELLS.every(
    ({ column, part }, at) =>
      effect[at] === 0n || (column === 'currentAmount' && (part === 'amendedAfter' || part === 'closing')),
  )
}

test('given no cell of a name, then it has no place', () => {
  expect(cellAt('invoiced.amended')).toBe(-1)
})
