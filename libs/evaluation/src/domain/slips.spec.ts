import { refuseSlipElsewhere, roundRules } from './round-rules'
import { type RoundState, UNOPENED } from './round-state'

const determined = (platform: string) => ({ platform, sealNo: 1, year: 2025, hash: '', amount: '100.00' })
const slip = (platform: string, bankReference: string) => ({
  platform,
  bankReference,
  amount: '1.00',
  paidOn: '2026-03-12',
})
/** A published round that gives 甲 and 乙 100.00 each, the slip PAY1 noted for 甲. */
const paid = (voided?: string): RoundState => ({
  ...UNOPENED,
  opened: { roundNo: 'ONE' } as RoundState['opened'],
  seals: [{ sealNo: 1, results: [] }],
  sealStands: true,
  publications: [{ sealNo: 1, on: '2026-03-11' }],
  subsidies: [determined('a'), determined('b')],
  payments: [{ ...slip('a', 'PAY1'), ...(voided !== undefined && { voided }) }],
})
const noted = (state: RoundState, platform: string, bankReference: string) =>
  roundRules.refuse(state, { type: 'SubsidyPaid', data: slip(platform, bankReference) }, '2026-03-12')?.code

describe('A bank slip', () => {
  it('pays one payee: noted for one platform it is not noted for another, however it is typed', () => {
    expect(noted(paid(), 'b', 'PAY1')).toBe('payment-exists')
    expect(noted(paid(), 'b', 'pay1')).toBe('payment-exists')
    expect(noted(paid(), 'b', 'PAY2')).toBeUndefined()
    expect(refuseSlipElsewhere(paid(), 'pay1')).toMatchObject({ code: 'payment-exists', facts: { round: 'ONE' } })
  })

  it('is free again once it is voided', () => {
    expect(noted(paid('退票'), 'b', 'PAY1')).toBeUndefined()
    expect(refuseSlipElsewhere(paid('退票'), 'PAY1')).toBeUndefined()
  })

  it('is voided for the platform it was noted for, and no other', () => {
    const data = { platform: 'b', bankReference: 'PAY1', reason: '退票' }
    const voided = (platform: string) =>
      roundRules.refuse(paid(), { type: 'SubsidyPaymentVoided', data: { ...data, platform } }, '2026-03-12')?.code
    expect([voided('b'), voided('a')]).toEqual(['unknown-payment', undefined])
  })
})
