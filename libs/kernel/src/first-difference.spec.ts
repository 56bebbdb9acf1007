import { firstDifference } from './first-difference'

describe('given two values', () => {
  it.each([
    [{ a: 1, b: [1, { c: 'x' }] }, { b: [1, { c: 'x' }], a: 1 }, undefined],
    [{ b: [1, { c: 'x' }] }, { b: [1, { c: 'y' }] }, { path: '/b/1/c', stored: '"x"', recomputed: '"y"' }],
    [{ a: 1 }, { a: 1, b: 2 }, { path: '/b', stored: '(absent)', recomputed: '2' }],
    [[1, 2], [1], { path: '/1', stored: '2', recomputed: '(absent)' }],
    // The first in the order of keys, not of writing.
    [
      { z: 1, a: 1 },
      { z: 2, a: 2 },
      { path: '/a', stored: '1', recomputed: '2' },
    ],
  ])('%j and %j part at %j', (stored, recomputed, expected) => {
    expect(firstDifference(stored, recomputed)).toEqual(expected)
  })
})
