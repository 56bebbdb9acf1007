import type { Entry } from '../../api/ask'
import { provedBy } from './papers'

const entry = (entryId: string, type: string, data: object, supersededBy?: string): Entry => ({
  sequence: 1,
  entryId,
  revision: 1,
  type,
  recordedAt: '2025-03-01T01:00:00.000Z',
  actor: 'platform',
  data: { ...data },
  live: supersededBy === undefined && type !== 'EntryVoided',
  ...(supersededBy && { supersededBy }),
})
const batch = (batchNo: string) => ({ batchNo, startedOn: '2025-02-03' })
const corrected = (id: string, batchNo: string, of: string, supersededBy?: string) =>
  entry(id, 'EntryCorrected', { entryId: of, content: { type: 'BatchRun', data: batch(batchNo) } }, supersededBy)
const note = (proved?: string) =>
  entry('note', 'EvidenceAttached', { fileName: '交付单.pdf', pages: 1, ...(proved && { entry: proved }) })

describe('given a delivery note of batch PJ-02', () => {
  test('when the batch stands, then it proves that; and of no entry, the contract as a whole', () => {
    const all = [entry('a', 'BatchRun', batch('PJ-02')), note('a')]
    expect(provedBy(all[1], all)).toBe(all[0])
    expect(provedBy(note(), all)).toBeUndefined()
  })

  test('when it is corrected to PJ-20, and again, then it proves the last, whichever of them it was attached to', () => {
    const all = [
      entry('a', 'BatchRun', batch('PJ-02'), 'b'),
      corrected('b', 'PJ-20', 'a', 'c'),
      corrected('c', 'PJ-21', 'b'),
    ]
    for (const named of ['a', 'b', 'c']) expect(provedBy(note(named), all)).toBe(all[2])
  })

  test('when it is voided, at once or after a correction, then it proves nothing that stands', () => {
    const voided = entry('v', 'EntryVoided', { entryId: 'a', reason: '重复' })
    expect(provedBy(note('a'), [entry('a', 'BatchRun', batch('PJ-02'), 'v'), voided])).toBe('voided')
    const all = [entry('a', 'BatchRun', batch('PJ-02'), 'b'), corrected('b', 'PJ-20', 'a', 'v'), voided]
    expect(provedBy(note('a'), all)).toBe('voided')
  })
})
