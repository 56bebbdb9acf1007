import { isRefusal } from '@pilot-ledger/kernel'
import { CODE, DECIMAL } from '../definitions/forms'
import { decimal, sumOf } from './exact'
import { grade } from './grading'
import {
  type Grade,
  type Indicator,
  indicatorsOf,
  type Requirement,
  type SchemeContent,
  type SubsidyRule,
} from './scheme'
import { type ScoreSheet, score } from './scoring'
import { baseOf, type SubsidyAnswer, subsidy } from './subsidy'

/** What sample values come to under a scheme that is being written. */
export interface Tried {
  readonly sheet: ScoreSheet
  /** Codes of indicators that are not whole yet: they are left out of the sheet. */
  readonly unread: readonly string[]
  /** Once every indicator has its points. */
  readonly grade?: Grade
  /** Once there is a grade. */
  readonly subsidy?: SubsidyAnswer
}

/**
 * 试算: sample values through the very functions that score a round. A scheme that is being written is unfinished for the most
 * part: what cannot be read yet is left out and named. Undefined while the decimals of scores are not known. One platform by
 * itself has no place among others: those by indicator are given, and for its grade it stands first and within every quota. The
 * base of the subsidy counts as that of one contract, and nothing has been granted before.
 */
export function tried(
  content: SchemeContent,
  given: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number> = new Map(),
): Tried | undefined {
  const { decimals, eligibility } = content
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 6) return undefined
  const all = indicatorsOf(content)
  const unread = all.filter((it) => !isWhole(it) || all.some((other) => other !== it && other.code === it.code))
  const asks = eligibility !== undefined && conditionsAreWhole(eligibility.requires)
  const read: SchemeContent = {
    ...content,
    groups: content.groups.map((it) => ({ ...it, indicators: it.indicators.filter((of) => !unread.includes(of)) })),
    eligibility: asks ? eligibility : undefined,
  }
  const values = new Map([...given].filter(([, value]) => VALUE.test(value)))
  const sheet = score(read, values, places)
  return { sheet, unread: unread.map((it) => it.code), ...(unread.length === 0 && concluded(read, sheet)) }
}

function concluded(content: SchemeContent, sheet: ScoreSheet): Pick<Tried, 'grade' | 'subsidy'> {
  const { grades, subsidy: rule, eligibility } = content
  const { total, complete, steps } = sheet
  if (!complete || grades.levels.length === 0 || !grades.levels.every((it) => DECIMAL.test(it.from))) return {}
  if (eligibility && !grades.levels.some((it) => it.code === eligibility.grade)) return {}
  const eligible = sheet.eligibility?.met
  const quotas = grades.levels.map((it) => ({ grade: it.code, most: 1, reached: 1, place: 1, within: true }))
  const given = grade(content, { noShow: false, total, place: 1, quotas, ...(eligible !== undefined && { eligible }) })
  if (given === undefined || isRefusal(given)) return {}
  if (rule === undefined || !isPayable(rule)) return { grade: given }
  const base = steps.find((it) => it.indicator === baseOf(content))?.value
  if (base !== undefined && !SUM.test(base)) return { grade: given }
  const items = base === undefined ? [] : [{ engagement: '', contractNo: '', value: base }]
  const granted = { body: { amount: '0.00' }, f22: { amount: '0.00' } }
  const paid = subsidy(rule, {
    grade: given.code,
    granted,
    ...(base !== undefined && { base, items }),
    ...(eligible !== undefined && { eligible }),
  })
  return { grade: given, subsidy: paid }
}

/** What weights add up to; undefined while one of them is no number. */
export function weightOf(parts: readonly { readonly weight: string }[]): string | undefined {
  return parts.every((it) => isNumber(it.weight)) ? sumOf(parts.map((it) => it.weight)).toFixed() : undefined
}

/** Whether two weights are the same number: 20 and 20.00 are. */
export const sameWeight = (a: string, b: string): boolean => isNumber(a) && isNumber(b) && decimal(a).eq(b)

const VALUE = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/
const AMOUNT = /^\d{1,12}\.\d{2}$/
const SUM = /^-?\d+\.\d{2}$/
const isNumber = (it: unknown) => typeof it === 'string' && DECIMAL.test(it)
const isAmount = (it: unknown) => typeof it === 'string' && AMOUNT.test(it)

/** Of a list that somebody may not have written yet. */
const holds = <It>(list: readonly It[] | undefined, each: (it: It) => boolean): boolean =>
  list !== undefined && list.length > 0 && list.every(each)

/** Whether points can be computed by it. */
function isWhole({ code, weight, target, scoring, source }: Indicator): boolean {
  if (typeof code !== 'string' || !CODE.test(code) || !isNumber(weight)) return false
  if (source.from === 'ratio' && !isWholeRatio(source)) return false
  switch (scoring.method) {
    case 'share':
      // A share of nothing is none.
      return (
        isNumber(target) && !decimal(target as string).isZero() && (scoring.cap === undefined || isNumber(scoring.cap))
      )
    case 'threshold':
      return isNumber(target)
    case 'tiers':
      return holds(scoring.tiers, (it) => isNumber(it.from) && isNumber(it.points))
    case 'rank':
      return holds(scoring.points, isNumber) && isNumber(scoring.otherwise)
    case 'none':
      return true
    default:
      return false
  }
}

function isWholeRatio({ decimals, numerator, denominator }: Extract<Indicator['source'], { from: 'ratio' }>): boolean {
  const read = (it: { readonly times?: string }) => it.times === undefined || isNumber(it.times)
  return Number.isInteger(decimals) && holds(numerator, read) && holds(denominator, read)
}

function conditionsAreWhole(it: Requirement): boolean {
  if (it.kind === 'any' || it.kind === 'all') return holds(it.of, conditionsAreWhole)
  return isNumber(it.value)
}

function isPayable({ base, capPerItem, capPerBodyAndYear }: SubsidyRule): boolean {
  if (![capPerItem, capPerBodyAndYear].every((it) => it === undefined || isAmount(it))) return false
  switch (base.kind) {
    case 'rate':
      return isNumber(base.rate)
    case 'tiers':
      return holds(base.tiers, (it) => isNumber(it.from) && isNumber(it.rate))
    case 'byGrade':
      return holds(base.amounts, (it) => isAmount(it.amount))
    default:
      return false
  }
}
