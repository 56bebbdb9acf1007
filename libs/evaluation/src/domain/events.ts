import type { BusinessDate, DomainEvent, Recorded, Window } from '@pilot-ledger/kernel'
import type { AsOfRule, SchemePublished } from './scheme'

/** Values and amounts are decimal strings: whole numbers for counts, two decimals for CNY. */
type Value = string

export const DEADLINES = ['selfAssessment', 'verification', 'reply', 'appeal'] as const
export type DeadlineName = (typeof DEADLINES)[number]
/** Last days, included. */
export type Deadlines = Readonly<Record<DeadlineName, BusinessDate>>

/** Paper behind a number that no entry of the ledger says: the file lies elsewhere. */
export interface EvidenceRef {
  readonly sha256: string
  readonly fileName: string
  readonly pages: number
}

export type RoundOpened = DomainEvent<
  'RoundOpened',
  {
    readonly roundNo: string
    readonly title: string
    readonly scheme: {
      readonly id: string
      readonly code: string
      readonly version: number
      readonly contentHash: string
    }
    /** The year of a `calendarYear` scheme. */
    readonly year?: number
    /** Ids of the platforms that take part. */
    readonly platforms: readonly string[]
    readonly deadlines: Deadlines
    /** 截止: for `opening` the sequence is fixed here; the other rules name a day whose end is the cut. */
    readonly cut:
      | { readonly rule: Extract<AsOfRule['kind'], 'opening'>; readonly sequence: number }
      | { readonly rule: 'day'; readonly day: BusinessDate }
      | { readonly rule: 'selfAssessmentDeadline' }
    /** The scheme ranks participants or grades the first: one re-opening takes back every grade. */
    readonly relative: boolean
    readonly synthetic?: boolean
    /** Why platforms are evaluated again under the same scheme and year. */
    readonly repeats?: string
  }
>
export type DeadlineMoved = DomainEvent<
  'DeadlineMoved',
  { readonly deadline: DeadlineName; readonly to: BusinessDate; readonly reason: string }
>

/** 填报数 of one indicator: what the ledger said when it was stated, and what the platform states. */
export interface Claim {
  readonly indicator: string
  /** Absent for values entered by hand, and where the ledger refuses to add (H12). */
  readonly ledger?: Value
  readonly claimed: Value
  /** Needed where the two differ. */
  readonly reason?: string
  readonly evidence?: readonly EvidenceRef[]
}
/** A draft: later ones replace the indicators they name. */
export type AssessmentStated = DomainEvent<
  'AssessmentStated',
  { readonly platform: string; readonly cut: number; readonly claims: readonly Claim[] }
>
/** 提交: every indicator of the scheme, prefilled from the ledger where nothing was stated. */
export type AssessmentSubmitted = DomainEvent<
  'AssessmentSubmitted',
  { readonly platform: string; readonly cut: number; readonly claims: readonly Claim[] }
>
/** To the platform (`submission`, with its own last day) or back to the evaluator (`verification`). Grades given are taken back. */
export type AssessmentReopened = DomainEvent<
  'AssessmentReopened',
  {
    readonly platform: string
    readonly to: 'submission' | 'verification'
    readonly until?: BusinessDate
    readonly reason: string
  }
>

/** 核减: a row out of the count, wholly or in part (sums only). `strike` is its number within the platform: `1`, `2` … */
export type RowStruck = DomainEvent<
  'RowStruck',
  {
    readonly platform: string
    readonly strike: string
    readonly indicator: string
    /** Id of the row among the indicator's rows. */
    readonly row: string
    readonly entryId: string
    readonly engagement?: string
    readonly date: BusinessDate
    /** What the row contributed. */
    readonly value: Value
    /** The part taken away; absent: the whole row. */
    readonly amount?: Value
    readonly reason: string
  }
>
export type StrikeLifted = DomainEvent<
  'StrikeLifted',
  { readonly platform: string; readonly strike: string; readonly reason: string }
>
/** 核定数 of a value entered by hand. */
export type ValueVerified = DomainEvent<
  'ValueVerified',
  { readonly platform: string; readonly indicator: string; readonly value: Value; readonly reason?: string }
>

/** One indicator as verified: `ledger` is the value of all rows at the round's cut, `verified` that of the rows not struck. */
export interface VerifiedValue {
  readonly indicator: string
  readonly claimed: Value
  readonly ledger?: Value
  readonly verified: Value
}
export type AssessmentVerified = DomainEvent<
  'AssessmentVerified',
  {
    readonly platform: string
    readonly cut: number
    readonly window: Window
    readonly values: readonly VerifiedValue[]
    /** Verified value per contract behind the subsidy's base. */
    readonly items?: readonly { readonly engagement: string; readonly contractNo: string; readonly value: Value }[]
  }
>
/** 反馈 on the verification; 申诉 after publication. */
export type VerificationReplied = DomainEvent<
  'VerificationReplied',
  {
    readonly platform: string
    readonly stage: 'reply' | 'appeal'
    readonly accepts: boolean
    readonly text: string
    readonly evidence?: readonly EvidenceRef[]
  }
>
/** `granted`: the evaluator re-opens; `dismissed`: the verification stands. */
export type ReplyAnswered = DomainEvent<
  'ReplyAnswered',
  { readonly platform: string; readonly outcome: 'granted' | 'dismissed'; readonly text: string }
>

/** Two people: `by` is the actor of the request, so that the rule can compare. */
export type GradeProposed = DomainEvent<
  'GradeProposed',
  { readonly platform: string; readonly grade: string; readonly score: Value; readonly by: string }
>
export type GradeConfirmed = DomainEvent<'GradeConfirmed', { readonly platform: string; readonly by: string }>
export type GradeRejected = DomainEvent<
  'GradeRejected',
  { readonly platform: string; readonly by: string; readonly reason: string }
>

/** Rows of a result too long for one entry; they belong to the `ResultSealed` of the same platform and hash. */
export type ResultRowsSealed = DomainEvent<
  'ResultRowsSealed',
  {
    readonly platform: string
    readonly hash: string
    /** From 0. */
    readonly part: number
    /** By indicator; the items of the subsidy under `/subsidy/items`. */
    readonly rows: readonly { readonly indicator: string; readonly rows: readonly object[] }[]
  }
>
/** 封存 of one platform's result. `hash`: SHA-256 (hex) over the canonical form of the whole snapshot, rows included. */
export type ResultSealed = DomainEvent<
  'ResultSealed',
  {
    readonly sealNo: number
    readonly platform: string
    /** The snapshot; its indicators' rows are empty where `rowParts` says how many `ResultRowsSealed` hold them. */
    readonly snapshot: object
    readonly hash: string
    readonly rowParts?: number
    /** Up to which entry other rounds and the register were read. Absent in the first results: up to the entry before this. */
    readonly readTo?: number
    /** How what was granted already was counted. Absent: every scheme's grants, and F22 for each round alone. */
    readonly grants?: 'byScheme'
  }
>
/**
 * A sealing that counted too little: other rounds were sealed after what it had read and before its own entries. What was
 * sealed stays and verifies as it did; the next sealing takes its place. `platforms`: whose body's grants had moved.
 */
export type SealOvertaken = DomainEvent<
  'SealOvertaken',
  { readonly sealNo: number; readonly platforms: readonly string[] }
>

/** 公布 of every sealed result of the round. */
export type ResultPublished = DomainEvent<
  'ResultPublished',
  { readonly sealNo: number; readonly on: BusinessDate; readonly document?: string }
>

/** One step of the subsidy's arithmetic. */
export interface SubsidyLine {
  readonly rule: 'itemCap' | 'eligibility' | 'grade' | 'bodyAndYearCap' | 'f22'
  readonly limit?: Value
  /** `bodyAndYearCap` and `f22`: what has been granted already in the year, and by which rounds (`roundNo`). */
  readonly granted?: Value
  readonly grantedBy?: readonly string[]
  readonly before: Value
  readonly tookAway: Value
  readonly after: Value
}
export type SubsidyDetermined = DomainEvent<
  'SubsidyDetermined',
  {
    readonly platform: string
    readonly sealNo: number
    readonly year: number
    readonly hash: string
    readonly amount: Value
  }
>
export type SubsidyPaid = DomainEvent<
  'SubsidyPaid',
  { readonly platform: string; readonly bankReference: string; readonly amount: Value; readonly paidOn: BusinessDate }
>
export type SubsidyPaymentVoided = DomainEvent<
  'SubsidyPaymentVoided',
  { readonly platform: string; readonly bankReference: string; readonly reason: string }
>

/** 抽样: drawn by seed (see sampling-draw.ts), so that anybody who has the rows draws the same. */
export type SampleDrawn = DomainEvent<
  'SampleDrawn',
  {
    /** Its number in the round: `1`, `2` … */
    readonly sample: string
    /** Of these platforms' rows; absent: of all that take part. */
    readonly platforms?: readonly string[]
    readonly indicator: string
    readonly cut: number
    readonly seed: string
    readonly method: 'count' | 'money'
    readonly size: number
    readonly strataBy?: 'amount' | 'category' | 'warning'
    /** Lower ends of the bands of `amount`, rising. */
    readonly bands?: readonly Value[]
    /** Rows to be examined before anything is said of the whole; general practice, not law. */
    readonly statementFrom?: number
    /** `hash`: SHA-256 (hex) of `populationText`. */
    readonly population: { readonly rows: number; readonly money: Value; readonly hash: string }
    readonly strata: readonly {
      readonly name: string
      readonly rows: number
      readonly money: Value
      readonly allotted: number
    }[]
    readonly drawn: readonly {
      readonly platform: string
      readonly row: string
      readonly entryId: string
      readonly engagement?: string
      readonly amount: Value
      readonly stratum: string
      readonly hits: number
    }[]
  }
>
/** 核查结果 of one drawn row; a later one on the same row takes its place. */
export type FindingRecorded = DomainEvent<
  'FindingRecorded',
  {
    readonly sample: string
    readonly platform: string
    readonly row: string
    readonly kind: 'none' | 'error'
    /** Wrong in the row, overstatement positive. */
    readonly wrong?: Value
    readonly note?: string
    /** Why it takes the place of the finding before it. */
    readonly reason?: string
    readonly evidence?: readonly EvidenceRef[]
  }
>

export type RoundContent =
  | RoundOpened
  | DeadlineMoved
  | AssessmentStated
  | AssessmentSubmitted
  | AssessmentReopened
  | RowStruck
  | StrikeLifted
  | ValueVerified
  | AssessmentVerified
  | VerificationReplied
  | ReplyAnswered
  | GradeProposed
  | GradeConfirmed
  | GradeRejected
  | ResultRowsSealed
  | ResultSealed
  | SealOvertaken
  | ResultPublished
  | SubsidyDetermined
  | SubsidyPaid
  | SubsidyPaymentVoided
  | SampleDrawn
  | FindingRecorded
export type RoundEvent = Recorded<RoundContent>
export type SchemeEvent = Recorded<SchemePublished>
