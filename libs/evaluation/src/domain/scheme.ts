import type { BusinessDate, DomainEvent } from '@pilot-ledger/kernel'

/**
 * 评价方案: how one city evaluates, as data. Every number in it is a decimal string; amounts are yuan with two decimals.
 * Nothing here is a rule of code: another city's scheme is another document.
 */
export type DecimalText = string

export interface Words {
  readonly zh: string
  readonly en: string
}

/** 统计期. `calendarYear`: the year is given when a round is opened, `years` of them up to and with it (default 1). */
export type SchemeWindow =
  | { readonly kind: 'fixed'; readonly from: BusinessDate; readonly to: BusinessDate }
  | { readonly kind: 'calendarYear'; readonly years?: number }
  | { readonly kind: 'sinceRecognition'; readonly to: BusinessDate }

/** 截止: what had been recorded when the round was opened, by the end of a day, or by the end of the deadline of self-assessment. */
export type AsOfRule =
  | { readonly kind: 'opening' }
  | { readonly kind: 'day'; readonly day: BusinessDate }
  | { readonly kind: 'selfAssessmentDeadline' }

export const SCHEME_FILTERS = [
  /** 剔除关联方: affiliated to the platform on the signing day. */
  'relatedOut',
  /** 剔除共建方: partner of a joint centre on the signing day. */
  'coBuildingOut',
  /** 签订与完成均在统计期内. */
  'signedAndCompletedInWindow',
  /** 剔除转包（分包）服务. */
  'subcontractedOut',
  /** 剔除已获其他财政资金支持. */
  'otherFundingOut',
  /** 仅计本市客户. */
  'cityOnly',
] as const
export type SchemeFilter = (typeof SCHEME_FILTERS)[number]

export const HAND_UNITS = ['CNY', 'count', 'percent', 'points'] as const
export type HandUnit = (typeof HAND_UNITS)[number]

/** Where an indicator's value comes from: a figure of the catalogue with its switches, or a number with evidence. */
export type IndicatorSource =
  | {
      readonly from: 'ledger'
      /** Code of the catalogue, with its variant: `receivedAmount`, `clients.unrelated`. */
      readonly figure: string
      /** Contract amounts only: rows of this tax basis; without it contracts of both bases are refused (H12). */
      readonly taxBasis?: 'inclusive' | 'exclusive'
    }
  | { readonly from: 'hand'; readonly unit: HandUnit; readonly evidence: Words }

/** 计分. Points lie between 0 and the indicator's weight, whatever the method. */
export type Scoring =
  /** weight × min(value ÷ target, cap); `cap` at most 1, which it is where absent. */
  | { readonly method: 'share'; readonly cap?: DecimalText }
  /** The points of the highest tier whose `from` is reached; below the first none. */
  | {
      readonly method: 'tiers'
      readonly tiers: readonly { readonly from: DecimalText; readonly points: DecimalText }[]
    }
  /** The weight where the target is reached, else nothing. */
  | { readonly method: 'threshold' }
  /** Points of the first, second … among the participants (equal values share the better place); `otherwise` for the rest. */
  | { readonly method: 'rank'; readonly points: readonly DecimalText[]; readonly otherwise: DecimalText }

/** 二级指标. */
export interface Indicator {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly weight: DecimalText
  readonly source: IndicatorSource
  /** For `share` and `threshold`: in the unit of the source. */
  readonly target?: DecimalText
  readonly scoring: Scoring
}

/** 一级指标. Its second-level weights add up to its own exactly. */
export interface IndicatorGroup {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly weight: DecimalText
  readonly indicators: readonly Indicator[]
}

/** 等级, from the best to the worst: the first whose condition holds. */
export interface Grade {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** Total score from which it is given. */
  readonly from: DecimalText
  /** Only to whoever stands first among the participants, beside reaching `from`. */
  readonly first?: true
}

export interface Grades {
  readonly levels: readonly Grade[]
  /** Code of the grade of whoever submits nothing by the deadline. */
  readonly noShow: string
}

/** 补助. */
export interface SubsidyRule {
  readonly base: /** A rate of the verified amount of one second-level indicator in CNY; per contract where `capPerItem` is set. */
    | { readonly kind: 'rate'; readonly indicator: string; readonly rate: DecimalText }
    /** Only the best tier: the rate of the highest tier that the verified amount reaches, on the whole of it. */
    | {
        readonly kind: 'tiers'
        readonly indicator: string
        readonly tiers: readonly { readonly from: DecimalText; readonly rate: DecimalText }[]
      }
    /** A fixed amount by grade. */
    | {
        readonly kind: 'byGrade'
        readonly amounts: readonly { readonly grade: string; readonly amount: DecimalText }[]
      }
  /** 单项上限: for each contract behind the base. */
  readonly capPerItem?: DecimalText
  /** 单位年度上限: what rounds of the same scheme and year have granted counts against it. */
  readonly capPerBodyAndYear?: DecimalText
  /** Grades that get anything; absent: all. */
  readonly onlyGrades?: readonly string[]
  /** The city rule of 2024-02 (F22): never above 1,000,000.00 CNY for a platform and year, and only for named grades. */
  readonly f22?: true
}

export interface SchemeContent {
  readonly window: SchemeWindow
  readonly asOf: AsOfRule
  readonly filters: readonly SchemeFilter[]
  /** What first-level weights add up to, usually `100`. */
  readonly fullScore: DecimalText
  /** Decimals of every score: each is rounded once, half away from zero. */
  readonly decimals: number
  readonly groups: readonly IndicatorGroup[]
  readonly grades: Grades
  readonly subsidy?: SubsidyRule
}

/** One version of a scheme: published once, never edited, only superseded by the next version. */
export interface SchemeVersion {
  readonly code: string
  readonly version: number
  readonly titles: Words
  readonly issuer?: string
  /** 示例: shaped on a published rule, in force nowhere on this ledger. */
  readonly sample?: true
  /** The published rule it is shaped on: which document, and where it is printed, without an address. */
  readonly source?: { readonly document: string; readonly citation: string }
  readonly content: SchemeContent
}

/** What is published; `contentHash`: SHA-256 (hex) over the canonical form (RFC 8785) of `content`. */
export type SchemePublished = DomainEvent<'SchemePublished', SchemeVersion & { readonly contentHash: string }>

export function indicatorsOf(content: SchemeContent): readonly Indicator[] {
  return content.groups.flatMap((it) => it.indicators)
}

export function indicatorOf(content: SchemeContent, code: string): Indicator | undefined {
  return indicatorsOf(content).find((it) => it.code === code)
}

/** Whether a participant's result depends on the others: a rank among them, or a grade for the first. */
export function isRelative(content: SchemeContent): boolean {
  return (
    indicatorsOf(content).some((it) => it.scoring.method === 'rank') || content.grades.levels.some((it) => it.first)
  )
}
