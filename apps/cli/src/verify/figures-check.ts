import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import { STREAM_PREFIXES } from '@pilot-ledger/kernel'
import type { Progress } from '../progress'
import { ModelCheck } from './model'

/** What is wrong with figures, and with what was decided on them. */
export interface OfFigures {
  readonly inFigures: readonly string[]
  readonly results: readonly string[]
}

/** Whoever makes the figures of a log anew and holds what is stored of them, and what was decided on them, against that. */
export interface FiguresCheck {
  /** Each entry of the log, in their order, for whoever does not read them himself. */
  take?(entries: readonly RecordedEvent[]): Promise<void>
  /** @param sound whether nothing is wrong with the entries: figures of others prove nothing of what was decided on them */
  end(sound: boolean): Promise<OfFigures>
  /** Whether or not it came to its end. */
  close(): Promise<void>
}

/** Here, between the pages. */
export class FiguresHere implements FiguresCheck {
  private readonly model: ModelCheck

  /** @param file of the stored read model, if there is one */
  constructor(
    private readonly log: EventLog,
    file: string | undefined,
    private readonly progress: Progress,
  ) {
    this.model = new ModelCheck(log, file)
  }

  take(entries: readonly RecordedEvent[]): Promise<void> {
    return this.model.take(entries)
  }

  async end(sound: boolean): Promise<OfFigures> {
    const inFigures = this.model.end()
    const { log, model, progress } = this
    const isSound = sound && inFigures.length === 0
    if (!isSound || !isAnythingDecided(model.tables)) return { inFigures, results: [] }
    // Loaded where there is something to look at: what makes results again is most of this program.
    const { resultFaults } = require('./results') as typeof import('./results')
    return { inFigures, results: await resultFaults(log, model.tables, progress) }
  }

  async close(): Promise<void> {
    this.model.close()
  }
}

/** Whether there is a stream in which results are sealed or months are closed. */
function isAnythingDecided({ roomStreams }: Tables): boolean {
  for (let i = 0; i < roomStreams.length; i++)
    if (DECIDING.some((it) => roomStreams.text(i).startsWith(it))) return true
  return false
}
const DECIDING = [STREAM_PREFIXES.round, STREAM_PREFIXES.closing]
