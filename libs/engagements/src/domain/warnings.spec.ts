import { formatAmount } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { broughtBy } from './brought-by'
import { decideContent, decideCorrection, decideVoid } from './decide'
import type { EngagementEvent } from './events'
import { batch, CLIENT, content, given, invoiced, number, paid, registered, signed, TODAY } from './given.spec-support'

const NOW = Date.parse(`${TODAY}T12:00:00+08:00`)
const long = signed({ signedOn: '2017-01-01', amount: '1000000.00' })
const document = (total: string, tax: string, issuedOn = '2025-08-20', n = 1) =>
  content('InvoiceIssued', { invoice: number(n), share: total, total, tax, issuedOn })
/** Codes of what the last of the entries brings; all are recorded on the day of the story. */
const brought = (...events: EngagementEvent[]) =>
  broughtBy(given(...events.slice(0, -1)), events.slice(-1), NOW).warnings.map(({ code }) => code)
const ofTax = (...of: Parameters<typeof document>) => brought(long, document(...of)).includes('W17')

describe('given the tax of an invoice (W17)', () => {
  test('then 95,000 on 100,000 is told, with the amounts it is about', () => {
    expect(broughtBy(given(long), [document('100000.00', '95000.00')], NOW).warnings).toEqual([
      {
        code: 'W17',
        zh: expect.any(String),
        en: expect.any(String),
        facts: { tax: '95000.00', net: '5000.00', highestPercent: '13' },
      },
    ])
  })

  test.each([
    ['2018-04-30', '117000.00', '17000.00', false],
    ['2018-05-01', '117000.00', '17000.00', true],
    ['2018-05-01', '116000.00', '16000.00', false],
    ['2019-03-31', '116000.00', '16000.00', false],
    ['2019-04-01', '116000.00', '16000.00', true],
    ['2019-04-01', '113000.00', '13000.00', false],
    ['2025-08-20', '113000.00', '13000.02', true],
    ['2025-08-20', '0.05', '0.01', false],
    ['2025-08-20', '100.00', '100.00', true],
  ])('on %s, %s with tax %s: %s', (day, total, tax, reported) => {
    expect(ofTax(total, tax, day)).toBe(reported)
  })

  test('then no lawful tax is told, however rounded, and two fen above the highest always are', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 9n), fc.constantFrom(13n, 9n, 6n, 5n, 3n, 1n, 0n), (net, rate) => {
        const tax = (net * rate * 2n + 100n) / 200n
        expect(ofTax(formatAmount(net + tax), formatAmount(tax))).toBe(false)
        const most = (net * 13n + 99n) / 100n + 2n
        expect(ofTax(formatAmount(net + most), formatAmount(most))).toBe(true)
      }),
    )
  })
})

describe('given a contract of 100,000.00 without tax, invoiced 113,000.00 in three (H4)', () => {
  const signing = signed({ taxBasis: 'exclusive', amount: '100000.00' })
  const two = [signing, document('37666.67', '4333.33', TODAY, 1), document('37666.67', '4333.33', TODAY, 2)]

  test('then the third, which uses the room of rounding, is told by W18; the second is not', () => {
    expect(brought(...two)).toEqual([])
    const third = document('37666.66', '4333.33', TODAY, 3)
    expect(broughtBy(given(...two), [third], NOW).warnings).toEqual([
      {
        code: 'W18',
        zh: expect.any(String),
        en: expect.any(String),
        facts: { netInvoiced: '100000.01', amount: '100000.00' },
      },
    ])
  })
})

describe('given what a contract bears already', () => {
  const bad = (n: number) => document('100.00', '95.00', TODAY, n)

  test('then a second entry of a kind is told again, a sum that stays too large is not', () => {
    expect(brought(long, bad(1), bad(2))).toEqual(['W17'])
    const early = (n: number) => content('PaymentReceived', { ...paid('1.00', `R${n}`).data, receivedOn: TODAY })
    expect(brought(long, early(1))).toEqual(['W3'])
    expect(brought(long, early(1), early(2))).toEqual([])
  })

  test('then a correction that mends an entry brings nothing, one that spoils it tells; a void tells what it leaves', () => {
    const history = given(long, invoiced('100.00'), paid('100.00'))
    const correct = (tax: string) =>
      decideCorrection(
        history,
        { corrects: 'e1', content: content('InvoiceIssued', { ...invoiced('100.00').data, tax }), reason: '更正' },
        TODAY,
      ) as EngagementEvent[]
    const codes = (events: EngagementEvent[], on = history) => broughtBy(on, events, NOW).warnings.map((it) => it.code)
    expect(codes(correct('11.50'))).toEqual([])
    expect(codes(correct('11.53'))).toEqual(['W17'])
    expect(codes(decideVoid(history, { voids: 'e1', reason: '重复' }, TODAY) as EngagementEvent[])).toEqual(['W3'])
  })

  test('then each of the others is told by the entry that brings it', () => {
    const wrong = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N58' }, name: CLIENT.name } as const
    const today = signed({ signedOn: TODAY })
    expect(brought(signed({ signedOn: TODAY, client: wrong }))).toEqual(['W2'])
    expect(brought(today, batch({ startedOn: '2025-08-20', completedOn: '2025-08-21' }))).toEqual(['W1'])
    expect(brought(today, batch({ startedOn: TODAY, completedOn: TODAY, yieldPercent: '101' }))).toEqual(['W8'])
    const paidBy = content('PaymentReceived', { ...paid('1.00').data, payer: wrong, receivedOn: TODAY })
    expect(brought(today, document('1.00', '0.00', TODAY), paidBy)).toEqual(['W2', 'W4'])
    const lower = content('TechContractRegistered', { ...registered().data, dealAmount: '999.99', registeredOn: TODAY })
    expect(brought(today, lower)).toEqual(['W15'])
    expect(brought(signed())).toEqual(['W10'])
  })

  test('then what waits for a second person is told as if it were recorded', () => {
    const change = { kind: 'entries', contents: [bad(1)], because: [] } as const
    const proposed = { type: 'ChangeProposed', data: { change } } as const
    expect(broughtBy(given(long), [proposed], NOW).warnings.map(({ code }) => code)).toEqual(['W17'])
    expect(decideContent(given(long), bad(1), TODAY)).toEqual([bad(1)])
  })
})
