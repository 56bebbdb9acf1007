import { formatAmount } from '@pilot-ledger/kernel'
import type { ReadLine } from './line-in-row'
import { oldestFirst, openingOf } from './oldest-first'

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

/** A month of movements from 1000.00, oldest first, with the balance after each. */
function movements(seed: number): { lines: ReadLine[]; closing: string } {
  const random = numbers(seed)
  const next = (most: number) => Math.floor((random.next().value as number) * most)
  let balance = 100_000n
  const days = Array.from({ length: 1 + next(12) }, () => 1 + next(9)).sort((a, b) => a - b)
  const lines = days.map((day, i): ReadLine => {
    const amount = BigInt(next(2) === 0 ? 100 * (1 + next(3)) : -100 * (1 + next(3)))
    balance += amount
    const reported = { amount: formatAmount(amount), balance: formatAmount(balance) }
    return { day: `2025-08-0${day}`, ...reported, reference: `K${i}` }
  })
  return { lines, closing: formatAmount(balance) }
}

const byDays = (lines: readonly ReadLine[], change: (its: ReadLine[]) => ReadLine[], reversed: boolean) => {
  const days = new Map<string, ReadLine[]>()
  for (const it of lines) days.set(it.day, [...(days.get(it.day) ?? []), it])
  const groups = [...days.values()].map((it) => change([...it]))
  return (reversed ? groups.reverse() : groups).flat()
}
const ORDERS: readonly (readonly [string, (lines: readonly ReadLine[]) => ReadLine[]])[] = [
  ['as it moved', (lines) => [...lines]],
  ['newest first', (lines) => [...lines].reverse()],
  ['days upward, within a day the newest first', (lines) => byDays(lines, (it) => it.reverse(), false)],
  ['days downward, within a day the oldest first', (lines) => byDays(lines, (it) => it, true)],
  [
    'by amount within a day',
    (lines) => byDays(lines, (it) => it.sort((a, b) => Number(a.amount) - Number(b.amount)), false),
  ],
]

describe.each(ORDERS)('given a bank that prints %s', (_, printed) => {
  it('then each balance is the one before plus the movement, from the opening to the closing', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { lines, closing } = movements(seed)
      const given = printed(lines)
      for (const opening of ['1000.00', undefined]) {
        const { lines: found, rows } = oldestFirst(
          given,
          given.map((_line, i) => i),
          opening,
        )
        // Without an opening balance what comes and goes in a circle has no beginning of its own.
        if (opening !== undefined) expect(openingOf(found[0])).toBe(opening)
        if (opening !== undefined) expect(found[found.length - 1].balance).toBe(closing)
        const after = found.slice(0, -1).map((it) => it.balance)
        expect(found.slice(1).map(openingOf)).toEqual(after)
        expect(rows.map((at) => given[at])).toEqual(found)
      }
    }
  })
})

it('given no balances, then days tell the order, and within a day the file', () => {
  const line = (day: string, reference: string): ReadLine => ({ day: `2025-08-0${day}`, amount: '1.00', reference })
  const reported = (...given: ReadLine[]) =>
    oldestFirst(given, [], '0.00')
      .lines.map((it) => it.reference)
      .join('')
  expect(reported(line('5', 'a'), line('9', 'b'), line('1', 'c'))).toBe('cab')
  expect(reported(line('2', 'a'), line('1', 'b'), line('1', 'c'))).toBe('cba')
  expect(reported(line('1', 'a'), line('1', 'b'), line('2', 'c'))).toBe('abc')
})

it('given a line that is missing, then no order is made up', () => {
  const { lines } = movements(7)
  const given = [...lines.slice(0, 2), ...lines.slice(3)].reverse()
  const { lines: found } = oldestFirst(given, [], '1000.00')
  const carries = found.every((it, i) => openingOf(it) === (i === 0 ? '1000.00' : found[i - 1].balance))
  expect(lines.length).toBeGreaterThan(3)
  expect(carries).toBe(false)
})
