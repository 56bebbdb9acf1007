import { WUHAN, YINGTAN } from '../../schemes/published-rules.spec-support'
import { conditionsInWords, consequenceWords, eligibilityView, quotaWords } from './conditions'
import { notice, noticeParagraphs } from './notice'
import { NO_EVIDENCE, RESULT } from './result.spec-support'
import type { ResultView } from './result-view'
import { selfAssessment } from './self-assessment'

/** 未入围 by two of three conditions, the second of the one place, and failed for the second time. */
const VIEW: ResultView = {
  ...RESULT,
  eligibility: eligibilityView(WUHAN.content, {
    met: false,
    lines: [
      { no: '1', kind: 'all', met: false },
      { no: '1.1', kind: 'any', met: false },
      { no: '1.1.1', kind: 'atLeast', indicator: 'projects', limit: '30', value: '5', met: false },
      { no: '1.1.2', kind: 'atLeast', indicator: 'income', limit: '5000000.00', value: '1850000.00', met: false },
      { no: '1.2', kind: 'atMost', indicator: 'equipment', limit: '10000000.00' },
    ],
  }),
  quotas: quotaWords(YINGTAN.content, [{ grade: 'excellent', most: 1, reached: 2, place: 2, within: false }]),
  consequences: consequenceWords([{ zh: '连续两次不合格，撤销认定', en: 'x', times: 2, rounds: ['2024', '2025'] }]),
}
const WORDS = [
  '入围条件：不符合。',
  '入围 1 以下全部条件：不符合。',
  '入围 1.1 以下任一条件：不符合。',
  '入围 1.1.1 中试服务项目数不低于 30：核定 5，不符合。',
  '入围 1.1.2 中试服务收入不低于 5,000,000.00 元：核定 1,850,000.00 元，不符合。',
  '入围 1.2 关键设备投入不超过 10,000,000.00 元：未定。',
  '“优秀”名额 1 个，达到分数线 2 家，列第 2，不在名额内。',
  '后果：连续两次不合格，撤销认定（轮次 2024、2025）。',
]

it('Every condition is on paper with what is asked, what was verified and whether that does', () => {
  expect(conditionsInWords(VIEW)).toEqual(WORDS)
})

it('before verification the self-assessment says that they are the platform’s own numbers', () => {
  const { eligibility } = VIEW
  const stated = { ...VIEW, eligibility: eligibility && { ...eligibility, stated: true as const } }
  expect(conditionsInWords(stated)[3]).toBe('入围 1.1.1 中试服务项目数不低于 30：填报 5，不符合。')
})

it('The notice, its letter and the self-assessment carry them', () => {
  expect(notice(VIEW).notes).toEqual(expect.arrayContaining(WORDS))
  expect(selfAssessment(VIEW, NO_EVIDENCE).notes).toEqual(expect.arrayContaining(WORDS))
  expect(noticeParagraphs(VIEW)).toEqual(expect.arrayContaining(WORDS))
})

it('A result of a scheme without says nothing of them', () => {
  expect(conditionsInWords(RESULT)).toEqual([])
})

it('What the eligibility takes from the subsidy has its name', async () => {
  const line = { rule: 'eligibility' as const, before: '1.00', tookAway: '1.00', after: '0.00' }
  const subsidy = { amount: '0.00', computed: '1.00', lines: [line] }
  const totals = await notice({ ...RESULT, subsidy }).totals()
  expect(totals.map((it) => it.label)).toContain('入围条件')
})
