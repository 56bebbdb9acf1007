import { same } from '../crypto/bytes'
import { placeOf } from '../ledger/live'
import type { Shown } from './format'
import { GROUP, groupOf } from './groups'
import { type Fault, faultIn, faultOf, type Verified } from './verify'

/**
 * Whether two certificates of one ledger can both be true. What one of them alone cannot show, two may: a second history, or an
 * entry that one of them has and the other leaves out. Undefined where nothing contradicts. Never throws.
 */
export function contradiction(one: Verified, other: Verified): Fault | undefined {
  try {
    return compared(one, other)
  } catch (error) {
    return faultIn(error)
  }
}

function compared(one: Verified, other: Verified): Fault | undefined {
  if (one.key.text !== other.key.text) return undefined
  const { size } = one.checkpoint
  if (size === other.checkpoint.size && !same(one.checkpoint.root, other.checkpoint.root))
    return faultOf('two-roots', '', { size })

  const [entries, others] = [one, other].map((it) => new Map(shownIn(it).map((entry) => [entry.index, entry])))
  for (const [index, { leaf }] of entries) {
    const its = others.get(index)
    if (its && !same(its.leaf, leaf)) return faultOf('two-histories', placeOf({ index }), {})
  }
  const { cut } = one.certificate
  if (cut === other.certificate.cut && mapText(one) !== mapText(other)) return faultOf('two-maps', '', { cut })
  return leftOut(one, other) ?? leftOut(other, one)
}

const mapText = ({ certificate: { map } }: Verified) => String(map.entry.data.root)
const shownIn = ({ certificate: { streams, map } }: Verified): readonly Shown[] => [
  ...streams.flatMap((it) => it.entries),
  map.entry,
]

/** An entry of a group that both show, from before both cuts, that only the first shows; of notices from before both checkpoints. */
function leftOut(one: Verified, other: Verified): Fault | undefined {
  const shown = new Set(shownIn(other).map(({ index }) => index))
  for (const { entries } of one.certificate.streams) {
    const group = groupOf(entries[0])
    if (!other.groups.includes(group)) continue
    const end = group === GROUP.notices ? other.checkpoint.size : other.certificate.cut
    const missing = entries.find(({ index }) => index < end && !shown.has(index))
    if (missing) return faultOf('left-out', placeOf(missing), { group, cut: other.certificate.cut })
  }
  return undefined
}
