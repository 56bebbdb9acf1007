import { type BusinessDate, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { RoundOpened } from '../definitions'
import { meaning } from './meaning-fault'
import type { SchemeContent } from './scheme'

/** 统计期 against the cut and the day: a year that ends after the scheme's day of the cut, a window nothing can be in yet. */
export function refuseWindow(
  { window, asOf }: Pick<SchemeContent, 'window' | 'asOf'>,
  year: number | undefined,
  today: BusinessDate,
): Refusal | undefined {
  if (window.kind === 'sinceRecognition') return undefined
  const years = window.kind === 'calendarYear' ? (window.years ?? 1) : 0
  const from = window.kind === 'fixed' ? window.from : `${Number(year) - years + 1}-01-01`
  const to = window.kind === 'fixed' ? window.to : `${year}-12-31`
  const pointer = window.kind === 'fixed' ? '/scheme' : '/year'
  if (from > today) {
    const en = 'nothing can have happened in the window yet: it begins after today'
    return meaning('round-before-window', pointer, '统计期尚未开始', en, { from, today })
  }
  if (asOf.kind !== 'day' || asOf.day >= to) return undefined
  const en = 'the scheme looks at the ledger of a day before this year ends: its last days would be left out'
  return meaning('year-ends-after-cut', pointer, '方案的截止日早于该年度末，期末发生的将漏计', en, {
    to,
    day: asOf.day,
  })
}

/** The same money evaluated again: a supplement says why. Rounds of a demonstration and real ones are apart. */
export function refuseRepeat(
  opening: Pick<RoundOpened['data'], 'platforms' | 'repeats'>,
  others: readonly Pick<RoundOpened['data'], 'roundNo' | 'platforms'>[],
): Refusal | undefined {
  if (opening.repeats !== undefined) return undefined
  const at = opening.platforms.findIndex((it) => others.some(({ platforms }) => platforms.includes(it)))
  if (at === -1) return undefined
  const platform = opening.platforms[at]
  const rounds = others.filter(({ platforms }) => platforms.includes(platform)).map((it) => it.roundNo)
  return refuse('platform-evaluated-already', {
    pointer: `/platforms/${at}`,
    zh: `该平台已列入同一方案、同一年度的轮次（${rounds.join('、')}）；确属补充评价的，请说明理由（repeats）`,
    en: `this platform is in another round of the same scheme and year (${rounds.join(', ')}): say why it is evaluated again (repeats)`,
    facts: { platform, rounds: rounds.join(', ') },
  })
}
