import type { JsonObject } from '../json/json'
import { Exact, sumOf, ZERO } from './exact'
import type { Indicator, Level, Ratio, Requirement, Scheme } from './scheme'

/** Values by indicator. */
export type Values = ReadonlyMap<string, string>

interface Divided {
  readonly numerator: string
  readonly denominator: string
  readonly value?: string
}

/** 比值: two sums of other values, divided and rounded once; without a denominator above zero there is none. */
export function ratioOf({ numerator, denominator, unit, decimals }: Ratio, values: Values): Divided | undefined {
  const sum = (terms: Ratio['numerator']): Exact | undefined => {
    let total = ZERO
    for (const { indicator, times = '1' } of terms) {
      const value = values.get(indicator)
      if (value === undefined) return undefined
      total = total.plus(Exact.of(value).times(Exact.of(times)))
    }
    return total
  }
  const [over, under] = [sum(numerator), sum(denominator)]
  if (!over || !under) return undefined
  const stated = { numerator: over.plain(), denominator: under.plain() }
  if (!under.isAbove(ZERO)) return stated
  const hundred = Exact.of(unit === 'percent' ? '100' : '1')
  return { ...stated, value: over.times(hundred).per(under).rounded(decimals) }
}

/** Every ratio worked out again from its terms. */
function withRatios({ indicators }: Scheme, given: Values): Values {
  const values = new Map(given)
  for (const { code, source } of indicators) {
    if (source.from !== 'ratio') continue
    const value = ratioOf(source, given)?.value
    if (value === undefined) values.delete(code)
    else values.set(code, value)
  }
  return values
}

/** What one platform is scored by, and what comes of it, as a result shows it. */
export interface Sheet {
  readonly steps: ReadonlyMap<string, JsonObject>
  readonly groups: readonly JsonObject[]
  readonly total: string
  readonly eligibility?: { readonly met?: boolean; readonly said: JsonObject }
}

function sheetOf(scheme: Scheme, given: Values, places: ReadonlyMap<string, number | undefined>): Sheet {
  const { decimals, indicators } = scheme
  const values = withRatios(scheme, given)
  const steps = new Map<string, JsonObject>()
  const points = new Map<string, string>()
  for (const indicator of indicators) {
    const step = stepOf(indicator, decimals, given, values.get(indicator.code), places.get(indicator.code))
    steps.set(indicator.code, step)
    points.set(indicator.code, String(step.points))
  }
  const sum = (list: readonly Indicator[]) => sumOf(list.map((it) => points.get(it.code) ?? '0')).rounded(decimals)
  return {
    steps,
    groups: scheme.groups.map((it) => ({ group: it.code, weight: it.weight, points: sum(it.indicators) })),
    total: sum(indicators),
    ...(scheme.eligibility && { eligibility: eligibilityOf(scheme, values, given) }),
  }
}

function stepOf(
  { code, weight, target = '0', scoring, source }: Indicator,
  decimals: number,
  given: Values,
  value: string | undefined,
  place: number | undefined,
): JsonObject {
  const { method } = scoring
  const divided = source.from === 'ratio' ? ratioOf(source, given) : undefined
  const base = {
    indicator: code,
    method,
    weight,
    ...(value !== undefined && { value }),
    ...(divided && { numerator: divided.numerator, denominator: divided.denominator }),
  }
  const none = ZERO.rounded(decimals)
  const written = (text: string) => Exact.of(text).rounded(decimals)
  if (divided && value === undefined) return { ...base, noRatio: true, points: none }
  if (value === undefined || (method === 'rank' && place === undefined)) return { ...base, points: none, pending: true }
  const [own, full, goal] = [Exact.of(value), Exact.of(weight), Exact.of(target)]
  switch (scoring.method) {
    case 'share': {
      const { cap = '1' } = scoring
      const counted = own.isAbove(ZERO) ? own : ZERO
      const held = own.isAbove(goal.times(Exact.of(cap)))
      const points = held ? full.times(Exact.of(cap)) : full.times(counted).per(goal)
      return {
        ...base,
        target,
        ratio: counted.per(goal).rounded(6),
        ...(held && { cap }),
        points: points.rounded(decimals),
      }
    }
    case 'tiers': {
      const tier = scoring.tiers.findLast((it) => own.reaches(Exact.of(it.from)))
      return { ...base, ...(tier && { tier: tier.from }), points: written(tier?.points ?? '0') }
    }
    case 'threshold':
      return { ...base, target, points: own.reaches(goal) ? written(weight) : none }
    case 'none':
      return { ...base, points: none }
    case 'rank': {
      const at = place ?? 0
      return { ...base, place: at, points: written(scoring.points[at - 1] ?? scoring.otherwise) }
    }
  }
}

/** 入围: every condition held against the values, numbered as they stand. */
function eligibilityOf({ eligibility, indicators }: Scheme, values: Values, given: Values): Sheet['eligibility'] {
  const lines: JsonObject[] = []
  const neverHas = (code: string) => {
    const source = indicators.find((it) => it.code === code)?.source
    return source?.from === 'ratio' && ratioOf(source, given) !== undefined
  }
  const judge = (it: Requirement, no: string): boolean | undefined => {
    if ('of' in it) {
      const at = lines.push({}) - 1
      const parts = it.of.map((part, i) => judge(part, `${no}.${i + 1}`))
      const decides = it.kind === 'any'
      const met = parts.includes(decides) ? decides : parts.includes(undefined) ? undefined : !decides
      lines[at] = { no, kind: it.kind, ...(met !== undefined && { met }) }
      return met
    }
    const value = values.get(it.indicator)
    const met =
      value === undefined
        ? neverHas(it.indicator)
          ? false
          : undefined
        : it.kind === 'atLeast'
          ? Exact.of(value).reaches(Exact.of(it.value))
          : Exact.of(it.value).reaches(Exact.of(value))
    const { kind, indicator, value: limit } = it
    lines.push({ no, kind, indicator, limit, ...(value !== undefined && { value }), ...(met !== undefined && { met }) })
    return met
  }
  if (!eligibility) return undefined
  const met = judge(eligibility.requires, '1')
  return { met, said: { ...(met !== undefined && { met }), lines } }
}

/** All who take part, scored beside each other. */
export interface Scores {
  readonly sheets: ReadonlyMap<string, Sheet>
  readonly places: ReadonlyMap<string, number>
  readonly quotas: ReadonlyMap<string, readonly JsonObject[]>
}

/** One and how many are larger. */
const placeAmong = (own: string, all: readonly string[]) =>
  1 + all.filter((it) => Exact.of(it).isAbove(Exact.of(own))).length

/** `given`: of whoever submitted something; `takingPart`: how many take part. */
export function scoresOf(scheme: Scheme, given: ReadonlyMap<string, Values>, takingPart: number): Scores {
  const values = [...given].map(([id, its]) => [id, withRatios(scheme, its)] as const)
  const ranked = scheme.indicators.filter((it) => it.scoring.method === 'rank').map((it) => it.code)
  const sheets = new Map<string, Sheet>()
  for (const [id, own] of values) {
    const places = new Map<string, number | undefined>()
    for (const code of ranked) {
      const [value, all] = [own.get(code), values.flatMap(([, its]) => its.get(code) ?? [])]
      if (value !== undefined) places.set(code, placeAmong(value, all))
    }
    sheets.set(id, sheetOf(scheme, given.get(id) as Values, places))
  }
  const graded = [...sheets].filter(([, it]) => it.eligibility?.met !== false)
  const totals = graded.map(([, it]) => it.total)
  const places = new Map(graded.map(([id, it]) => [id, placeAmong(it.total, totals)]))
  return { sheets, places, quotas: quotasOf(scheme, sheets, places, takingPart) }
}

const scored = ({ levels }: Scheme) => levels.filter((it) => !it.notEligible)

/** 名额: each grade for so many goes to the best of those who reach it; whom it leaves out comes under the next. */
function quotasOf(scheme: Scheme, sheets: Scores['sheets'], places: Scores['places'], takingPart: number) {
  const lines = new Map<string, JsonObject[]>([...places.keys()].map((id) => [id, []]))
  const given = new Set<string>()
  for (const { code, from, first, quota } of scored(scheme)) {
    const reached = [...places.keys()].flatMap((id) => {
      const { total } = sheets.get(id) as Sheet
      const fits = !given.has(id) && Exact.of(total).reaches(Exact.of(from)) && (!first || places.get(id) === 1)
      return fits ? [{ id, total }] : []
    })
    const most = quota ? mostOf(quota, takingPart) : reached.length
    for (const { id, total } of reached) {
      const place = placeAmong(
        total,
        reached.map((it) => it.total),
      )
      const alike = reached.filter((it) => Exact.of(it.total).against(Exact.of(total)) === 0).length
      const within = quota?.ties === 'all' ? place <= most : place + alike - 1 <= most
      if (quota) lines.get(id)?.push({ grade: code, most, reached: reached.length, place, within })
      if (within) given.add(id)
    }
  }
  return lines
}

function mostOf({ kind, count = 0, percent = '0' }: NonNullable<Level['quota']>, takingPart: number): number {
  if (kind === 'count') return count
  return Exact.of(String(takingPart)).times(Exact.of(percent)).per(Exact.of('100')).floor()
}

/** 定级: the first whose condition holds, from the best. */
export function levelOf(scheme: Scheme, scores: Scores, platform: string): Level | undefined {
  const { levels, noShow, eligibility } = scheme
  const named = (code: string | undefined) => levels.find((it) => it.code === code)
  const sheet = scores.sheets.get(platform)
  if (!sheet) return named(noShow)
  if (sheet.eligibility?.met === false) return named(eligibility?.grade)
  const lines = scores.quotas.get(platform) ?? []
  const fits = (it: Level) =>
    Exact.of(sheet.total).reaches(Exact.of(it.from)) &&
    (!it.first || scores.places.get(platform) === 1) &&
    (!it.quota || lines.some((line) => line.grade === it.code && line.within === true))
  return scored(scheme).find(fits) ?? scored(scheme).at(-1)
}
