import { NONE as OPEN } from './index-chain'
import { ADDED, type InLane, inLane, KEYED, LANES, type Laid } from './lane-kinds'

/** Rows of one block: a sum of as many amounts stays a whole number below 2^53. Single ones stay below 10^14. */
export const [LONG, SHORT] = [512, 64]
export const LARGE = 2 ** 53 / LONG

/** Facts on their way into lanes, lane by lane. */
export class Gathered {
  readonly days = lists()
  readonly froms = lists()
  readonly amounts = lists()
  readonly keys = lists()
  readonly ended: number[] = []
  largest = 0

  add(columns: Laid, row: number): void {
    const fact = inLane(columns, row)
    if (!fact) return
    if (columns.to[row] === OPEN) this.put(fact)
    else pushEnded(this.ended, fact, columns.to[row])
  }

  put({ lane, day, from, amount, key }: InLane): void {
    this.days[lane].push(day)
    this.froms[lane].push(from)
    if (ADDED[lane]) this.amounts[lane].push(amount)
    if (KEYED[lane]) this.keys[lane].push(key)
    this.largest = Math.max(this.largest, Math.abs(amount))
  }
}

/** Numbers of one that was ended: its lane, day, amount, key, and the sequences from which it held and no longer did. */
export const OF_ENDED = 6

export function pushEnded(ended: number[], { lane, day, amount, key, from }: InLane, to: number): void {
  ended.push(lane, day, amount, key, from, to)
}

const lists = (): number[][] => Array.from({ length: LANES }, () => [])

const packed = new Float64Array(LONG)
const LEAST = 2 ** 31

/** The places of some days in the order of the days. */
export function byDay(days: readonly number[], first: number, size: number): Float64Array {
  const order = packed.subarray(0, size)
  for (let i = 0; i < size; i++) order[i] = (days[first + i] + LEAST) * LONG + i
  order.sort()
  for (let i = 0; i < size; i++) order[i] %= LONG
  return order
}
