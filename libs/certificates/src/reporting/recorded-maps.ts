import { type EventLog, type NewEvent, type RecordedEvent, Unavailable, VersionConflict } from '@pilot-ledger/event-log'
import type { ReadModel } from '@pilot-ledger/figures'
import { SequencedLog } from '@pilot-ledger/figures/reporting'
import { currentVersion, eventIdOf, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { CompletenessMap } from '../completeness/completeness-map'
import { Groups } from '../completeness/groups'
import type { KeptRanges } from '../completeness/kept-ranges'
import { type CompletenessMapRecorded, MAP_RECORDED } from '../definitions/completeness'

const { completeness: STREAM } = SINGLE_STREAMS
/** Who records them: no person. */
const ACTOR = '台账 ledger'
const WAIT_MS = 5_000
/** Others may record maps of their cuts meanwhile. */
const MOST_TRIES = 16
/** Entries of the stream that are read at once. */
const PAGE = 500

/** A map, and the entry that says it. */
export interface RecordedMap {
  readonly map: CompletenessMap
  /** Its position is its sequence. */
  readonly entry: RecordedEvent
}

/**
 * The completeness maps in the log: of a cut there is one, recorded when somebody first needs it, whoever does. Several services
 * may share the log: the same map has the same id, and each is appended at the revision that was read.
 */
export class RecordedMaps {
  private readonly groups: Groups
  private readonly sequenced: SequencedLog
  /** By cut the revision of its first map, of the stream's entries up to `read`: there may be very many. */
  private readonly known = new Map<number, number>()
  private read = 0
  private working: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly model: ReadModel,
    private readonly log: EventLog,
    proof: LedgerProof,
    kept: KeptRanges,
  ) {
    this.groups = new Groups(() => model.tables, proof.tree, kept)
    this.sequenced = new SequencedLog(model, log)
  }

  /**
   * The map of a cut that is in the figures and in the tree; recorded first where it is not. Throws `Unavailable` where another
   * stands in the log, or it does not come to be read in time.
   */
  async at(cut: number): Promise<RecordedMap> {
    const map = await this.groups.at(cut)
    const entry = await this.inTurn(() => this.recorded(map))
    const { keys, root } = entry.data as unknown as CompletenessMapRecorded['data']
    if (keys !== map.data.keys || root !== map.data.root)
      throw new Unavailable(
        'damaged',
        `第 ${entry.position} 条完整性映射与账本不符 / the map of entry ${entry.position} is not that of the log`,
      )
    return { map, entry }
  }

  /** Whether a map of this cut is in the log. */
  has(cut: number): Promise<boolean> {
    return this.inTurn(async () => {
      await this.readOn()
      return this.known.has(cut)
    })
  }

  /** The greatest cut with a map that is a multiple of this; 0 where there is none. */
  last(multipleOf: number): Promise<number> {
    return this.inTurn(async () => {
      await this.readOn()
      let last = 0
      for (const cut of this.known.keys()) if (cut % multipleOf === 0) last = Math.max(last, cut)
      return last
    })
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.working.then(work)
    this.working = done.catch(() => undefined)
    return done
  }

  private async recorded({ cut, data }: CompletenessMap): Promise<RecordedEvent> {
    for (let tries = 1; ; tries++) {
      await this.readOn()
      const known = this.known.get(cut)
      if (known !== undefined) return this.readAt(known)
      try {
        const { position } = await this.log.append(STREAM, this.read === 0 ? 'none' : this.read - 1, [entryOf(data)])
        if (!(await this.model.reached(position, WAIT_MS)))
          throw new Unavailable('unreachable', '完整性映射未及时读回 / the map was not read back in time')
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries === MOST_TRIES) throw error
        await this.model.reached((await this.log.head()) ?? '0', WAIT_MS)
      }
    }
  }

  /** Those that the figures have taken in since. */
  private async readOn(): Promise<void> {
    for (;;) {
      const { events } = await this.sequenced.readStream(STREAM, { from: this.read, limit: PAGE })
      for (const { type, data, revision } of events) {
        const { cut } = data as unknown as CompletenessMapRecorded['data']
        if (type === MAP_RECORDED.type && !this.known.has(cut)) this.known.set(cut, revision)
      }
      this.read += events.length
      if (events.length < PAGE) return
    }
  }

  private async readAt(revision: number): Promise<RecordedEvent> {
    const { events } = await this.sequenced.readStream(STREAM, { from: revision, limit: 1 })
    return events[0]
  }
}

function entryOf(data: CompletenessMapRecorded['data']): NewEvent {
  const key = `cut ${data.cut}`
  const id = eventIdOf(STREAM, ACTOR, key, 0)
  return {
    id,
    type: MAP_RECORDED.type,
    version: currentVersion(MAP_RECORDED),
    data: { ...data },
    metadata: { actor: ACTOR, correlationId: id, idempotencyKey: key },
  }
}
