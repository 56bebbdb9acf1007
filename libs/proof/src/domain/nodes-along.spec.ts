import fc from 'fast-check'
import { HASH_BYTES, leafHash } from './hash'
import { KeptTree } from './kept-tree.spec-support'
import { multiProof } from './multi-proof'
import { NodesAlong } from './nodes-along'

const LEAVES = Array.from({ length: 3_000 }, (_, i) => leafHash(Buffer.from(`entry ${i + 1}`)))
const TREE = new KeptTree(LEAVES)

/** The same as files would give them, and how often they are asked. */
function kept(size: number) {
  const told = { asked: 0 }
  const hashes = (level: number, index: number, count: number, into: Buffer) => {
    told.asked++
    expect(index + count).toBeLessThanOrEqual(Math.floor(size / 2 ** level))
    expect(into).toHaveLength(count * HASH_BYTES)
    for (let i = 0; i < count; i++) into.set(TREE.node(level, index + i), i * HASH_BYTES)
    return into
  }
  return { told, nodes: new NodesAlong({ size, hashes }) }
}

const some = fc
  .integer({ min: 1, max: LEAVES.length })
  .chain((size) => fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 300 })))

test('a proof of many leaves is made of the very hashes that are kept, and each is copied in time', () => {
  fc.assert(
    fc.property(some, ([size, picked]) => {
      const indices = picked.toSorted((a, b) => a - b)
      const { nodes } = kept(size)
      const copied = { node: (level: number, index: number) => Buffer.from(nodes.node(level, index)) }
      expect(multiProof(copied, indices, size)).toEqual(multiProof(TREE, indices, size).map((it) => Buffer.from(it)))
    }),
    { numRuns: 50 },
  )
})

test('what stands near each other is read together: far fewer reads than hashes', () => {
  const indices = Array.from({ length: 300 }, (_, i) => i * 10)
  const { told, nodes } = kept(LEAVES.length)
  const proof = multiProof(nodes, indices, LEAVES.length)
  expect(proof.length).toBeGreaterThan(900)
  expect(told.asked).toBeLessThan(60)
})
