import type { JsonObject } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { Leaves, type StoredEntry } from './leaf'

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
/** The bytes 0 to 15. */
const SALT = 'AAECAwQFBgcICQoLDA0ODw=='
const ENTRY: StoredEntry = {
  id: '3f6c1d1e-0000-4000-8000-000000000001',
  stream: 'engagement-1',
  revision: 0,
  type: 'ContractSigned',
  version: 1,
  data: { amount: '911.68', client: CLIENT, content: { data: { title: '检测' } } },
  metadata: { actor: '登记员', correlationId: 'c-1', idempotencyKey: 'k-1', requestHash: '00ff' },
  recordedAt: 1_700_000_000_000,
}
const masked = (fields: unknown = ['client', 'content/data/title'], salt: unknown = SALT): StoredEntry => ({
  ...ENTRY,
  metadata: { ...ENTRY.metadata, masked: { fields, salt } as never },
})
const text = (it: StoredEntry) => new Leaves(6).next(it).toString('utf8')

describe('given an entry that says what of it may be masked', () => {
  test('then commitments stand in the tree in the place of it, and of the request by which it could be tried out', () => {
    // Computed apart, in another language, after docs/certificate.md.
    expect(text(masked())).toBe(
      '{"data":{"amount":"911.68","client":"HLBicFPmhVT22kgrKXF1EwocB959Ev/F1gcPVkRulZk=",' +
        '"content":{"data":{"title":"/zkW5ZSvlF3xThVfSJH9sQ/1f//wScozpFdYFAu2pMo="}}},' +
        '"id":"3f6c1d1e-0000-4000-8000-000000000001","metadata":{"actor":"登记员","correlationId":"c-1",' +
        '"masked":{"fields":["client","content/data/title"],"request":"eGFiNDQWoVT8wUvTzG84IwufbZ+JyRVpyCGZEM3Zj+I="}},' +
        '"recordedAt":1700000000000,"revision":0,"sequence":7,"stream":"engagement-1","type":"ContractSigned","version":1}',
    )
  })

  test('then another value, another place or another salt is another leaf', () => {
    const others = [
      { ...masked(), data: { ...ENTRY.data, client: { ...CLIENT, name: '示例光电科技有限公司 ' } } },
      masked(['content/data/title', 'client']),
      masked(['client']),
      masked([]),
      masked(undefined, 'AAECAwQFBgcICQoLDA0ODg=='),
      { ...masked(), metadata: { ...masked().metadata, requestHash: '00fe' } },
      ENTRY,
    ]
    expect(new Set([masked(), ...others].map(text)).size).toBe(others.length + 1)
  })

  test('then the entry itself stays as it was', () => {
    const entry = masked()
    const before = structuredClone(entry)
    text(entry)
    expect(entry).toEqual(before)
  })
})

test('given an entry emptied to what stands in the tree, or one that names values as no recorder does, then it is another leaf', () => {
  const { data, metadata } = JSON.parse(text(masked())) as { data: JsonObject; metadata: never }
  const honest = text(masked())
  expect(text({ ...ENTRY, data, metadata })).not.toBe(honest)
  const path = fc.oneof(
    fc.constantFrom('', 'client/name/0', 'nobody', 'content/data', 'list/length', 'list/9', '__proto__', 'toString'),
    fc.string(),
  )
  // Whatever a log takes.
  const any = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()), fc.dictionary(path, path))
  const fields = fc.oneof(fc.array(path, { maxLength: 3 }), any)
  const salt = fc.oneof(fc.constantFrom(SALT, 'AAECAwQFBgcICQoLDA0ODx==', SALT.slice(4)), any)
  const whole = fc.oneof(fc.record({ fields, salt }), any)
  fc.assert(
    fc.property(whole, (stored) => {
      const its = { ...ENTRY, data: { ...data, list: [1] }, metadata: { ...ENTRY.metadata, masked: stored as never } }
      const found = JSON.parse(text(its)).metadata.masked
      // A list, or what a recorder would have written.
      expect(Array.isArray(found) || (Array.isArray(found.fields) && found.request.length === 44)).toBe(true)
    }),
  )
})
