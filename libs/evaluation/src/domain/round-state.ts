import type { BusinessDate } from '@pilot-ledger/kernel'
import type {
  AssessmentVerified,
  Claim,
  Deadlines,
  FindingRecorded,
  ReplyAnswered,
  ResultPublished,
  ResultSealed,
  RoundOpened,
  RowStruck,
  SampleDrawn,
  SubsidyDetermined,
  SubsidyPaid,
  ValueVerified,
  VerificationReplied,
} from '../definitions'

/**
 * Where one platform stands: 填报 stating, 已提交 submitted, 已核定 verified, 等级已提出 graded, 已确认 confirmed.
 * Sealing and publication are of the round.
 */
export type AssessmentStep = 'stating' | 'submitted' | 'verified' | 'graded' | 'confirmed'

export type Strike = RowStruck['data'] & { readonly lifted?: string }
export type Reply = VerificationReplied['data'] & {
  readonly answer?: ReplyAnswered['data']
  /** The assessment was re-opened after it: a granted appeal re-opens once. */
  readonly actedOn?: true
}

export interface Assessment {
  readonly platform: string
  readonly step: AssessmentStep
  /** The draft while stating, what was submitted afterwards. */
  readonly claims: readonly Claim[]
  readonly submittedCut?: number
  /** Set by a re-opening: the platform's own last day for submission. */
  readonly until?: BusinessDate
  readonly reopened?: string
  readonly strikes: readonly Strike[]
  /** As set, with the claimed number that it was set for. */
  readonly handValues: readonly (ValueVerified['data'] & { readonly claimed?: string })[]
  readonly verification?: AssessmentVerified['data']
  readonly replies: readonly Reply[]
  /** The platform has replied since it was last verified. */
  readonly replied: boolean
  readonly proposal?: { readonly grade: string; readonly score: string; readonly by: string }
  readonly confirmedBy?: string
}

export interface Sample {
  readonly drawn: SampleDrawn['data']
  /** The newest of each row of each platform. */
  readonly findings: readonly FindingRecorded['data'][]
}

export interface RoundState {
  /** Absent before the opening. */
  readonly opened?: RoundOpened['data']
  /** As moved. */
  readonly deadlines?: Deadlines
  readonly assessments: readonly Assessment[]
  /** Parts of rows kept for results, by `platform hash part`. */
  readonly rowParts: ReadonlySet<string>
  /** One sealing holds one result for each platform. */
  readonly seals: readonly { readonly sealNo: number; readonly results: readonly ResultSealed['data'][] }[]
  /** Sealed, and nothing re-opened since. */
  readonly sealStands: boolean
  readonly publications: readonly ResultPublished['data'][]
  readonly subsidies: readonly SubsidyDetermined['data'][]
  readonly payments: readonly (SubsidyPaid['data'] & { readonly voided?: string })[]
  readonly samples: readonly Sample[]
}

export const UNOPENED: RoundState = {
  assessments: [],
  rowParts: new Set(),
  seals: [],
  sealStands: false,
  publications: [],
  subsidies: [],
  payments: [],
  samples: [],
}

export function assessmentOf(state: RoundState, platform: string): Assessment | undefined {
  return state.assessments.find((it) => it.platform === platform)
}

/** The newest sealing; what was sealed before an appeal stays in the log and verifies as it did. */
export function lastSeal(state: RoundState) {
  return state.seals[state.seals.length - 1]
}

export function isPublished(state: RoundState): boolean {
  const seal = lastSeal(state)
  return seal !== undefined && state.publications.some((it) => it.sealNo === seal.sealNo)
}

/** Published, and nothing re-opened since: what the assessments now say is what was published. */
export function publicationStands(state: RoundState): boolean {
  return state.sealStands && isPublished(state)
}

/** Strikes that hold. */
export function heldStrikes({ strikes }: Assessment, indicator?: string): readonly Strike[] {
  return strikes.filter((it) => it.lifted === undefined && (indicator === undefined || it.indicator === indicator))
}

/** The last day on which this platform may state and submit. */
export function submissionUntil(state: RoundState, assessment: Assessment): BusinessDate {
  const deadline = (state.deadlines as Deadlines).selfAssessment
  return assessment.until !== undefined && assessment.until > deadline ? assessment.until : deadline
}

/**
 * 未提交: nothing was submitted and the day for it has passed. Whoever was graded as one stays one, wherever the deadline is
 * moved to afterwards: only a grade taken back lets the platform in again.
 */
export function isNoShow(state: RoundState, assessment: Assessment, today: BusinessDate): boolean {
  if (assessment.verification !== undefined || assessment.submittedCut !== undefined) return false
  return assessment.step !== 'stating' || submissionUntil(state, assessment) < today
}
