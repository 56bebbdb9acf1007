import { dayOf } from './content'

describe('the business day of an entry', () => {
  test('of a batch is the day it started, as the service counts it, also when it is completed', () => {
    expect(dayOf({ type: 'BatchRun', data: { startedOn: '2025-05-30', completedOn: '2025-06-02' } })).toBe('2025-05-30')
  })
  test('is none of evidence, and of a register when it took effect', () => {
    expect(dayOf({ type: 'EvidenceAttached', data: { fileName: '合同.pdf', pages: 1 } })).toBeUndefined()
    expect(dayOf({ type: 'CallClosed', data: { key: '2025', on: '2025-07-01' } })).toBe('2025-07-01')
    expect(dayOf({ type: 'PlatformRegistered', data: { name: '甲', registeredOn: '2024-12-02' } })).toBe('2024-12-02')
    expect(dayOf({ type: 'ProductionLineRetired', data: { key: 'L1', on: '2025-06-30' } })).toBe('2025-06-30')
  })
})
