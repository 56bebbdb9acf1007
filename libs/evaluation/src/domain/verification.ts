import { type Checked, fenOf, isRefusal, refuse, type Steps, type Window } from '@pilot-ledger/kernel'
import type { AssessmentVerified, VerifiedValue } from '../definitions'
import { type CountedRow, type Item, itemsOf, type Measure, valueInSteps } from './counted'
import { type Ratio, ratioOf, shownRatio, termsOf } from './ratio'
import { type Assessment, heldStrikes } from './round-state'
import { type Indicator, indicatorOf, indicatorsOf, type SchemeContent } from './scheme'

/** The rows behind a ledger indicator at the round's cut. */
export interface Behind {
  readonly measure: Measure
  readonly rows: readonly CountedRow[]
  /** All of them; undefined where tax bases would be added (H12). */
  readonly value?: string
  /** Its own days, where it has some beside the round's. */
  readonly window?: Window
}
export type BehindBy = ReadonlyMap<string, Behind>

/**
 * 核定数, of one indicator as it stands: of the ledger the value of the rows that are not struck, of a number entered by hand
 * what the evaluator has set, of a ratio what comes of the verified values of its terms. Refusals: `mixed-tax-bases`,
 * `hand-value-not-verified`, `strike-without-row`.
 */
export function* verifiedOf(
  scheme: SchemeContent,
  indicator: Indicator,
  assessment: Assessment,
  behind: BehindBy,
): Steps<Checked<string>> {
  const { code, source } = indicator
  if (source.from === 'ratio') {
    const values = new Map<string, string>()
    for (const term of termsOf(source)) {
      const value = yield* verifiedOf(scheme, indicatorOf(scheme, term) as Indicator, assessment, behind)
      if (isRefusal(value)) return value
      values.set(term, value as string)
    }
    return shownRatio(source, ratioOf(source, values) as Ratio)
  }
  if (source.from === 'hand') {
    const set = assessment.handValues.find((it) => it.indicator === code)
    return (
      set?.value ??
      refuse('hand-value-not-verified', {
        zh: `“${indicator.zh}”由人工填报，须先核定`,
        en: 'a number entered by hand is verified by setting it',
        facts: { indicator: code },
      })
    )
  }
  const { measure, rows } = behind.get(code) as Behind
  const homeless = yield* strikesWithoutRow(assessment, code, rows)
  if (homeless.length > 0) {
    return refuse('strike-without-row', {
      zh: `“${indicator.zh}”的核减所指明细行在截止时已不存在或不足额，请先撤销该核减`,
      en: 'a strike names a row that is not there at the cut, or has less than was struck: lift it first',
      facts: { indicator: code, strikes: homeless.join(', ') },
    })
  }
  const value = yield* valueInSteps(measure, rows, heldStrikes(assessment, code))
  return (
    value ??
    refuse('mixed-tax-bases', {
      rule: 'H12',
      zh: `“${indicator.zh}”含税与不含税并存，不相加；请核减其一，或由方案注明口径`,
      en: 'amounts with and without tax are not added: strike one of them, or name the basis in the scheme',
      facts: { indicator: code },
    })
  )
}

/** A cut that moved on may have lost a struck row to a correction or a void. */
function* strikesWithoutRow(assessment: Assessment, code: string, rows: readonly CountedRow[]): Steps<string[]> {
  const values = new Map<string, string>()
  for (const { row, value } of rows) {
    yield
    values.set(row, value)
  }
  const struck = new Map<string, bigint>()
  return heldStrikes(assessment, code)
    .filter(({ row, amount }) => {
      const value = values.get(row)
      if (value === undefined || amount === undefined) return value === undefined
      const sum = (struck.get(row) ?? 0n) + fenOf(amount)
      struck.set(row, sum)
      return sum > fenOf(value)
    })
    .map((it) => it.strike)
}

/** Every indicator verified, or the first reason why not. */
export function* verifiedValues(
  scheme: SchemeContent,
  assessment: Assessment,
  behind: BehindBy,
): Steps<Checked<readonly VerifiedValue[]>> {
  const values: VerifiedValue[] = []
  for (const it of indicatorsOf(scheme)) {
    const verified = yield* verifiedOf(scheme, it, assessment, behind)
    if (isRefusal(verified)) return verified
    const claim = assessment.claims.find((claim) => claim.indicator === it.code)
    const ledger = behind.get(it.code)?.value
    values.push({
      indicator: it.code,
      claimed: claim?.claimed ?? verified,
      ...(ledger !== undefined && { ledger }),
      verified,
    })
  }
  return values
}

/** What a cap per item is applied to: the verified amount of each contract behind the subsidy's base. */
export function* verifiedItems(
  scheme: SchemeContent,
  assessment: Assessment,
  behind: BehindBy,
): Steps<AssessmentVerified['data']['items']> {
  const base = scheme.subsidy?.base
  if (base === undefined || base.kind === 'byGrade' || scheme.subsidy?.capPerItem === undefined) return undefined
  const rows = behind.get(base.indicator)?.rows ?? []
  return (yield* itemsOf(rows, heldStrikes(assessment, base.indicator))) satisfies readonly Item[]
}

/** Verified values by indicator: what scores are computed from. */
export function valuesOf({ verification }: Assessment): ReadonlyMap<string, string> | undefined {
  return verification && new Map(verification.values.map((it) => [it.indicator, it.verified]))
}
