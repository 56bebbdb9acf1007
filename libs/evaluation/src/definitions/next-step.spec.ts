import { nextStep, type Standing, type StandingRound } from './next-step'

const ROUND: StandingRound = { stage: 'assessing', deadlines: { verification: '2026-02-28', reply: '2026-03-10' } }
const next = (more: Partial<Standing>, actor = '评价员甲', day = '2026-03-01', round = ROUND) =>
  nextStep(
    { until: '2026-02-05', noShow: false, replied: false, waitsForAnswer: false, step: 'stating', ...more },
    round,
    actor,
    day,
  )

describe('what an assessment waits for', () => {
  test('the platform, until its own last day; then a grade without one', () => {
    expect(next({})).toEqual({ word: 'submit', whose: 'platform', facts: { until: '2026-02-05' } })
    expect(next({ noShow: true })).toMatchObject({ word: 'noShow', whose: 'evaluator' })
  })
  test('a reply that waits for an answer comes before everything', () =>
    expect(next({ step: 'verified', waitsForAnswer: true })).toEqual({ word: 'answer', whose: 'evaluator' }))
  test('verified it waits for the platform’s word, and after the deadline for a grade', () => {
    expect(next({ step: 'verified' })).toMatchObject({ word: 'reply', whose: 'platform' })
    expect(next({ step: 'verified', replied: true })).toEqual({ word: 'propose', whose: 'evaluator' })
    expect(next({ step: 'verified' }, '评价员甲', '2026-03-11')).toEqual({ word: 'propose', whose: 'evaluator' })
  })
  test('a grade waits for another person than who proposed it', () => {
    expect(next({ step: 'graded', proposedBy: '评价员甲' })).toEqual({ word: 'second' })
    expect(next({ step: 'graded', proposedBy: '评价员乙' })).toEqual({ word: 'confirm', whose: 'evaluator' })
  })
  test('confirmed it waits for the round', () => {
    expect(next({ step: 'confirmed' })).toEqual({ word: 'confirmed' })
    expect(next({ step: 'confirmed' }, '', '2026-03-01', { ...ROUND, stage: 'sealed' })).toEqual({ word: 'sealed' })
  })
})
