import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadModel } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { cloudEventOf, isToldTo, type Reader } from '../notice'

/** A line that says nothing so often, ms: proxies end what is silent for a minute, and whoever reads sees a dead line. */
const BEAT_MS = 15_000
/**
 * Between two looks at the log, ms: what is recorded meanwhile is told together. An account of platforms learns nothing finer of when
 * others record.
 */
const PAUSE_MS = 1_000
/** What a client waits before it comes again, ms. */
const RETRY_MS = 3_000

export interface FeedQuestion {
  /** Told from the entry after this sequence on; absent: from now on. */
  readonly after?: number
  /** Only how far the ledger is. */
  readonly headOnly: boolean
  /** Ended when all that there is has been told. */
  readonly once?: boolean
  readonly reader: Reader | undefined
  /** Whether who asked still is who he was, and still may; looked at again and again. */
  readonly still: () => Promise<boolean>
}

export interface FeedTimes {
  readonly beat: number
  readonly pause: number
}

/** 推送: the log as server-sent events (WHATWG HTML, 9.2), each told when the figures have taken it in. */
export class Feed {
  constructor(
    private readonly model: ReadModel,
    private readonly log: LogReading,
    private readonly source: string,
    private readonly times: FeedTimes = { beat: BEAT_MS, pause: PAUSE_MS },
  ) {}

  /** Made as fast as it is read, and no faster. Ends when it is called off, or when who asked may no more. */
  async *events(question: FeedQuestion, signal: AbortSignal): AsyncGenerator<string> {
    const { headOnly, once, reader, still } = question
    yield `retry: ${RETRY_MS}\n\n`
    let told = question.after ?? this.model.tables.sequence
    yield headEvent(this.model.tables.sequence, told)
    while (!signal.aborted && (await still())) {
      const { sequence } = this.model.tables
      if (sequence > told) {
        if (!headOnly) yield* this.entries(told, sequence, reader, signal)
        told = sequence
        yield headEvent(sequence, told)
        if (once) return
        await sleep(this.times.pause, undefined, { signal }).catch(() => undefined)
      } else if (once) {
        return
      } else if (!(await this.model.beyond(told, this.times.beat, signal))) yield ': \n\n'
    }
  }

  private async *entries(after: number, until: number, reader: Reader | undefined, signal: AbortSignal) {
    for (let sequence = after + 1; sequence <= until && !signal.aborted; sequence++) {
      if (turnIsOver()) await nextTurn()
      const { tables } = this.model
      if (!isToldTo(reader, tables, sequence)) continue
      const event = await this.log.readAt(String(sequence))
      if (event) yield entryEvent(sequence, cloudEventOf(tables, sequence, event, this.source))
    }
  }
}

/** Its id is what has been told so far: a client that comes again goes on behind it. */
const headEvent = (sequence: number, told: number) =>
  `event: head\nid: ${told}\ndata: ${JSON.stringify({ sequence })}\n\n`
const entryEvent = (sequence: number, event: object) =>
  `event: entry\nid: ${sequence}\ndata: ${JSON.stringify(event)}\n\n`
