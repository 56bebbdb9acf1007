import { type Checked, refuse } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { type QuotaLine, quotasOf } from './quota'
import { withRatios } from './ratio'
import { type Grade, type SchemeContent, scoredLevels } from './scheme'
import { placesOf, type ScoreSheet, score } from './scoring'

/** What decides a grade: that nothing was submitted, or the total and the place it has among the participants. */
export type Standing =
  | { readonly noShow: true }
  | {
      readonly noShow: false
      readonly total: string
      readonly place?: number
      /** Absent where the scheme asks no eligibility. */
      readonly eligible?: boolean
      /** Absent while others are not settled. */
      readonly quotas?: readonly QuotaLine[]
    }

/**
 * 定级: the first grade whose condition holds, from the best. Refusal: `place-not-known` where a grade is for the first, or for
 * so many, and others are not verified yet.
 */
export function grade(scheme: SchemeContent, standing: Standing): Checked<Grade> {
  const named = (code: string | undefined) => scheme.grades.levels.find((it) => it.code === code) as Grade
  if (standing.noShow) return named(scheme.grades.noShow)
  if (standing.eligible === false) return named(scheme.eligibility?.grade)
  const levels = scoredLevels(scheme)
  for (const it of levels) {
    if (decimal(standing.total).lt(it.from)) continue
    if (!it.first && !it.quota) return it
    if ((it.first && standing.place === undefined) || (it.quota && standing.quotas === undefined)) {
      return refuse('place-not-known', {
        zh: `“${it.zh}”${it.first ? '须排名第一' : '有名额限制'}，其他平台尚未全部核定`,
        en: `this grade is for ${it.first ? 'the first' : 'so many'}, and not every participant has been verified`,
      })
    }
    if (it.first && standing.place !== 1) continue
    if (!it.quota || standing.quotas?.some((of) => of.grade === it.code && of.within)) return it
  }
  // The last cut-off is 0: a published scheme leaves no score without a grade.
  return levels[levels.length - 1]
}

/** Of one participant: verified values, or that it did not show up; `undefined` while it is not settled. */
export type Participant = ReadonlyMap<string, string> | 'noShow' | undefined

export interface RoundScores {
  readonly sheets: ReadonlyMap<string, ScoreSheet>
  /** Places by total among those that are eligible, once all are settled. */
  readonly places?: ReadonlyMap<string, number>
  /** Of each, the grades for so many that it reached. */
  readonly quotas?: ReadonlyMap<string, readonly QuotaLine[]>
}

/** What decides the grade of one participant that has a sheet; of one without it, that it did not show up. */
export function standingOf({ sheets, places, quotas }: RoundScores, id: string): Standing {
  const sheet = sheets.get(id)
  if (sheet === undefined) return { noShow: true }
  const { total, eligibility } = sheet
  return {
    noShow: false,
    total,
    place: places?.get(id),
    ...(eligibility?.met !== undefined && { eligible: eligibility.met }),
    ...(quotas && { quotas: quotas.get(id) ?? [] }),
  }
}

/** Every participant's score; ranks and places only when no participant is left open. */
export function scoresOf(scheme: SchemeContent, participants: ReadonlyMap<string, Participant>): RoundScores {
  const settled = [...participants.values()].every((it) => it !== undefined)
  const shown = [...participants].flatMap(([id, it]): [string, ReadonlyMap<string, string>][] =>
    it instanceof Map ? [[id, withRatios(scheme, it)]] : [],
  )
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
  const eligible = [...sheets].filter(([, it]) => it.eligibility?.met !== false)
  const totals = new Map(eligible.map(([id, sheet]) => [id, sheet.total]))
  const places = placesOf(totals)
  const quotas = quotasOf(scoredLevels(scheme), totals, (id) => places.get(id) === 1, participants.size)
  return { sheets, places, quotas }
}
