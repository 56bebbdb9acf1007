import type { Word, Words } from '../../words/word'
import { verifyWords } from '../verify/words'
import { conditionWords } from '../words-conditions'
import { pointsInWords, tiersOf } from './arithmetic'
import type { ScoreStep } from './assessment'

/** The Chinese words with their facts, as i18next puts them together. */
const stated = (word: Word, facts: Readonly<Record<string, unknown>> = {}) =>
  (({ ...verifyWords, ...conditionWords }) as Words)[word][0].replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(facts[name]),
  )
const step = (more: Partial<ScoreStep>) => ({ indicator: 'x', weight: '20', points: '0.00', ...more }) as ScoreStep
const words = (more: Partial<ScoreStep>, tiers: Parameters<typeof pointsInWords>[1] = []) =>
  pointsInWords(step(more), tiers, stated)

describe('points as anybody computes them again', () => {
  test('a share of the target, with the amounts readable', () =>
    expect(
      words({ method: 'share', value: '1825334.87', target: '2000000.00', ratio: '0.912667', points: '18.25' }),
    ).toBe('20 × 1,825,334.87 ÷ 2,000,000.00（0.912667）= 18.25'))
  test('a share that its cap holds down', () =>
    expect(words({ method: 'share', value: '26', target: '20', ratio: '1.300000', cap: '1', points: '20.00' })).toBe(
      '26 ÷ 20 = 1.300000，封顶 1：20 × 1 = 20.00',
    ))
  test('the tier reached, or the first that was not', () => {
    const tiers = tiersOf({ method: 'tiers', tiers: [{ from: '10', points: '10' }] })
    expect(words({ method: 'tiers', value: '12', tier: '10', points: '10.00' }, tiers)).toBe(
      '12 达到“10 起”一档 = 10.00',
    )
    expect(words({ method: 'tiers', value: '9', points: '0.00' }, tiers)).toBe('9 未达最低档 10 = 0.00')
  })
  test('a threshold reached and missed, a place among the platforms', () => {
    expect(words({ method: 'threshold', value: '2', target: '2', points: '20.00' })).toContain('2 ≥ 2')
    expect(words({ method: 'threshold', value: '1', target: '2' })).toBe('1 < 2 = 0.00')
    expect(words({ method: 'rank', value: '5', place: 2, points: '24.00' })).toBe('第 2 名 = 24.00')
  })
  test('a ratio is divided first, and there is none where there is nothing to divide by', () => {
    const divided = { numerator: '2775000', denominator: '9000000', target: '50', value: '30.83' }
    expect(words({ ...divided, method: 'share', ratio: '0.616600', points: '12.33' })).toBe(
      '2775000 ÷ 9000000 → 30.83；20 × 30.83 ÷ 50（0.616600）= 12.33',
    )
    expect(words({ method: 'share', numerator: '3', denominator: '0', noRatio: true })).toBe(
      '3 ÷ 0：分母不大于零，无比值 = 0.00',
    )
    expect(words({ method: 'none', value: '5' })).toBe('不计分')
  })
  test('what cannot be scored yet says what it waits for', () => {
    expect(words({ method: 'share', pending: true })).toBe('尚无数值')
    expect(words({ method: 'rank', value: '5', pending: true })).toBe('名次待全部平台核定')
  })
})
