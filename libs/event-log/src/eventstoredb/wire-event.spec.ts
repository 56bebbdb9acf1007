import { encodeBatch } from '../append/encode'
import type { NewEvent } from '../port'
import { wireEvent } from './wire-event'

const PAYMENT: NewEvent = {
  id: '0d9c4c43-8f0b-4a6e-9e07-5f3a6f1f2c11',
  type: 'PaymentReceived',
  version: 1,
  data: { amount: '9116800.00', payer: '示例光电科技有限公司' },
  metadata: { actor: '陈', correlationId: 'c-1' },
}

const wire = (event: NewEvent, recordedAt = 1_756_000_000_000) =>
  wireEvent(encodeBatch('contract', [event], 1_000_000)[0], recordedAt)

describe('an event in the form of the store', () => {
  it('carries its data as it is, and what the store has no field for in its metadata', () => {
    const { message } = wire(PAYMENT)

    expect(message.getMetadataMap().get('type')).toBe('PaymentReceived')
    expect(message.getMetadataMap().get('content-type')).toBe('application/json')
    expect(JSON.parse(Buffer.from(message.getData_asU8()).toString('utf8'))).toEqual(PAYMENT.data)
    expect(JSON.parse(Buffer.from(message.getCustomMetadata_asU8()).toString('utf8'))).toEqual({
      actor: '陈',
      correlationId: 'c-1',
      ledger: { id: PAYMENT.id, version: 1, recordedAt: 1_756_000_000_000 },
    })
  })

  it('is the same to the store when it comes again, later and by another request', () => {
    const again = wire({ ...PAYMENT, metadata: { actor: '陈', correlationId: 'c-2' } }, 1_756_000_009_999)

    expect(again.wireId).toBe(wire(PAYMENT).wireId)
    expect(again.wireId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(again.message.getId()?.getString()).toBe(again.wireId)
  })

  it.each<[string, Partial<NewEvent>]>([
    ['another id', { id: '0d9c4c43-8f0b-4a6e-9e07-5f3a6f1f2c12' }],
    ['another type', { type: 'PaymentRefunded' }],
    ['another version', { version: 2 }],
    ['another amount', { data: { ...PAYMENT.data, amount: '9116800.01' } }],
  ])('with %s is another event to the store: it must not get the answer of the first', (_what, change) => {
    expect(wire({ ...PAYMENT, ...change }).wireId).not.toBe(wire(PAYMENT).wireId)
  })

  it('counts its bytes as they go over the wire', () => {
    const { bytes, message } = wire(PAYMENT)
    const parts = message.getData_asU8().length + message.getCustomMetadata_asU8().length + 'PaymentReceived'.length

    expect(bytes).toBe(parts)
    expect(bytes).toBeGreaterThan(JSON.stringify(PAYMENT.data).length)
  })
})
