import { readMark } from './axis-mark'
import { scaleOf, strokesOf } from './scale'

describe('how months are drawn', () => {
  test('marks are round numbers from zero to beyond the largest', () => {
    expect(scaleOf([120_000.1, 0, 7_654_321])).toEqual({
      from: 0,
      to: 8_000_000,
      marks: [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000],
    })
  })
  test('nothing at all lies along zero, which is said once, and what was given back below it', () => {
    expect(scaleOf([0, 0, undefined])).toEqual({ from: 0, to: 10_000, marks: [0] })
    expect(scaleOf([])).toEqual({ from: 0, to: 10_000, marks: [0] })
    expect(scaleOf([-300, 100]).marks).toEqual([-300, -200, -100, 0, 100])
  })
  test('marks read differently however small the amounts are', () => {
    for (const values of [[0], [0.03], [7], [120], [9_999], [10_001], [-4, 3], [123_456_789]]) {
      const scale = scaleOf(values)
      const read = scale.marks.map((it) => Object.values(readMark(it, Math.max(scale.to, -scale.from))).join(' '))
      expect(new Set(read).size).toBe(scale.marks.length)
    }
    const readOf = (values: number[]) => {
      const scale = scaleOf(values)
      return readMark(scale.marks[1], scale.to)
    }
    expect([readOf([7]), readOf([40_000])]).toEqual([
      { unit: 'yuan', amount: '2' },
      { unit: 'wan', amount: '1' },
    ])
  })
  test('counts have no marks between them', () => {
    expect(scaleOf([1], 1).marks).toEqual([0, 1])
    expect(scaleOf([3, -1], 1).marks).toEqual([-1, 0, 1, 2, 3])
    expect(scaleOf([40], 1).marks).toEqual([0, 10, 20, 30, 40])
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
