import type { Fault } from '@pilot-ledger/event-log'

/** Where in the log something is wrong, and what. */
export const logFaultText = ({ position, stream, what }: Fault): string =>
  [position && `位置 position ${position}`, stream, what].filter(Boolean).join(' · ')
