import { Failure } from '../verdict/failure'
import type { Fields } from './fields'

/** 评价方案: how one city evaluates. Whatever a newer ledger says of it beside this could move a score: it is not guessed at. */
export interface Scheme {
  readonly window: { readonly kind: string; readonly from?: string; readonly to?: string; readonly years?: number }
  readonly cut: { readonly kind: string; readonly day?: string }
  readonly filters: readonly Filter[]
  readonly decimals: number
  readonly groups: readonly {
    readonly code: string
    readonly weight: string
    readonly indicators: readonly Indicator[]
  }[]
  readonly indicators: readonly Indicator[]
  readonly levels: readonly Level[]
  readonly noShow: string
  readonly eligibility?: { readonly requires: Requirement; readonly grade: string }
  readonly consequences?: readonly Consequence[]
  readonly subsidy?: SubsidyRule
}

const FILTERS = [
  'relatedOut',
  'coBuildingOut',
  'signedAndCompletedInWindow',
  'subcontractedOut',
  'otherFundingOut',
  'cityOnly',
  'registeredOnly',
] as const
export type Filter = (typeof FILTERS)[number]

export interface Indicator {
  readonly code: string
  readonly weight: string
  readonly source: Source
  readonly target?: string
  readonly scoring: Scoring
}
interface Term {
  readonly indicator: string
  readonly times?: string
}
export interface Ratio {
  readonly from: 'ratio'
  readonly unit: string
  readonly numerator: readonly Term[]
  readonly denominator: readonly Term[]
  readonly decimals: number
}
export type Source =
  | { readonly from: 'ledger'; readonly figure: string; readonly taxBasis?: string; readonly years?: number }
  | { readonly from: 'hand' }
  | Ratio
export type Scoring =
  | { readonly method: 'share'; readonly cap?: string }
  | { readonly method: 'tiers'; readonly tiers: readonly { readonly from: string; readonly points: string }[] }
  | { readonly method: 'threshold' }
  | { readonly method: 'rank'; readonly points: readonly string[]; readonly otherwise: string }
  | { readonly method: 'none' }

export interface Level {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly from: string
  readonly first: boolean
  readonly notEligible: boolean
  readonly quota?: { readonly kind: string; readonly percent?: string; readonly count?: number; readonly ties?: string }
}
export type Requirement =
  | { readonly kind: 'any' | 'all'; readonly of: readonly Requirement[] }
  | { readonly kind: 'atLeast' | 'atMost'; readonly indicator: string; readonly value: string }
export interface Consequence {
  readonly when: 'grade' | 'noShow'
  readonly times: number
  readonly zh: string
  readonly en: string
  readonly grades: readonly string[]
}
export interface SubsidyRule {
  readonly base:
    | { readonly kind: 'rate'; readonly indicator: string; readonly rate: string }
    | {
        readonly kind: 'tiers'
        readonly indicator: string
        readonly tiers: readonly { readonly from: string; readonly rate: string }[]
      }
    | { readonly kind: 'byGrade'; readonly amounts: readonly { readonly grade: string; readonly amount: string }[] }
  readonly capPerItem?: string
  readonly capPerBodyAndYear?: string
  readonly onlyGrades?: readonly string[]
  readonly f22: boolean
}

export function readScheme(it: Fields): Scheme {
  it.nothingBut('window asOf filters fullScore decimals groups grades eligibility consequences subsidy'.split(' '))
  const groups = it.parts('groups', (its) => {
    its.nothingBut(['code', 'zh', 'en', 'weight', 'indicators'])
    return { code: its.text('code'), weight: its.decimal('weight'), indicators: its.parts('indicators', indicatorIn) }
  })
  const grades = it.part('grades').nothingBut(['levels', 'noShow'])
  return {
    window: it.within('window', (its) => ({
      kind: its.oneOf('kind', ['fixed', 'calendarYear', 'sinceRecognition']),
      from: its.maybeDay('from'),
      to: its.maybeDay('to'),
      years: its.maybeWhole('years'),
    })),
    cut: it.within('asOf', (its) => ({
      kind: its.oneOf('kind', ['opening', 'day', 'selfAssessmentDeadline']),
      day: its.maybeDay('day'),
    })),
    filters: it.texts('filters').map((name) => {
      const filter = FILTERS.find((known) => known === name)
      if (!filter) throw new Failure('entry-unknown', it.at, { filter: name })
      return filter
    }),
    decimals: it.whole('decimals'),
    groups,
    indicators: groups.flatMap((its) => its.indicators),
    levels: grades.parts('levels', levelIn),
    noShow: grades.text('noShow'),
    eligibility: it.maybeWithin('eligibility', (its) => ({
      requires: requirementIn(its.part('requires')),
      grade: its.text('grade'),
    })),
    consequences: it.has('consequences') ? it.parts('consequences', consequenceIn) : undefined,
    subsidy: it.maybeWithin('subsidy', subsidyIn),
  }
}

function indicatorIn(it: Fields): Indicator {
  it.nothingBut(['code', 'zh', 'en', 'weight', 'source', 'target', 'scoring'])
  return {
    code: it.text('code'),
    weight: it.decimal('weight'),
    source: it.within('source', sourceIn),
    target: it.maybeDecimal('target'),
    scoring: it.within('scoring', scoringIn),
  }
}

function sourceIn(it: Fields): Source {
  const terms = (its: Fields) => ({ indicator: its.text('indicator'), times: its.maybeDecimal('times') })
  switch (it.oneOf('from', ['ledger', 'hand', 'ratio'])) {
    case 'ledger':
      it.nothingBut(['from', 'figure', 'taxBasis', 'years'])
      return {
        from: 'ledger',
        figure: it.text('figure'),
        taxBasis: it.maybeText('taxBasis'),
        years: it.maybeWhole('years'),
      }
    case 'hand':
      return { from: 'hand' }
    case 'ratio':
      it.nothingBut(['from', 'unit', 'numerator', 'denominator', 'decimals'])
      return {
        from: 'ratio',
        unit: it.oneOf('unit', ['percent', 'ratio']),
        numerator: it.parts('numerator', terms),
        denominator: it.parts('denominator', terms),
        decimals: it.whole('decimals'),
      }
  }
}

function scoringIn(it: Fields): Scoring {
  const method = it.oneOf('method', ['share', 'tiers', 'threshold', 'rank', 'none'])
  it.nothingBut(['method', 'cap', 'tiers', 'points', 'otherwise'])
  switch (method) {
    case 'share':
      return { method, cap: it.maybeDecimal('cap') }
    case 'tiers':
      return {
        method,
        tiers: it.parts('tiers', (its) => ({ from: its.decimal('from'), points: its.decimal('points') })),
      }
    case 'rank':
      return { method, points: it.decimals('points'), otherwise: it.decimal('otherwise') }
    default:
      return { method }
  }
}

function levelIn(it: Fields): Level {
  it.nothingBut(['code', 'zh', 'en', 'from', 'first', 'quota', 'notEligible'])
  return {
    code: it.text('code'),
    zh: it.text('zh'),
    en: it.text('en'),
    from: it.decimal('from'),
    first: it.isTrue('first'),
    notEligible: it.isTrue('notEligible'),
    quota: it.maybeWithin('quota', (its) => ({
      kind: its.oneOf('kind', ['percent', 'count']),
      percent: its.maybeDecimal('percent'),
      count: its.maybeWhole('count'),
      ties: its.maybeText('ties'),
    })),
  }
}

function requirementIn(it: Fields): Requirement {
  const kind = it.oneOf('kind', ['any', 'all', 'atLeast', 'atMost'])
  if (kind === 'any' || kind === 'all') return { kind, of: it.parts('of', requirementIn) }
  return { kind, indicator: it.text('indicator'), value: it.decimal('value') }
}

const consequenceIn = (it: Fields): Consequence => ({
  when: it.oneOf('when', ['grade', 'noShow']),
  times: it.whole('times'),
  zh: it.text('zh'),
  en: it.text('en'),
  grades: it.maybeTexts('grades'),
})

function subsidyIn(it: Fields): SubsidyRule {
  it.nothingBut(['base', 'capPerItem', 'capPerBodyAndYear', 'onlyGrades', 'f22'])
  return {
    base: it.within('base', (its): SubsidyRule['base'] => {
      const kind = its.oneOf('kind', ['rate', 'tiers', 'byGrade'])
      if (kind === 'byGrade') {
        const amountIn = (of: Fields) => ({ grade: of.text('grade'), amount: of.decimal('amount') })
        return { kind, amounts: its.parts('amounts', amountIn) }
      }
      const indicator = its.text('indicator')
      if (kind === 'rate') return { kind, indicator, rate: its.decimal('rate') }
      const tierIn = (of: Fields) => ({ from: of.decimal('from'), rate: of.decimal('rate') })
      return { kind, indicator, tiers: its.parts('tiers', tierIn) }
    }),
    capPerItem: it.maybeDecimal('capPerItem'),
    capPerBodyAndYear: it.maybeDecimal('capPerBodyAndYear'),
    onlyGrades: it.has('onlyGrades') ? it.texts('onlyGrades') : undefined,
    f22: it.isTrue('f22'),
  }
}
