import { canonicalJson } from '@pilot-ledger/kernel'
import {
  COSIGNATURE,
  CompactRange,
  checkpointText,
  ED25519,
  Leaves,
  leafHash,
  multiProof,
  type Nodes,
  signatureLine,
  signedNote,
  signerKey,
  verifierKeyText,
} from '@pilot-ledger/proof'
import fc from 'fast-check'
import { canonical } from '../../apps/verifier/src/json/canonical'
import type { JsonObject } from '../../apps/verifier/src/json/json'
import { readJson } from '../../apps/verifier/src/json/strict-json'
import { readCheckpoint } from '../../apps/verifier/src/log/checkpoint'
import { inTree } from '../../apps/verifier/src/log/commitments'
import { cosignedAt, readKey } from '../../apps/verifier/src/log/note'
import { leafHash as leafOf, rootByProof, rootOf } from '../../apps/verifier/src/log/tree'
import { textOf } from '../verifier/certificate-maker.spec-support'

/** Entries with whatever a log takes for data. */
const name = fc.string({ unit: 'grapheme' }).filter((it) => !/\p{Surrogate}/u.test(it))
const entries = fc.array(
  fc.record({
    id: fc.uuid(),
    stream: fc.constantFrom('engagement-1', 'platform-2'),
    revision: fc.nat(1_000),
    type: fc.constantFrom('ContractSigned', 'InvoiceIssued'),
    version: fc.integer({ min: 1, max: 3 }),
    data: fc.dictionary(name, fc.oneof(name, fc.maxSafeInteger(), fc.boolean(), fc.array(name, { maxLength: 3 }))),
    metadata: fc.record({ actor: name, correlationId: fc.uuid() }),
    recordedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  }),
  { minLength: 1, maxLength: 70 },
)

const masking = fc.record({
  fields: fc.uniqueArray(fc.constantFrom('client', 'contents/0/title', 'contents/1/title'), { minLength: 1 }),
  salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((it) => Buffer.from(it).toString('base64')),
})

describe('the ledger and the verifier, which share no line', () => {
  test('make of an entry whose values may be masked the same leaf', () => {
    fc.assert(
      fc.property(entries, masking, name, (entries, masked, said) => {
        const its = new Leaves()
        for (const [i, entry] of entries.entries()) {
          const data = { ...entry.data, client: { name: said }, contents: [{ title: said }, { title: [said] }] }
          const more = i % 2 === 0 ? {} : { idempotencyKey: said, requestHash: 'h' }
          const metadata = { ...entry.metadata, ...more, masked }
          const stored = { ...entry, data, metadata, recordedAt: i, sequence: i + 1 }
          const leaf = its.next({ ...stored } as never).toString('utf8')
          expect(canonical(inTree(readJson(canonicalJson(stored)) as JsonObject, ''))).toBe(leaf)
          expect(textOf({ ...stored, position: '0' } as never, i)).toBe(leaf)
          expect(leaf).not.toContain(masked.salt)
        }
      }),
    )
  })

  test('make of the same entries the same leaves, the same roots, and read each other’s proofs of many', () => {
    fc.assert(
      fc.property(entries, fc.func(fc.boolean()), (entries, shown) => {
        const its = new Leaves()
        const texts = entries.map((it) => its.next(it).toString('utf8'))
        expect(texts.map((it) => canonical(readJson(it)))).toEqual(texts)
        const leaves = texts.map((it) => leafHash(Buffer.from(it)))
        expect(texts.map((it) => Buffer.from(leafOf(it)))).toEqual(leaves.map((it) => Buffer.from(it)))

        const hashes = new Map<string, Uint8Array>()
        const range = new CompactRange()
        for (const [i, leaf] of leaves.entries()) {
          hashes.set(`0 ${i}`, leaf)
          range.append(leaf, (level, index, hash) => hashes.set(`${level} ${index}`, hash))
        }
        expect(Buffer.from(range.root())).toEqual(Buffer.from(rootOf(leaves)))

        const indices = [...leaves.keys()].filter((it) => it === 0 || shown(it))
        const nodes: Nodes = { node: (level, index) => hashes.get(`${level} ${index}`) as Uint8Array }
        const known = indices.map((index) => ({ index, hash: leaves[index] }))
        const root = rootByProof(leaves.length, known, multiProof(nodes, indices, leaves.length), '/proof')
        expect(Buffer.from(root)).toEqual(Buffer.from(range.root()))
      }),
      { numRuns: 60 },
    )
  })

  test('read the same keys, checkpoints and cosignatures', () => {
    const log = signerKey('pilot-ledger/0123456789abcdef', ED25519, Buffer.alloc(32, 7))
    const witness = signerKey('witness.example/w1', COSIGNATURE, Buffer.alloc(32, 8))
    const text = checkpointText({ origin: log.name, size: 77, root: leafHash(Buffer.from('x')) })
    const note = signedNote(text, [signatureLine(text, log), signatureLine(text, witness, 1_764_460_800)])
    const checkpoint = readCheckpoint(note, readKey(verifierKeyText(log), '/key'), '/checkpoint')
    expect(checkpoint).toMatchObject({ origin: log.name, size: 77 })
    expect(cosignedAt(checkpoint.note, readKey(verifierKeyText(witness), '/key'), '/checkpoint')).toBe(1_764_460_800)
  })

  test('write a value down in one text', () => {
    fc.assert(
      fc.property(fc.dictionary(name, name), (value) => {
        expect(canonical(readJson(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })
})
