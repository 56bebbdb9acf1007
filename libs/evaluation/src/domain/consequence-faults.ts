import type { Refusal } from '@pilot-ledger/kernel'
import { earlier, meaning } from './meaning-fault'
import type { SchemeContent } from './scheme'

/** 后果 after grades that there are; never after every one of them. */
export function faultsOfConsequences({ consequences = [], grades }: SchemeContent): Refusal[] {
  const stated = consequences.map((it) =>
    JSON.stringify([it.when, it.when === 'grade' ? [...it.grades].sort() : [], it.times, it.zh]),
  )
  const twice = earlier(stated).map((i) => {
    const en = 'this consequence stands here already'
    return meaning('consequence-twice', `/content/consequences/${i}`, '后果重复', en)
  })
  const faults = consequences.flatMap((it, i) => {
    if (it.when === 'noShow') return []
    const at = `/content/consequences/${i}/grades`
    const unknown = it.grades.flatMap((grade, j) =>
      grades.levels.some((of) => of.code === grade)
        ? []
        : [meaning('unknown-grade', `${at}/${j}`, '没有此等级', 'there is no such grade', { grade })],
    )
    if (unknown.length > 0 || it.grades.length < grades.levels.length) return unknown
    const en = 'a consequence after every grade says nothing of the result'
    return [meaning('consequence-of-every-grade', at, '后果不得适用于全部等级', en)]
  })
  return [...twice, ...faults]
}
