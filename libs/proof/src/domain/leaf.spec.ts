import { Leaves, type StoredEntry } from './leaf'

const SIGNED: StoredEntry = {
  id: '3f6c1d1e-0000-4000-8000-000000000001',
  stream: 'engagement-1',
  revision: 0,
  type: 'ContractSigned',
  version: 2,
  data: { title: '检测', amount: '911.68', endsOn: undefined },
  metadata: { correlationId: 'c-1', actor: '登记员' },
  recordedAt: 1_700_000_000_000,
}

describe('given an entry, what stands in the tree', () => {
  test('is all of it and its place, in the one order of canonical JSON', () => {
    const bytes = new Leaves(6).next(SIGNED)
    // Written out by hand: keys in order, no spaces, what is not stated left out.
    expect(bytes.toString('utf8')).toBe(
      '{"data":{"amount":"911.68","title":"检测"},"id":"3f6c1d1e-0000-4000-8000-000000000001",' +
        '"metadata":{"actor":"登记员","correlationId":"c-1"},"recordedAt":1700000000000,"revision":0,"sequence":7,' +
        '"stream":"engagement-1","type":"ContractSigned","version":2}',
    )
  })

  test('is the same whatever the store adds, and in whatever order it keeps the parts', () => {
    const { metadata, data, ...rest } = SIGNED
    const other = {
      position: 'C:123/P:123',
      newer: { version: 9 },
      metadata,
      data: { ...data, title: '检测' },
      ...rest,
    }
    expect(new Leaves().next(other)).toEqual(new Leaves().next(SIGNED))
  })

  test('numbers entries one by one and lets their times never go back', () => {
    const leaves = new Leaves()
    const second = { ...SIGNED, revision: 1, recordedAt: SIGNED.recordedAt - 5 }
    leaves.next(SIGNED)
    expect(JSON.parse(leaves.next(second).toString())).toMatchObject({ sequence: 2, recordedAt: 1_700_000_000_000 })
    const takenUp = new Leaves(1, SIGNED.recordedAt).next(second)
    expect(JSON.parse(takenUp.toString())).toMatchObject({ sequence: 2, recordedAt: 1_700_000_000_000 })
  })
})
