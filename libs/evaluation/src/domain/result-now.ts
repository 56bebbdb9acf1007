import { isRefusal, refuse } from '@pilot-ledger/kernel'
import { grade, type Standing, scoresOf, standingOf } from './grading'
import { type Grade, indicatorOf, isRelative, type SchemeContent } from './scheme'
import { type ScoreSheet, score } from './scoring'

/** A participant's values as the ledger now has them; `mixed`: indicators whose amounts it refuses to add (H12). */
export interface ValuesNow {
  readonly values: ReadonlyMap<string, string>
  readonly mixed: readonly string[]
}
export type ParticipantNow = ValuesNow | 'noShow'

export const RESULT_FIELDS = ['total', 'place', 'grade', 'subsidy'] as const

/** What of a result cannot be said, and why. */
export interface Unstated {
  readonly field: (typeof RESULT_FIELDS)[number]
  readonly code: string
  readonly zh: string
  readonly en: string
}
export type Reason = Omit<Unstated, 'field'>

export interface ResultNow {
  /** Without ranks where they are not known, without points where an indicator has no value. */
  readonly sheet?: ScoreSheet
  readonly total?: string
  /** Among the participants, where the scheme ranks. */
  readonly place?: number
  readonly grade?: Grade
  readonly cannotSay: readonly Unstated[]
}

/** 封存以来: every participant's result by the scheme's own rules, from other values than those that were sealed. */
export function resultsNow(
  scheme: SchemeContent,
  participants: ReadonlyMap<string, ParticipantNow>,
): ReadonlyMap<string, ResultNow> {
  const scores = scoresOf(
    scheme,
    new Map(
      [...participants].map(([id, it]) => [
        id,
        it === 'noShow' ? it : it.mixed.length > 0 ? undefined : new Map(it.values),
      ]),
    ),
  )
  return new Map(
    [...participants].map(([id, it]): [string, ResultNow] => {
      if (it === 'noShow') return [id, noShow(scheme)]
      if (it.mixed.length > 0) return [id, unsettled(scheme, it)]
      return [id, settled(scheme, scores.sheets.get(id) as ScoreSheet, standingOf(scores, id))]
    }),
  )
}

/** The grade by rule stays, whatever was recorded since. */
function noShow(scheme: SchemeContent): ResultNow {
  return { total: '0', grade: grade(scheme, { noShow: true }) as Grade, cannotSay: [] }
}

function unsettled(scheme: SchemeContent, { values, mixed }: ValuesNow): ResultNow {
  const named = mixed.map((code) => indicatorOf(scheme, code))
  const why = refuse('mixed-tax-bases', {
    zh: `“${named.map((it) => it?.zh).join('”“')}”含税与不含税并存，不相加`,
    en: `amounts with and without tax are not added: ${named.map((it) => it?.en).join(', ')}`,
  })
  const fields = ['total', ...(isRelative(scheme) ? (['place'] as const) : []), 'grade'] as const
  return { sheet: score(scheme, values), cannotSay: fields.map((it) => unstated(it, why)) }
}

function settled(scheme: SchemeContent, sheet: ScoreSheet, standing: Standing): ResultNow {
  const place = standing.noShow ? undefined : standing.place
  const cannotSay: Unstated[] = []
  if (!sheet.complete) cannotSay.push(unstated('total', OTHERS_NOT_SETTLED))
  const ranked = isRelative(scheme) && !(sheet.eligibility?.met === false && sheet.complete)
  if (ranked && place === undefined) cannotSay.push(unstated('place', OTHERS_NOT_SETTLED))
  const given = sheet.complete ? grade(scheme, standing) : OTHERS_NOT_SETTLED
  if (isRefusal(given)) cannotSay.push(unstated('grade', given))
  return {
    sheet,
    ...(sheet.complete && { total: sheet.total }),
    ...(isRelative(scheme) && place !== undefined && { place }),
    ...(!isRefusal(given) && { grade: given as Grade }),
    cannotSay,
  }
}

export function unstated(field: Unstated['field'], { code, zh, en }: Reason): Unstated {
  return { field, code, zh, en }
}

/** Not whose, and not why: a platform reads it too. */
export const OTHERS_NOT_SETTLED = refuse('others-not-settled', {
  zh: '取决于其他参评平台，而其现时数值尚不能确定',
  en: 'it depends on the other participants, and their values as of now cannot be told',
})
