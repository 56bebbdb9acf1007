import {
  CODE_IN_WORDS,
  figureValue,
  listOf,
  maybe,
  named,
  oneOf,
  orNull,
  type ShapeOf,
  text,
  WINDOW,
  type Window,
  yesNo,
} from '@pilot-ledger/kernel'
import type { FigurePublished } from './events'
import { PublishedInterval } from './published-interval'

export const STATED_BASIS = oneOf('signed', 'invoiced', 'received', 'outstanding', 'notApplicable')
export type StatedBasis = ShapeOf<typeof STATED_BASIS>

/** What a published figure must say to be compared. */
export type PublishedClaim = Pick<FigurePublished['data'], 'value' | 'unit' | 'basis'>

/** One computed figure on one basis; `value` null where the ledger refuses to compute it (mixed tax bases). */
export interface ComputedFigure {
  readonly code: string
  readonly unit: 'CNY' | 'count'
  readonly basis: StatedBasis
  /** Exact: yuan with two decimals, or a whole number. */
  readonly value: string | null
  readonly refused?: Reason
}

/** The candidates computed over one window. Where an end of the window is known only to the month, one per extreme. */
export interface ComputedOver {
  readonly window?: Window
  readonly candidates: readonly ComputedFigure[]
}

/** `code` is stable: why the ledger cannot say, or what a reader of an agreement must know. */
export type Reason = ShapeOf<typeof CODE_IN_WORDS>

const CANDIDATE = named('ComparedCandidate', {
  code: text,
  basis: STATED_BASIS,
  window: maybe(WINDOW),
  value: orNull(figureValue),
  /** Computed − published, in yuan (two decimals) or a count. */
  by: maybe(text),
  agrees: yesNo,
  refused: maybe(CODE_IN_WORDS),
})
export type ComparedCandidate = ShapeOf<typeof CANDIDATE>

/** What a document states, laid beside what the ledger says. */
export const COMPARISON = named('Comparison', {
  verdict: oneOf('agrees', 'differs', 'cannotSay'),
  /** Computed − published where one value decides: signed, in yuan (two decimals) or a count. */
  by: maybe(text),
  reason: maybe(CODE_IN_WORDS),
  /** The interval the published value stands for, low included, high not, in yuan or a count. */
  low: text,
  high: text,
  /** The bases on which it agrees or differs; more than one where the document states none and several agree. */
  onBasis: maybe(listOf(STATED_BASIS)),
  /** Every value that was laid beside it. */
  candidates: listOf(CANDIDATE),
})
export type Comparison = ShapeOf<typeof COMPARISON>

type Outcome = Omit<Comparison, 'low' | 'high' | 'candidates'>

/**
 * Lays what the ledger computes beside a published figure, at the published value's own precision. `computed` has one
 * element per extreme of the window: none where the window is not stated, two or four where a month hides the day.
 */
export function compareWithPublished(published: PublishedClaim, computed: readonly ComputedOver[]): Comparison {
  const interval = new PublishedInterval(published)
  const { low, high } = interval
  const all = computed.flatMap(({ window, candidates }) => candidates.map((it) => ({ ...it, window })))
  const sameUnit = all.filter((it) => it.unit === interval.unit)
  // A count has no amount basis, so a document that states none leaves nothing open.
  const stated = published.basis === 'notStated' && published.unit === 'count' ? 'notApplicable' : published.basis
  const onBasis = sameUnit.filter((it) => stated === 'notStated' || it.basis === stated)
  const candidates = onBasis.map((it) => compared(interval, it))
  const cannotSay = (reason: Reason): Comparison => ({ verdict: 'cannotSay', reason, low, high, candidates })
  if (computed.length === 0) return cannotSay(WINDOW_NOT_STATED)
  if (sameUnit.length === 0) return cannotSay(UNIT_MISMATCH)
  if (candidates.length === 0) return cannotSay(BASIS_NOT_COMPUTED)
  const outcome = stated === 'notStated' ? onAnyBasis(candidates) : onOneBasis(candidates)
  return { ...outcome, low, high, candidates }
}

/** The document states the basis: its value at every extreme of the window. */
function onOneBasis(candidates: readonly ComparedCandidate[]): Outcome {
  const refused = candidates.find((it) => it.value === null)
  if (refused) return { verdict: 'cannotSay', reason: refused.refused ?? NOT_COMPUTED }
  const onBasis = [...new Set(candidates.map((it) => it.basis))]
  const one = new Set(candidates.map((it) => it.value)).size === 1
  const by = one ? { by: candidates[0].by } : {}
  if (candidates.every((it) => it.agrees)) return { verdict: 'agrees', ...by, onBasis }
  if (one) return { verdict: 'differs', ...by, onBasis }
  return { verdict: 'cannotSay', reason: WINDOW_PRECISION, onBasis }
}

/**
 * The document does not state the basis, so every basis may be meant: one that agrees at every extreme is enough to agree,
 * and the answer names it; where none does, the ledger cannot tell which difference is the real one.
 */
function onAnyBasis(candidates: readonly ComparedCandidate[]): Outcome {
  const bases = [...new Set(candidates.map((it) => it.basis))]
  const outcomes = bases.map((basis) => onOneBasis(candidates.filter((it) => it.basis === basis)))
  const agreeing = outcomes.filter((it) => it.verdict === 'agrees')
  if (agreeing.length === 1) return { ...agreeing[0], reason: BASIS_NOT_STATED }
  if (agreeing.length > 1) {
    const onBasis = agreeing.flatMap((it) => it.onBasis ?? [])
    return { verdict: 'agrees', reason: BASIS_NOT_STATED, onBasis }
  }
  if (outcomes.some((it) => it.reason?.code === WINDOW_PRECISION.code))
    return { verdict: 'cannotSay', reason: WINDOW_PRECISION }
  if (candidates.every((it) => it.value === null))
    return { verdict: 'cannotSay', reason: candidates[0].refused ?? NOT_COMPUTED }
  return { verdict: 'cannotSay', reason: NO_BASIS_AGREES }
}

function compared(interval: PublishedInterval, it: ComputedFigure & { window?: Window }): ComparedCandidate {
  const { code, basis, window, value, refused } = it
  const where = { code, basis, ...(window && { window }) }
  if (value === null) return { ...where, value, agrees: false, ...(refused && { refused: wordsOf(refused) }) }
  return { ...where, value, by: interval.difference(value), agrees: interval.contains(value) }
}

function wordsOf({ code, zh, en }: Reason): Reason {
  return { code, zh, en }
}

const WINDOW_NOT_STATED: Reason = {
  code: 'window-not-stated',
  zh: '原文未载明统计期，也未另行指定，无法比对',
  en: 'the document states no window and none was given',
}
const UNIT_MISMATCH: Reason = {
  code: 'unit-mismatch',
  zh: '公布数的单位与该指标不符（金额与计数不能比对）',
  en: 'the published unit is not the figure’s (an amount and a count cannot be compared)',
}
const BASIS_NOT_COMPUTED: Reason = {
  code: 'basis-not-computed',
  zh: '台账没有按该口径计算的数',
  en: 'the ledger computes no value on the stated basis',
}
const NOT_COMPUTED: Reason = {
  code: 'not-computed',
  zh: '台账未能计算该数',
  en: 'the ledger could not compute the value',
}
const WINDOW_PRECISION: Reason = {
  code: 'window-precision',
  zh: '统计期只精确到月，月内起止日不同则结果不同',
  en: 'the window is known only to the month, and the days it can mean give different answers',
}
const BASIS_NOT_STATED: Reason = {
  code: 'basis-not-stated',
  zh: '原文未载明口径；按所列口径相符',
  en: 'the document does not state the basis; it agrees on the bases named',
}
const NO_BASIS_AGREES: Reason = {
  code: 'no-basis-agrees',
  zh: '原文未载明口径，各口径均不相符（见各项差额）',
  en: 'the document does not state the basis and none agrees; see each difference',
}
