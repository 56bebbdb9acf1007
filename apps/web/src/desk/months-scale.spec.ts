import { scaleOf, strokesOf } from './months-scale'

describe('how months are drawn', () => {
  test('marks are round numbers from zero to beyond the largest', () => {
    expect(scaleOf([120_000.1, 0, 7_654_321])).toEqual({
      from: 0,
      to: 8_000_000,
      marks: [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000],
    })
  })
  test('nothing at all lies along zero, and what was given back below it', () => {
    expect(scaleOf([0, 0])).toEqual({ from: 0, to: 10_000, marks: [0, 5_000, 10_000] })
    expect(scaleOf([-300, 100]).marks).toEqual([-300, -200, -100, 0, 100])
  })
  test('a month without one number leaves a gap', () => {
    expect(strokesOf([1, 2, undefined, 4])).toEqual([
      [
        { at: 0, value: 1 },
        { at: 1, value: 2 },
      ],
      [{ at: 3, value: 4 }],
    ])
  })
})
