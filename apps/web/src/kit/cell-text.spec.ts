import { createElement } from 'react'
import { compareTexts, textOf } from './cell-text'

const Amount = (_: { value: string }) => null

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
  })
})

describe('cells in their order', () => {
  test('amounts are compared by their size, not letter by letter', () => {
    expect(['1000000.00', '-5.00', '90000.00'].sort(compareTexts)).toEqual(['-5.00', '90000.00', '1000000.00'])
  })

  test('names by pinyin, numbers inside them by size', () => {
    expect(['中山', '北京', '安徽'].sort(compareTexts)).toEqual(['安徽', '北京', '中山'])
    expect(['JM-10', 'JM-9'].sort(compareTexts)).toEqual(['JM-9', 'JM-10'])
  })

  test('what is empty comes last', () => {
    expect(['', '2.00', '1.00'].sort(compareTexts)).toEqual(['1.00', '2.00', ''])
  })
})
