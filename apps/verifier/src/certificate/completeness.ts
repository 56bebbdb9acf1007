import { fromBase64, toBase64 } from '../crypto/base64'
import { same } from '../crypto/bytes'
import { canonical } from '../json/canonical'
import { Fields } from '../ledger/fields'
import type { Checkpoint } from '../log/checkpoint'
import { KeyMap, type MapLeaf } from '../log/key-map'
import { type Leaf, rootByProof, rootOf } from '../log/tree'
import { Failure } from '../verdict/failure'
import type { Certificate, Shown } from './format'
import { GROUP, groupOf } from './groups'

export const MAP_STREAM = 'completeness'
export const MAP_TYPE = 'CompletenessMapRecorded'

const inOrder = (entries: readonly Shown[]) => entries.toSorted((a, b) => a.index - b.index)
const leafOf = ({ index, leaf }: Shown): Leaf => ({ index, hash: leaf })

/**
 * All entries of the streams, in the order of the log, each once, within its stream forward; before the cut, but for notices: those
 * that came since are told, too.
 */
export function entriesOf({ streams, cut }: Certificate): readonly Shown[] {
  const names = new Set<string>()
  for (const { stream, entries } of streams) {
    if (names.has(stream)) throw new Failure('entry-order', `/streams`, { stream })
    names.add(stream)
    for (const [i, it] of entries.entries())
      if ((it.index >= cut && stream !== GROUP.notices) || (i > 0 && it.index <= entries[i - 1].index))
        throw new Failure('entry-order', `entry ${it.index + 1}`)
  }
  const all = inOrder(streams.flatMap((it) => it.entries))
  for (const [i, it] of all.entries())
    if (i > 0 && it.index === all[i - 1].index) throw new Failure('entry-order', `entry ${it.index + 1}`)
  return all
}

/** That the entries, and the map's own, stand in the log of the checkpoint at their places. */
export function checkInLog(certificate: Certificate, entries: readonly Shown[], checkpoint: Checkpoint): void {
  const { entry } = certificate.map
  const shown = inOrder([...entries, entry])
  for (const [i, { index }] of shown.entries())
    if (index >= checkpoint.size || index === shown[i - 1]?.index)
      throw new Failure('entry-order', `entry ${index + 1}`)
  const leaves = shown.map(leafOf)
  const root = rootByProof(checkpoint.size, leaves, certificate.proof, '/proof')
  if (!same(root, checkpoint.root)) throw new Failure('proof-wrong', '/proof')
}

/** The map that the log holds for this very cut. */
export function mapOf({ map, cut }: Certificate): KeyMap {
  const { entry } = map
  const at = '/map/entry'
  if (entry.stream !== MAP_STREAM || entry.type !== MAP_TYPE || entry.version !== 1 || entry.index < cut)
    throw new Failure('map-entry', at)
  const { cut: own, keys } = entry.data
  if (own !== cut || typeof keys !== 'number' || keys < 1)
    throw new Failure('map-entry', at, { cut: canonical(own ?? null) })
  return KeyMap.proven(
    map.leaves,
    map.proof,
    keys,
    fromBase64(new Fields(entry.data, at).text('root'), `${at}/data/root`),
  )
}

/** Which groups a figure is made of, as the map has them: of each leaf named here all entries must be shown. */
export function leavesFor(map: KeyMap, wanted: readonly string[]): readonly MapLeaf[] {
  const leaves = [GROUP.notices, ...wanted].flatMap((it) => (it.endsWith('/') ? map.under(it) : (map.of(it) ?? [])))
  if (!leaves.some(({ key }) => key === GROUP.notices))
    throw new Failure('map-entry', '/map/leaves', { key: GROUP.notices })
  return leaves
}

/** That exactly the entries of these groups are shown, of those before the cut. */
export function checkComplete(certificate: Certificate, leaves: readonly MapLeaf[]): void {
  const groups = new Map<string, Shown[]>(leaves.map(({ key }) => [key, []]))
  for (const { entries } of certificate.streams) {
    const group = groups.get(groupOf(entries[0]))
    if (!group) throw new Failure('entries-surplus', `entry ${entries[0].index + 1}`)
    group.push(...entries.filter((it) => it.index < certificate.cut))
  }
  for (const { key, count, root } of leaves) {
    const shown = inOrder(groups.get(key) ?? [])
    const facts = { key, shown: shown.length, count }
    if (shown.length < count) throw new Failure('entries-missing', '/streams', facts)
    if (shown.length > count) throw new Failure('entries-surplus', '/streams', facts)
    if (toBase64(rootOf(shown.map((it) => it.leaf))) !== root) throw new Failure('entries-altered', '/streams', { key })
  }
}
