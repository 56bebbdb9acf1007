import type { EvidenceBody } from './papers-input'
import { papersLeft, recordOf } from './papers-left'

const paper = (kind: EvidenceBody['kind'], pages = 2): EvidenceBody => ({
  ...{ sha256: 'a'.repeat(64), fileName: '送货单.pdf', kind, pages },
})
const note = paper('验收单')

describe('given a delivery note for two batches', () => {
  test('when it is recorded of the first, then the second is left', () => {
    const done = new Set([recordOf({ ...note, entry: 'b1' })])
    const { whole, left } = papersLeft([note], ['b1', 'b2'], done)
    expect([whole.length, left]).toEqual([2, [{ ...note, entry: 'b2' }]])
  })

  test('when all is recorded, then nothing is; of no entry it is of the contract, and left', () => {
    const done = new Set(['b1', 'b2'].map((entry) => recordOf({ ...note, entry })))
    expect(papersLeft([note], ['b2', 'b1'], done).left).toEqual([])
    expect(papersLeft([note], [], done).left).toEqual([note])
  })

  test('when the same file is brought as another kind, then that is left to be recorded', () => {
    const contract = paper('合同')
    const done = new Set(['b1', 'b2'].map((entry) => recordOf({ ...note, entry })))
    expect(papersLeft([contract], ['b1'], done).left).toEqual([{ ...contract, entry: 'b1' }])
  })
})
