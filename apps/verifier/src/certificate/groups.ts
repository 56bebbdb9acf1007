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
  const proposed = isObject(change) && Array.isArray(change.contents) ? change.contents : []
  const signing =
    first.type === 'ContractSigned' ? { data: first.data } : proposed.find((it) => it?.type === 'ContractSigned')
  const platform = isObject(signing?.data) ? signing.data.platform : undefined
  if (typeof platform !== 'string') throw new Failure('stream-of-nobody', placeOf(first))
  return platform
}

/** Those that the map names. */
export const platformsIn = (keys: readonly string[]): readonly string[] => [
  ...new Set(
    keys.flatMap((key) =>
      [GROUP.contracts, GROUP.platform].flatMap((it) => (key.startsWith(it) ? key.slice(it.length) : [])),
    ),
  ),
]
