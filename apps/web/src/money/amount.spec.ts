import fc from 'fast-check'
import { amountOf, barShare, fenOf, remainder, shown, sumOf, sumOfRows, typedAmount, understood } from './amount'

const fen = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })

describe('amounts on the page', () => {
  test('in 万元 they are rounded once, half away from zero', () => {
    expect(shown('9116800.00', 'wan')).toBe('911.68')
    expect(shown('20630000.00', 'wan')).toBe('2,063.00')
    expect(shown('50.00', 'wan')).toBe('0.01')
    expect(shown('49.99', 'wan')).toBe('0.00')
    expect(shown('-50.00', 'wan')).toBe('-0.01')
    expect(shown('9116800.29', 'wan', 4)).toBe('911.6800')
    expect(shown('9116800.50', 'wan', 4)).toBe('911.6801')
  })
  test('in 元 they keep their fen, also beyond what a float holds', () => {
    expect(shown('9116800.29', 'yuan')).toBe('9,116,800.29')
    expect(shown('90071992547409.93', 'yuan')).toBe('90,071,992,547,409.93')
    expect(shown('999.00', 'yuan')).toBe('999.00')
  })
  test('what is no amount is no number either', () => {
    expect(() => fenOf('12')).toThrow('not an amount')
    expect(() => fenOf('1e3.00')).toThrow('not an amount')
    expect(() => shown('28', 'yuan')).toThrow('not an amount')
  })
  test('the rounding remainder of three thirds', () => {
    // 33.33 元 each is 0.00 万元 each; together 99.99 元 are 0.01 万元.
    expect(remainder(['33.33', '33.33', '33.33'])).toBe('0.01')
    expect(remainder(['10000.00', '20000.00'])).toBeUndefined()
  })
  test('a sum is exact, and an amount comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fen, { maxLength: 30 }), (all) => {
        expect(fenOf(sumOf(all.map(amountOf)))).toBe(all.reduce((sum, it) => sum + it, 0n))
      }),
    )
  })
  test('a bar is as long as its share and never outside its room', () => {
    expect(barShare('218276.66', '436553.33')).toBeCloseTo(49.9, 5)
    expect(barShare('5.00', '1.00')).toBe(100)
    expect(barShare('-5.00', '1.00')).toBe(0)
    expect(barShare('5.00', '0.00')).toBe(0)
  })
})

describe('amounts as people type them', () => {
  test.each([
    ['380,000', '380000.00'],
    ['３８００００．５', '380000.50'],
    ['¥ 1,234.5', '1234.50'],
    ['0012', '12.00'],
    ['-20000', '-20000.00'],
    ['0', '0.00'],
    ['36.8万', '368000.00'],
    ['３６．８万元', '368000.00'],
    ['-2万', '-20000.00'],
    ['0.000001万', '0.01'],
    ['911.68029万', '9116802.90'],
    ['1.5亿', '150000000.00'],
    ['12万', '120000.00'],
  ])('%s becomes %s', (typed, amount) => expect(typedAmount(typed)).toBe(amount))
  test.each(['', '1.234', '万', '1.2345678万', '3万6', '12千', 'abc', '1e5', '--1'])(
    '%s stays as it is, for the service to refuse',
    (typed) => expect(typedAmount(typed)).toBe(typed),
  )
})

describe('what was understood of it stands beside it', () => {
  test.each([
    ['36.8万', { yuan: '368,000.00', wan: '36.80' }],
    ['368,000.5', { yuan: '368,000.50', wan: '36.80005' }],
    ['9999.99', { yuan: '9,999.99' }],
    ['10000', { yuan: '10,000.00', wan: '1.00' }],
    ['-20000', { yuan: '-20,000.00', wan: '-2.00' }],
  ])('%s', (typed, said) => expect(understood(typed)).toEqual(said))
  test('nothing of what is no amount', () => expect(understood('3万6')).toBeUndefined())
})

describe('given rows of amounts', () => {
  it('then they add up to the fen, and a row that has not come yet adds nothing', () => {
    expect(sumOfRows(['0.10', '0.20', undefined])).toBe('0.30')
  })

  it('then a row on two tax bases leaves the sum unsaid, never 0.00 (H12)', () => {
    expect(sumOfRows([null])).toBeNull()
    expect(sumOfRows(['60562077.12', null])).toBeNull()
  })
})
