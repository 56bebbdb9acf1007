import type { RecordedEvent } from '@pilot-ledger/event-log'

const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g

/** Every hash that stands anywhere in an entry, once: in a correction, a proposal or a claim too. */
export const hashesIn = ({ data }: Pick<RecordedEvent, 'data'>): ReadonlySet<string> =>
  new Set(JSON.stringify(data).match(HASH))
