import { figureOf } from '@pilot-ledger/figures'
import type { ConsequenceLine } from '../../domain/consequences'
import type { EligibilityAnswer } from '../../domain/eligibility'
import type { QuotaLine } from '../../domain/quota'
import { type Indicator, indicatorOf, type SchemeContent } from '../../domain/scheme'
import { type ResultView, withUnit } from './result-view'

const TOGETHER = { any: '以下任一条件', all: '以下全部条件' } as const
const LIMITS = { atLeast: '不低于', atMost: '不超过' } as const
const MET = new Map([
  [true, '符合'],
  [false, '不符合'],
])

/** 入围条件 as a paper says it. */
export function eligibilityView(
  scheme: SchemeContent,
  { met, lines }: EligibilityAnswer,
): NonNullable<ResultView['eligibility']> {
  return {
    ...(met !== undefined && { met }),
    lines: lines.map(({ no, kind, indicator: code, limit, value, met }) => {
      const stated = { no, met: (met === undefined ? undefined : MET.get(met)) ?? '未定' }
      if (kind === 'any' || kind === 'all') return { ...stated, condition: TOGETHER[kind], value: '' }
      const indicator = indicatorOf(scheme, code ?? '')
      const source = indicator?.source
      const unit = source?.from === 'ledger' ? (figureOf(source.figure)?.unit ?? 'count') : (source?.unit ?? 'count')
      return {
        ...stated,
        condition: `${indicator ? nameOf(indicator) : code}${LIMITS[kind]} ${withUnit(limit, unit)}`,
        value: withUnit(value, unit),
      }
    }),
  }
}

/** An indicator with the years of its own, where it has some. */
export function nameOf({ zh, source }: Pick<Indicator, 'zh' | 'source'>): string {
  return source.from === 'ledger' && source.years !== undefined ? `${zh}（近 ${source.years} 年）` : zh
}

/** 名额 of each grade that was reached. */
export function quotaWords({ grades }: SchemeContent, quotas: readonly QuotaLine[]): readonly string[] {
  return quotas.map(({ grade, most, reached, place, within }) => {
    const name = grades.levels.find((it) => it.code === grade)?.zh ?? grade
    return `“${name}”名额 ${most} 个，达到分数线 ${reached} 家，列第 ${place}，${within ? '在名额内' : '不在名额内'}`
  })
}

/** 后果, with the rounds that make it. */
export function consequenceWords(lines: readonly ConsequenceLine[]): readonly string[] {
  return lines.map(({ zh, rounds }) => `${zh}（轮次 ${rounds.join('、')}）`)
}

/** The same in one list, for the foot of a paper and the letter. */
export function conditionsInWords({ eligibility, quotas = [], consequences = [] }: ResultView): string[] {
  const lines = eligibility?.lines ?? []
  const outcome = eligibility?.met === undefined ? '未定' : eligibility.met ? '符合' : '不符合'
  return [
    ...(eligibility ? [`入围条件：${outcome}。`] : []),
    ...lines.map(
      ({ no, condition, value, met }) =>
        `入围 ${no} ${condition}：${value === '' ? '' : `${eligibility?.stated ? '填报' : '核定'} ${value}，`}${met}。`,
    ),
    ...quotas.map((it) => `${it}。`),
    ...consequences.map((it) => `后果：${it}。`),
  ]
}
