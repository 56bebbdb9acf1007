import { type Checked, refuse } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import type { Grade, SchemeContent } from './scheme'
import { placesOf, type ScoreSheet, score } from './scoring'

/** What decides a grade: that nothing was submitted, or the total and the place it has among the participants. */
export type Standing =
  | { readonly noShow: true }
  | { readonly noShow: false; readonly total: string; readonly place?: number }

/**
 * 定级: the first grade whose condition holds, from the best. Refusal: `place-not-known` where a grade is for the first and
 * others are not verified yet.
 */
export function grade(scheme: SchemeContent, standing: Standing): Checked<Grade> {
  const { levels, noShow } = scheme.grades
  if (standing.noShow) return levels.find((it) => it.code === noShow) as Grade
  for (const it of levels) {
    if (decimal(standing.total).lt(it.from)) continue
    if (!it.first) return it
    if (standing.place === undefined) {
      return refuse('place-not-known', {
        zh: `“${it.zh}”须排名第一，其他平台尚未全部核定`,
        en: 'this grade is for the first, and not every participant has been verified',
      })
    }
    if (standing.place === 1) return it
  }
  // The last cut-off is 0: a published scheme leaves no score without a grade.
  return levels[levels.length - 1]
}

/** Of one participant: verified values, or that it did not show up; `undefined` while it is not settled. */
export type Participant = ReadonlyMap<string, string> | 'noShow' | undefined

export interface RoundScores {
  readonly sheets: ReadonlyMap<string, ScoreSheet>
  /** Places by total, once all are settled. */
  readonly places?: ReadonlyMap<string, number>
}

/** Every participant's score; ranks and places only when no participant is left open. */
export function scoresOf(scheme: SchemeContent, participants: ReadonlyMap<string, Participant>): RoundScores {
  const settled = [...participants.values()].every((it) => it !== undefined)
  const shown = [...participants].filter((it): it is [string, ReadonlyMap<string, string>] => it[1] instanceof Map)
  const ranked = scheme.groups.flatMap((it) => it.indicators).filter((it) => it.scoring.method === 'rank')
  const placesBy = new Map(
    ranked.map(({ code }) => [
      code,
      placesOf(new Map(shown.flatMap(([id, values]) => (values.has(code) ? [[id, values.get(code) as string]] : [])))),
    ]),
  )
  const sheets = new Map(
    shown.map(([id, values]) => {
      const places = new Map([...placesBy].map(([code, places]) => [code, places.get(id) as number]))
      return [id, score(scheme, values, settled ? places : new Map())]
    }),
  )
  if (!settled) return { sheets }
  return { sheets, places: placesOf(new Map([...sheets].map(([id, sheet]) => [id, sheet.total]))) }
}
