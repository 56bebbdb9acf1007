import type { Refusal } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { inUnit, type KnownFigure, unitOf } from './indicator-unit'
import { meaning } from './meaning-fault'
import { indicatorOf, type RequiredValue, type Requirement, type SchemeContent } from './scheme'

const AT = '/content/eligibility'

/** 入围门槛: over indicators that there are, in their units, and such that somebody can meet it and somebody can miss it. */
export function faultsOfEligibility(content: SchemeContent, knownFigure: KnownFigure): Refusal[] {
  const { eligibility, grades } = content
  const own = grades.levels.findIndex((it) => it.notEligible)
  if (eligibility === undefined) return own === -1 ? [] : [neverGiven(own)]
  const faults = faultsOfRequirement(content, eligibility.requires, `${AT}/requires`, knownFigure)
  const given = grades.levels.find((it) => it.code === eligibility.grade)
  if (given === undefined) {
    const facts = { grade: eligibility.grade }
    faults.push(meaning('unknown-grade', `${AT}/grade`, '没有此等级', 'there is no such grade', facts))
  } else if (own !== -1 && !given.notEligible) faults.push(neverGiven(own))
  else if (own === -1 && given !== grades.levels[grades.levels.length - 1]) {
    const en = 'whoever is not eligible is given the worst grade, or one that no score brings (notEligible)'
    const facts = { grade: eligibility.grade, expected: grades.levels[grades.levels.length - 1].code }
    faults.push(meaning('not-eligible-not-worst', `${AT}/grade`, '未入围的须为最低等级或专设的未入围等级', en, facts))
  }
  if (faults.length === 0) faults.push(...contradictions(eligibility.requires, `${AT}/requires`))
  return faults
}

function faultsOfRequirement(content: SchemeContent, it: Requirement, at: string, knownFigure: KnownFigure): Refusal[] {
  if (it.kind === 'any' || it.kind === 'all')
    return it.of.flatMap((of, i) => faultsOfRequirement(content, of, `${at}/of/${i}`, knownFigure))
  const indicator = indicatorOf(content, it.indicator)
  if (indicator === undefined) {
    const facts = { indicator: it.indicator }
    return [meaning('unknown-indicator', `${at}/indicator`, '方案中没有此指标', 'no such indicator here', facts)]
  }
  const always = it.kind === 'atLeast' && decimal(it.value).isZero()
  return [
    ...inUnit(it.value, unitOf(indicator, knownFigure), `${at}/value`),
    ...(always ? [meaning('value-not-positive', `${at}/value`, '须大于零', 'more than zero is expected')] : []),
  ]
}

/** What nobody can meet: a value at least so much, and at most less, both asked of whoever wants in. */
function contradictions(it: Requirement, at: string): Refusal[] {
  if (it.kind !== 'any' && it.kind !== 'all') return []
  const inside = it.of.flatMap((of, i) => contradictions(of, `${at}/of/${i}`))
  if (it.kind === 'any' || inside.length > 0) return inside
  const requested = requestedTogether(it, at)
  return requested.flatMap(({ it: low }) =>
    requested
      .filter(({ it: high }) => high.indicator === low.indicator && low.kind === 'atLeast' && high.kind === 'atMost')
      .filter(({ it: high }) => decimal(low.value).gt(high.value))
      .map(({ it: high, at }) =>
        meaning(
          'eligibility-out-of-reach',
          `${at}/value`,
          '上限低于同一指标的下限，无人可以符合',
          'the upper limit lies below the lower one of the same indicator: nobody can meet both',
          { indicator: high.indicator, atLeast: low.value, atMost: high.value },
        ),
      ),
  )
}

/** Conditions that all hold together: through alls within alls, into no any. */
function requestedTogether(it: Requirement, at: string): { readonly it: RequiredValue; readonly at: string }[] {
  if (it.kind === 'any') return []
  if (it.kind === 'all') return it.of.flatMap((of, i) => requestedTogether(of, `${at}/of/${i}`))
  return [{ it, at }]
}

function neverGiven(level: number): Refusal {
  const en = 'no rule gives this grade: the eligibility names another, or there is none'
  return meaning('grade-never-given', `/content/grades/levels/${level}/notEligible`, '没有规则给予此等级', en)
}
