import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { bodyOf } from '../../forms/body'
import { routeOf } from '../../forms/defined-fields'
import { withChosen } from './fields'

describe('what a form sends', () => {
  test('empty fields are absent, also an invoice that was not filled in', () => {
    const body = bodyOf({
      amount: '5000.00',
      on: '2025-06-01',
      note: '',
      line: undefined,
      productsAdded: [],
      redInvoice: { kind: undefined, number: '' },
    })
    expect(body).toEqual({ amount: '5000.00', on: '2025-06-01' })
  })
  test('of a dropped file only its name and hash', () => {
    const file = { fileName: '合同扫描件.pdf', sha256: 'ab'.repeat(32) }
    expect(bodyOf({ file, kind: '合同', pages: 7 })).toEqual({ ...file, kind: '合同', pages: 7 })
  })
  test('a release names its batch in the address and its product in the body', () => {
    const values = withChosen('BatchReleased', { batchNo: 'Z250401｜物镜组', on: '2025-06-01', by: '质量部' })
    const { route, params, body } = routeOf(
      '/api/engagements/{id}',
      ENGAGEMENT_EVENTS.of('BatchReleased'),
      { id: 'c1' },
      values,
    )
    expect(route).toBe('POST /api/engagements/{id}/batches/{batchNo}/release')
    expect(params).toEqual({ id: 'c1', batchNo: 'Z250401' })
    expect(body).toEqual({ product: '物镜组', on: '2025-06-01', by: '质量部' })
  })
  test('a reversal names its invoice in the address', () => {
    const key = 'D:25442000000012345678'
    const stated = { amount: '1.00', on: '2025-06-01' }
    const typed = { kind: 'digital', number: '25442000000012345678' }
    for (const invoice of [key, typed]) {
      const { params, body } = routeOf(
        '/api/engagements/{id}',
        ENGAGEMENT_EVENTS.of('InvoiceReversed'),
        { id: 'c1' },
        { ...stated, invoice },
      )
      expect(params).toEqual({ id: 'c1', key })
      expect(body).toEqual(stated)
    }
  })
  test('every kind of entry that the menu offers has a route', () => {
    for (const it of ENGAGEMENT_EVENTS.all.filter(({ type }) => type !== 'ContractSigned'))
      expect(routeOf('/api/engagements/{id}', it, { id: 'c1' }, {}).route).toMatch(
        /^POST \/api\/engagements\/\{id\}\/[a-z]/,
      )
  })
})
