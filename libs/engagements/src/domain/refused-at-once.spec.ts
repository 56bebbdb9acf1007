import { eachRefusal, isRefusal } from '@pilot-ledger/kernel'
import { decideContent, decideCorrection, decideVoid } from './decide'
import type { EngagementContent } from './events'
import { amended, batch, given, invoiced, number, paid, signed, TODAY, terminated } from './given.spec-support'

const TOMORROW = '2025-09-02'
const all = (decided: unknown) =>
  isRefusal(decided) ? eachRefusal(decided).map(({ code, pointer }) => `${code} ${pointer}`) : []
const refused = (history: ReturnType<typeof given>, content: EngagementContent) =>
  all(decideContent(history, content, TODAY))
const with_ = <C extends EngagementContent>(content: C, data: Partial<C['data']>) =>
  ({ ...content, data: { ...content.data, ...data } }) as C

/** Whoever mends an entry learns of everything at once; the first is the one that was always told. */
describe('all that is wrong with an entry is told at once', () => {
  test('of an invoice: its number is taken, its day lies ahead, its share and tax are above the document, and the contract is full', () => {
    const history = given(signed(), invoiced('900.00'))
    const content = with_(invoiced('200.00', 1, '150.00'), { tax: '151.00', issuedOn: TOMORROW })
    expect(refused(history, content)).toEqual([
      'dated-in-the-future /issuedOn',
      'invoice-exists /invoice',
      'share-over-total /share',
      'tax-over-total /tax',
      'invoiced-over-contract /share',
    ])
  })

  test('of a receipt: no number of a slip, a share above the slip, a day ahead', () => {
    const content = with_(paid('2.00', '现金', '1.00'), { receivedOn: TOMORROW })
    expect(refused(given(signed()), content)).toEqual([
      'no-slip-number /bankReference',
      'dated-in-the-future /receivedOn',
      'share-over-total /share',
    ])
  })

  test('of an amendment: its number is taken, it begins with another amount, and does not add up', () => {
    const history = given(signed(), amended('1000.00', '100.00', '1100.00'))
    expect(refused(history, amended('1000.00', '50.00', '1075.00'))).toEqual([
      'amendment-exists /amendmentNo',
      'previous-amount-not-current /previousAmount',
      'amendment-does-not-add-up /newAmount',
    ])
  })

  test('of an ended contract: that it has ended, and what would be wrong besides', () => {
    const history = given(signed(), batch(), terminated())
    expect(refused(history, batch())).toEqual(['contract-terminated ', 'batch-exists /batchNo'])
  })

  test('both days that lie ahead are named', () => {
    const content = batch({ startedOn: TOMORROW, completedOn: TOMORROW })
    expect(refused(given(signed()), content).sort()).toEqual([
      'dated-in-the-future /completedOn',
      'dated-in-the-future /startedOn',
    ])
  })

  test('of fields: each that is missing or has not its form', () => {
    const { title: _, ...data } = signed().data
    const content = { type: 'ContractSigned', data: { ...data, amount: '0.00', contractNo: '' } } as EngagementContent
    expect(refused(given(), content)).toEqual([
      expect.stringMatching(/ \/contractNo$/),
      'field-missing /title',
      expect.stringMatching(/ \/amount$/),
    ])
  })

  test('what has no amount is not judged by rules of amounts, and nothing throws', () => {
    const content = with_(invoiced('1.00', 1), { total: '一千元' })
    expect(refused(given(signed(), invoiced('900.00')), content)).toEqual([expect.stringMatching(/ \/total$/)])
  })

  test('of a contract that was never signed nothing more is told', () => {
    expect(refused(given(), invoiced('2.00', 1, '1.00'))).toEqual(['unknown-contract '])
  })

  test('of a correction: its reason, and what is wrong with the new content, which keeps its pointers', () => {
    const history = given(signed(), invoiced('900.00'), paid('5.00'))
    const content = with_(invoiced('1100.00', 1, '1000.00'), { issuedOn: TOMORROW })
    expect(all(decideCorrection(history, { corrects: 'e1', content, reason: '' }, TODAY))).toEqual([
      expect.stringMatching(/ \/reason$/),
      'dated-in-the-future /content/data/issuedOn',
      'share-over-total /content/data/share',
      'invoiced-over-contract /content/data/share',
    ])
  })

  test('of what stands in the way of a void the first alone: the entry is another’s, and has no field to mend here', () => {
    const history = given(signed(), invoiced('900.00'), with_(paid('1.00'), {}))
    const decided = decideVoid(history, { voids: 'e0', reason: '重复登记' }, TODAY)
    expect([all(decided).length, isRefusal(decided) && decided.facts?.entry]).toEqual([1, 'e1'])
  })
})

test('the number of a paper is judged beside its amounts, and two invoices written otherwise are one', () => {
  const traditional = { kind: 'traditional', code: '0'.repeat(12), number: '00000001' } as const
  const history = given(signed(), invoiced('900.00'))
  const content = with_(invoiced('200.00', 1, '150.00'), { invoice: traditional })
  expect(number(1).number).toBe(traditional.code + traditional.number)
  expect(refused(history, content)).toEqual([
    'invoice-exists /invoice',
    'share-over-total /share',
    'invoiced-over-contract /share',
  ])
})
