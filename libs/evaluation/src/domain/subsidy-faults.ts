import { fenOf, type Refusal } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { notAscending } from './indicator-faults'
import { type KnownFigure, unitOf } from './indicator-unit'
import { meaning, repeated } from './meaning-fault'
import { indicatorOf, type SchemeContent, type SubsidyRule } from './scheme'
import { F22_LIMIT } from './subsidy'

const AT = '/content/subsidy'

export function faultsOfSubsidy(content: SchemeContent, rule: SubsidyRule, knownFigure: KnownFigure): Refusal[] {
  const { onlyGrades } = rule
  const unknownGrades = (onlyGrades ?? []).flatMap((it, i) => [
    ...knownGrade(content, it, `${AT}/onlyGrades/${i}`),
    ...notPaid(content, it, `${AT}/onlyGrades/${i}`),
  ])
  return [...faultsOfBase(content, rule, knownFigure), ...faultsOfCaps(content, rule), ...unknownGrades]
}

function faultsOfBase(content: SchemeContent, { base }: SubsidyRule, knownFigure: KnownFigure): Refusal[] {
  if (base.kind === 'byGrade') {
    const at = (i: number) => `${AT}/base/amounts/${i}/grade`
    return [
      ...repeated(
        base.amounts.map((it) => it.grade),
        at,
      ),
      ...base.amounts.flatMap((it, i) => knownGrade(content, it.grade, at(i))),
      ...base.amounts.flatMap((it, i) => notPaid(content, it.grade, at(i))),
      ...base.amounts.flatMap((it, i) =>
        it.grade === content.grades.noShow && fenOf(it.amount) > 0n
          ? [forNoShow(`${AT}/base/amounts/${i}/amount`)]
          : [],
      ),
    ]
  }
  const indicator = indicatorOf(content, base.indicator)
  const faults: Refusal[] = []
  if (indicator === undefined) {
    const facts = { indicator: base.indicator }
    faults.push(
      meaning('unknown-indicator', `${AT}/base/indicator`, '方案中没有此指标', 'no such indicator here', facts),
    )
  } else if (unitOf(indicator, knownFigure) !== 'CNY') {
    faults.push(
      meaning('unit-mismatch', `${AT}/base/indicator`, '补助基数须为金额', 'a subsidy is a share of an amount'),
    )
  }
  if (base.kind === 'rate') return [...faults, ...rateInRange(base.rate, `${AT}/base/rate`)]
  for (const [i, tier] of base.tiers.entries()) {
    const before = base.tiers[i - 1]
    const here = `${AT}/base/tiers/${i}`
    if (before && !(decimal(tier.from).gt(before.from) && decimal(tier.rate).gte(before.rate)))
      faults.push(notAscending(here))
    faults.push(...rateInRange(tier.rate, `${here}/rate`))
  }
  return faults
}

function faultsOfCaps(content: SchemeContent, rule: SubsidyRule): Refusal[] {
  const { base, capPerItem, capPerBodyAndYear, f22, onlyGrades } = rule
  const faults: Refusal[] = []
  const source = base.kind === 'byGrade' ? undefined : indicatorOf(content, base.indicator)?.source
  if (capPerItem !== undefined && source?.from !== 'ledger') {
    const en = 'a cap per item needs an amount whose rows are on the ledger'
    faults.push(meaning('cap-without-items', `${AT}/capPerItem`, '单项上限须以账本金额为基数', en))
  }
  const above = (cap: string | undefined, limit: string | undefined) =>
    cap !== undefined && limit !== undefined && fenOf(cap) > fenOf(limit)
  if (above(capPerItem, capPerBodyAndYear)) faults.push(inverted(`${AT}/capPerItem`, capPerBodyAndYear as string))
  if (!f22) return faults
  for (const [name, cap] of Object.entries({ capPerItem, capPerBodyAndYear }))
    if (above(cap, F22_LIMIT)) faults.push(inverted(`${AT}/${name}`, F22_LIMIT))
  if (base.kind === 'byGrade')
    base.amounts.forEach((it, i) => {
      if (above(it.amount, F22_LIMIT)) faults.push(inverted(`${AT}/base/amounts/${i}/amount`, F22_LIMIT))
    })
  if (onlyGrades === undefined) {
    const en = 'the rule gives to a named grade only: name it'
    faults.push(meaning('grades-missing', `${AT}/onlyGrades`, '该规则仅补助指定等级，请注明等级', en))
  }
  // 仅优秀: the rule knows no other grade than the best.
  const best = content.grades.levels[0].code
  for (const [i, it] of (onlyGrades ?? []).entries())
    if (it !== best && content.grades.levels.some(({ code }) => code === it))
      faults.push(
        meaning(
          'grades-not-best',
          `${AT}/onlyGrades/${i}`,
          '该规则仅补助最高等级（优秀）',
          'the rule gives to the best grade alone',
        ),
      )
  return faults
}

/** Whoever is not eligible has a grade, and no subsidy. */
function notPaid({ grades }: SchemeContent, code: string, pointer: string): Refusal[] {
  if (!grades.levels.some((it) => it.code === code && it.notEligible)) return []
  const en = 'the grade of whoever is not eligible is paid nothing'
  return [meaning('grade-not-paid', pointer, '未入围所得等级不予补助', en, { grade: code })]
}

/** Whoever submitted nothing has that grade too, and gets nothing. */
function forNoShow(pointer: string): Refusal {
  const en = 'the grade of whoever submits nothing is paid nothing'
  return meaning('amount-for-no-show', pointer, '未提交所得等级不予补助', en)
}

function inverted(pointer: string, limit: string): Refusal {
  const en = 'a cap above the cap that comes after it never holds'
  return meaning('caps-inverted', pointer, '上限高于其后的上限', en, { limit })
}

function rateInRange(rate: string, pointer: string): Refusal[] {
  if (decimal(rate).gt(0) && decimal(rate).lte(1)) return []
  return [meaning('rate-out-of-range', pointer, '比例须大于 0 且不超过 1', 'a rate is above 0 and at most 1')]
}

function knownGrade({ grades }: SchemeContent, code: string, pointer: string): Refusal[] {
  if (grades.levels.some((it) => it.code === code)) return []
  return [meaning('unknown-grade', pointer, '没有此等级', 'there is no such grade', { grade: code })]
}
