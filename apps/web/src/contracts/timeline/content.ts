import type { Entry } from '../../api/shapes'

/** What an entry says: its own content, or the new content of a correction; undefined for a void or a proposal. */
export interface Content {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

const NO_CONTENT = new Set(['EntryVoided', 'ChangeProposed', 'ChangeApproved', 'ChangeRejected', 'ChangeWithdrawn'])

export function contentOf(entry: Pick<Entry, 'type' | 'data'>): Content | undefined {
  if (entry.type === 'EntryCorrected') return entry.data.content as Content
  return NO_CONTENT.has(entry.type) ? undefined : { type: entry.type, data: entry.data }
}

/** What a proposal wants recorded, where it is not a change of what stands. */
export function askedOf({ type, data }: Pick<Entry, 'type' | 'data'>): readonly Content[] {
  const change = type === 'ChangeProposed' ? (data.change as { contents?: readonly Content[] }) : undefined
  return change?.contents ?? []
}

const DAYS = [
  'signedOn',
  'amendedOn',
  'registeredOn',
  'completedOn',
  'startedOn',
  'acceptedOn',
  'issuedOn',
  'receivedOn',
  'approvedOn',
  'on',
]

/** The business day of a content: when it happened, not when it was recorded. */
export function dayOf({ data }: Content): string | undefined {
  for (const name of DAYS) if (typeof data[name] === 'string') return data[name]
  return undefined
}
