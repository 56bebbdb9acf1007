import { decideCorrection, decideVoid } from './decide'
import type { EngagementContent, InvoiceKey } from './events'
import {
  amended,
  batch,
  content,
  given,
  invoiced,
  paid,
  refunded,
  released,
  reversed,
  signed,
  TODAY,
  terminated,
  verdict,
  when,
} from './given.spec-support'

type History = ReturnType<typeof given>
const correcting = (history: History, corrects: string, to: EngagementContent) =>
  verdict(decideCorrection(history, { corrects, content: to, reason: '改' }, TODAY))
const voiding = (history: History, voids: string) => verdict(decideVoid(history, { voids, reason: '废' }, TODAY))

/** What only a ledger of milder days holds: dated before its signing; a number in two alphabets; one that looks like another. */
const LATE = { signedOn: '2025-06-01' } as const
const FORGED = '\u041d1A'
const LIKE = (no: string) => `${no}\ufe00`

describe('given an entry that breaks a rule of today and stands, when another is changed', () => {
  // Without what stands wrong each of these is refused; with it no less.
  const cases: [what: string, History, change: (it: History) => string, refused: string][] = [
    [
      'H4 an invoice before the signing',
      given(signed(LATE), invoiced('900.00')),
      (it) => correcting(it, 'e0', signed({ ...LATE, amount: '1.00' })),
      'H4 invoiced-over-contract',
    ],
    [
      'H2 an amendment before the signing',
      given(signed(LATE), amended('1000.00', '1.00', '1001.00')),
      (it) => correcting(it, 'e0', signed({ ...LATE, amount: '5000.00' })),
      'H2 previous-amount-not-current',
    ],
    [
      'H2 an amendment whose number is written in two alphabets',
      given(signed(), amended('1000.00', '1.00', '1001.00', FORGED)),
      (it) => correcting(it, 'e0', signed({ amount: '5000.00' })),
      'H2 previous-amount-not-current',
    ],
    [
      'H2 the second of two amendments whose numbers look alike',
      given(signed(), amended('1000.00', '1.00', '1001.00', '1'), amended('1001.00', '1.00', '1002.00', LIKE('1'))),
      (it) => correcting(it, 'e1', amended('1000.00', '9.00', '1009.00', '1')),
      'H2 previous-amount-not-current',
    ],
    [
      'H7 a reversal before the signing',
      given(signed(LATE), invoiced('9.00'), reversed('9.00', 1, '2025-05-31')),
      (it) => correcting(it, 'e1', invoiced('8.00')),
      'H8 dated-before-signing',
    ],
    [
      'H7 a refund whose own number looks like another',
      given(
        signed(),
        paid('9.00'),
        refunded('1.00'),
        content('PaymentRefunded', {
          ...refunded('8.00').data,
          refundReference: LIKE('R1'),
        }),
      ),
      (it) => correcting(it, 'e2', refunded('2.00')),
      'H7 refund-over-payment',
    ],
    [
      'H14 a release by somebody whose name turns the writing',
      given(signed(), batch(), content('BatchReleased', { ...released().data, by: '质\u202e量' })),
      (it) => voiding(it, 'e1'),
      'H14 unknown-batch',
    ],
  ]
  test.each(cases)('then it hides no other rule: %s', (_what, history, change, refused) =>
    expect(change(history)).toContain(refused),
  )

  test('then what stands wrong by itself stays out of the way', () => {
    const old = given(signed(LATE), invoiced('9.00'), amended('1000.00', '1.00', '1001.00', FORGED), paid('1.00'))
    expect(correcting(old, 'e3', paid('2.00'))).toBe('accepted')
    expect(correcting(old, 'e0', signed({ ...LATE, title: '改名' }))).toBe('accepted')
    expect(voiding(old, 'e2')).toBe('accepted')
  })
})

describe('given a paper on the ledger, when it is corrected to a number that a new one could not have', () => {
  const PAPER: InvoiceKey = {
    kind: 'traditional',
    code: '044001900111',
    number: '12345678',
  }
  const DIGITAL: InvoiceKey = {
    kind: 'digital',
    number: '04400190011112345678',
  }
  const issued = (invoice: InvoiceKey, share = '9.00') => content('InvoiceIssued', { ...invoiced(share).data, invoice })
  const redLetter = (redInvoice: InvoiceKey, amount = '1.00') =>
    content('InvoiceReversed', { ...reversed(amount, 7).data, redInvoice })

  test('then it is refused as the new one is', () => {
    const history = given(signed(), issued(PAPER), invoiced('9.00', 7), paid('9.00'), redLetter(PAPER))
    expect(correcting(history, 'e2', issued(DIGITAL))).toBe('H6 invoice-exists /content/data/invoice')
    expect(correcting(history, 'e3', paid('9.00', '现金'))).toBe('H6 no-slip-number /content/data/bankReference')
    const reds = given(signed(), invoiced('9.00', 7), redLetter(PAPER))
    expect(when(reds, redLetter(DIGITAL))).toBe('H6 invoice-exists /redInvoice')
    expect(when(reds, issued(DIGITAL))).toBe('H6 invoice-exists /invoice')
  })

  test('then an old one that has such a number may be corrected otherwise', () => {
    const old = given(signed(), paid('9.00', '现金'), issued(PAPER), issued(DIGITAL, '1.00'))
    expect(correcting(old, 'e1', paid('8.00', '现金'))).toBe('accepted')
    expect(correcting(old, 'e3', issued(DIGITAL, '2.00'))).toBe('accepted')
    expect(correcting(old, 'e1', paid('9.00', '转账'))).toContain('no-slip-number')
    expect(correcting(old, 'e1', paid('9.00', 'HD-1'))).toBe('accepted')
  })
})

test('given a contract without tax that was terminated, when its settlement is paid with tax before it is invoiced, then it is recorded', () => {
  const history = given(signed({ taxBasis: 'exclusive', amount: '100000.00' }), terminated('50000.00'))
  expect(when(history, paid('56500.00'))).toBe('accepted')
  const invoice = content('InvoiceIssued', {
    ...invoiced('56500.00').data,
    tax: '6500.00',
  })
  expect(when(history, invoice)).toBe('accepted')
  expect(when(given(signed(), terminated('500.00')), paid('500.01'))).toBe('H8 over-settlement /share')
})
