import { type BusinessDate, type Fen, fenOf } from '@pilot-ledger/kernel'

/** What of a finding a reason was given for. */
export interface WaiverTerms {
  /** What was open then, yuan; absent where it was no amount. */
  readonly amount?: string
  /** The last day for which the reason holds; absent: until it is settled. */
  readonly until?: BusinessDate
}

/** So much more of it, in fen, is still what the reason was given for: a correction of a few fen makes no other thing of it. */
export const GROWTH: Fen = 100n

/** Whether a reason holds for what is open now, at a close of days up to `day`; without a day whatever its last one is. */
export function holds(
  { amount, until }: WaiverTerms,
  open: string | undefined,
  day: BusinessDate | undefined,
): boolean {
  if (day !== undefined && until !== undefined && day > until) return false
  return amount === undefined || open === undefined || fenOf(open) <= fenOf(amount) + GROWTH
}
