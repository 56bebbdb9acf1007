import type { Refusal } from '@pilot-ledger/kernel'
import { decimal } from './exact'
import { earlier, meaning, repeated } from './meaning-fault'
import { type Grade, type Grades, type SchemeContent, scoredLevels } from './scheme'

/** Every score has exactly one grade: cut-offs fall from the best to the worst, and the worst starts at 0. */
export function faultsOfGrades({ grades, fullScore }: SchemeContent): Refusal[] {
  const { noShow } = grades
  const levels = scoredLevels({ grades })
  const own = grades.levels.findIndex((it) => it.notEligible)
  if (own !== -1 && (own < grades.levels.length - 1 || own === 0)) {
    const en = 'the grade of whoever is not eligible stands last, after those that scores bring'
    return [meaning('not-eligible-not-last', at(own), '未入围所得等级须列在最后', en)]
  }
  const faults = repeated(
    grades.levels.map((it) => it.code),
    (i) => `${at(i)}/code`,
  )
  for (const i of earlier(grades.levels.map((it) => it.zh))) {
    const en = 'two grades of one Chinese name: papers and the published list tell it alone'
    faults.push(meaning('name-twice', `${at(i)}/zh`, '等级名称重复', en, { name: grades.levels[i].zh }))
  }
  for (const [i, it] of grades.levels.entries()) faults.push(...faultsOfExtras(it, at(i)))
  for (const [i, it] of levels.entries()) {
    const before = levels[i - 1]
    const pointer = `${at(i)}/from`
    if (decimal(it.from).gt(fullScore))
      faults.push(meaning('grade-out-of-reach', pointer, '分数线高于满分', 'a cut-off above the full score'))
    if (before === undefined || decimal(it.from).lt(before.from)) continue
    // Two grades may start at one score only where the better is for the first alone.
    if (decimal(it.from).eq(before.from)) {
      if (!(before.first || before.quota) || it.first)
        faults.push(meaning('grades-overlap', pointer, '两个等级的分数线相同', 'two grades start at one score'))
    } else {
      faults.push(
        meaning('grades-not-descending', pointer, '等级须由高到低排列', 'grades stand from the best to the worst'),
      )
    }
  }
  const last = levels[levels.length - 1]
  if (!decimal(last.from).isZero() || last.first || last.quota) {
    const pointer = `${at(levels.length - 1)}/from`
    faults.push(
      meaning('grades-leave-a-gap', pointer, '最低等级须从 0 分起', 'the worst grade starts at 0 and is for everybody'),
    )
  }
  if (!grades.levels.some((it) => it.code === noShow))
    faults.push(
      meaning('unknown-grade', '/content/grades/noShow', '没有此等级', 'there is no such grade', { grade: noShow }),
    )
  else faults.push(...faultsOfNoShow(grades, last))
  return [...faults, ...faultsOfFirst(grades)]
}

/** 未提交: the worst grade that a score brings, or 不入围, which none does. */
function faultsOfNoShow({ levels, noShow }: Grades, worst: Grade): Refusal[] {
  const wanted = [worst, ...levels.filter((it) => it.notEligible)]
  if (wanted.some((it) => it.code === noShow)) return []
  const zh = `未提交的须为 ${wanted.map((it) => it.zh).join(' 或 ')}`
  const en = `whoever submits nothing is given ${wanted.map((it) => it.code).join(' or ')}`
  const facts = { grade: noShow, expected: wanted.map((it) => it.code).join(', ') }
  return [meaning('no-show-not-worst', '/content/grades/noShow', zh, en, facts)]
}

/** 第一名 is one, and a quota of one more than it says nothing. */
function faultsOfFirst({ levels }: Grades): Refusal[] {
  const named = levels.findIndex((it) => it.first)
  return levels.flatMap(({ first, quota }, i) => {
    if (!first) return []
    const twice = i > named
    const second = 'another grade is for the first already, and who stands first has one grade'
    const both = 'a grade for the first alone has no quota beside'
    return [
      ...(twice ? [meaning('first-twice', `${at(i)}/first`, '“仅第一名”只能用于一个等级', second)] : []),
      ...(quota ? [meaning('first-with-quota', `${at(i)}/quota`, '“仅第一名”的等级不另设名额', both)] : []),
    ]
  })
}

const at = (i: number) => `/content/grades/levels/${i}`

/** 名额 within (0, 100] per cent; what no score brings has neither cut-off nor quota. */
function faultsOfExtras({ quota, notEligible, first, from }: Grade, at: string): Refusal[] {
  if (notEligible) {
    if (decimal(from).isZero() && !first && !quota) return []
    const en = 'no score brings this grade: it is from 0, without quota, and for everybody'
    return [meaning('not-eligible-by-score', `${at}/from`, '未入围所得等级不按分数给予，分数线须为 0', en)]
  }
  if (quota?.kind !== 'percent') return []
  const { percent } = quota
  if (decimal(percent).gt(0) && decimal(percent).lte(100)) return []
  const en = 'a quota is above 0 and at most 100 per cent'
  return [meaning('quota-out-of-range', `${at}/quota/percent`, '名额比例须大于 0 且不超过 100', en)]
}
