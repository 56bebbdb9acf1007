import { CompactRange } from './compact-range'
import { HASH_BYTES, leafHash } from './hash'

test('what a range keeps holds no memory but its own: thousands of them stay for long', () => {
  const range = new CompactRange()
  const leaf = leafHash(Buffer.from('an entry'))
  // As small buffers do, it lies among others.
  expect(leaf.buffer.byteLength).toBeGreaterThan(HASH_BYTES)
  for (const width of [1, 2, 4]) {
    while (range.size < width) range.append(leaf)
    expect([width, range.root().buffer.byteLength]).toEqual([width, HASH_BYTES])
  }
})

test('a root that was told stays what it was while the range grows', () => {
  const range = new CompactRange()
  const leaves = ['first', 'second', 'third'].map((it) => leafHash(Buffer.from(it)))
  range.append(leaves[0])
  const [root, hashes] = [range.root(), range.hashes]
  for (const leaf of leaves.slice(1)) range.append(leaf)
  expect([Buffer.from(root), Buffer.from(hashes)]).toEqual([leaves[0], leaves[0]])
})

test.each([0, 31, 33])('what was kept as a hash and has %d bytes leads to no root, and to no crash', (bytes) => {
  const leaf = leafHash(Buffer.from('an entry'))
  const odd = Buffer.concat([leaf, leaf]).subarray(0, bytes)
  const kept = new CompactRange(3, { node: (level) => (level === 0 ? odd : leaf) })
  const sound = new CompactRange(3, { node: () => leaf })
  expect(kept.root()).not.toEqual(sound.root())
  kept.append(leaf)
  sound.append(leaf)
  expect(kept.root()).not.toEqual(sound.root())
})
