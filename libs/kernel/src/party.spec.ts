import { nameKey } from './name-key'
import { parseParty, parsePartyId, partyKey, registeringRegion, usccCheckDigitHolds } from './party'

describe('given a unified social credit code (GB 32100-2015)', () => {
  test.each(['913502000728319549', '91350200776049653A', '91440101MA5CJQ4N59', '123502001549897397'])(
    'then %s has its check character',
    (value) => {
      expect(usccCheckDigitHolds(value)).toBe(true)
      expect(parsePartyId({ scheme: 'uscc', value })).toEqual({ scheme: 'uscc', value })
    },
  )

  test('then any other last character fails the check, but is accepted: some early codes are legal (W2)', () => {
    const body = '91440101MA5CJQ4N5'
    const holding = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((it) => usccCheckDigitHolds(body + it))
    expect(holding).toEqual(['9'])
    expect(parsePartyId({ scheme: 'uscc', value: `${body}8` })).toEqual({ scheme: 'uscc', value: `${body}8` })
  })

  test.each([
    ['91440101MA5CJQ4N5', 'uscc-length'],
    ['91440101MA5CJQ4N599', 'uscc-length'],
    ['91440101MA5CJQ4NI9', 'uscc-alphabet'],
    ['91440101ma5cjq4n59', 'uscc-alphabet'],
  ])('then %s is refused: %s', (value, code) => {
    expect(parsePartyId({ scheme: 'uscc', value }, '/client/id')).toMatchObject({ code, pointer: '/client/id/value' })
  })

  test('then its region is inside it', () => {
    expect(registeringRegion({ scheme: 'uscc', value: '91440101MA5CJQ4N59' })).toBe('440101')
    expect(registeringRegion({ scheme: 'person', value: 'P-1' })).toBeUndefined()
  })
})

describe('given parties without a code', () => {
  test('then an identity-card number is never recorded', () => {
    expect(parsePartyId({ scheme: 'person', value: '442000199001011234' })).toMatchObject({
      code: 'identity-card-number',
    })
    expect(parsePartyId({ scheme: 'person', value: 'P-7' })).toEqual({ scheme: 'person', value: 'P-7' })
  })

  test('then a foreign one names its country in two capital letters', () => {
    expect(parsePartyId({ scheme: 'foreign', country: 'de', value: 'HRB 1' })).toMatchObject({
      code: 'party-id-format',
      pointer: '/country',
    })
    expect(partyKey({ scheme: 'foreign', country: 'DE', value: 'HRB 1' })).toBe('foreign:DE:HRB1')
  })

  test('then an identity-card number is not recorded in disguise either', () => {
    for (const value of ['４42000199001011234', '4420 0019 9001 0112 34', '442000-19900101-123x'])
      for (const id of [{ scheme: 'person', value } as const, { scheme: 'foreign', country: 'HK', value } as const])
        expect(parsePartyId(id)).toMatchObject({ code: 'identity-card-number', pointer: '/value' })
  })

  test('then an organisation in China is not a foreign one: it would count twice', () => {
    expect(parsePartyId({ scheme: 'foreign', country: 'CN', value: 'X1' })).toMatchObject({ pointer: '/country' })
    expect(parsePartyId({ scheme: 'foreign', country: 'ZZ', value: '91440101MA5CJQ4N59' })).toMatchObject({
      code: 'party-id-format',
      pointer: '/value',
    })
  })

  test('then a foreign number is one however it is typed', () => {
    const keys = ['HRB 1', 'hrb 1', 'HRB\u00a01', 'ＨRB1'].map((value) =>
      partyKey({ scheme: 'foreign', country: 'DE', value }),
    )
    expect(new Set(keys)).toEqual(new Set(['foreign:DE:HRB1']))
  })

  test('then a name has no outer spaces and no control characters', () => {
    const id = { scheme: 'person', value: 'P-1' } as const
    expect(parseParty({ id, name: ' 甲' })).toMatchObject({ code: 'party-name' })
    expect(parseParty({ id, name: '甲\u0007' })).toMatchObject({ code: 'party-name' })
    expect(parseParty({ id, name: '甲' })).toEqual({ id, name: '甲' })
  })
})

test('given names typed with other widths, case and spaces, then they are one product', () => {
  expect(new Set(['片剂 10mg', '片剂　10MG', ' 片剂  10mg '].map(nameKey)).size).toBe(1)
  expect(nameKey('片剂 20mg')).not.toBe(nameKey('片剂 10mg'))
})
