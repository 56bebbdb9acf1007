import { CONTRACT_STATES, ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { Contract } from '../../api/ask'
import { possible, startOf } from './fields'

describe('what may end a contract', () => {
  test.each([
    ['active', ['ContractSuspended', 'ContractCompleted', 'ContractTerminated']],
    ['suspended', ['ContractResumed', 'ContractCompleted', 'ContractTerminated']],
    ['completed', []],
    ['terminated', []],
  ] as const)('%s', (state: keyof typeof CONTRACT_STATES, types) => {
    const ends = ENGAGEMENT_EVENTS.all.filter((it) => it.group === 'end')
    const found = ends.filter((it) => possible(it, { state } as Contract)).map((it) => it.type)
    expect(found).toEqual(types)
  })
})

test('on a terminated contract only what is recorded of one is offered: settlement and evidence', () => {
  const terminated = { state: 'terminated', batches: [{ batchNo: '1', product: '甲', completedOn: '2025-01-01' }] }
  const found = ENGAGEMENT_EVENTS.all.filter((it) => possible(it, terminated as unknown as Contract))
  expect(found.map((it) => it.type)).toEqual(['InvoiceIssued', 'PaymentReceived', 'EvidenceAttached'])
})

describe('the paper that is attached first', () => {
  test.each([
    ['DeliverableAccepted', '验收单'],
    ['InvoiceReversed', '发票'],
    ['PaymentRefunded', '回单'],
    ['ContractCompleted', '其他'],
  ])('to %s is %s', (about, kind) => {
    const begun = startOf(ENGAGEMENT_EVENTS.of('EvidenceAttached'), {} as Contract, '2025-06-30', about)
    expect(begun.kind).toBe(kind)
  })
})
