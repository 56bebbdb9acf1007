import { patternForm } from './form'

describe('given a value that does not have its form', () => {
  it.each([
    ['an invoice number', /^(\d{20}|\d{8})$/, '1234567', '须为 20 位（数电票）或 8 位数字'],
    ['a yield', /^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/, '九十六', '须为数，小数至多四位，如 96.5'],
    ['what only programs say', /^[a-f]{3}$/, 'xyz', '须符合 ^[a-f]{3}$'],
  ])('when it is %s, then what is expected is said', (_, pattern, typed, zh) => {
    expect(patternForm(pattern).fault(typed)).toMatchObject({ code: 'value-format', zh })
  })
})
