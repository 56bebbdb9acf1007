import { consequencesOf, type ResultInRow } from './consequences'
import type { SchemeContent } from './scheme'

/** 鹰潭: two failures in a row, or showing nothing once, and the recognition is withdrawn. */
const YINGTAN = {
  consequences: [
    { when: 'grade', grades: ['failed'], times: 2, zh: '连续两次不合格，撤销', en: 'Failed twice' },
    { when: 'noShow', times: 1, zh: '不参加评价，撤销', en: 'Did not take part' },
  ],
} as unknown as SchemeContent
const result = (roundNo: string, grade: string, noShow = false): ResultInRow => ({ roundNo, grade, noShow })
const stated = (own: ResultInRow, ...earlier: ResultInRow[]) => consequencesOf(YINGTAN, own, earlier)

it('Twice in a row, this time the second', () => {
  expect(stated(result('2026', 'failed'), result('2025', 'failed'), result('2024', 'passed'))).toEqual([
    { zh: '连续两次不合格，撤销', en: 'Failed twice', times: 2, rounds: ['2025', '2026'] },
  ])
})

it.each([
  ['the first time', result('2026', 'failed'), []],
  ['passed in between', result('2026', 'failed'), [result('2025', 'passed'), result('2024', 'failed')]],
  ['it has passed now', result('2026', 'passed'), [result('2025', 'failed'), result('2024', 'failed')]],
])('Not where it is %s', (_, own, earlier) => {
  expect(stated(own, ...earlier)).toEqual([])
})

it('A third time is said with all three', () => {
  const [line] = stated(result('2026', 'failed'), result('2025', 'failed'), result('2024', 'failed'))
  expect(line.rounds).toEqual(['2024', '2025', '2026'])
})

it('Showing nothing counts once, and as the grade it brings', () => {
  const own = result('2026', 'failed', true)
  expect(stated(own).map((it) => it.zh)).toEqual(['不参加评价，撤销'])
  expect(stated(own, result('2025', 'failed')).map((it) => it.zh)).toEqual(['连续两次不合格，撤销', '不参加评价，撤销'])
})

it('A scheme without says nothing', () => {
  expect(consequencesOf({} as SchemeContent, result('2026', 'failed', true), [])).toEqual([])
})
