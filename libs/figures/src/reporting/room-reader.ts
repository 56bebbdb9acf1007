import { Inject, Injectable } from '@nestjs/common'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { RoomStreamKind } from '@pilot-ledger/kernel'
import { ROOM_STREAMS, roomStream } from '@pilot-ledger/kernel'
import { ReadModel } from '../read-model/read-model'
import { EVENT_LOG, type LogReading, READ_MODEL } from './tokens'

/** Entries of one stream of a room, none later than the cut. */
export interface RoomStreamAt {
  /** What the stream is about: its name without the prefix of its kind. */
  readonly id: string
  /** Positions are sequences, times never go back along the log. */
  readonly events: readonly RecordedEvent[]
}

/**
 * What other rooms recorded, as it stood at a cut: the same on every replica, and never further than the figures beside
 * which it is shown.
 */
@Injectable()
export class RoomReader {
  constructor(
    @Inject(READ_MODEL) private readonly model: ReadModel,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /**
   * One stream; without entries where nothing had been recorded in it by then. `cut` absent: all that is taken in. `from`: the
   * first revision to read, for who has read the ones before.
   */
  async stream(kind: RoomStreamKind, id: string, cut = this.model.tables.sequence, from = 0): Promise<RoomStreamAt> {
    const name = roomStream(kind, id)
    const length = this.model.tables.lengthAt(name, cut)
    if (length <= from) return { id, events: [] }
    return { id, events: (await this.log.readStream(name, { from, limit: length - from })).events }
  }

  /** How many entries a stream had by then. */
  length(kind: RoomStreamKind, id: string, cut: number): number {
    return this.model.tables.lengthAt(roomStream(kind, id), cut)
  }

  /** Every stream of a kind that had an entry by then, in the order of their first ones. */
  async streams(kind: RoomStreamKind, cut = this.model.tables.sequence): Promise<RoomStreamAt[]> {
    const all = await Promise.all(this.ids(kind).map((id) => this.stream(kind, id, cut)))
    return all.filter((it) => it.events.length > 0)
  }

  /** What streams of a kind there are. */
  ids(kind: RoomStreamKind): string[] {
    const { roomStreams } = this.model.tables
    const prefix = ROOM_STREAMS[kind]
    return Array.from({ length: roomStreams.length }, (_, i) => roomStreams.text(i))
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
  }
}
