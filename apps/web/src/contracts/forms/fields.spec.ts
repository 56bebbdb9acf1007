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
