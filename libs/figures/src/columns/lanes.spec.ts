import { KeptLanes, Lanes, laneOf } from './lanes'
import { BLANK_CONTRACT, BLANK_FACT, FACT, Store } from './store'

/** Of so many platforms, each with as many contracts signed as said, each on a day of its own. */
function filled(platforms: number, contracts: number): Store {
  const store = new Store()
  for (let platform = 0; platform < platforms; platform++)
    for (let i = 0; i < contracts; i++) {
      store.addContract({ ...BLANK_CONTRACT, platform })
      const contract = platform * contracts + i
      store.addFact({
        ...BLANK_FACT,
        platform,
        contract,
        kind: FACT.signed,
        contractDate: i,
        amount: 1,
        from: contract + 1,
      })
    }
  return store
}

/** By an entry's own size: its day, row, key (4 bytes each) and amount (8). */
const BYTES = 4 + 4 + 4 + 8

describe('given lanes of several platforms', () => {
  const CONTRACTS = 10
  const store = filled(4, CONTRACTS)
  const made: number[] = []
  const ask = (kept: KeptLanes, platform: number) =>
    kept.of(platform, CONTRACTS, () => {
      made.push(platform)
      const { facts } = store
      return new Lanes(facts.columnsOf(platform), (visit) => facts.each(platform, 0, visit), CONTRACTS)
    })

  test('then no more are kept than there is room for, and those asked for least lately go first', () => {
    const kept = new KeptLanes(2 * CONTRACTS * BYTES)
    for (const platform of [0, 1, 0, 2, 0, 2]) ask(kept, platform)
    expect(made.splice(0)).toEqual([0, 1, 2])
    for (const platform of [1, 2, 0]) ask(kept, platform)
    expect(made.splice(0)).toEqual([1, 0])
    const none = new KeptLanes(CONTRACTS * BYTES - 1)
    for (const platform of [3, 3]) expect(ask(none, platform).count).toBe(CONTRACTS)
    expect(made.splice(0)).toEqual([3, 3])
  })

  test('when a row is ended, then they are not made anew: it is in no lane, and among those that held until then', () => {
    const { facts } = filled(1, CONTRACTS)
    const lanes = facts.lanesOf(0)
    const [row, from, to] = [3, 4, 11]
    facts.close(row, to)
    expect(facts.lanesOf(0)).toBe(lanes)
    const first = lanes.begins[laneOf(FACT.signed, 0)]
    const inWindow = [...lanes.days.subarray(first, first + CONTRACTS)].filter((day) => day >= 0 && day < CONTRACTS)
    expect(inWindow).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9])
    const ended = (cut: number) => {
      const rows: number[] = []
      lanes.eachEnded(cut, (it) => rows.push(it))
      return rows
    }
    expect([from - 1, from, to - 1, to].map(ended)).toEqual([[], [row], [row], []])
  })
})
