import * as fc from 'fast-check'
import { type Keyed, orderOf } from './sort-keys'

const keyed = (keys: readonly (string | number)[]): readonly Keyed[] => keys.map((key, at) => ({ key, at }))
const inOrder = (sort: string, keys: readonly (string | number)[]) => [...keyed(keys)].sort(orderOf(sort))

describe('rows in the order that is asked for', () => {
  test.each([
    ['client', ['安徽', '北京', '中山', '', '']],
    ['-client', ['中山', '北京', '安徽', '', '']],
  ])('when by %s, then names by their words, and who has none last', (sort, expected) => {
    expect(inOrder(sort, ['', '北京', '中山', '', '安徽']).map(({ key }) => key)).toEqual(expected)
  })

  test('either way equal ones stand as they came, and none is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-5, 0, 7, 380_000_00)), fc.constantFrom('value', '-value'), (keys, sort) => {
        const way = sort === 'value' ? 1 : -1
        const sizes = [...new Set(keys)].sort((a, b) => way * (a - b))
        const expected = sizes.flatMap((size) => keyed(keys).filter(({ key }) => key === size))
        expect(inOrder(sort, keys)).toEqual(expected)
      }),
    )
  })
})
