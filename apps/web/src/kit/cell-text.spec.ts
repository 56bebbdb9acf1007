import { createElement } from 'react'
import { compareKeys, isNothing, sortKeyOf, textOf } from './cell-text'

const Amount = (_: { value: string }) => null
const inOrder = (texts: readonly string[]) =>
  texts
    .map(sortKeyOf)
    .sort(compareKeys)
    .map(({ text }) => text)

describe('what is read in a cell', () => {
  test('is its text, whatever it is dressed in', () => {
    expect(
      textOf(
        createElement(
          'span',
          {},
          createElement('a', { href: '#/contracts/1' }, 'ZSJM-2025-001'),
          createElement('small', {}, '框架'),
        ),
      ),
    ).toBe('ZSJM-2025-001 框架')
  })

  test('is the amount, where it is one, and nothing where nothing stands', () => {
    expect(textOf(createElement(Amount, { value: '380000.00' }))).toBe('380000.00')
    expect([textOf(undefined), textOf(null), textOf(false)]).toEqual(['', '', ''])
    expect(['', '—', '0.00', '无'].map(isNothing)).toEqual([true, true, false, false])
  })
})

describe('cells in their order', () => {
  test('amounts are compared by their size, not letter by letter, and exactly beyond what a float holds', () => {
    expect(inOrder(['1000000.00', '-5.00', '90000.00'])).toEqual(['-5.00', '90000.00', '1000000.00'])
    expect(inOrder(['90071992547409.93', '90071992547409.92'])).toEqual(['90071992547409.92', '90071992547409.93'])
    expect(inOrder(['0.5', '-0.5', '10', '9'])).toEqual(['-0.5', '0.5', '9', '10'])
  })

  test('shares are, too', () => {
    expect(inOrder(['12.5 %', '12.25 %', '-3 %', '100 %'])).toEqual(['-3 %', '12.25 %', '12.5 %', '100 %'])
  })

  test('names by pinyin, numbers inside them by size', () => {
    expect(inOrder(['中山', '北京', '安徽'])).toEqual(['安徽', '北京', '中山'])
    expect(inOrder(['JM-10', 'JM-9'])).toEqual(['JM-9', 'JM-10'])
  })
})
