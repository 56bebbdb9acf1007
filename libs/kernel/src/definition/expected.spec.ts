import { patternForm } from './form'

describe('given a value that does not have its form', () => {
  it('when a person types it, then the words of the form say what is expected', () => {
    const rate = patternForm(/^\d{1,2}$/, ['须为 0 至 99 的整数', 'a whole number from 0 to 99 is expected'])
    expect(rate.fault('六')).toMatchObject({ code: 'value-format', zh: '须为 0 至 99 的整数' })
  })

  it('when only programs say it, then the pattern does', () => {
    expect(patternForm(/^[a-f]{3}$/).fault('xyz')).toMatchObject({ code: 'value-format', zh: '须符合 ^[a-f]{3}$' })
  })
})
