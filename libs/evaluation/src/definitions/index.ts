import { EventDefinitions, type EventOf } from '@pilot-ledger/kernel'
import * as assessment from './assessment'
import * as round from './round'
import * as sample from './sample'

/** What a scheme says, for whoever shows it. */
export {
  type Indicator,
  type IndicatorSource,
  indicatorsOf,
  type Requirement,
  SCHEME_FILTERS,
  type SchemeContent,
  type SchemeVersion,
  type Scoring,
  type SubsidyRule,
} from '../domain/scheme'
export { sameWeight, type Tried, tried, weightOf } from '../domain/trying'

export { CLAIMS, type Claim, type ClaimSent, STRIKE, type VerifiedValue } from './assessment'
export { DEADLINES, type DeadlineName, type Deadlines, type EvidenceRef } from './forms'
export * from './next-step'
export { ROUND_OPENING } from './round'
export { DRAW, FINDING } from './sample'

/** What one platform's assessment goes through. */
const OF_ASSESSMENT = [
  assessment.assessmentStated,
  assessment.assessmentSubmitted,
  assessment.assessmentReopened,
  assessment.rowStruck,
  assessment.strikeLifted,
  assessment.valueVerified,
  assessment.assessmentVerified,
  assessment.verificationReplied,
  assessment.replyAnswered,
  assessment.gradeProposed,
  assessment.gradeConfirmed,
  assessment.gradeRejected,
] as const
const ALL = [
  round.roundOpened,
  round.deadlineMoved,
  ...OF_ASSESSMENT,
  round.resultRowsSealed,
  round.resultSealed,
  round.sealOvertaken,
  round.resultPublished,
  round.subsidyDetermined,
  round.subsidyPaid,
  round.subsidyPaymentVoided,
  sample.sampleDrawn,
  sample.findingRecorded,
] as const

/** Everything that can be said of a round of evaluation. */
export const ROUND_EVENTS = new EventDefinitions<(typeof ALL)[number]>(ALL)
export type RoundContent = EventOf<(typeof ALL)[number]>
export type AssessmentContent = EventOf<(typeof OF_ASSESSMENT)[number]>
type Of<Type extends RoundContent['type']> = Extract<RoundContent, { type: Type }>

export type RoundOpened = Of<'RoundOpened'>
export type RowStruck = Of<'RowStruck'>
export type ValueVerified = Of<'ValueVerified'>
export type AssessmentVerified = Of<'AssessmentVerified'>
export type VerificationReplied = Of<'VerificationReplied'>
export type ReplyAnswered = Of<'ReplyAnswered'>
export type ResultRowsSealed = Of<'ResultRowsSealed'>
export type ResultSealed = Of<'ResultSealed'>
export type ResultPublished = Of<'ResultPublished'>
export type SubsidyDetermined = Of<'SubsidyDetermined'>
export type SubsidyPaid = Of<'SubsidyPaid'>
export type SampleDrawn = Of<'SampleDrawn'>
export type FindingRecorded = Of<'FindingRecorded'>
