import { decideCorrection, decideVoid, type EngagementHistory } from './decide'
import type { EngagementContent, EngagementEvent } from './events'
import {
  accepted,
  amended,
  approved,
  batch,
  completed,
  content,
  deregistered,
  evidence,
  given,
  invoiced,
  type Of,
  paid,
  red,
  refunded,
  registered,
  rejected,
  released,
  repaid,
  reregistered,
  resumed,
  reversed,
  signed,
  suspended,
  TODAY,
  taxed,
  terminated,
  verdict,
  when,
} from './given.spec-support'

describe('given a contract, each rule refuses what breaks it and nothing else', () => {
  const cases: [string, EngagementHistory, EngagementContent, string][] = [
    ['H1 an amount of zero', given(), signed({ amount: '0.00' }), 'H1 amount-not-positive /amount'],
    ['H1 three decimals', given(), signed({ amount: '1.000' }), 'H1 amount-format /amount'],
    [
      'H1 an amendment by nothing',
      given(signed()),
      amended('1000.00', '0.00', '1000.00'),
      'H1 amendment-changes-nothing /delta',
    ],
    ['H2 an amendment that adds up', given(signed()), amended('1000.00', '-200.00', '800.00'), 'accepted'],
    [
      'H2 the new total typed as the change',
      given(signed()),
      amended('1000.00', '800.00', '800.00'),
      'H2 amendment-does-not-add-up /newAmount',
    ],
    [
      'H2 previous is not the current amount',
      given(signed(), amended('1000.00', '1.00', '1001.00')),
      amended('1000.00', '1.00', '1001.00', '2'),
      'H2 previous-amount-not-current /previousAmount',
    ],
    [
      'H3 down to exactly what is invoiced',
      given(signed(), invoiced('600.00')),
      amended('1000.00', '-400.00', '600.00'),
      'accepted',
    ],
    [
      'H3 a fen below what is invoiced',
      given(signed(), invoiced('600.00')),
      amended('1000.00', '-400.01', '599.99'),
      'H3 amendment-below-invoiced /newAmount',
    ],
    [
      'H3 a fen below what was received',
      given(signed(), paid('600.00')),
      amended('1000.00', '-400.01', '599.99'),
      'H3 amendment-below-received /newAmount',
    ],
    [
      'H3 after a reversal the room is there again',
      given(signed(), invoiced('600.00'), reversed('100.00')),
      amended('1000.00', '-500.00', '500.00'),
      'accepted',
    ],
    ['H4 invoiced to the fixed price', given(signed(), invoiced('400.00')), invoiced('600.00', 2), 'accepted'],
    [
      'H4 a fen over the fixed price',
      given(signed(), invoiced('400.00')),
      invoiced('600.01', 2),
      'H4 invoiced-over-contract /share',
    ],
    ['H4 by actual: over the amount', given(signed({ pricing: 'byActual' })), invoiced('1000.01'), 'accepted'],
    [
      'H5 an invoice’s share over its total',
      given(signed()),
      invoiced('100.00', 1, '99.99'),
      'H5 share-over-total /share',
    ],
    [
      'H5 a payment’s share over its total',
      given(signed()),
      paid('100.00', 'R1', '99.99'),
      'H5 share-over-total /share',
    ],
    [
      'H4 a contract without tax, invoiced in full with tax',
      given(signed({ taxBasis: 'exclusive' })),
      { ...invoiced('1130.00'), data: { ...invoiced('1130.00').data, tax: '130.00' } },
      'accepted',
    ],
    [
      'H4 a contract without tax, a fen over',
      given(signed({ taxBasis: 'exclusive' })),
      { ...invoiced('1130.01'), data: { ...invoiced('1130.01').data, tax: '130.00' } },
      'H4 invoiced-over-contract /share',
    ],
    [
      'evidence of an entry of another contract',
      given(signed()),
      { ...evidence(), data: { ...evidence().data, entry: 'e9' } },
      '– unknown-entry /entry',
    ],
    [
      'evidence of an entry of this one',
      given(signed(), batch()),
      { ...evidence(), data: { ...evidence().data, entry: 'e1' } },
      'accepted',
    ],
    ['H6 the contract once', given(signed()), signed(), 'H6 contract-exists /contractNo'],
    [
      'H6 an amendment number once',
      given(signed(), amended('1000.00', '1.00', '1001.00')),
      amended('1001.00', '1.00', '1002.00'),
      'H6 amendment-exists /amendmentNo',
    ],
    [
      'H6 a batch number once per product',
      given(signed(), batch()),
      batch({ product: '物镜组 '.trim() }),
      'H6 batch-exists /batchNo',
    ],
    ['H6 the same number for another product', given(signed(), batch()), batch({ product: '目镜组' }), 'accepted'],
    ['H6 an invoice once', given(signed(), invoiced('1.00')), invoiced('1.00'), 'H6 invoice-exists /invoice'],
    ['H6 a bank reference once', given(signed(), paid('1.00')), paid('1.00'), 'H6 payment-exists /bankReference'],
    [
      'H6 an amendment number once, however typed',
      given(signed(), amended('1000.00', '1.00', '1001.00', 'BC-1')),
      amended('1001.00', '1.00', '1002.00', 'ｂｃ－ 1'),
      'H6 amendment-exists /amendmentNo',
    ],
    [
      'H6 a batch number once, however typed',
      given(signed(), batch()),
      batch({ batchNo: 'ｚ1' }),
      'H6 batch-exists /batchNo',
    ],
    [
      'H6 a bank reference once, however typed',
      given(signed(), paid('1.00')),
      paid('1.00', 'r1\u200b'),
      'H6 payment-exists /bankReference',
    ],
    [
      'H6 a deliverable once, however typed',
      given(signed(), accepted()),
      { ...accepted(), data: { ...accepted().data, deliverableNo: 'cg—1' } },
      'H6 deliverable-exists /deliverableNo',
    ],
    [
      'H6 a refund under a payment’s reference, however typed',
      given(signed(), paid('100.00'), paid('1.00', 't1')),
      repaid(),
      'H6 payment-exists /refundReference',
    ],
    [
      'H7 a refund finds its payment, however typed',
      given(signed(), paid('10.00')),
      refunded('10.00', 'ｒ1'),
      'accepted',
    ],
    [
      'H7 and takes from what is left of it',
      given(signed(), paid('10.00'), refunded('4.00', 'ｒ1')),
      refunded('6.01'),
      'H7 refund-over-payment /amount',
    ],
    ['H6 a deliverable once', given(signed(), accepted()), accepted(), 'H6 deliverable-exists /deliverableNo'],
    [
      'H7 a reversal of all that is left',
      given(signed(), invoiced('100.00'), reversed('40.00')),
      reversed('60.00'),
      'accepted',
    ],
    [
      'H7 a reversal of a fen more',
      given(signed(), invoiced('100.00'), reversed('40.00')),
      reversed('60.01'),
      'H7 reversal-over-invoice /amount',
    ],
    ['H7 a reversal of no invoice of the contract', given(signed()), reversed('1.00'), 'H7 unknown-invoice /invoice'],
    [
      'H7 a reversal before its invoice',
      given(signed(), invoiced('100.00')),
      reversed('1.00', 1, '2025-04-30'),
      'H7 dates-out-of-order /on',
    ],
    [
      'H7 a refund of a fen more than is left',
      given(signed(), paid('100.00'), refunded('40.00')),
      refunded('60.01'),
      'H7 refund-over-payment /amount',
    ],
    ['H7 a refund of no payment', given(signed()), refunded('1.00'), 'H7 unknown-payment /bankReference'],
    ['H5 tax over the document', given(signed()), taxed(), 'H5 tax-over-total /tax'],
    ['H6 a red invoice once', given(signed(), invoiced('100.00'), red()), red(), 'H6 invoice-exists /redInvoice'],
    [
      'H6 a refund’s own reference once',
      given(signed(), paid('100.00'), repaid()),
      repaid(),
      'H6 payment-exists /refundReference',
    ],
    ['H6 a registration once', given(signed(), registered()), registered(), 'H6 registration-exists /registrationNo'],
    [
      'H7 a refund before its payment',
      given(signed(), paid('100.00')),
      repaid('2025-05-01'),
      'H7 dates-out-of-order /on',
    ],
    ['H8 anything before signing', given(), invoiced('1.00'), 'H8 unknown-contract'],
    ['H8 a batch after termination', given(signed(), terminated()), batch(), 'H8 contract-terminated'],
    ['H8 a registration changed', given(signed(), registered()), reregistered('900.00'), 'accepted'],
    ['H8 a registration cancelled', given(signed(), registered(), reregistered('900.00')), deregistered(), 'accepted'],
    [
      'H8 a change of a registration that was never made',
      given(signed()),
      reregistered('900.00'),
      'H8 registration-not-standing /registrationNo',
    ],
    [
      'H8 a change of a cancelled registration',
      given(signed(), registered(), deregistered()),
      reregistered('900.00', '2025-06-01'),
      'H8 registration-not-standing /registrationNo',
    ],
    [
      'H8 a second cancellation',
      given(signed(), registered(), deregistered()),
      deregistered('2025-06-01'),
      'H8 registration-not-standing /registrationNo',
    ],
    [
      'H8 a change before the registration',
      given(signed(), registered()),
      reregistered('900.00', '2025-03-31'),
      'H8 dated-before-registration /changedOn',
    ],
    [
      'H8 a cancellation before the last change',
      given(signed(), registered(), reregistered('900.00')),
      deregistered('2025-04-14'),
      'H8 dated-before-registration /cancelledOn',
    ],
    [
      'H6 a cancelled number again',
      given(signed(), registered(), deregistered()),
      registered(),
      'H6 registration-exists /registrationNo',
    ],
    ['H8 suspended', given(signed()), suspended(), 'accepted'],
    ['H8 suspended twice', given(signed(), suspended()), suspended('2025-04-11'), 'H8 contract-suspended /on'],
    [
      'H8 suspended within an earlier suspension',
      given(signed(), suspended(), resumed()),
      suspended('2025-05-09'),
      'H8 contract-suspended /on',
    ],
    ['H8 suspended again', given(signed(), suspended(), resumed()), suspended('2025-05-10'), 'accepted'],
    ['H8 suspended once completed', given(signed(), completed()), suspended('2025-08-02'), 'H8 contract-completed'],
    ['H8 suspended once terminated', given(signed(), terminated()), suspended(), 'H8 contract-terminated'],
    ['H8 suspended before signing', given(signed()), suspended('2025-02-28'), 'H8 dated-before-signing /on'],
    ['H8 resumed', given(signed(), suspended()), resumed(), 'accepted'],
    [
      'H8 resumed on the same day',
      given(signed(), suspended()),
      resumed('2025-04-10'),
      'H8 resumed-before-suspended /on',
    ],
    ['H8 resumed without a suspension', given(signed()), resumed(), 'H8 contract-not-suspended /on'],
    [
      'H8 resumed twice',
      given(signed(), suspended(), resumed()),
      resumed('2025-06-01'),
      'H8 contract-not-suspended /on',
    ],
    [
      'H8 a batch on the day of the suspension',
      given(signed(), suspended()),
      batch({ startedOn: '2025-04-10', completedOn: undefined }),
      'H8 contract-suspended /startedOn',
    ],
    [
      'H8 a batch completed while suspended',
      given(signed(), suspended()),
      batch({ startedOn: '2025-04-09', completedOn: '2025-04-11' }),
      'H8 contract-suspended /completedOn',
    ],
    [
      'H8 a batch before the suspension, recorded later',
      given(signed(), suspended()),
      batch({ startedOn: '2025-04-01', completedOn: '2025-04-09' }),
      'accepted',
    ],
    [
      'H8 a batch on the day it is resumed',
      given(signed(), suspended(), resumed()),
      batch({ startedOn: '2025-05-10', completedOn: '2025-05-11' }),
      'accepted',
    ],
    [
      'H8 a batch of the time between, once it is resumed',
      given(signed(), suspended(), resumed()),
      batch({ startedOn: '2025-05-09', completedOn: '2025-05-11' }),
      'H8 contract-suspended /startedOn',
    ],
    [
      'H8 a release while suspended',
      given(signed(), batch(), suspended()),
      released('2025-04-12'),
      'H8 contract-suspended /on',
    ],
    ['H8 an acceptance while suspended', given(signed(), suspended()), accepted(), 'H8 contract-suspended /acceptedOn'],
    ['H8 a completion while suspended', given(signed(), suspended()), completed(), 'H8 contract-suspended /on'],
    ['H8 an invoice while suspended', given(signed(), suspended()), invoiced('800.00'), 'accepted'],
    ['H8 a payment while suspended', given(signed(), suspended()), paid('10.00'), 'accepted'],
    ['H8 evidence while suspended', given(signed(), suspended()), evidence(), 'accepted'],
    ['H8 a termination while suspended', given(signed(), suspended()), terminated(), 'accepted'],
    ['H8 an approval after termination', given(signed(), terminated()), approved(), 'H8 contract-terminated'],
    ['H8 evidence after termination', given(signed(), terminated()), evidence(), 'accepted'],
    ['H8 a refund after termination', given(signed(), paid('10.00'), terminated()), refunded('10.00'), 'accepted'],
    ['H8 an invoice up to the settlement', given(signed(), terminated('300.00')), invoiced('300.00'), 'accepted'],
    [
      'H8 an invoice over the settlement',
      given(signed(), terminated('300.00')),
      invoiced('300.01'),
      'H8 over-settlement /share',
    ],
    [
      'H8 the payment of what was invoiced',
      given(signed(), invoiced('500.00'), terminated()),
      paid('500.00'),
      'accepted',
    ],
    [
      'H8 a payment beyond it',
      given(signed(), invoiced('500.00'), terminated()),
      paid('500.01'),
      'H8 over-settlement /share',
    ],
    [
      'H3 an amendment that raises the amount and stays below what is invoiced',
      given(signed({ pricing: 'byActual' }), invoiced('2000.00'), paid('2000.00')),
      amended('1000.00', '500.00', '1500.00'),
      'accepted',
    ],
    [
      'H3 one that lowers it further',
      given(signed({ pricing: 'byActual' }), invoiced('2000.00')),
      amended('1000.00', '-0.01', '999.99'),
      'H3 amendment-below-invoiced /newAmount',
    ],
    ['H8 ending twice', given(signed(), completed()), completed(), 'H8 contract-completed'],
    ['H9 signed tomorrow', given(), signed({ signedOn: '2025-09-02' }), 'H9 dated-in-the-future /signedOn'],
    ['H9 signed today', given(), signed({ signedOn: TODAY }), 'accepted'],
    ['H9 ending next year', given(), signed({ endsOn: '2026-09-01' }), 'accepted'],
    [
      'H10 a product the contract does not name',
      given(signed()),
      approved({ product: '别的产品' }),
      'H10 approval-for-foreign-product /product',
    ],
    [
      'H10 a number of no known form',
      given(signed()),
      approved({ approvalNo: '国药准字X20250001' }),
      'H10 approval-number-format /approvalNo',
    ],
    ['H10 an imported drug’s number', given(signed()), approved({ approvalNo: '国药准字HJ20250001' }), 'accepted'],
    [
      'H11 a call-off without its framework',
      given(),
      signed({ kind: 'callOff' }),
      'H11 call-off-needs-framework /parent',
    ],
    [
      'H11 a single contract with a framework',
      given(),
      signed({ parent: 'KJ-1' }),
      'H11 only-call-off-has-framework /parent',
    ],
    ['H14 a release without its batch', given(signed()), released(), 'H14 unknown-batch /batchNo'],
    [
      'H14 a release of a running batch',
      given(signed(), batch({ completedOn: undefined })),
      released(),
      'H14 batch-not-completed /on',
    ],
    [
      'H14 a release before completion',
      given(signed(), batch()),
      released('2025-04-02'),
      'H14 batch-not-completed /on',
    ],
    [
      'H14 a rejection after a release',
      given(signed(), batch(), released()),
      rejected(),
      'H14 batch-already-disposed /batchNo',
    ],
    ['W3 received over the contract is no refusal', given(signed()), paid('1000.01'), 'accepted'],
  ]
  test.each(cases)('%s', (_what, history, next, expected) => expect(when(history, next)).toBe(expected))

  test.each<[EngagementContent, boolean]>([
    [{ ...amended('1000.00', '1.00', '1001.00') }, false],
    [registered(), false],
    [invoiced('1.00'), false],
    [approved(), false],
    [completed(), false],
    [terminated(), false],
    [batch(), true],
    [accepted(), true],
    [paid('1.00'), true],
    [evidence(), true],
  ])('H8 before the contract is signed: $type', (next, mayComeFirst) => {
    const history = given(signed({ signedOn: '2025-08-31' }))
    const refused = when(history, next)
    if (mayComeFirst) expect(refused).toBe('accepted')
    else expect(refused).toMatch(/^H8 dated-before-signing \/\w*[oO]n$/)
    expect(when(given(signed({ signedOn: '2025-04-01' })), next)).toBe('accepted')
  })

  test('H8 a signing is not corrected to a day after its amendment, and old entries hinder no other correction', () => {
    const history = given(signed(), amended('1000.00', '1.00', '1001.00'), invoiced('1.00'))
    const late = decideCorrection(
      history,
      { corrects: 'e0', content: signed({ signedOn: '2025-04-02' }), reason: 'x' },
      TODAY,
    )
    expect(late).toMatchObject({ code: 'dated-before-signing', facts: { entry: 'e1' } })
    // As a ledger of earlier rules may hold it: two entries before the signing.
    const old = given(
      signed({ signedOn: '2025-06-01' }),
      amended('1000.00', '1.00', '1001.00'),
      invoiced('1.00'),
      paid('1.00'),
    )
    const decided = (corrects: string, content: EngagementContent) =>
      verdict(decideCorrection(old, { corrects, content, reason: 'x' }, TODAY))
    expect(decided('e3', paid('2.00'))).toBe('accepted')
    expect(decided('e1', amended('1000.00', '2.00', '1002.00'))).toBe('H8 dated-before-signing /content/data/amendedOn')
    expect(decided('e0', signed({ signedOn: '2025-04-01' }))).toBe('accepted')
  })

  test('H10 a product added by an amendment may be approved', () => {
    const added = { ...amended('1000.00', '1.00', '1001.00') }
    const withProduct = { ...added, data: { ...added.data, productsAdded: ['新品'] } } as EngagementContent
    expect(when(given(signed(), withProduct), approved({ product: '新品' }))).toBe('accepted')
  })
})

describe('given an entry to be corrected or voided (H13)', () => {
  const correct = (history: EngagementHistory, corrects: string, next: EngagementContent) =>
    verdict(decideCorrection(history, { corrects, content: next, reason: '录入有误' }, TODAY))
  const voiding = (history: EngagementHistory, voids: string, includeLater = false) =>
    decideVoid(history, { voids, reason: '重复', includeLater }, TODAY)

  test('then platform and contract number are kept, and the type', () => {
    const history = given(signed(), invoiced('1.00'))
    expect(correct(history, 'e0', signed({ contractNo: 'ZSJM-002' }))).toBe(
      'H13 correction-changes-identity /content/data/contractNo',
    )
    expect(correct(history, 'e0', signed({ platform: 'Q' }))).toBe(
      'H13 correction-changes-identity /content/data/platform',
    )
    expect(correct(history, 'e1', paid('1.00'))).toBe('H13 correction-changes-type /content/type')
  })

  test('then the corrected history must obey every rule, also further on', () => {
    const history = given(signed(), invoiced('900.00'))
    expect(correct(history, 'e0', signed({ amount: '900.00' }))).toBe('accepted')
    expect(correct(history, 'e0', signed({ amount: '899.99' }))).toBe('H4 invoiced-over-contract')
    expect(correct(history, 'e1', invoiced('1000.01'))).toBe('H4 invoiced-over-contract /content/data/share')
  })

  test('then a correction of a correction names the live entry', () => {
    const history = given(signed(), invoiced('1.00'), {
      type: 'EntryCorrected',
      data: { corrects: 'e1', content: invoiced('2.00'), reason: 'x' },
    })
    expect(correct(history, 'e1', invoiced('3.00'))).toBe('H13 entry-not-live /corrects')
    expect(correct(history, 'e2', invoiced('3.00'))).toBe('accepted')
    expect(correct(history, 'nothing', invoiced('3.00'))).toBe('H13 unknown-entry /corrects')
  })

  test('then a batch with a release stays, the release goes first', () => {
    const history = given(signed(), batch(), released())
    expect(verdict(voiding(history, 'e1'))).toBe('H14 unknown-batch')
    expect(verdict(voiding(history, 'e2'))).toBe('accepted')
  })

  test('then a whole contract goes newest first in one append, and its number may be signed again', () => {
    const history = given(signed(), invoiced('1.00'), evidence())
    expect(verdict(voiding(history, 'e0'))).toBe('H8 unknown-contract')
    const all = voiding(history, 'e0', true) as EngagementEvent[]
    expect(all.map((it) => it.type === 'EntryVoided' && it.data.voids)).toEqual(['e2', 'e1', 'e0'])
    const emptied = given(signed(), invoiced('1.00'), evidence(), ...all)
    expect(when(emptied, invoiced('1.00'))).toBe('H8 unknown-contract')
    expect(when(emptied, signed())).toBe('accepted')
  })

  test('then only what leans on it goes along, and no receipt ever does', () => {
    const history = given(signed(), batch(), invoiced('1.00'), paid('1.00'), released(), refunded('0.40'))
    const taken = (voids: string) => {
      const decided = voiding(history, voids, true)
      if (!Array.isArray(decided)) return verdict(decided)
      return decided.map((it) => it.data.voids)
    }
    expect(taken('e1')).toEqual(['e4', 'e1'])
    expect(taken('e2')).toEqual(['e2'])
    expect(taken('e3')).toEqual(['e5', 'e3'])
    expect(taken('e0')).toBe('H8 receipt-leans-on-it')
  })

  test('then a correction changes something, in whatever order its fields are written', () => {
    const history = given(signed(), invoiced('1.00'), batch())
    const turned = Object.fromEntries(Object.entries(batch().data).reverse()) as Of<'BatchRun'>
    for (const [entry, same] of [
      ['e0', signed()],
      ['e1', invoiced('1.00')],
      ['e2', content('BatchRun', turned)],
    ] as const)
      expect(correct(history, entry, same)).toBe('H13 correction-changes-nothing /content')
    expect(correct(history, 'e2', batch({ unit: '件' }))).toBe('accepted')
  })

  test('then a reason is given', () => {
    expect(verdict(decideVoid(given(signed()), { voids: 'e0', reason: '' }, TODAY))).toBe('H13 text-format /reason')
  })
})
