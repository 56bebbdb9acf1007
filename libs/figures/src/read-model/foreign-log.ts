import { type EventLog, TailCut } from '@pilot-ledger/event-log'
import type { Checkpoint } from './page-store'

/** The log holds something else than what this model was built from (restored, cut, or another log). */
export class ForeignLog extends Error {}

/** Throws `ForeignLog` unless the checkpoint's own entry is still in the log, at its place and with its id. */
export async function checkAgainst(log: EventLog, checkpoint: Checkpoint | undefined): Promise<void> {
  if (!checkpoint) return
  const head = await log.head()
  if (head === undefined || log.compare(head, checkpoint.position) < 0) {
    throw new ForeignLog(
      `the log ends at ${head ?? 'nothing'}, but figures were built up to ${checkpoint.position}: recorded entries are missing`,
    )
  }
  const at = await log.readAt(checkpoint.position)
  if (at?.id !== checkpoint.eventId) {
    throw new ForeignLog(
      `entry ${checkpoint.sequence} of the log is ${at?.id ?? 'missing'}, figures were built from ${checkpoint.eventId}`,
    )
  }
}

/** A follower found that the entry it handled last is no longer in the log. */
export function isTailCut(error: Error): boolean {
  return error instanceof ForeignLog || error instanceof TailCut
}
