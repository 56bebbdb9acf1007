import { FACT, TAX } from './fact-kinds'

/** Kinds that count by their contract's signing day; the others by their own. */
const BY_CONTRACT: ReadonlySet<number> = new Set([FACT.signed, FACT.calledOff, FACT.amended, FACT.product])
export const countsByContract = (kind: number): boolean => BY_CONTRACT.has(kind)

/** Kinds with a lane for each tax basis. The others are only counted by figures that must look at each row. */
const KINDS: readonly number[] = [
  ...[FACT.signed, FACT.amended, FACT.product, FACT.batchStarted, FACT.batchCompleted, FACT.batchReleased],
  ...[FACT.invoiced, FACT.reversed, FACT.received, FACT.refunded, FACT.approval],
]
export const LANES = 2 * KINDS.length
const PLACE: readonly number[] = Array.from({ length: 256 }, (_, kind) => KINDS.indexOf(kind))

/** The number of a lane; undefined where a kind has none. */
export function laneOf(kind: number, exclusive: 0 | 1): number | undefined {
  return PLACE[kind] < 0 ? undefined : 2 * PLACE[kind] + exclusive
}

const WITH_AMOUNT: ReadonlySet<number> = new Set([
  ...[FACT.signed, FACT.amended],
  ...[FACT.invoiced, FACT.reversed, FACT.received, FACT.refunded],
])
const WITH_KEY: ReadonlySet<number> = new Set([FACT.signed, FACT.product, FACT.batchStarted, FACT.approval])
export const hasAmounts = (kind: number): boolean => WITH_AMOUNT.has(kind)
export const hasKeys = (kind: number): boolean => WITH_KEY.has(kind)
/** By lane: whether amounts are added up there, and whether keys lie beside the days. */
export const [ADDED, KEYED] = [WITH_AMOUNT, WITH_KEY].map((kinds) =>
  Array.from({ length: LANES }, (_, lane) => kinds.has(KINDS[lane >> 1])),
)

/** The columns they are laid out from. */
export interface Laid {
  readonly kind: Uint8Array
  readonly tax: Uint8Array
  readonly key: Uint32Array
  readonly date: Int32Array
  readonly contractDate: Int32Array
  readonly amount: Float64Array
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** A fact as its lane has it. */
export interface InLane {
  readonly lane: number
  readonly day: number
  readonly from: number
  readonly amount: number
  readonly key: number
}
export function inLane({ kind, tax, key, date, contractDate, amount, from }: Laid, row: number): InLane | undefined {
  const lane = laneOf(kind[row], tax[row] === TAX.exclusive ? 1 : 0)
  if (lane === undefined) return undefined
  const day = countsByContract(kind[row]) ? contractDate[row] : date[row]
  return { lane, day, from: from[row], amount: amount[row], key: key[row] | 0 }
}
