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
