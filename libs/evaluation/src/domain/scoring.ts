import { Decimal } from 'decimal.js'
import { type EligibilityAnswer, eligibilityOf } from './eligibility'
import { decimal, rounded, sumOf, Wide } from './exact'
import { type Ratio, ratiosOf, withRatios } from './ratio'
import { type Indicator, indicatorsOf, type SchemeContent } from './scheme'

/** One indicator's arithmetic, step by step, so that anybody can redo it with pencil and paper. */
export interface ScoreStep {
  readonly indicator: string
  readonly method: Indicator['scoring']['method']
  readonly weight: string
  readonly value?: string
  /** Of a ratio: the two sums that were divided. */
  readonly numerator?: string
  readonly denominator?: string
  /** The denominator is not above zero: there is no ratio, and no points whatever the method. */
  readonly noRatio?: true
  readonly target?: string
  /** `share`: value ÷ target, shown with six decimals; the points are computed from the exact quotient. */
  readonly ratio?: string
  /** `share`: the cap, where it held the ratio down. */
  readonly cap?: string
  /** `tiers`: the tier reached. */
  readonly tier?: string
  /** `rank`: the place among the participants. */
  readonly place?: number
  /** Rounded once, half away from zero, to the decimals of the scheme. */
  readonly points: string
  /** No value yet, or no place yet: counted as nothing so far. */
  readonly pending?: true
}

export interface ScoreSheet {
  readonly steps: readonly ScoreStep[]
  readonly groups: readonly { readonly group: string; readonly weight: string; readonly points: string }[]
  /** The exact sum of the points as rounded: what the column adds up to. */
  readonly total: string
  /** False while a value or a place is missing. */
  readonly complete: boolean
  /** Where the scheme has one. */
  readonly eligibility?: EligibilityAnswer
}

/**
 * 计分. `given` by indicator, ratios worked out from them again; `places` by indicator for those that are ranked among the
 * participants.
 */
export function score(
  scheme: SchemeContent,
  given: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number> = new Map(),
): ScoreSheet {
  const { decimals } = scheme
  const [ratios, values] = [ratiosOf(scheme, given), withRatios(scheme, given)]
  const steps = new Map(
    indicatorsOf(scheme).map((it) => [
      it.code,
      stepOf(it, decimals, values.get(it.code), places.get(it.code), ratios.get(it.code)),
    ]),
  )
  const eligibility = eligibilityOf(scheme, values, (it) => ratios.has(it))
  const pointsOf = (codes: readonly { code: string }[]) =>
    rounded(sumOf(codes.map((it) => (steps.get(it.code) as ScoreStep).points)), decimals)
  return {
    steps: [...steps.values()],
    groups: scheme.groups.map((it) => ({ group: it.code, weight: it.weight, points: pointsOf(it.indicators) })),
    total: pointsOf(indicatorsOf(scheme)),
    complete: ![...steps.values()].some((it) => it.pending),
    ...(eligibility && { eligibility }),
  }
}

function stepOf(
  indicator: Indicator,
  decimals: number,
  value: string | undefined,
  place: number | undefined,
  ratio: Ratio | undefined,
): ScoreStep {
  const { code, weight, target, scoring } = indicator
  const { method } = scoring
  const divided = ratio && { numerator: ratio.numerator, denominator: ratio.denominator }
  const base = { indicator: code, method, weight, ...(value !== undefined && { value }), ...divided }
  const none = rounded(new Wide(0), decimals)
  if (ratio && value === undefined) return { ...base, noRatio: true, points: none }
  if (value === undefined || (method === 'rank' && place === undefined)) return { ...base, points: none, pending: true }
  switch (scoring.method) {
    case 'share': {
      const goal = target as string
      const cap = scoring.cap ?? '1'
      const share = Decimal.max(0, decimal(value)).div(goal)
      const held = decimal(value).gt(decimal(goal).times(cap))
      // Multiplied before it is divided: one quotient, one rounding.
      const full = decimal(weight)
        .times(Decimal.max(0, decimal(value)))
        .div(goal)
      const points = held ? decimal(weight).times(cap) : full
      return {
        ...base,
        target: goal,
        ratio: rounded(share, 6),
        ...(held && { cap }),
        points: rounded(points, decimals),
      }
    }
    case 'tiers': {
      const reached = scoring.tiers.filter((it) => decimal(it.from).lte(value)).at(-1)
      const tier = reached && { tier: reached.from }
      return { ...base, ...tier, points: rounded(decimal(reached?.points ?? '0'), decimals) }
    }
    case 'threshold': {
      const goal = target as string
      return { ...base, target: goal, points: decimal(value).gte(goal) ? rounded(decimal(weight), decimals) : none }
    }
    case 'none':
      return { ...base, points: none }
    case 'rank': {
      const at = place as number
      return { ...base, place: at, points: rounded(decimal(scoring.points[at - 1] ?? scoring.otherwise), decimals) }
    }
  }
}

/** Places among values: 1 + how many are larger, so that equal ones share the better place. */
export function placesOf(values: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const all = [...values]
  return new Map(all.map(([id, own]) => [id, 1 + all.filter(([, it]) => decimal(it).gt(own)).length]))
}
