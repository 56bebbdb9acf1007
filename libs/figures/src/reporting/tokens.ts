import type { EventLog } from '@pilot-ledger/event-log'

/** What answers need of the log: its positions are sequences here (see `SequencedLog`). */
export type LogReading = Pick<EventLog, 'head' | 'compare' | 'readAt' | 'readStream' | 'readAll'>

export const READ_MODEL = Symbol('READ_MODEL')
export const EVENT_LOG = Symbol('EVENT_LOG')
export const CLOCK = Symbol('CLOCK')
