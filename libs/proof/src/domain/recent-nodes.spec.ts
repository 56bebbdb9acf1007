import { CompactRange } from './compact-range'
import { EMPTY_ROOT, leafHash, nodeHash } from './hash'
import { rootByDefinition } from './kept-tree.spec-support'
import { RecentNodes } from './recent-nodes'

const LEAVES = Array.from({ length: 90 }, (_, i) => leafHash(Buffer.from(`entry ${i + 1}`)))
const ROOTS = [...LEAVES.keys(), LEAVES.length].map((size) =>
  rootByDefinition(LEAVES.slice(0, size), EMPTY_ROOT, nodeHash),
)

test.each([1, 2, 7, 31, 64])('given a tree that grows, then its last %i sizes are known, and no other', (most) => {
  const [range, recent] = [new CompactRange(), new RecentNodes(most)]
  for (const [i, leaf] of LEAVES.entries()) {
    recent.add(0, i, leaf)
    range.append(leaf, (level, index, hash) => recent.add(level, index, hash))
    const size = i + 1
    for (let was = 0; was <= size + 1; was++)
      expect(recent.root(was)).toEqual(was <= size && was >= size - most ? ROOTS[was] : undefined)
  }
})
