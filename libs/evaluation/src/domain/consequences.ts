import type { Consequence, SchemeContent } from './scheme'

/** A published result of an earlier round, or the one at hand. */
export interface ResultInRow {
  readonly roundNo: string
  readonly grade: string
  readonly noShow: boolean
}

/** A consequence that has come about, with the rounds that make it, the earliest first. */
export interface ConsequenceLine {
  readonly zh: string
  readonly en: string
  readonly times: number
  readonly rounds: readonly string[]
}

/** 后果: `earlier` results of the same platform under the same scheme, the latest first. */
export function consequencesOf(
  { consequences = [] }: SchemeContent,
  own: ResultInRow,
  earlier: readonly ResultInRow[],
): readonly ConsequenceLine[] {
  const row = [own, ...earlier]
  return consequences.flatMap((it) => {
    const end = row.findIndex((of) => !counts(it, of))
    const inRow = end === -1 ? row : row.slice(0, end)
    if (inRow.length < it.times) return []
    const { zh, en, times } = it
    return [{ zh, en, times, rounds: inRow.map((of) => of.roundNo).reverse() }]
  })
}

function counts(it: Consequence, result: ResultInRow): boolean {
  return it.when === 'noShow' ? result.noShow : it.grades.includes(result.grade)
}
