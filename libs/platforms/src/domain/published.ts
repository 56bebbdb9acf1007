import { Decimal } from 'decimal.js'
import type { FigurePublished } from './events'

export interface Reason {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** A figure of the ledger that a published one may mean. */
export interface Candidate {
  readonly code: string
  readonly unit: 'CNY' | 'count'
  readonly basis: string
  /** Yuan with decimals, or a whole number; null where the ledger refuses a total. */
  readonly value: string | null
  readonly refused?: Reason
}

export interface Comparison {
  readonly verdict: 'agrees' | 'differs' | 'cannotSay'
  /** Computed minus published, in yuan or as a count. */
  readonly by?: string
  /** [low, high): what the published value can mean at its own precision, in yuan or as a count. */
  readonly low: string
  readonly high: string
  /** The basis on which it agrees, where the document states none. */
  readonly onBasis?: string
  readonly reason?: Reason
  readonly computed: readonly Candidate[]
}

const IN_YUAN = { 元: 1, 万元: 10_000, 亿元: 100_000_000 } as const

/**
 * Lays a published figure beside the ledger's, at the published value's own precision: v with d decimals means
 * [v − ½·10⁻ᵈ, v + ½·10⁻ᵈ) in its unit, so 2063 万元 agrees with anything in [2062.5, 2063.5) 万元. `extremes` holds, for
 * each day the window's edges can mean (one list when they are known to the day), the figures it may stand for: one, or one
 * for each basis when the document states none.
 */
export function compareWithPublished(published: FigurePublished['data'], extremes: readonly (readonly Candidate[])[]): Comparison {
  const { low, high } = meaningOf(published)
  const range = { low: plain(low, published.unit), high: plain(high, published.unit), computed: extremes[0] ?? [] }
  if (extremes.length === 0) return { verdict: 'cannotSay', reason: WINDOW_NOT_STATED, ...range }
  const verdicts = extremes.map((candidates) => verdictOf(published, candidates, low, high))
  const [first] = verdicts
  if (verdicts.some((it) => it.verdict !== first.verdict)) return { verdict: 'cannotSay', reason: WINDOW_PRECISION, ...range }
  return { ...first, ...range }
}

type Verdict = Pick<Comparison, 'verdict' | 'by' | 'onBasis' | 'reason'>

function verdictOf(published: FigurePublished['data'], candidates: readonly Candidate[], low: Decimal, high: Decimal): Verdict {
  const unit = published.unit === 'count' ? 'count' : 'CNY'
  const fitting = candidates.filter((it) => it.unit === unit)
  if (fitting.length === 0) return { verdict: 'cannotSay', reason: UNIT_MISMATCH }
  const agreeing = fitting.find((it) => it.value !== null && low.lte(it.value) && high.gt(it.value))
  if (published.basis === 'notStated') {
    if (agreeing) return { verdict: 'agrees', onBasis: agreeing.basis, reason: BASIS_NOT_STATED }
    return { verdict: 'cannotSay', reason: BASIS_NOT_STATED }
  }
  if (agreeing) return { verdict: 'agrees' }
  const [only] = fitting
  if (only.value === null) return { verdict: 'cannotSay', reason: only.refused }
  const value = new Decimal(published.value).times(unit === 'CNY' ? IN_YUAN[published.unit as keyof typeof IN_YUAN] : 1)
  return { verdict: 'differs', by: plain(new Decimal(only.value).minus(value), published.unit) }
}

function meaningOf(published: FigurePublished['data']): { low: Decimal; high: Decimal } {
  const decimals = published.value.split('.')[1]?.length ?? 0
  const half = new Decimal(10).pow(-decimals).div(2)
  const unit = published.unit === 'count' ? 1 : IN_YUAN[published.unit]
  const value = new Decimal(published.value)
  return { low: value.minus(half).times(unit), high: value.plus(half).times(unit) }
}

function plain(value: Decimal, unit: string): string {
  return unit === 'count' ? value.toFixed() : value.toFixed(Math.max(2, value.decimalPlaces()))
}

const BASIS_NOT_STATED: Reason = {
  code: 'basis-not-stated',
  zh: '来源未注明金额口径，按各口径逐一比对',
  en: 'the source does not state its basis; each basis was compared',
}
const WINDOW_NOT_STATED: Reason = {
  code: 'window-not-stated',
  zh: '来源未注明统计期，且查询未给出',
  en: 'the source does not state its window and the question gives none',
}
const WINDOW_PRECISION: Reason = {
  code: 'window-precision',
  zh: '来源的统计期仅精确到月，月初与月末结论不同',
  en: 'the source gives its window only to the month, and its first and last day answer differently',
}
const UNIT_MISMATCH: Reason = {
  code: 'unit-mismatch',
  zh: '来源的单位与该指标不符',
  en: 'the source’s unit is not one of this figure',
}
