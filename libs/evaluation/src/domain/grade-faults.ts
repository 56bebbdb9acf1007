import type { Refusal } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { meaning, repeated } from './meaning-fault'
import type { SchemeContent } from './scheme'

/** Every score has exactly one grade: cut-offs fall from the best to the worst, and the worst starts at 0. */
export function faultsOfGrades({ grades, fullScore }: SchemeContent): Refusal[] {
  const { levels, noShow } = grades
  const at = (i: number) => `/content/grades/levels/${i}`
  const faults = repeated(
    levels.map((it) => it.code),
    (i) => `${at(i)}/code`,
  )
  for (const [i, it] of levels.entries()) {
    const before = levels[i - 1]
    const pointer = `${at(i)}/from`
    if (decimal(it.from).gt(fullScore))
      faults.push(meaning('grade-out-of-reach', pointer, '分数线高于满分', 'a cut-off above the full score'))
    if (before === undefined || decimal(it.from).lt(before.from)) continue
    // Two grades may start at one score only where the better is for the first alone.
    if (decimal(it.from).eq(before.from)) {
      if (!before.first || it.first)
        faults.push(meaning('grades-overlap', pointer, '两个等级的分数线相同', 'two grades start at one score'))
    } else {
      faults.push(
        meaning('grades-not-descending', pointer, '等级须由高到低排列', 'grades stand from the best to the worst'),
      )
    }
  }
  const last = levels[levels.length - 1]
  if (!decimal(last.from).isZero() || last.first) {
    const pointer = `${at(levels.length - 1)}/from`
    faults.push(
      meaning('grades-leave-a-gap', pointer, '最低等级须从 0 分起', 'the worst grade starts at 0 and is for everybody'),
    )
  }
  if (!levels.some((it) => it.code === noShow))
    faults.push(
      meaning('unknown-grade', '/content/grades/noShow', '没有此等级', 'there is no such grade', { grade: noShow }),
    )
  else if (levels.length > 1 && noShow !== last.code) {
    const en = 'whoever submits nothing is given the worst grade'
    faults.push(meaning('no-show-not-worst', '/content/grades/noShow', '未提交的须为最低等级', en))
  }
  return faults
}
