import type { FigurePublished } from './events'
import { given, published, registered } from './given.spec-support'

const platform = given([registered])
const figure = (change: Partial<FigurePublished['data']>): FigurePublished => ({
  type: 'FigurePublished',
  data: { ...published.data, ...change },
})
const count = { unit: 'count', unitAsWritten: '家', basis: 'notApplicable', figure: 'clients', value: '48' } as const
const source = published.data.source

describe('Recording a published figure', () => {
  it('keeps value and words as written', () => {
    expect(platform.and(published).history.state.published).toEqual([published.data])
  })

  it('has a number of its own, however it is typed', () => {
    const held = platform.and(published)
    expect(held.refusalOf(published)).toMatchObject({
      code: 'publication-exists',
      rule: 'H6',
      pointer: '/publicationNo',
    })
    expect(held.refusalOf(figure({ publicationNo: 'ｆ8' }))).toMatchObject({ code: 'publication-exists' })
    expect(held.refusalOf(figure({ publicationNo: 'F3' }))).toBeUndefined()
  })

  it.each(['0', '27', '2063', '911.68', '911.680000', '999999999999999999'])('takes the value %s', (value) => {
    expect(platform.refusalOf(figure({ value }))).toBeUndefined()
  })

  it.each(['', '2,063', '2 063', '-1', '+1', '1e3', '.5', '5.', '01', '１２', '1234567890123456789', '2063万'])(
    'refuses the value %j',
    (value) => {
      expect(platform.refusalOf(figure({ value }))).toMatchObject({ code: 'published-value-format', pointer: '/value' })
    },
  )

  it.each([
    ['元', '0.01', '0.001'],
    ['万元', '0.000001', '0.0000001'],
    ['亿元', '0.0000000001', undefined],
  ] as const)('states %s down to the fen: %s, not %s', (unit, fen, finer) => {
    expect(platform.refusalOf(figure({ unit, value: fen }))).toBeUndefined()
    if (finer)
      expect(platform.refusalOf(figure({ unit, value: finer }))).toMatchObject({
        code: 'published-value-too-fine',
        pointer: '/value',
      })
  })

  it('counts in whole numbers', () => {
    expect(platform.refusalOf(figure(count))).toBeUndefined()
    expect(platform.refusalOf(figure({ ...count, value: '48.0' }))).toMatchObject({
      code: 'published-value-too-fine',
      pointer: '/value',
    })
  })

  it.each([
    ['万元', 'signed', true],
    ['万元', 'notStated', true],
    ['元', 'received', true],
    ['亿元', 'notApplicable', false],
    ['count', 'notApplicable', true],
    ['count', 'notStated', true],
    ['count', 'signed', false],
    ['count', 'outstanding', false],
  ] as const)('in %s on the basis %s: %s', (unit, basis, fits) => {
    const refusal = platform.refusalOf(figure({ unit, basis, value: '48' }))
    if (fits) expect(refusal).toBeUndefined()
    else expect(refusal).toMatchObject({ code: 'basis-does-not-fit-unit', rule: 'H12', pointer: '/basis' })
  })

  it.each([
    ['a number of 65 characters', { publicationNo: 'F'.repeat(65) }, 'text-format', '/publicationNo'],
    ['a code with a blank', { figure: 'contract amount' }, 'figure-code-format', '/figure'],
    ['no counting word', { unitAsWritten: '' }, 'text-format', '/unitAsWritten'],
    ['a source without name', { source: { ...source, document: '' } }, 'text-format', '/source/document'],
    ['a source without words', { source: { ...source, wording: '' } }, 'text-format', '/source/wording'],
    [
      'a source of tomorrow',
      { source: { ...source, publishedOn: '2025-09-16' } },
      'dated-in-the-future',
      '/source/publishedOn',
    ],
    [
      'a source of no day',
      { source: { ...source, publishedOn: '2025-09' } },
      'not-a-calendar-day',
      '/source/publishedOn',
    ],
    ['a window of no date', { windowFrom: '去年' }, 'not-a-day-or-month', '/windowFrom'],
    ['a window that has not begun', { windowFrom: '2025-10' }, 'dated-in-the-future', '/windowFrom'],
    ['a window to no date', { windowTo: '2025-02-30' }, 'not-a-day-or-month', '/windowTo'],
  ] as const)('refuses %s', (_, change, code, pointer) => {
    expect(platform.refusalOf(figure(change))).toMatchObject({ code, pointer })
  })

  it('takes a window that is not stated, or stated by one end, or still running', () => {
    expect(platform.refusalOf(figure({ windowFrom: undefined, windowTo: undefined }))).toBeUndefined()
    expect(platform.refusalOf(figure({ windowFrom: undefined }))).toBeUndefined()
    expect(platform.refusalOf(figure({ windowFrom: '2025-01', windowTo: '2025-12' }))).toBeUndefined()
  })

  it('takes a window within one month, and none that ends before it starts', () => {
    expect(platform.refusalOf(figure({ windowFrom: '2025-08', windowTo: '2025-08' }))).toBeUndefined()
    expect(platform.refusalOf(figure({ windowFrom: '2025-08-31', windowTo: '2025-08' }))).toBeUndefined()
    expect(platform.refusalOf(figure({ windowFrom: '2025-08-31', windowTo: '2025-08-30' }))).toMatchObject({
      code: 'window-ends-before-it-starts',
      pointer: '/windowTo',
    })
    expect(platform.refusalOf(figure({ windowFrom: '2025-08', windowTo: '2025-07' }))).toMatchObject({
      code: 'window-ends-before-it-starts',
    })
  })

  it('is corrected without meeting its own number', () => {
    const mended = platform.and(published).corrected(1, figure({ value: '2063.0' }))
    expect(mended.history.state.published.map((it) => it.value)).toEqual(['2063.0'])
  })
})
