import fc from 'fast-check'
import { consistencyFault, consistencyProof } from './consistency'
import { EMPTY_ROOT, leafHash, nodeHash } from './hash'
import { inclusionFault, inclusionProof } from './inclusion'
import { KeptTree, rootByDefinition } from './kept-tree.spec-support'
import { multiProof, multiProofFault } from './multi-proof'
import { rootOf } from './tree'

const MOST = 200
const LEAVES = Array.from({ length: MOST }, (_, i) => leafHash(Buffer.from(`entry ${i + 1}`)))
const TREE = new KeptTree(LEAVES)
const rootAt = (size: number) => rootOf(TREE, 0, size)

const size = fc.integer({ min: 1, max: MOST })
const placed = size.chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))

/** Every way in which a list of hashes can be another one. */
type Change = (hashes: readonly Uint8Array[]) => readonly Uint8Array[]
const bit = fc.tuple(fc.nat(31), fc.nat(7))
const flipped = (hash: Uint8Array, [byte, bitAt]: readonly [number, number]) =>
  hash.map((it, i) => (i === byte ? it ^ (1 << bitAt) : it))
const change: fc.Arbitrary<Change> = fc.tuple(fc.nat(), fc.nat(), bit, fc.nat(4)).map(
  ([a, b, bit, kind]): Change =>
    (hashes) => {
      const at = hashes.length === 0 ? 0 : a % hashes.length
      const other = hashes.length === 0 ? 0 : b % hashes.length
      if (hashes.length === 0 || kind === 0) return hashes.toSpliced(at, 0, LEAVES[b % MOST])
      if (kind === 1) return hashes.toSpliced(at, 1)
      if (kind === 2) return hashes.toSpliced(at, 0, hashes[at])
      if (kind === 3 && at !== other) return hashes.with(at, hashes[other]).with(other, hashes[at])
      return hashes.with(at, flipped(hashes[at], bit))
    },
)

test('the root is that of the definition, for every size', () => {
  for (let size = 0; size <= MOST; size++)
    expect(rootAt(size)).toEqual(rootByDefinition(LEAVES.slice(0, size), EMPTY_ROOT, nodeHash))
})

describe('that an entry is in the log', () => {
  const claimOf = ([size, index]: readonly [number, number]) => ({
    leaf: LEAVES[index],
    index,
    size,
    root: rootAt(size),
    proof: inclusionProof(TREE, index, size) as readonly Uint8Array[],
  })

  test('is proven for every one', () => {
    fc.assert(fc.property(placed, (it) => expect(inclusionFault(claimOf(it))).toBeUndefined()))
  })

  test('is not proven by any other proof', () => {
    fc.assert(
      fc.property(placed, change, (it, change) => {
        const claim = claimOf(it)
        expect(inclusionFault({ ...claim, proof: change(claim.proof) })).toBeDefined()
      }),
    )
  })

  test('is not proven of another leaf, root or place, nor under another size with its root', () => {
    fc.assert(
      fc.property(placed, bit, size, fc.nat(MOST), (it, bit, otherSize, otherIndex) => {
        const claim = claimOf(it)
        expect(inclusionFault({ ...claim, leaf: flipped(claim.leaf, bit) })).toBeDefined()
        expect(inclusionFault({ ...claim, root: flipped(claim.root, bit) })).toBeDefined()
        if (otherIndex !== claim.index) expect(inclusionFault({ ...claim, index: otherIndex })).toBeDefined()
        if (otherSize !== claim.size)
          expect(inclusionFault({ ...claim, size: otherSize, root: rootAt(otherSize) })).toBeDefined()
      }),
    )
  })
})

describe('that a log continues an older one', () => {
  const two = fc
    .tuple(fc.integer({ min: 0, max: MOST }), size)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const claimOf = ([older, size]: readonly [number, number]) => ({
    older,
    size,
    olderRoot: rootAt(older),
    root: rootAt(size),
    proof: consistencyProof(TREE, older, size) as readonly Uint8Array[],
  })

  test('is proven for every two sizes', () => {
    fc.assert(fc.property(two, (it) => expect(consistencyFault(claimOf(it))).toBeUndefined()))
  })

  test('is not proven by any other proof', () => {
    fc.assert(
      fc.property(two, change, (it, change) => {
        const claim = claimOf(it)
        expect(consistencyFault({ ...claim, proof: change(claim.proof) })).toBeDefined()
      }),
    )
  })

  test('is not proven of other roots, nor of other sizes with theirs', () => {
    fc.assert(
      fc.property(two, bit, size, (it, bit, other) => {
        const claim = claimOf(it)
        expect(consistencyFault({ ...claim, olderRoot: flipped(claim.olderRoot, bit) })).toBeDefined()
        // Everything continues the empty log: of that claim the newer root is no part.
        fc.pre(claim.older > 0)
        expect(consistencyFault({ ...claim, root: flipped(claim.root, bit) })).toBeDefined()
        if (other !== claim.size) expect(consistencyFault({ ...claim, size: other, root: rootAt(other) })).toBeDefined()
        if (other !== claim.older)
          expect(consistencyFault({ ...claim, older: other, olderRoot: rootAt(other) })).toBeDefined()
      }),
    )
  })

  test('is not proven where an entry of before was altered', () => {
    fc.assert(
      fc.property(two, fc.nat(), (it, at) => {
        const [older, size] = it
        fc.pre(older > 0)
        const altered = new KeptTree(LEAVES.with(at % older, leafHash(Buffer.from('altered'))))
        const [root, proof] = [rootOf(altered, 0, size), consistencyProof(altered, older, size)]
        expect(consistencyFault({ ...claimOf(it), root, proof })).toBeDefined()
      }),
    )
  })
})

describe('that many entries are in the log', () => {
  const some = size.chain((size) =>
    fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 40 })),
  )
  const claimOf = ([size, picked]: readonly [number, readonly number[]]) => {
    const indices = picked.toSorted((a, b) => a - b)
    const leaves = indices.map((index) => ({ index, hash: LEAVES[index] }))
    return { leaves, size, root: rootAt(size), proof: multiProof(TREE, indices, size) as readonly Uint8Array[] }
  }
  type Claim = ReturnType<typeof claimOf>
  const faultOf = ({ leaves, size, root, proof }: Claim) => multiProofFault(leaves, size, root, proof)

  test('is proven by one proof, never longer than one for each', () => {
    fc.assert(
      fc.property(some, (it) => {
        const claim = claimOf(it)
        expect(faultOf(claim)).toBeUndefined()
        const apart = claim.leaves.reduce((sum, { index }) => sum + inclusionProof(TREE, index, claim.size).length, 0)
        expect(claim.proof.length).toBeLessThanOrEqual(apart)
      }),
    )
  })

  test('of all entries needs nothing beside them', () => {
    expect(multiProof(TREE, [...LEAVES.keys()], MOST)).toEqual([])
  })

  test('is not proven by any other proof, nor of other leaves, places or roots', () => {
    fc.assert(
      fc.property(some, change, bit, fc.nat(), fc.nat(MOST), (it, change, bit, at, other) => {
        const claim = claimOf(it)
        const { leaves } = claim
        const i = at % leaves.length
        expect(faultOf({ ...claim, proof: change(claim.proof) })).toBeDefined()
        expect(faultOf({ ...claim, root: flipped(claim.root, bit) })).toBeDefined()
        expect(faultOf({ ...claim, leaves: leaves.toSpliced(i, 1) })).toBeDefined()
        expect(faultOf({ ...claim, leaves: leaves.toSpliced(i, 0, leaves[i]) })).toBeDefined()
        expect(
          faultOf({ ...claim, leaves: leaves.with(i, { ...leaves[i], hash: flipped(leaves[i].hash, bit) }) }),
        ).toBeDefined()
        if (other !== leaves[i].index)
          expect(faultOf({ ...claim, leaves: leaves.with(i, { ...leaves[i], index: other }) })).toBeDefined()
      }),
    )
  })
})

test('a way that fits, but for another size, is too long or too short', () => {
  const [first, second] = LEAVES
  const inTwo = { leaf: second, index: 1, size: 2, root: rootAt(2), proof: [first] }
  expect(inclusionFault(inTwo)).toBeUndefined()
  expect(inclusionFault({ ...inTwo, index: 0, size: 1 })).toMatchObject({ code: 'proof-too-long' })
  expect(inclusionFault({ ...inTwo, size: 3, index: 1 })).toMatchObject({ code: 'proof-too-short' })
  const fromOneToTwo = { older: 1, size: 2, olderRoot: first, root: rootAt(2), proof: [second] }
  expect(consistencyFault(fromOneToTwo)).toBeUndefined()
  expect(consistencyFault({ ...fromOneToTwo, size: 4 })).toMatchObject({ code: 'proof-too-short' })
  const fromOneToFour = { ...fromOneToTwo, size: 4, root: rootAt(4), proof: consistencyProof(TREE, 1, 4) }
  expect(consistencyFault({ ...fromOneToFour, size: 2 })).toMatchObject({ code: 'proof-too-long' })
})

test('whatever is claimed, a verdict is given and nothing thrown', () => {
  const hash = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...LEAVES.slice(0, 3)))
  const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.nat(10), fc.constant(2 ** 64 - 1))
  const hashes = fc.array(hash, { maxLength: 5 })
  fc.assert(
    fc.property(number, number, hash, hash, hashes, (a, b, one, two, proof) => {
      const inclusion = inclusionFault({ leaf: one, index: a, size: b, root: two, proof })
      if (inclusion === undefined) expect([a, b]).toEqual([0, 1])
      consistencyFault({ older: a, size: b, olderRoot: one, root: two, proof })
      multiProofFault([{ index: a, hash: one }], b, two, proof)
    }),
  )
})

test.each([
  [2 ** 32, 2 ** 32 + 1],
  [2 ** 33 + 5, 2 ** 40 + 1],
  [2 ** 52, 2 ** 53 - 1],
])('sizes beyond 32 bits are counted exactly: leaf %d of %d', (index, size) => {
  // All leaves alike: the complete subtree of a level is the same wherever it stands.
  const same: Uint8Array[] = [LEAVES[0]]
  while (same.length <= 53) same.push(nodeHash(same[same.length - 1], same[same.length - 1]))
  const nodes = { node: (level: number) => same[level] }
  const root = rootOf(nodes, 0, size)
  const claim = { leaf: LEAVES[0], index, size, root, proof: inclusionProof(nodes, index, size) }
  expect(inclusionFault(claim)).toBeUndefined()
  expect(inclusionFault({ ...claim, proof: claim.proof.slice(1) })).toBeDefined()
  const continues = { older: index, size, olderRoot: rootOf(nodes, 0, index), root }
  expect(consistencyFault({ ...continues, proof: consistencyProof(nodes, index, size) })).toBeUndefined()
})
