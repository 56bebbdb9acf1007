import { CONTRACT_STATES, ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { Contract } from '../../api/ask'
import { possible } from './fields'

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
