import { Inject, Injectable } from '@nestjs/common'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Question } from '@pilot-ledger/figures'
import {
  type Ask,
  CLOCK,
  cutView,
  EVENT_LOG,
  type FiguresQuery,
  FiguresService,
  type LogReading,
  StreamReader,
} from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { dayNumber, parseWindow, shanghaiDay, streamName, type Window } from '@pilot-ledger/kernel'
import { foldEvents } from '@pilot-ledger/recording'
import type { ProgrammeHistory } from '../domain/decide'
import { programmeRules, UNKNOWN_PROGRAMME } from '../domain/rules'
import type { Unit } from '../domain/shown'
import { unitAsking } from './who-sees'

/** A programme as it stood at a cut. */
export interface ProgrammeAt {
  readonly asOf: ReturnType<typeof cutView>
  readonly events: readonly RecordedEvent[]
  readonly history: ProgrammeHistory
}

/** One stream is folded once while nothing is added to it, whatever cut it is asked at. */
const MOST_KEPT = 32

@Injectable()
export class ProgrammeReader {
  private readonly kept = new Map<string, { events: readonly RecordedEvent[]; history: ProgrammeHistory }>()

  constructor(
    private readonly figures: FiguresService,
    private readonly streams: StreamReader,
    @Inject(CLOCK) private readonly clock: () => number,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** Refusals: those of a cut, `wait-timed-out`, `unknown-programme` (also: not open yet at that cut). */
  async at(id: string, query: { readonly asOf?: string; readonly waitFor?: string }): Promise<ProgrammeAt> {
    const asOf = await this.figures.cut(query)
    const { events, history } = await this.folded(id, asOf.sequence)
    if (!history.state.programme) throw new RefusalException([UNKNOWN_PROGRAMME])
    return { asOf, events, history }
  }

  /** The unit that asks; undefined for whoever reads all. */
  async unit(cut: number): Promise<Unit | undefined> {
    return unitAsking(this.log, await this.figures.ready(undefined), cut)
  }

  /** Every programme that was open at the cut. */
  async all(query: { readonly asOf?: string; readonly waitFor?: string }) {
    const asOf = await this.figures.cut(query)
    const found = await Promise.all(
      this.streams.ids('programme').map(async (id) => ({ id, ...(await this.folded(id, asOf.sequence)) })),
    )
    return { asOf, programmes: found.filter((it) => it.history.state.programme) }
  }

  /** Today in Shanghai. */
  today(): string {
    return shanghaiDay(this.clock())
  }

  /** The window a query means: from the programme's opening, to today, where an end is left open. */
  windowOf({ history }: ProgrammeAt, { from, to }: { readonly from?: string; readonly to?: string }): Window {
    const last = to ?? this.today()
    const opened = history.state.programme?.openedOn ?? last
    return orRefuse(parseWindow(from ?? (dayNumber(opened) <= dayNumber(last) ? opened : last), last))
  }

  /** Makes the questions about a programme's own registers, or (`wide`) about every register. */
  ask(id: string, wide: boolean): Ask {
    return async (query: FiguresQuery) => {
      const programme = await this.at(id, query)
      const window = this.windowOf(programme, query)
      const tables = await this.figures.ready(undefined)
      const cut = programme.asOf.sequence
      const question = new Question(tables, window, cut, wide ? undefined : tables.platformIds.find(id))
      return { question, window, header: { window, asOf: cutView(tables, cut), catalogueVersion: 1 } }
    }
  }

  private async folded(id: string, cut: number) {
    const { events } = await this.streams.stream('programme', id, cut)
    const last = events[events.length - 1]
    // Its entries never change, so a stream up to a revision is the same for ever.
    const key = `${streamName('programme', id)}\n${last?.id ?? ''}`
    const known = this.kept.get(key)
    if (known) return known
    const folded = { events, history: foldEvents(programmeRules, events) }
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(key, folded)
    return folded
  }
}
