import { Inject, Injectable } from '@nestjs/common'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { StreamKind } from '@pilot-ledger/kernel'
import { STREAM_PREFIXES, streamName } from '@pilot-ledger/kernel'
import { ReadModel } from '../read-model/read-model'
import { EVENT_LOG, type LogReading, READ_MODEL } from './tokens'

/** Entries of one stream, none later than the cut. */
export interface StreamAt {
  /** What the stream is about: its name without the prefix of its kind. */
  readonly id: string
  /** Positions are sequences, times never go back along the log. */
  readonly events: readonly RecordedEvent[]
}

/**
 * What other capabilities recorded, as it stood at a cut: the same on every replica, and never further than the figures beside
 * which it is shown.
 */
@Injectable()
export class StreamReader {
  constructor(
    @Inject(READ_MODEL) private readonly model: ReadModel,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /**
   * One stream; without entries where nothing had been recorded in it by then. `cut` absent: all that is taken in. `from`: the
   * first revision to read, for who has read the ones before.
   */
  async stream(kind: StreamKind, id: string, cut = this.model.tables.sequence, from = 0): Promise<StreamAt> {
    const name = streamName(kind, id)
    const length = this.model.tables.lengthAt(name, cut)
    if (length <= from) return { id, events: [] }
    return { id, events: (await this.log.readStream(name, { from, limit: length - from })).events }
  }

  /** How many entries a stream had by then. */
  length(kind: StreamKind, id: string, cut: number): number {
    return this.model.tables.lengthAt(streamName(kind, id), cut)
  }

  /** Every stream of a kind that had an entry by then, in the order of their first ones. */
  async streams(kind: StreamKind, cut = this.model.tables.sequence): Promise<StreamAt[]> {
    const all = await Promise.all(this.ids(kind).map((id) => this.stream(kind, id, cut)))
    return all.filter((it) => it.events.length > 0)
  }

  /** What streams of a kind there are. */
  ids(kind: StreamKind): string[] {
    const { roomStreams } = this.model.tables
    const prefix = STREAM_PREFIXES[kind]
    return Array.from({ length: roomStreams.length }, (_, i) => roomStreams.text(i))
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
  }
}
