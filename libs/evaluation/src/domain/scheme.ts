import { type BusinessDate, defineEvent, EventDefinitions, type EventOf, field } from '@pilot-ledger/kernel'
import { made } from '../definitions/forms'

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
  /** 仅计已认定登记的技术合同: recorded as of the cut, and dated by the end of the window. */
  'registeredOnly',
] as const
export type SchemeFilter = (typeof SCHEME_FILTERS)[number]

export const HAND_UNITS = ['CNY', 'count', 'percent', 'points'] as const
export type HandUnit = (typeof HAND_UNITS)[number]

/** 比值: a share in per cent, or a plain quotient. */
export const RATIO_UNITS = ['percent', 'ratio'] as const
export type RatioUnit = (typeof RATIO_UNITS)[number]

/** A part of a ratio: the value of another indicator, `times` as much of it (default 1). */
export interface RatioTerm {
  readonly indicator: string
  readonly times?: DecimalText
}

/**
 * Where an indicator's value comes from: a figure of the catalogue with its switches, a number with evidence, or two sums of
 * other indicators' values divided, rounded once to `decimals`.
 */
export type IndicatorSource =
  | {
      readonly from: 'ledger'
      /** Code of the catalogue, with its variant: `receivedAmount`, `clients.unrelated`. */
      readonly figure: string
      /** Contract amounts only: rows of this tax basis; without it contracts of both bases are refused (H12). */
      readonly taxBasis?: 'inclusive' | 'exclusive'
      /** 近 n 年: so many calendar years up to and with the round's, whatever the scheme's own window. */
      readonly years?: number
    }
  | { readonly from: 'hand'; readonly unit: HandUnit; readonly evidence: Words }
  | {
      readonly from: 'ratio'
      readonly unit: RatioUnit
      readonly numerator: readonly RatioTerm[]
      /** Where it is not above zero there is no ratio, and no points. */
      readonly denominator: readonly RatioTerm[]
      readonly decimals: number
    }

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
  /** 不计分: of weight 0, verified like the others because a ratio or the eligibility asks for it. */
  | { readonly method: 'none' }

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
  /** 名额: only to so many, by total, of those who reach `from` and have no better grade. */
  readonly quota?: Quota
  /** Given by the rule of eligibility alone, never by score; the last of the levels, from 0. */
  readonly notEligible?: true
}

/** Of all who take part in the round, those who submit nothing among them. A percentage is rounded down: never more than it. */
export type Quota = (
  | { readonly kind: 'percent'; readonly percent: DecimalText }
  | { readonly kind: 'count'; readonly count: number }
) & {
  /** Equal totals that the quota would part: `none` of them (where absent), or `all`. */
  readonly ties?: 'none' | 'all'
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

/** 入围条件, over verified values. */
export type Requirement =
  | { readonly kind: 'any'; readonly of: readonly Requirement[] }
  | { readonly kind: 'all'; readonly of: readonly Requirement[] }
  | RequiredValue

export interface RequiredValue {
  readonly kind: 'atLeast' | 'atMost'
  readonly indicator: string
  readonly value: DecimalText
}

/** 入围门槛. Whoever does not meet it keeps its score, is given this grade whatever the score, and no subsidy. */
export interface Eligibility {
  readonly requires: Requirement
  /** Code of a grade. */
  readonly grade: string
}

/** 连续情形的后果: a statement in the result; it changes no register by itself. `times` in a row, this round the last of them. */
export type Consequence = { readonly times: number; readonly zh: string; readonly en: string } & (
  | { readonly when: 'grade'; readonly grades: readonly string[] }
  | { readonly when: 'noShow' }
)

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
  readonly eligibility?: Eligibility
  readonly consequences?: readonly Consequence[]
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

/** The document as its schema has checked it; `contentHash`: SHA-256 (hex) over the canonical form (RFC 8785) of `content`. */
const schemePublished = defineEvent({
  type: 'SchemePublished',
  zh: '发布方案',
  en: 'Scheme published',
  fields: {
    code: field.text(40, '代码', 'Code'),
    version: field.whole(1, 9999, '版本', 'Version'),
    titles: made<Words>('名称', 'Titles'),
    issuer: field.maybe(field.text(200, '发布单位', 'Issuer')),
    sample: field.maybe(made<true>('示例', 'Sample')),
    source: field.maybe(made<NonNullable<SchemeVersion['source']>>('出处', 'Source')),
    content: made<SchemeContent>('内容', 'Content'),
    contentHash: field.file('内容 SHA-256', 'SHA-256 of the content'),
  },
  summary: ['code', 'version'],
  attested: 'published',
})
export const SCHEME_EVENTS = new EventDefinitions([schemePublished])
export type SchemePublished = EventOf<typeof schemePublished>

/** 统计期 of one indicator: the round's, or its own calendar years up to the end of it. Asked again of its own it stays. */
export function windowOf<Days extends { readonly from: BusinessDate; readonly to: BusinessDate }>(
  { source }: Pick<Indicator, 'source'>,
  window: Days,
): Pick<Days, 'from' | 'to'> {
  if (source.from !== 'ledger' || source.years === undefined) return window
  return { from: `${Number(window.to.slice(0, 4)) - source.years + 1}-01-01`, to: window.to }
}

export function indicatorsOf(content: Pick<SchemeContent, 'groups'>): readonly Indicator[] {
  return content.groups.flatMap((it) => it.indicators)
}

export function indicatorOf(content: Pick<SchemeContent, 'groups'>, code: string): Indicator | undefined {
  return indicatorsOf(content).find((it) => it.code === code)
}

/** Grades that a score can bring, from the best to the worst. */
export function scoredLevels({ grades }: Pick<SchemeContent, 'grades'>): readonly Grade[] {
  return grades.levels.filter((it) => !it.notEligible)
}

/** Whether a participant's result depends on the others: a rank among them, a grade for the first, or one for so many. */
export function isRelative(content: SchemeContent): boolean {
  return (
    indicatorsOf(content).some((it) => it.scoring.method === 'rank') ||
    content.grades.levels.some((it) => it.first || it.quota)
  )
}
