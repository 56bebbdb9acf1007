import { setTimeout as sleep } from 'node:timers/promises'
import { OutcomeUnknown, TooLarge, Unavailable } from '../errors'
import { NoAnswer, type StoreAnswer, StoreRefusal } from './append-messages'
import type { BatchStream } from './batch-stream'
import type { Deadline } from './turns'
import type { WireEvent } from './wire-event'

const FIRST_PAUSE_MS = 25
const LONGEST_PAUSE_MS = 400

/**
 * Sends one append until there is an answer that tells. The same ids at the same exact revision are stored once, however
 * often they come, and get the first answer: so a lost answer is found out by sending again, and the last word comes from
 * the leader's log itself.
 */
export class Sender {
  constructor(
    private readonly batch: BatchStream,
    private readonly maxBytes: number,
  ) {}

  /**
   * @param expected the stream's last revision, -1 for a stream that must not exist
   * Rejects within the deadline: `StoreConflict` (nothing was stored), `TooLarge` and `Unavailable` (nothing was stored),
   * `OutcomeUnknown`.
   */
  async send(stream: string, expected: number, events: readonly WireEvent[], deadline: Deadline): Promise<StoreAnswer> {
    let maybeStored = false
    let reason = 'its time was over before it was sent'
    for (let pause = FIRST_PAUSE_MS; deadline.left > 0; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        // Half of what is left: the other half is for finding out.
        return await this.batch.send(stream, expected, events, Math.max(1, Math.ceil(deadline.left / 2)))
      } catch (error) {
        if (error instanceof StoreRefusal) throw this.refused(error, events)
        if (!(error instanceof NoAnswer)) throw error
        maybeStored ||= error.sent
        reason = error.message
      }
      if (deadline.left <= pause || this.batch.isClosed) break
      await sleep(pause)
    }
    if (!maybeStored) throw unreachable(reason)
    throw new OutcomeUnknown(`EventStoreDB 未确认，可能已记录 / no confirmation, it may be recorded: ${reason}`)
  }

  private refused({ kind }: StoreRefusal, events: readonly WireEvent[]): Error {
    if (kind === 'MaximumAppendSizeExceeded') {
      const bytes = events.reduce((sum, it) => sum + it.bytes, 0)
      return new TooLarge(bytes, this.maxBytes)
    }
    return new Unavailable('not-writable', `EventStoreDB 拒绝写入 / refuses to write: ${kind}`)
  }
}

export function unreachable(reason: string): Unavailable {
  return new Unavailable('unreachable', `EventStoreDB 无法连接 / cannot be reached: ${reason}`)
}
