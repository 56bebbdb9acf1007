import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { type AnyEventDefinition, CHANGE_EVENTS, type EventDefinitions } from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme/definitions'
import type { Entry } from '../../api/ask'

/** What an entry says: its own content, or the new content of a correction; undefined for a void or a proposal. */
export interface Content {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

export function contentOf(entry: Pick<Entry, 'type' | 'data'>): Content | undefined {
  if (entry.type === 'EntryCorrected') return entry.data.content as Content
  return entry.type in CHANGE_EVENTS ? undefined : { type: entry.type, data: entry.data }
}

/** What a proposal wants recorded, where it is not a change of what stands. */
export function requestedOf({ type, data }: Pick<Entry, 'type' | 'data'>): readonly Content[] {
  const change = type === 'ChangeProposed' ? (data.change as { contents?: readonly Content[] }) : undefined
  return change?.contents ?? []
}

const STREAMS: readonly EventDefinitions<AnyEventDefinition>[] = [ENGAGEMENT_EVENTS, PLATFORM_EVENTS, PROGRAMME_EVENTS]

const streamOf = (type: string) => STREAMS.find((it) => it.find(type))

export const definitionOf = (type: string): AnyEventDefinition | undefined => streamOf(type)?.of(type)

/** The day as it was stated: of something known by its month the month, `2024-11`. */
export const statedDayOf = (content: Content): string | undefined =>
  definitionOf(content.type)?.day && streamOf(content.type)?.daysOf(content).at(0)?.stated

/** The business day of a content: when it happened, not when it was recorded. */
export const dayOf = (content: Content): string | undefined => streamOf(content.type)?.dayOf(content)
