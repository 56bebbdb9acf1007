import type { Json, JsonObject } from '../json/json'
import { Exact } from './exact'
import type { Scheme, SubsidyRule } from './scheme'
import { yuan } from './value'

/** What a contract behind the base has left. */
export interface Item {
  readonly engagement: string
  readonly contractNo: string
  readonly fen: bigint
}
/** What had been granted already: the amount, and by which rounds where they are named. */
export interface Granted {
  readonly amount: bigint
  readonly rounds?: readonly string[]
}
export interface Given {
  readonly grade: string
  readonly eligible?: boolean
  readonly base?: string
  readonly items?: readonly Item[]
  readonly body: Granted
  /** Where it counts over rounds. */
  readonly f22?: Granted
}

/** The city's rule of 2024-02: a million yuan. */
const F22 = 100_000_000n
const fenOf = (amount: string) => BigInt(Exact.of(amount).times(Exact.of('100')).rounded(0))
const least = (a: bigint, b: bigint) => (a < b ? a : b)
const positive = (fen: bigint) => (fen < 0n ? 0n : fen)

/** 补助 as a result shows it: what is computed, then one cap after the other. */
export function subsidyOf(rule: SubsidyRule, given: Given): { readonly said: JsonObject; readonly amount: bigint } {
  const { stated, computed, capped } = computedOf(rule, given)
  const lines: JsonObject[] = []
  let amount = positive(computed)
  const cap = (name: string, most: bigint, more: JsonObject = {}) => {
    const left = positive(least(most, amount))
    lines.push({ rule: name, ...more, before: yuan(amount), tookAway: yuan(amount - left), after: yuan(left) })
    amount = left
  }
  const used = ({ amount: before, rounds = [] }: Granted): JsonObject => ({
    granted: yuan(before),
    ...(rounds.length > 0 && { grantedBy: rounds }),
  })
  if (rule.capPerItem !== undefined) cap('itemCap', capped, { limit: rule.capPerItem })
  if (given.eligible !== undefined) cap('eligibility', given.eligible ? amount : 0n)
  if (rule.onlyGrades) cap('grade', rule.onlyGrades.includes(given.grade) ? amount : 0n)
  if (rule.capPerBodyAndYear !== undefined)
    cap('bodyAndYearCap', fenOf(rule.capPerBodyAndYear) - given.body.amount, {
      limit: rule.capPerBodyAndYear,
      ...used(given.body),
    })
  if (rule.f22) cap('f22', F22 - (given.f22?.amount ?? 0n), { limit: yuan(F22), ...(given.f22 && used(given.f22)) })
  return { amount, said: { ...stated, computed: yuan(positive(computed)), lines, amount: yuan(amount) } }
}

/** Before any cap, and after the cap on each contract. */
function computedOf({ base: by, capPerItem }: SubsidyRule, { grade, base = '0.00', items = [] }: Given) {
  if (by.kind === 'byGrade') {
    const fen = fenOf(by.amounts.find((it) => it.grade === grade)?.amount ?? '0.00')
    return { stated: {}, computed: fen, capped: fen }
  }
  const tier = by.kind === 'tiers' ? by.tiers.findLast((it) => Exact.of(base).reaches(Exact.of(it.from))) : undefined
  const rate = by.kind === 'rate' ? by.rate : tier?.rate
  const stated = { base, ...(rate !== undefined && { rate }), ...(tier && { tier: tier.from }) }
  const share = (amount: string) =>
    fenOf(
      Exact.of(amount)
        .times(Exact.of(rate ?? '0'))
        .rounded(2),
    )
  if (capPerItem === undefined) return { stated, computed: share(base), capped: share(base) }
  const each = items.map(({ engagement, contractNo, fen }) => {
    const own = share(yuan(fen))
    const granted = least(own, fenOf(capPerItem))
    const said = { engagement, contractNo, value: yuan(fen), computed: yuan(own), granted: yuan(granted) }
    return { said, own, granted }
  })
  const total = (of: (it: (typeof each)[number]) => bigint) => each.reduce((sum, it) => sum + of(it), 0n)
  const shown: Json = each.map((it) => it.said)
  return { stated: { ...stated, items: shown }, computed: total((it) => it.own), capped: total((it) => it.granted) }
}

/** The indicator of which the subsidy is a share. */
export const baseOf = ({ subsidy }: Scheme) =>
  subsidy && subsidy.base.kind !== 'byGrade' ? subsidy.base.indicator : undefined
