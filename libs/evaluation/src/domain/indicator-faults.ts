import type { Refusal } from '@pilot-ledger/kernel'
import { decimal, sumOf } from './exact'
import { inUnit, type KnownFigure, unitOf } from './indicator-unit'
import { earlier, meaning, repeated } from './meaning-fault'
import { faultsOfRatio } from './ratio-faults'
import type { Indicator, SchemeContent } from './scheme'

/** Whether the part at a pointer, and all it stands in, has the shape it should have. */
export type Whole = (pointer: string) => boolean

/**
 * Weights that add up on both levels, codes once, and each indicator for itself. A part whose shape is broken hides nothing
 * of the others.
 */
export function faultsOfGroups(content: SchemeContent, knownFigure: KnownFigure, whole: Whole): Refusal[] {
  const { fullScore, decimals } = content
  const groups = content.groups.map((it, i) => ({ it, at: `/content/groups/${i}` }))
  const indicators = groups
    .filter(({ it }) => Array.isArray(it?.indicators))
    .flatMap(({ it, at }) => it.indicators.map((it, j) => ({ it, at: `${at}/indicators/${j}` })))
  const named = (places: readonly { it: { code: string }; at: string }[]) => {
    const known = places.filter(({ at }) => whole(`${at}/code`))
    return repeated(
      known.map(({ it }) => it.code),
      (i) => `${known[i].at}/code`,
    )
  }
  const weighed = [...groups, ...indicators].filter(({ at }) => whole(`${at}/weight`))
  return [
    ...named(groups),
    ...named(indicators),
    ...namesTwice(indicators.filter(({ at }) => whole(`${at}/zh`))),
    ...(whole('/content/fullScore') ? addsUp(groups, fullScore, '/content/groups', whole) : []),
    ...groups
      .filter(({ it, at }) => whole(`${at}/weight`) && Array.isArray(it.indicators))
      .flatMap(({ it, at }) => {
        const own = it.indicators.map((it, j) => ({ it, at: `${at}/indicators/${j}` }))
        return addsUp(own, it.weight, `${at}/indicators`, whole)
      }),
    ...(whole('/content/fullScore') ? aboveZero(fullScore, '/content/fullScore') : []),
    ...weighed.flatMap(({ it, at }) => fineEnough(it.weight, decimals, `${at}/weight`)),
    // A group may weigh nothing where none of its indicators does: its weights add up to its own.
    ...indicators.filter(({ at }) => whole(`${at}/weight`) && whole(`${at}/scoring`)).flatMap(weighsAsScored),
    ...indicators
      .filter(({ at }) => whole(at))
      .flatMap(({ it, at }) => faultsOfIndicator(it, decimals, at, knownFigure)),
    ...(whole('/content/window')
      ? indicators.filter(({ at }) => whole(`${at}/source`)).flatMap((it) => yearsOutOfPlace(it, content))
      : []),
    // A term that cannot be read is not unknown: ratios are asked when every indicator can be.
    ...(whole('/content/groups') ? indicators : []).flatMap(({ it: { source }, at }) =>
      source.from === 'ratio' ? faultsOfRatio(source, `${at}/source`, content, knownFigure) : [],
    ),
  ]
}

function faultsOfIndicator(it: Indicator, decimals: number, at: string, knownFigure: KnownFigure): Refusal[] {
  const { source } = it
  const known = source.from === 'ledger' ? knownFigure(source.figure) : undefined
  if (source.from === 'ledger' && known === undefined) {
    const facts = { figure: source.figure }
    return [
      meaning(
        'unknown-figure',
        `${at}/source/figure`,
        '指标目录中没有此代码',
        'the catalogue has no such figure',
        facts,
      ),
    ]
  }
  if (source.from === 'ledger' && known?.of !== undefined) {
    const en = 'a figure of the programme: no platform has one of its own'
    return [meaning('figure-not-of-platform', `${at}/source/figure`, '该指标属全市建设计划，不是平台的指标', en)]
  }
  const unsplit = source.from === 'ledger' && source.taxBasis !== undefined && !known?.splitByTax
  const basis = unsplit
    ? [
        meaning(
          'tax-basis-not-of-figure',
          `${at}/source/taxBasis`,
          '该指标不分含税与不含税',
          'this figure has no tax basis',
        ),
      ]
    : []
  return [...basis, ...faultsOfTarget(it, at, knownFigure), ...faultsOfScoring(it, decimals, at, knownFigure)]
}

function faultsOfTarget(it: Indicator, at: string, knownFigure: KnownFigure): Refusal[] {
  const needed = it.scoring.method === 'share' || it.scoring.method === 'threshold'
  if (it.target === undefined)
    return needed
      ? [meaning('target-missing', `${at}/target`, '此计分方式须有目标值', 'this way of scoring needs a target')]
      : []
  if (!needed)
    return [meaning('target-not-used', `${at}/target`, '此计分方式不用目标值', 'this way of scoring uses no target')]
  return [...inUnit(it.target, unitOf(it, knownFigure), `${at}/target`), ...aboveZero(it.target, `${at}/target`)]
}

function faultsOfScoring(it: Indicator, decimals: number, at: string, knownFigure: KnownFigure): Refusal[] {
  const { scoring, weight } = it
  const within = (points: string, pointer: string) =>
    decimal(points).gt(weight)
      ? [meaning('points-above-weight', pointer, '得分高于权重', 'more points than the weight', { weight })]
      : []
  switch (scoring.method) {
    case 'share': {
      const { cap } = scoring
      if (cap === undefined || (decimal(cap).gt(0) && decimal(cap).lte(1))) return []
      return [
        meaning('cap-above-one', `${at}/scoring/cap`, '封顶比例须大于 0 且不超过 1', 'a cap is above 0 and at most 1'),
      ]
    }
    case 'tiers':
      return scoring.tiers.flatMap((tier, i) => {
        const here = `${at}/scoring/tiers/${i}`
        const before = scoring.tiers[i - 1]
        const ascends =
          before === undefined || (decimal(tier.from).gt(before.from) && decimal(tier.points).gte(before.points))
        return [
          ...(ascends ? [] : [notAscending(here)]),
          ...inUnit(tier.from, unitOf(it, knownFigure), `${here}/from`),
          ...within(tier.points, `${here}/points`),
          ...fineEnough(tier.points, decimals, `${here}/points`),
        ]
      })
    case 'rank': {
      const points = [...scoring.points, scoring.otherwise]
      const here = (i: number) => `${at}/scoring/${i < scoring.points.length ? `points/${i}` : 'otherwise'}`
      return points.flatMap((own, i) => [
        ...(i > 0 && decimal(own).gt(points[i - 1])
          ? [meaning('rank-points-not-descending', here(i), '名次靠后者得分更高', 'a later place has more points')]
          : []),
        ...within(own, here(i)),
        ...fineEnough(own, decimals, here(i)),
      ])
    }
    default:
      return []
  }
}

export function notAscending(pointer: string): Refusal {
  return meaning('tiers-not-ascending', pointer, '档位须由低到高', 'tiers ascend, each reached later and worth no less')
}

function addsUp(
  parts: readonly { readonly it: { readonly weight: string }; readonly at: string }[],
  expected: string,
  pointer: string,
  whole: Whole,
): Refusal[] {
  if (!parts.every(({ at }) => whole(`${at}/weight`))) return []
  const sum = sumOf(parts.map(({ it }) => it.weight))
  if (sum.eq(expected)) return []
  const facts = { sum: sum.toFixed(), expected }
  return [meaning('weights-do-not-add-up', pointer, '权重之和不等于上级分值', 'the weights do not add up', facts)]
}

/** On paper an indicator is its name. */
function namesTwice(indicators: readonly { readonly it: Indicator; readonly at: string }[]): Refusal[] {
  const en = 'another indicator has this name already'
  return earlier(indicators.map(({ it }) => it.zh)).map((i) =>
    meaning('name-twice', `${indicators[i].at}/zh`, '指标名称重复', en, { name: indicators[i].it.zh }),
  )
}

/** Years are counted back from the year of the round, which only a scheme by calendar years has; and never fewer than its own. */
function yearsOutOfPlace(
  { it: { source }, at }: { readonly it: Indicator; readonly at: string },
  { window }: SchemeContent,
): Refusal[] {
  if (source.from !== 'ledger' || source.years === undefined) return []
  if (window.kind === 'calendarYear') {
    const { years = 1 } = window
    if (source.years >= years) return []
    const en = 'fewer years than the scheme counts: an indicator of its own years looks further back'
    const facts = { years: String(years) }
    return [meaning('years-below-window', `${at}/source/years`, '年数少于方案统计期的年数', en, facts)]
  }
  const en = 'years of its own have only indicators of a scheme by calendar years'
  return [meaning('years-without-calendar-year', `${at}/source/years`, '仅按自然年统计的方案可另定年数', en)]
}

/** What is not scored weighs nothing, and nothing else does. */
function weighsAsScored({ it, at }: { readonly it: Indicator; readonly at: string }): Refusal[] {
  if (it.scoring.method !== 'none') return aboveZero(it.weight, `${at}/weight`)
  if (decimal(it.weight).isZero()) return []
  const en = 'what is not scored has the weight 0'
  return [meaning('weight-not-scored', `${at}/weight`, '不计分的指标权重须为零', en)]
}

/** Finer than scores are rounded to, a rounded score could come out above its weight. */
function fineEnough(points: string, decimals: number, pointer: string): Refusal[] {
  if (decimal(points).decimalPlaces() <= decimals) return []
  return [meaning('weight-too-fine', pointer, '小数位多于计分小数位', 'more decimals than scores are rounded to')]
}

function aboveZero(value: string, pointer: string): Refusal[] {
  return decimal(value).gt(0) ? [] : [meaning('value-not-positive', pointer, '须大于零', 'more than zero is expected')]
}
