import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { CHANGE_EVENTS, type DomainEvent } from '@pilot-ledger/kernel'
import type { Entry } from '../../api/shapes'

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
export function askedOf({ type, data }: Pick<Entry, 'type' | 'data'>): readonly Content[] {
  const change = type === 'ChangeProposed' ? (data.change as { contents?: readonly Content[] }) : undefined
  return change?.contents ?? []
}

/** The business day of a content: when it happened, not when it was recorded. */
export function dayOf(content: Content): string | undefined {
  if (ENGAGEMENT_EVENTS.find(content.type)) return ENGAGEMENT_EVENTS.dayOf(content as DomainEvent)
  // Entries of registers, which the page does not know by definitions.
  const { on, registeredOn } = content.data
  return [on, registeredOn].find((it) => typeof it === 'string')
}
