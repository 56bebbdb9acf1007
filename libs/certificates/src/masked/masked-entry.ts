import { ENGAGEMENT_EVENTS, ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import {
  type EventDefinitions,
  identitiesIn,
  type JsonObject,
  SINGLE_STREAMS,
  STREAM_PREFIXES,
} from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS, PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme'
import { leafOf, type StoredEntry } from '@pilot-ledger/proof'
import type { Tokens } from './tokens'

const DEFINED: readonly (readonly [prefix: string, events: Pick<EventDefinitions, 'find'>])[] = [
  [ENGAGEMENT_STREAM_PREFIX, ENGAGEMENT_EVENTS],
  [PLATFORM_STREAM_PREFIX, PLATFORM_EVENTS],
  [STREAM_PREFIXES.programme, PROGRAMME_EVENTS],
]

/**
 * An entry as it stands in the tree, without its salt, and beside it what stands for whom and what it names. One of before stands
 * there whole; it has tokens, too, so that what it names counts once with what others hide.
 */
export function maskedEntry(entry: StoredEntry, sequence: number, tokens: Tokens): JsonObject {
  const [, events] = DEFINED.find(([prefix]) => entry.stream.startsWith(prefix)) ?? []
  const named = events ? identitiesIn(events, entry).filter(({ path }) => tokens.hosts || !HOST.test(path)) : []
  const its = Object.fromEntries(named.map((it) => [it.path, tokens.of(it)]))
  return { ...leafOf(entry, sequence), ...(named.length > 0 && { tokens: its }) }
}

const HOST = /(^|\/)host$/

/** Whether it is of before values could be masked; what every certificate must tell names nobody. */
export const isWhole = ({ stream, metadata }: StoredEntry): boolean =>
  metadata.masked === undefined && stream !== SINGLE_STREAMS.notices
