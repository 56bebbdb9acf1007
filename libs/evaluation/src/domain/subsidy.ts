import { type Fen, fenOf, formatAmount } from '@pilot-ledger/kernel'
import type { Item } from './counted'
import { decimal, rounded } from './exact'
import type { SchemeContent, SubsidyRule } from './scheme'

/** F22: the city's rule of 2024-02. */
export const F22_LIMIT = '1000000.00'

/** One step of the subsidy's arithmetic. */
export interface SubsidyLine {
  readonly rule: 'itemCap' | 'eligibility' | 'grade' | 'bodyAndYearCap' | 'f22'
  readonly limit?: string
  /** `bodyAndYearCap` and `f22`: what has been granted already in the year, and by which rounds (`roundNo`). */
  readonly granted?: string
  readonly grantedBy?: readonly string[]
  readonly before: string
  readonly tookAway: string
  readonly after: string
}

export interface SubsidyGiven {
  readonly grade: string
  /** Absent where the scheme asks no eligibility. */
  readonly eligible?: boolean
  /** Verified amount of the base's indicator; nothing for `byGrade`. */
  readonly base?: string
  /** The same by contract: what a cap per item is applied to. */
  readonly items?: readonly Item[]
  /** What has been granted already in the same year: counted against each cap by that cap's own reach. */
  readonly granted: {
    readonly body: GrantedBefore
    /** Absent in results sealed when F22 held for each round alone. */
    readonly f22?: GrantedBefore
  }
}

export interface GrantedBefore {
  readonly amount: string
  /** By number. Absent in results sealed when they were not named. */
  readonly rounds?: readonly string[]
}

export interface SubsidyAnswer {
  readonly base?: string
  /** Of the base, or of the tier reached; absent for `byGrade`, and below the first tier. */
  readonly rate?: string
  readonly tier?: string
  readonly items?: readonly (Item & { readonly computed: string; readonly granted: string })[]
  /** Before any cap. */
  readonly computed: string
  /** Each cap the scheme has, in the order in which it is applied, with what it took away. */
  readonly lines: readonly SubsidyLine[]
  readonly amount: string
}

/**
 * 补助: rate × base rounded to the fen once (per contract where each has a cap), then the caps one after the other: per item,
 * by eligibility and grade, per body and year, F22. Never negative, never above a cap.
 */
export function subsidy(rule: SubsidyRule, given: SubsidyGiven): SubsidyAnswer {
  const start = computedOf(rule, given)
  const lines: SubsidyLine[] = []
  let amount = positive(start.computed)
  const cap = (name: SubsidyLine['rule'], after: Fen, more: Partial<SubsidyLine> = {}) => {
    const left = positive(after < amount ? after : amount)
    const [before, tookAway] = [formatAmount(amount), formatAmount(amount - left)]
    lines.push({ rule: name, ...more, before, tookAway, after: formatAmount(left) })
    amount = left
  }
  if (rule.capPerItem !== undefined) cap('itemCap', start.granted, { limit: rule.capPerItem })
  if (given.eligible !== undefined) cap('eligibility', given.eligible ? amount : 0n)
  if (rule.onlyGrades !== undefined) cap('grade', rule.onlyGrades.includes(given.grade) ? amount : 0n)
  if (rule.capPerBodyAndYear !== undefined) {
    const left = fenOf(rule.capPerBodyAndYear) - fenOf(given.granted.body.amount)
    cap('bodyAndYearCap', left, { limit: rule.capPerBodyAndYear, ...usedUp(given.granted.body) })
  }
  if (rule.f22) {
    const { f22 } = given.granted
    cap('f22', fenOf(F22_LIMIT) - fenOf(f22?.amount ?? '0.00'), { limit: F22_LIMIT, ...(f22 && usedUp(f22)) })
  }
  const { granted: _, computed, ...shown } = start
  return { ...shown, computed: formatAmount(positive(computed)), lines, amount: formatAmount(amount) }
}

/** The indicator whose verified amount it is a share of; nothing for `byGrade`. */
export function baseOf({ subsidy: rule }: Pick<SchemeContent, 'subsidy'>): string | undefined {
  return rule === undefined || rule.base.kind === 'byGrade' ? undefined : rule.base.indicator
}

interface Start {
  readonly base?: string
  readonly rate?: string
  readonly tier?: string
  readonly items?: SubsidyAnswer['items']
  readonly computed: Fen
  /** After the cap per item. */
  readonly granted: Fen
}

function computedOf({ base: by, capPerItem }: SubsidyRule, { grade, base = '0.00', items = [] }: SubsidyGiven): Start {
  if (by.kind === 'byGrade') {
    const amount = fenOf(by.amounts.find((it) => it.grade === grade)?.amount ?? '0.00')
    return { computed: amount, granted: amount }
  }
  const tier = by.kind === 'tiers' ? by.tiers.filter((it) => decimal(it.from).lte(base)).at(-1) : undefined
  const rate = by.kind === 'rate' ? by.rate : tier?.rate
  const stated = { base, ...(rate !== undefined && { rate }), ...(tier && { tier: tier.from }) }
  const share = (amount: string) => fenOf(rounded(decimal(amount).times(rate ?? '0'), 2))
  if (capPerItem === undefined) {
    const computed = share(base)
    return { ...stated, computed, granted: computed }
  }
  const limit = fenOf(capPerItem)
  const each = items.map((it) => ({ ...it, fen: share(it.value) }))
  const capped = (fen: Fen) => (fen > limit ? limit : fen)
  return {
    ...stated,
    items: each.map(({ fen, ...it }) => ({ ...it, computed: formatAmount(fen), granted: formatAmount(capped(fen)) })),
    computed: each.reduce((sum, it) => sum + it.fen, 0n),
    granted: each.reduce((sum, it) => sum + capped(it.fen), 0n),
  }
}

function usedUp({ amount, rounds = [] }: GrantedBefore): Partial<SubsidyLine> {
  return { granted: amount, ...(rounds.length > 0 && { grantedBy: [...rounds] }) }
}

const positive = (fen: Fen) => (fen < 0n ? 0n : fen)
