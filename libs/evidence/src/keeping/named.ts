import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import type { EvidenceStored } from '../definitions'

/** A file that a platform has given, and the entry (its sequence) that says so. */
export type NamedFile = Pick<EvidenceStored['data'], 'platform' | 'sha256' | 'size' | 'fileName'> & {
  readonly entry: number
}

/** @param event in its current shape @param entry its sequence */
export function namedBy({ type, data }: Pick<RecordedEvent, 'type' | 'data'>, entry: number): NamedFile | undefined {
  if (type !== 'EvidenceStored') return undefined
  const { platform, sha256, size, fileName } = data as EvidenceStored['data']
  return { platform, sha256, size, fileName, entry }
}

/** Every file that the entries of a log say is there, in their order: one that two platforms gave comes twice. */
export async function* namedIn(log: Pick<EventLog, 'readAll'>): AsyncGenerator<NamedFile> {
  let entry = 0
  for await (const page of log.readAll()) {
    for (const event of page) {
      const named = namedBy(event, ++entry)
      if (named) yield named
    }
  }
}
