import { type BusinessDate, type DayOrMonth, earliestDay, latestDay, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { CultivationDesignated, PlatformRecognized, RecognitionRevoked, RecognitionTier } from './events'
import type { PlatformState, Recognition } from './state'

/** Where a recognised platform's figures begin when nobody says otherwise. */
export interface DefaultWindowStart {
  readonly from: BusinessDate
  /** The date as the recognition states it, e.g. `2024-11`. */
  readonly statedAs: DayOrMonth
  readonly precision: 'day' | 'month'
  readonly tier: RecognitionTier
}

/**
 * 认定. A tier is held once at a time; after a revocation it may be given again, from the day of the revocation on. A
 * higher tier does not end a lower one (a provincial platform stays a municipal one until that is revoked). Where only
 * the month is known, a recognition is refused only if no day of the month would do.
 */
export function refuseRecognition(state: PlatformState, data: PlatformRecognized['data']): Refusal | undefined {
  const latest = latestOfTier(state, data.tier)
  if (!latest) return undefined
  if (!latest.revoked) {
    return refuse('recognition-in-force', {
      rule: 'H6',
      pointer: '/tier',
      zh: '该级别认定仍有效，不得重复登记',
      en: 'a recognition of this tier is in force already',
      facts: { tier: data.tier, since: latest.on },
    })
  }
  if (latestDay(data.on) >= latest.revoked.on) return undefined
  return refuse('recognition-overlaps', {
    rule: 'H6',
    pointer: '/on',
    zh: '早于同级别前次认定的撤销日',
    en: 'before the earlier recognition of this tier was revoked',
    facts: { given: data.on, revokedOn: latest.revoked.on },
  })
}

export function refuseRevocation(state: PlatformState, data: RecognitionRevoked['data']): Refusal | undefined {
  const latest = latestOfTier(state, data.tier)
  if (!latest || latest.revoked) {
    return refuse('recognition-not-in-force', {
      rule: 'H8',
      pointer: '/tier',
      zh: '没有可撤销的该级别有效认定',
      en: 'no recognition of this tier is in force',
      facts: { tier: data.tier },
    })
  }
  if (data.on >= earliestDay(latest.on)) return undefined
  return refuse('revoked-before-recognised', {
    pointer: '/on',
    zh: '撤销日早于认定日',
    en: 'revoked before it was recognised',
    facts: { given: data.on, recognised: latest.on },
  })
}

/** 培育单位. Once per batch: a second notice of the same batch is the same designation. */
export function refuseDesignation(state: PlatformState, data: CultivationDesignated['data']): Refusal | undefined {
  if (!state.cultivation.some((it) => it.batch === data.batch)) return undefined
  return refuse('cultivation-already-designated', {
    rule: 'H6',
    pointer: '/batch',
    zh: '该批次培育单位已登记',
    en: 'the designation of this batch is recorded already',
  })
}

/** Ends the recognition of the tier that is in force. */
export function withRevocation(state: PlatformState, data: RecognitionRevoked['data']): PlatformState {
  const { tier, on, reason } = data
  const recognitions = state.recognitions.map((it) =>
    it.tier === tier && !it.revoked ? { ...it, revoked: { on, reason } } : it,
  )
  return { ...state, recognitions }
}

/**
 * The first day of the earliest recognition in force, of any tier (municipal is the lowest): 2024-11 starts on
 * 2024-11-01, and `precision` says that the day is not known. Undefined for a platform without recognition in force.
 */
export function defaultWindowStart(state: PlatformState): DefaultWindowStart | undefined {
  let earliest: Recognition | undefined
  for (const it of state.recognitions) {
    if (!it.revoked && (!earliest || earliestDay(it.on) < earliestDay(earliest.on))) earliest = it
  }
  if (!earliest) return undefined
  const { on, tier } = earliest
  return { from: earliestDay(on), statedAs: on, precision: precisionOf(on), tier }
}

export function precisionOf(date: DayOrMonth): 'day' | 'month' {
  return date.length === 7 ? 'month' : 'day'
}

function latestOfTier(state: PlatformState, tier: RecognitionTier): Recognition | undefined {
  return state.recognitions.findLast((it) => it.tier === tier)
}
