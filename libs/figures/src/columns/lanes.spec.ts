import * as fc from 'fast-check'
import { KeptLanes } from './kept-lanes'
import { countsByContract, hasAmounts, hasKeys, laneOf } from './lane-kinds'
import { Lanes } from './lanes'
import { BLANK_CONTRACT, BLANK_FACT, FACT, Store, TAX } from './store'

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

/** By an entry's own size: its day, the sequence from which on it holds and its key (4 bytes each), its amount (8), and its block's end. */
const BYTES = 4 + 4 + 4 + 8
const OF_BLOCK = 4

describe('given lanes of several platforms', () => {
  const CONTRACTS = 10
  const made: number[] = []
  const store = filled(4, CONTRACTS)
  const ask = (kept: KeptLanes, platform: number) =>
    kept.of(platform, CONTRACTS, () => {
      made.push(platform)
      const { facts } = store
      const columns = facts.columnsOf(platform)
      return Lanes.of((from, visit) => facts.each(platform, from, (row) => visit(columns, row)), CONTRACTS)
    })

  test('then no more are kept than there is room for, and those asked for least lately go first', () => {
    const kept = new KeptLanes(2 * (CONTRACTS * BYTES + OF_BLOCK))
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
    const found: number[] = []
    const lane = laneOf(FACT.signed, 0) as number
    expect(lanes.find(lane, 0, CONTRACTS, to, found)).toBe(2)
    expect(found[1] - found[0]).toBe(CONTRACTS - 1)
    expect(lanes.sum(lane, found[0], found[1])).toBe(CONTRACTS - 1)
    expect(lanes.find(lane, row, row, to, found)).toBe(0)
    const ended = (cut: number) => {
      const days: number[] = []
      lanes.eachEnded(cut, (_, day) => days.push(day))
      return days
    }
    expect([from - 1, from, to - 1, to].map(ended)).toEqual([[], [row], [row], []])
  })
})

const KINDS = [
  FACT.signed,
  FACT.amended,
  FACT.product,
  FACT.batchCompleted,
  FACT.received,
  FACT.approval,
  FACT.accepted,
]
const LARGEST = 10 ** 14 - 1
const DAYS = 40

/** What a figure is made of, in whatever order: amounts and keys of what counts, one after another. */
type Counting = readonly string[]

describe('given a platform’s facts that come, and are ended, between questions', () => {
  test('then lanes tell what the facts themselves say, of any kind, days and cut, and no fen is lost', () => {
    let blocks = 0
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 1_500 }),
        fc.constantFrom(9, 1_000, LARGEST),
        (chances, rows, largest) => {
          const below = (n: number) => chances.next().value % n
          const store = new Store()
          store.addContract({ ...BLANK_CONTRACT, platform: 0 })
          const open: number[] = []
          let sequence = 1
          const ask = () => {
            const kind = KINDS[below(KINDS.length)]
            const exclusive = below(2) as 0 | 1
            const from = below(DAYS)
            const question = [store, kind, exclusive, from, from + below(DAYS), below(sequence + 2)] as const
            expect(byLanes(...question)).toEqual(byFacts(...question))
          }
          for (let i = 0; i < rows; i++) {
            if (below(3) > 0) sequence++
            const kind = below(4) > 0 ? FACT.signed : KINDS[below(KINDS.length)]
            const tax = below(5) > 0 ? TAX.inclusive : TAX.exclusive
            const amount = (below(2) === 0 ? 1 : -1) * (largest - below(9))
            const days = { date: below(DAYS), contractDate: below(DAYS) }
            open.push(
              store.addFact({ ...BLANK_FACT, contract: 0, kind, tax, amount, ...days, key: below(5), from: sequence }),
            )
            if (below(40) === 0) store.facts.close(open.splice(below(open.length), 1)[0], ++sequence)
            if (below(100) === 0) ask()
          }
          for (let i = 0; i < 8; i++) ask()
          blocks = Math.max(blocks, rows / 512)
        },
      ),
      { numRuns: 60 },
    )
    expect(blocks).toBeGreaterThan(1)
  })
})

function byFacts({ facts }: Store, kind: number, exclusive: 0 | 1, first: number, last: number, cut: number): Counting {
  const rows = Array.from({ length: facts.length }, (_, i) => facts.row(i)).filter(
    (it) =>
      it.kind === kind &&
      (it.tax === TAX.exclusive) === (exclusive === 1) &&
      it.from <= cut &&
      cut < it.to &&
      it.from > 0,
  )
  const day = (it: (typeof rows)[number]) => (countsByContract(kind) ? it.contractDate : it.date)
  const counting = rows.filter((it) => first <= day(it) && day(it) <= last)
  return said(
    counting.length,
    hasAmounts(kind) ? counting.reduce((sum, it) => sum + BigInt(it.amount), 0n) : 0n,
    hasKeys(kind) ? counting.map((it) => it.key) : [],
  )
}

function byLanes({ facts }: Store, kind: number, exclusive: 0 | 1, first: number, last: number, cut: number): Counting {
  const lane = laneOf(kind, exclusive)
  if (lane === undefined) return byFacts({ facts } as Store, kind, exclusive, first, last, cut)
  const lanes = facts.lanesOf(0)
  const found: number[] = []
  let [count, sum] = [0, 0n]
  const keys: number[] = []
  const add = (amount: number, key: number) => {
    count++
    if (hasAmounts(kind)) sum += BigInt(amount)
    if (hasKeys(kind)) keys.push(key)
  }
  const places = lanes.find(lane, first, last, cut, found)
  for (let i = 0; i < places; i += 2) {
    count += found[i + 1] - found[i]
    sum += BigInt(lanes.sum(lane, found[i], found[i + 1]))
    if (hasKeys(kind)) keys.push(...lanes.keys.subarray(lanes.keyAt(lane, found[i]), lanes.keyAt(lane, found[i + 1])))
  }
  lanes.eachEnded(cut, (of, day, amount, key) => {
    if (of === lane && first <= day && day <= last) add(amount, key)
  })
  facts.each(0, lanes.count, (row) => {
    const it = facts.row(row)
    const day = countsByContract(kind) ? it.contractDate : it.date
    const holds = it.from <= cut && cut < it.to
    if (it.kind === kind && (it.tax === TAX.exclusive) === (exclusive === 1) && holds && first <= day && day <= last)
      add(it.amount, it.key)
  })
  return said(count, sum, keys)
}

const said = (count: number, sum: bigint, keys: readonly number[]): Counting => [
  `${count} rows`,
  `${sum} fen`,
  ...keys.toSorted((a, b) => a - b).map((it) => `key ${it}`),
]
