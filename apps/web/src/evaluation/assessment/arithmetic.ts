import { shown } from '../../money/amount'
import type { Word } from '../../words/word'
import type { ScoreStep } from './assessment'

type InWords = (word: Word, facts?: Readonly<Record<string, string | number | undefined>>) => string

/** One indicator's points as anybody does them again with a pencil, in the words of the page. */
export function pointsInWords(step: ScoreStep, tiers: readonly Tier[], inWords: InWords): string {
  const { noRatio, points } = step
  const [numerator, denominator] = [step.numerator, step.denominator].map(readable)
  if (noRatio) return inWords('points.noRatio', { numerator, denominator, points })
  const scored = scoredInWords(step, tiers, inWords)
  if (numerator === undefined || step.pending) return scored
  return inWords('points.ratio', { numerator, denominator, value: step.value, scored })
}

function scoredInWords(step: ScoreStep, tiers: readonly Tier[], inWords: InWords): string {
  const { method, weight, ratio, cap, place, points } = step
  const [value, target, tier] = [step.value, step.target, step.tier].map(readable)
  if (step.pending) return inWords(value === undefined ? 'points.noValue' : 'points.noPlace')
  switch (method) {
    case 'share':
      return cap === undefined
        ? inWords('points.share', { weight, value, target, ratio, points })
        : inWords('points.capped', { weight, value, target, ratio, cap, points })
    case 'tiers':
      return tier === undefined
        ? inWords('points.belowTiers', { value, from: readable(tiers[0]?.from), points })
        : inWords('points.tier', { value, tier, points })
    case 'threshold':
      // The whole weight or nothing; the points say which.
      return inWords(Number(points) > 0 ? 'points.reached' : 'points.missed', { value, target, weight, points })
    case 'rank':
      return inWords('points.rank', { place, points })
    case 'none':
      return inWords('points.none')
  }
}

/** Amounts with their thousands apart; other numbers as they are. */
function readable(value: string | undefined): string | undefined {
  return value !== undefined && /^-?\d+\.\d{2}$/.test(value) ? shown(value, 'yuan') : value
}

interface Tier {
  readonly from: string
  readonly points: string
}

/** The tiers of an indicator's scoring, which the document leaves open. */
export function tiersOf(scoring: Readonly<Record<string, unknown>>): readonly Tier[] {
  return Array.isArray(scoring.tiers) ? (scoring.tiers as readonly Tier[]) : []
}
