import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { Contract } from '../../api/ask'
import { startOf } from './fields'
import { oldestOpen } from './open-invoice'

const invoice = (key: string, issuedOn: string, share: string, left = share) => ({ key, issuedOn, share, left })
const payment = (left: string) => ({ bankReference: 'HD-1', share: left, left, receivedOn: '2025-07-01' })
const [MAY, JUNE] = [invoice('D:2', '2025-05-06', '336000.00'), invoice('D:1', '2025-06-06', '84000.00')]

describe('the oldest invoice that is not paid', () => {
  test.each([
    // 336,000.00 − 40,000.50
    ['nothing recorded after it pays in part', [JUNE, MAY], ['40000.50'], 'D:2', '295999.50'],
    ['what came is exactly the oldest', [JUNE, MAY], ['336000.00'], 'D:1', '84000.00'],
    // 336,000.00 + 84,000.00 − 400,000.00
    ['several receipts go over the first into the second', [JUNE, MAY], ['300000.00', '100000.00'], 'D:1', '20000.00'],
    ['nothing came', [JUNE, MAY], [], 'D:2', '336000.00'],
    ['the oldest is reversed', [JUNE, { ...MAY, left: '0.00' }], [], 'D:1', '84000.00'],
    ['of one day the one recorded first', [{ ...JUNE, issuedOn: MAY.issuedOn }, MAY], [], 'D:1', '84000.00'],
  ])('given that %s', (_, invoices, came, key, open) => {
    expect(oldestOpen({ invoices, payments: came.map(payment) })).toMatchObject({ key, open })
  })

  test.each([
    ['all is paid', [MAY], ['336000.00']],
    ['more came than was invoiced', [MAY], ['400000.00']],
    ['nothing is invoiced', [], []],
  ])('given that %s, then none', (_, invoices, came) => {
    expect(oldestOpen({ invoices, payments: came.map(payment) })).toBeUndefined()
  })
})

test('a receipt begins with the client, today, and what is open of the oldest invoice', () => {
  const client = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
  const contract = { client, invoices: [JUNE, MAY], payments: [payment('336000.00')] } as unknown as Contract
  expect(startOf(ENGAGEMENT_EVENTS.of('PaymentReceived'), contract, '2026-11-24')).toEqual({
    payer: client,
    share: '84000.00',
    total: '84000.00',
    receivedOn: '2026-11-24',
  })
})
