import { isObject } from '../json/json'
import { type Entry, placeOf } from '../ledger/live'
import { Failure } from '../verdict/failure'

/**
 * To which group of the completeness map an entry belongs: each to one, by its stream. The entries of contracts belong to
 * their platform, which the first entry of their stream names; of no kind that is not told here can a figure be made.
 */
export const GROUP = {
  contracts: 'contracts/',
  platform: 'platform/',
  programme: 'programme/',
  closing: 'closing/',
  round: 'round/',
  scheme: 'scheme/',
  notices: 'notices',
} as const

/** Their streams bear the key's name. */
const OF_THEMSELVES = ['platform', 'programme', 'closing', 'round', 'scheme'] as const

/** Of the streams whose entries figures are made of. */
export function groupOf(first: Entry): string {
  const { stream } = first
  if (stream === 'notices') return GROUP.notices
  for (const kind of OF_THEMSELVES)
    if (stream.startsWith(`${kind}-`)) return GROUP[kind] + stream.slice(kind.length + 1)
  if (stream.startsWith('engagement-')) return GROUP.contracts + platformNamedBy(first)
  return 'other'
}

/** By the signing, or by the proposal of it that comes before. */
function platformNamedBy(first: Entry): string {
  const { change } = first.data
  const signs =
    first.type === SIGNING || (first.type === 'ChangeProposed' && isObject(change) && change.kind === 'entries')
  const [platform] = signs ? platformsSigned(first) : []
  if (typeof platform !== 'string') throw new Failure('stream-of-nobody', placeOf(first))
  return platform
}

const SIGNING = 'ContractSigned'

/** As signings in an entry name them: its own, those that wait in it, the one that a correction puts in the place of another. */
function platformsSigned({ type, data }: Entry): readonly unknown[] {
  if (type === SIGNING) return [data.platform]
  const change = isObject(data.change) ? data.change : {}
  const held = [...(Array.isArray(change.contents) ? change.contents : []), change.content, data.content]
  return held.flatMap((it) => (isObject(it) && it.type === SIGNING ? [isObject(it.data) && it.data.platform] : []))
}

/**
 * A contract is one platform's for ever: its figures are counted by what is signed, its entries by the first of the stream. Were
 * they another's in between, a certificate could be complete and the figure false.
 */
export function checkNotMoved(entries: readonly Entry[]): void {
  if (!entries[0].stream.startsWith('engagement-')) return
  const platform = platformNamedBy(entries[0])
  for (const it of entries)
    if (platformsSigned(it).some((its) => its !== platform))
      throw new Failure('contract-moved', placeOf(it), { platform })
}

/** Those that the map names. */
export const platformsIn = (keys: readonly string[]): readonly string[] => [
  ...new Set(
    keys.flatMap((key) =>
      [GROUP.contracts, GROUP.platform].flatMap((it) => (key.startsWith(it) ? key.slice(it.length) : [])),
    ),
  ),
]
