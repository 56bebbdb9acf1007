import { type ComputedFigure, type ComputedOver, compareWithPublished, type PublishedClaim } from './comparison'

/** F8: 2063 万元 signed. F3: 911.68 万元, basis not stated. F2: 27 projects. */
const F8: PublishedClaim = { value: '2063', unit: '万元', basis: 'signed' }
const F3: PublishedClaim = { value: '911.68', unit: '万元', basis: 'notStated' }
const F2: PublishedClaim = { value: '27', unit: 'count', basis: 'notApplicable' }

const signed = (value: string): ComputedFigure => ({ code: 'contractAmount', unit: 'CNY', basis: 'signed', value })
const invoiced = (value: string): ComputedFigure => ({ code: 'invoicedAmount', unit: 'CNY', basis: 'invoiced', value })
const received = (value: string): ComputedFigure => ({ code: 'receivedAmount', unit: 'CNY', basis: 'received', value })
const projects = (value: string): ComputedFigure => ({ code: 'projects', unit: 'count', basis: 'notApplicable', value })
const mixed = { code: 'mixed-tax-bases', zh: '含税与不含税合同并存，不相加', en: 'tax bases are not added' }
const refused: ComputedFigure = { code: 'contractAmount', unit: 'CNY', basis: 'signed', value: null, refused: mixed }
const over = (...candidates: ComputedFigure[]): ComputedOver[] => [{ candidates }]
const extremes = (first: ComputedFigure[], last: ComputedFigure[]): ComputedOver[] => [
  { window: { from: '2024-11-01', to: '2025-08-31' }, candidates: first },
  { window: { from: '2024-11-30', to: '2025-08-31' }, candidates: last },
]

describe('A published figure whose basis is stated', () => {
  it.each([
    ['20630000.00', 'agrees', '0.00'],
    ['20625000.00', 'agrees', '-5000.00'],
    ['20634999.99', 'agrees', '4999.99'],
    ['20624999.99', 'differs', '-5000.01'],
    ['20635000.00', 'differs', '5000.00'],
  ])('of 2063 万元: %s %s, by %s', (value, verdict, by) => {
    expect(compareWithPublished(F8, over(signed(value)))).toMatchObject({
      verdict,
      by,
      onBasis: ['signed'],
      low: '20625000.00',
      high: '20635000.00',
    })
  })

  it('is compared on that basis only', () => {
    const answer = compareWithPublished(F8, over(signed('1000.00'), received('20630000.00')))
    expect(answer).toMatchObject({ verdict: 'differs', by: '-20629000.00', onBasis: ['signed'] })
    expect(answer.candidates.map((it) => it.code)).toEqual(['contractAmount'])
  })

  it('cannot be said on a basis that the ledger does not compute', () => {
    expect(compareWithPublished(F8, over(received('20630000.00')))).toMatchObject({
      verdict: 'cannotSay',
      reason: { code: 'basis-not-computed' },
    })
  })

  it('cannot be said where the ledger refuses to add up, and says why', () => {
    const answer = compareWithPublished(F8, over(refused))
    expect(answer).toMatchObject({ verdict: 'cannotSay', reason: mixed })
    expect(answer.by).toBeUndefined()
    expect(answer.candidates).toEqual([
      { code: 'contractAmount', basis: 'signed', value: null, agrees: false, refused: mixed },
    ])
  })
})

describe('A published count', () => {
  it.each([
    ['27', 'agrees', '0'],
    ['26', 'differs', '-1'],
    ['28', 'differs', '1'],
  ])('of 27 projects: %s %s, by %s', (value, verdict, by) => {
    expect(compareWithPublished(F2, over(projects(value)))).toMatchObject({ verdict, by })
  })

  it('leaves nothing open where the document states no basis: a count has none', () => {
    expect(compareWithPublished({ ...F2, basis: 'notStated' }, over(projects('26')))).toMatchObject({
      verdict: 'differs',
      by: '-1',
    })
  })

  it('published in 万元 cannot be compared, nor an amount published as a count', () => {
    expect(compareWithPublished(F3, over(projects('27')))).toMatchObject({
      verdict: 'cannotSay',
      reason: { code: 'unit-mismatch' },
    })
    expect(compareWithPublished(F2, over(signed('27.00')))).toMatchObject({
      verdict: 'cannotSay',
      reason: { code: 'unit-mismatch' },
    })
  })
})

describe('A published amount whose basis is not stated', () => {
  it('agrees when one basis does, and the answer names it and says that the document does not', () => {
    const answer = compareWithPublished(F3, over(signed('12000000.00'), invoiced('9500000.00'), received('9116800.00')))
    expect(answer).toMatchObject({
      verdict: 'agrees',
      by: '0.00',
      onBasis: ['received'],
      reason: { code: 'basis-not-stated' },
    })
    expect(answer.candidates.map((it) => it.agrees)).toEqual([false, false, true])
  })

  it('names every basis that agrees, and then no single difference', () => {
    const answer = compareWithPublished(F3, over(signed('9116750.00'), received('9116849.99'), invoiced('0.00')))
    expect(answer).toMatchObject({ verdict: 'agrees', onBasis: ['signed', 'received'] })
    expect(answer.by).toBeUndefined()
  })

  it('cannot be said when none agrees: each difference is shown', () => {
    const answer = compareWithPublished(F3, over(signed('9116850.00'), received('9116749.99')))
    expect(answer).toMatchObject({ verdict: 'cannotSay', reason: { code: 'no-basis-agrees' } })
    expect(answer.candidates.map((it) => [it.basis, it.by])).toEqual([
      ['signed', '50.00'],
      ['received', '-50.01'],
    ])
  })

  it('still agrees on one basis where another was refused', () => {
    expect(compareWithPublished(F3, over(refused, received('9116800.00')))).toMatchObject({
      verdict: 'agrees',
      onBasis: ['received'],
    })
  })

  it('says why when every basis was refused', () => {
    expect(compareWithPublished(F3, over(refused))).toMatchObject({ verdict: 'cannotSay', reason: mixed })
  })
})

describe('A window whose end is known only to the month', () => {
  it('agrees when every day it can mean agrees', () => {
    const answer = compareWithPublished(F8, extremes([signed('20634000.00')], [signed('20626000.00')]))
    expect(answer).toMatchObject({ verdict: 'agrees', onBasis: ['signed'] })
    expect(answer.by).toBeUndefined()
    expect(answer.candidates.map((it) => [it.window?.from, it.by])).toEqual([
      ['2024-11-01', '4000.00'],
      ['2024-11-30', '-4000.00'],
    ])
  })

  it('differs when the day makes no difference', () => {
    expect(compareWithPublished(F8, extremes([signed('1.00')], [signed('1.00')]))).toMatchObject({
      verdict: 'differs',
      by: '-20629999.00',
    })
  })

  it.each([
    ['one extreme agrees', '20630000.00', '20000000.00'],
    ['the extremes lie on both sides', '30000000.00', '10000000.00'],
  ])('cannot be said when %s', (_, first, last) => {
    const answer = compareWithPublished(F8, extremes([signed(first)], [signed(last)]))
    expect(answer).toMatchObject({ verdict: 'cannotSay', reason: { code: 'window-precision' } })
  })

  it('cannot be said when one extreme was refused', () => {
    expect(compareWithPublished(F8, extremes([signed('20630000.00')], [refused]))).toMatchObject({
      verdict: 'cannotSay',
      reason: mixed,
    })
  })

  it('asks each basis to agree by itself, where the document states none', () => {
    const crossed = extremes([signed('9116800.00'), received('1.00')], [signed('1.00'), received('9116800.00')])
    expect(compareWithPublished(F3, crossed)).toMatchObject({
      verdict: 'cannotSay',
      reason: { code: 'window-precision' },
    })
    const one = extremes([signed('1.00'), received('9116800.00')], [signed('2.00'), received('9116800.00')])
    expect(compareWithPublished(F3, one)).toMatchObject({ verdict: 'agrees', by: '0.00', onBasis: ['received'] })
  })
})

describe('A window that is not stated', () => {
  it('cannot be said', () => {
    expect(compareWithPublished(F8, [])).toMatchObject({
      verdict: 'cannotSay',
      reason: { code: 'window-not-stated' },
      low: '20625000.00',
      high: '20635000.00',
      candidates: [],
    })
  })
})
