import type { BusinessDate } from '@pilot-ledger/kernel'
import { type Participant, type RoundScores, scoresOf } from '../domain/grading'
import { isNoShow, type RoundState } from '../domain/round-state'
import type { SchemeContent } from '../domain/scheme'
import { valuesOf } from '../domain/verification'

/** Every participant's score as the round stands today. */
export function scoresIn(state: RoundState, scheme: SchemeContent, today: BusinessDate): RoundScores {
  const participants = state.assessments.map((it): [string, Participant] => [
    it.platform,
    valuesOf(it) ?? (isNoShow(state, it, today) ? 'noShow' : undefined),
  ])
  return scoresOf(scheme, new Map(participants))
}
