import { ENGAGEMENT_STREAM_PREFIX, platformOfContract } from '@pilot-ledger/engagements'
import { type DomainEvent, SINGLE_STREAMS, STREAM_PREFIXES } from '@pilot-ledger/kernel'
import { PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'

/**
 * To which key of the completeness map an entry belongs: each to one, by its stream (docs/certificate.md, "The completeness
 * map"). The entries of a contract belong to their platform.
 */
export const NOTICES = SINGLE_STREAMS.notices
export const OTHER = 'other'
/** In the map also where they have no entry. */
export const STANDING_KEYS: readonly string[] = [NOTICES, OTHER]
const CONTRACTS = 'contracts/'

/** Streams of which each has a key of its own, by the start of their names; the key begins with another. */
const { programme, closing, reconciliation, round, scheme } = STREAM_PREFIXES
const OWN_KEY = [PLATFORM_STREAM_PREFIX, programme, closing, reconciliation, round, scheme].map((stream) => ({
  stream,
  key: `${stream.slice(0, -1)}/`,
}))

export const contractsOf = (platform: string) => CONTRACTS + platform
/** Of a key of contracts the platform. */
export const platformOfContracts = (key: string) =>
  key.startsWith(CONTRACTS) ? key.slice(CONTRACTS.length) : undefined

/** Of all streams but those of contracts. */
export function keyOfStream(name: string): string {
  if (name === NOTICES) return NOTICES
  const own = OWN_KEY.find((it) => name.startsWith(it.stream))
  return own ? own.key + name.slice(own.stream.length) : OTHER
}

/** The stream whose entries a key has; undefined of contracts and of what is in no certificate. */
export function streamOfKey(key: string): string | undefined {
  if (key === NOTICES) return NOTICES
  const own = OWN_KEY.find((it) => key.startsWith(it.key))
  return own && own.stream + key.slice(own.key.length)
}

/** Of a stream, by its first entry; undefined for a contract's that signs nothing, which no figure is made of. */
export function keyOfFirst(first: DomainEvent & { readonly stream: string }): string | undefined {
  if (!first.stream.startsWith(ENGAGEMENT_STREAM_PREFIX)) return keyOfStream(first.stream)
  const platform = platformOfContract(first)
  return platform === undefined ? undefined : contractsOf(platform)
}
