import type { Refusal } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { type KnownFigure, unitOf } from './indicator-unit'
import { meaning, repeated } from './meaning-fault'
import type { RatioSource } from './ratio'
import { type Indicator, indicatorOf, type SchemeContent } from './scheme'

/**
 * 比值: of other indicators that are no ratios themselves (a quotient of quotients would be rounded twice, and could go round
 * in a ring), and of like with like.
 */
export function faultsOfRatio(
  source: RatioSource,
  at: string,
  content: Pick<SchemeContent, 'groups'>,
  knownFigure: KnownFigure,
): Refusal[] {
  const sides = (['numerator', 'denominator'] as const).map((side) => ({ side, terms: source[side] }))
  const faults = sides.flatMap(({ side, terms }) => [
    ...repeated(
      terms.map((it) => it.indicator),
      (i) => `${at}/${side}/${i}/indicator`,
    ),
    ...terms.flatMap(({ indicator, times }, i) => {
      const here = `${at}/${side}/${i}`
      return [...faultsOfTerm(content, indicator, `${here}/indicator`), ...aboveZero(times, `${here}/times`)]
    }),
  ])
  if (faults.length > 0) return faults
  if (alwaysTheSame(source)) {
    const en = 'the numerator is made of the same terms: the ratio is always the same'
    return [meaning('ratio-of-itself', `${at}/denominator`, '分子与分母相同，比值恒定', en)]
  }
  const units = sides.map(
    ({ terms }) => new Set(terms.map((it) => unitOf(indicatorOf(content, it.indicator) as Indicator, knownFigure))),
  )
  const mixed = sides.filter((_, i) => units[i].size > 1).map(({ side }) => mixedUnits(`${at}/${side}`))
  if (mixed.length > 0) return mixed
  const bases = new Set(
    sides.flatMap(({ terms }) => terms.flatMap((it) => basisOf(it.indicator, content, knownFigure))),
  )
  if (bases.size > 1) return [mixedBases(at)]
  if (source.unit !== 'percent') return []
  const [[over], [under]] = units.map((it) => [...it])
  return over === under ? [] : [mixedUnits(`${at}/unit`)]
}

/** The same terms on both sides, each as many times the other. */
function alwaysTheSame({ numerator, denominator }: RatioSource): boolean {
  if (numerator.length !== denominator.length) return false
  const of = new Map(denominator.map((it) => [it.indicator, decimal(it.times ?? '1')]))
  const [first] = numerator
  const under = of.get(first.indicator)
  return (
    under !== undefined &&
    numerator.every(({ indicator, times = '1' }) =>
      of
        .get(indicator)
        ?.times(first.times ?? '1')
        .eq(under.times(times)),
    )
  )
}

function faultsOfTerm(content: Pick<SchemeContent, 'groups'>, code: string, pointer: string): Refusal[] {
  const indicator = indicatorOf(content, code)
  if (indicator === undefined)
    return [meaning('unknown-indicator', pointer, '方案中没有此指标', 'no such indicator here', { indicator: code })]
  if (indicator.source.from !== 'ratio') return []
  const en = 'a ratio divides values, not ratios: name their terms instead'
  return [meaning('ratio-of-ratio', pointer, '比值的分子、分母不得为比值（包括自身）', en, { indicator: code })]
}

function aboveZero(times: string | undefined, pointer: string): Refusal[] {
  if (times === undefined || decimal(times).gt(0)) return []
  return [meaning('value-not-positive', pointer, '须大于零', 'more than zero is expected')]
}

/** Of contract amounts: the basis that is named, or that none is. */
function basisOf(code: string, content: Pick<SchemeContent, 'groups'>, knownFigure: KnownFigure): string[] {
  const { source } = indicatorOf(content, code) as Indicator
  return source.from === 'ledger' && knownFigure(source.figure)?.splitByTax ? [source.taxBasis ?? 'any'] : []
}

function mixedBases(at: string): Refusal {
  const en =
    'amounts with and without tax are neither added nor a share of one another (H12): name one basis in all terms'
  return meaning('mixed-tax-bases', `${at}/numerator`, '含税与不含税金额不相加，也不相除；各项须为同一口径', en)
}

function mixedUnits(pointer: string): Refusal {
  const en = 'values of different units are neither added nor a share of one another'
  return meaning('unit-mismatch', pointer, '计量单位不同，不相加，也不成百分比', en)
}
