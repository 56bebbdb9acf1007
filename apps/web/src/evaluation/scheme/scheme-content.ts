import type { Words } from '../assessment/answers'

/** What a scheme's document says, as the schema of the service has it (GET /api/scheme-schema). */
export interface SchemeContent {
  readonly window: { readonly kind: string; readonly from?: string; readonly to?: string; readonly years?: number }
  readonly asOf: { readonly kind: string; readonly day?: string }
  readonly filters: readonly string[]
  readonly fullScore: string
  readonly decimals: number
  readonly groups: readonly (Words & {
    readonly code: string
    readonly weight: string
    readonly indicators: readonly Indicator[]
  })[]
  readonly grades: {
    readonly levels: readonly (Words & {
      readonly code: string
      readonly from: string
      readonly first?: boolean
      readonly quota?: {
        readonly kind: 'percent' | 'count'
        readonly percent?: string
        readonly count?: number
        readonly ties?: 'none' | 'all'
      }
      readonly notEligible?: boolean
    })[]
    readonly noShow: string
  }
  readonly eligibility?: { readonly requires: Requirement; readonly grade: string }
  readonly consequences?: readonly (Words & {
    readonly when: 'grade' | 'noShow'
    readonly grades?: readonly string[]
    readonly times: number
  })[]
  readonly subsidy?: SubsidyRule
}

export interface Requirement {
  readonly kind: 'any' | 'all' | 'atLeast' | 'atMost'
  readonly of?: readonly Requirement[]
  readonly indicator?: string
  readonly value?: string
}

export interface Indicator extends Words {
  readonly code: string
  readonly weight: string
  readonly source: {
    readonly from: 'ledger' | 'hand' | 'ratio'
    readonly figure?: string
    readonly taxBasis?: string
    readonly years?: number
    readonly unit?: string
    readonly evidence?: Words
    readonly numerator?: readonly { readonly indicator: string; readonly times?: string }[]
    readonly denominator?: readonly { readonly indicator: string; readonly times?: string }[]
    readonly decimals?: number
  }
  readonly target?: string
  readonly scoring: {
    readonly method: 'share' | 'tiers' | 'threshold' | 'rank' | 'none'
    readonly cap?: string
    readonly tiers?: readonly { readonly from: string; readonly points: string }[]
    readonly points?: readonly string[]
    readonly otherwise?: string
  }
}

export interface SubsidyRule {
  readonly base: {
    readonly kind: 'rate' | 'tiers' | 'byGrade'
    readonly indicator?: string
    readonly rate?: string
    readonly tiers?: readonly { readonly from: string; readonly rate: string }[]
    readonly amounts?: readonly { readonly grade: string; readonly amount: string }[]
  }
  readonly capPerItem?: string
  readonly capPerBodyAndYear?: string
  readonly onlyGrades?: readonly string[]
  readonly f22?: boolean
}

/** A document that can be published: what the samples of the service are. */
export interface SchemeDocument {
  readonly code: string
  readonly version: number
  readonly titles: Words
  readonly sample?: boolean
  readonly source?: { readonly document: string; readonly citation: string }
  readonly content: SchemeContent
}
