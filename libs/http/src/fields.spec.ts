import type { Refusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import {
  Amount,
  AmountOrZero,
  AnyObject,
  BusinessDay,
  DayOrMonth,
  Flag,
  Matching,
  Nested,
  NestedList,
  OneOf,
  Sha256,
  SignedAmount,
  Text,
  TextList,
  WholeNumber,
} from './fields'
import { RefusalException } from './problem'
import { isSound } from './sound'
import { faultsIn, validated } from './validation'

class PartyDto {
  @Text(20)
  name!: string
}

class PaymentDto {
  @Text(8)
  bankReference!: string
  @Nested(() => PartyDto)
  payer!: PartyDto
  @Amount()
  share!: string
  @BusinessDay()
  receivedOn!: string
}

class EverythingDto extends PaymentDto {
  @AmountOrZero({ optional: true })
  tax?: string
  @SignedAmount({ optional: true })
  delta?: string
  @DayOrMonth({ optional: true })
  on?: string
  @OneOf(['single', 'framework'], { optional: true })
  kind?: string
  @Matching(/^[A-Z]{2}$/, { optional: true })
  country?: string
  @TextList(4, { optional: true })
  products?: string[]
  @TextList(4, { optional: true, each: ['中试', '小试'] })
  kinds?: string[]
  @WholeNumber(1, 100, { optional: true })
  pages?: number
  @Flag({ optional: true })
  synthetic?: boolean
  @AnyObject({ optional: true })
  data?: object
  @NestedList(() => PartyDto, 1, 2, { optional: true })
  holders?: PartyDto[]
  @Sha256({ optional: true })
  sha256?: string
}

const payment = { bankReference: 'HD-01', payer: { name: '某某药业' }, share: '380000.00', receivedOn: '2025-03-18' }

/** `pointer code` of each fault, in order; empty when all is well. */
function faults(content: unknown, at?: string): string[] {
  try {
    validated(EverythingDto, content, at)
    return []
  } catch (error) {
    if (error instanceof RefusalException) return error.refusals.map((it: Refusal) => `${it.pointer} ${it.code}`)
    throw error
  }
}

describe('The content of a request', () => {
  it('is handed on as it came, plain, so that the log can take it', () => {
    const content = { ...payment, holders: [{ name: '甲' }] }
    expect(validated(EverythingDto, content)).toBe(content)
  })

  it('names every fault at once, each where it is', () => {
    const content = { bankReference: '', payer: { name: 7, town: '火炬' }, receivedOn: '2025-02-29', 备注: '' }
    expect(faults(content, '/content')).toEqual([
      '/content/payer/town unknown-property',
      '/content/备注 unknown-property',
      '/content/bankReference text-format',
      '/content/payer/name text-format',
      '/content/share field-missing',
      '/content/receivedOn not-a-calendar-day',
    ])
  })

  it.each([undefined, null, [], 'x', 7])('is an object, not %j', (content) => {
    expect(faults(content)).toEqual([' object-expected'])
  })

  it.each(['constructor', 'toString', 'hasOwnProperty', 'then', 'payer.name', 'prototype'])(
    'has no property %s',
    (name) => {
      for (const value of ['x', {}, null]) {
        expect(faults({ ...payment, [name]: value })).toEqual([`/${name} unknown-property`])
        expect(faults({ ...payment, payer: { name: 'x', [name]: value } })).toEqual([`/payer/${name} unknown-property`])
      }
      expect(faults({ ...payment, bankReference: { [name]: 'x' } })).toEqual(['/bankReference text-format'])
    },
  )

  it('is answered with a hundred faults at most', () => {
    const nonsense = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]))
    expect(faults({ ...payment, ...nonsense })).toHaveLength(100)
  })
})

describe('Content is sound', () => {
  const text = fc.constantFrom('甲', '', 'x'.repeat(30), 7, null, ['a'], { name: '甲' })
  const party = fc.record({ name: text, town: fc.constant('x') }, { requiredKeys: ['name'] })
  const sound = fc.constant({ name: '甲' })
  const parties = fc.oneof(sound, party, fc.array(fc.oneof(sound, party, text), { maxLength: 3 }), text)
  const content = fc.record(
    {
      bankReference: fc.oneof({ weight: 9, arbitrary: fc.constant('HD-01') }, text),
      payer: fc.oneof({ weight: 9, arbitrary: sound }, parties),
      share: fc.constantFrom('380000.00', '1.00', '0.00', 1, undefined),
      receivedOn: fc.constantFrom('2025-03-18', '2025-03-19', '2025-02-29'),
      tax: fc.constantFrom('0.00', '1.00', null, undefined),
      products: fc.constantFrom([], ['甲'], ['五个字以上'], 'x'),
      holders: fc.oneof(fc.constant([{ name: '甲' }]), parties),
      data: fc.constantFrom({ any: [1] }, [], undefined),
      toString: fc.constant('x'),
    },
    { requiredKeys: ['bankReference', 'payer', 'share', 'receivedOn'] },
  )

  it('exactly where class-validator finds no fault in it', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(content, (it) => {
        const holds = faultsIn(EverythingDto, it).length === 0
        seen.add(holds)
        expect(isSound(EverythingDto, it)).toBe(holds)
      }),
      { numRuns: 2_000 },
    )
    expect(seen.size).toBe(2)
  })
})

describe('A field', () => {
  it.each([
    ['share', 380000, 'amount-must-be-string'],
    ['share', 380000.5, 'amount-must-be-string'],
    ['share', '380000.000', 'amount-format'],
    ['share', '-1.00', 'amount-format'],
    ['share', '1,000.00', 'amount-format'],
    ['share', '0.00', 'amount-not-positive'],
    ['share', '1000000000000.00', 'amount-too-large'],
    ['share', null, 'field-missing'],
    ['tax', null, 'field-missing'],
    ['tax', '-0.01', 'amount-format'],
    ['delta', '+1.00', 'amount-format'],
    ['receivedOn', '2025-02-29', 'not-a-calendar-day'],
    ['receivedOn', '2025-03', 'not-a-calendar-day'],
    ['receivedOn', 20250318, 'not-a-calendar-day'],
    ['on', '2025-13', 'not-a-day-or-month'],
    ['on', '2025', 'not-a-day-or-month'],
    ['bankReference', '九个字符的回单编号', 'text-format'],
    ['bankReference', ' x', 'text-format'],
    ['bankReference', 'a\tb', 'text-format'],
    ['bankReference', '', 'text-format'],
    ['bankReference', 12, 'text-format'],
    ['bankReference', ['a'], 'text-format'],
    ['kind', 'Single', 'unknown-value'],
    ['kind', ['single'], 'unknown-value'],
    ['country', 'de', 'value-format'],
    ['country', 'DE\n', 'value-format'],
    ['products', '止咳糖浆', 'list-expected'],
    ['products', ['止咳', '五个字以上'], 'text-format'],
    ['products', Array(201).fill('x'), 'list-expected'],
    ['kinds', ['大试'], 'unknown-value'],
    ['pages', 0, 'value-format'],
    ['pages', 101, 'value-format'],
    ['pages', 1.5, 'value-format'],
    ['pages', '7', 'value-format'],
    ['synthetic', 'true', 'value-format'],
    ['synthetic', 1, 'value-format'],
    ['data', [], 'object-expected'],
    ['payer', 'x', 'object-expected'],
    ['payer', [{ name: 'x' }], 'object-expected'],
    ['holders', [], 'list-expected'],
    ['holders', ['x'], 'list-expected'],
    ['holders', { name: 'x' }, 'list-expected'],
    ['holders', [{ name: 'a' }, { name: 'b' }, { name: 'c' }], 'list-expected'],
    ['sha256', 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855', 'value-format'],
  ])('%s is not %j: %s', (name, value, code) => {
    expect(faults({ ...payment, [name]: value })).toContain(`/${name} ${code}`)
  })

  it.each([
    ['share', '0.01'],
    ['share', '999999999999.99'],
    ['tax', '0.00'],
    ['delta', '-1000.00'],
    ['receivedOn', '2024-02-29'],
    ['on', '2024-11'],
    ['on', '2024-11-28'],
    ['bankReference', '八个字的回单编号'],
    ['bankReference', '😂😂😂😂😂😂😂😂'],
    ['kind', 'framework'],
    ['country', 'DE'],
    ['products', []],
    ['kinds', ['中试', '小试']],
    ['pages', 100],
    ['synthetic', false],
    ['data', { any: [1.5] }],
    ['holders', [{ name: 'a' }, { name: 'b' }]],
    ['sha256', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['tax', undefined],
  ])('%s may be %j', (name, value) => {
    expect(faults({ ...payment, [name]: value })).toEqual([])
  })

  it('inside a list points to its place', () => {
    expect(faults({ ...payment, holders: [{ name: 'a' }, { name: '', id: 1 }] })).toEqual([
      '/holders/1/id unknown-property',
      '/holders/1/name text-format',
    ])
  })
})
