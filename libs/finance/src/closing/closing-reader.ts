import { Inject, Injectable } from '@nestjs/common'
import type { EngagementContent } from '@pilot-ledger/engagements'
import type { Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, entryAt, FiguresService, type LogReading, StreamReader } from '@pilot-ledger/figures/reporting'
import { dayNumber, inTurns } from '@pilot-ledger/kernel'
import type { ClosingContent } from '../definitions/closing'
import { type Close, type ClosingState, NO_CLOSES, stands, withContent } from '../domain/closing-state'
import { type Step, stepsBetween } from '../domain/closing-variance'
import { sameButWords } from '../domain/closing-words'
import { timedMovementsOf } from './movements'

/** 仅改文字: a correction that moves no amount, day or number is no restatement. */
export type ReadStep = Step & { readonly words: boolean }

/** An entry recorded after a close that touched its numbers. */
export interface Touched {
  readonly step: Step
  readonly entry: Awaited<ReturnType<typeof entryAt>>
  /** The closed periods that it restates: the first is the one it is dated in. */
  readonly periods: readonly string[]
}

/** A platform as of a cut, with its closes. */
export interface PlatformAt {
  readonly tables: Tables
  readonly id: string
  readonly platform: number
  readonly cut: number
  readonly state: ClosingState
}

/** What the closing stream of a platform says, and what became of closed numbers since. */
@Injectable()
export class ClosingReader {
  constructor(
    private readonly figures: FiguresService,
    private readonly streams: StreamReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async at(id: string, query: { asOf?: string; waitFor?: string } = {}): Promise<PlatformAt> {
    const at = await this.figures.platformAt(id, query)
    return { id, ...at, state: await this.state(id, at.cut) }
  }

  /** The same platform as of another cut. */
  async atCut(at: PlatformAt, cut: number): Promise<PlatformAt> {
    return cut === at.cut ? at : { ...at, cut, state: await this.state(at.id, cut) }
  }

  /** Contents alone stand in this stream: what was closed is opened again, never corrected. */
  private async state(id: string, cut: number): Promise<ClosingState> {
    const { events } = await this.streams.stream('closing', id, cut)
    return events.reduce(
      (state, { id: entry, recordedAt, type, data }) =>
        withContent(state, { type, data } as unknown as ClosingContent, { entry, recordedAt }),
      NO_CLOSES,
    )
  }

  /** The entries since the close's own cut that touched its numbers, in their order. */
  async steps({ tables, platform, cut }: PlatformAt, { terms }: Close): Promise<ReadStep[]> {
    const span = { from: dayNumber(terms.from), to: dayNumber(terms.to) }
    const contracts = await inTurns(timedMovementsOf(tables, platform, terms.sequence))
    const steps = stepsBetween(contracts, span, terms.sequence, cut)
    return Promise.all(steps.map((it) => this.read(tables, it)))
  }

  /** Whether a step that leaves every amount as it was changed words alone is for its entries to say. */
  private async read(tables: Tables, step: Step): Promise<ReadStep> {
    if (step.again === undefined) return { ...step, words: false }
    const contentAt = async (sequence: number) => contentOf(await entryAt(this.log, tables, sequence))
    const after = await contentAt(step.sequence)
    const before = await Promise.all(step.again.map(contentAt))
    const words = after !== undefined && before.every((it) => it !== undefined && sameButWords(it, after))
    return { ...step, dated: !words, words }
  }

  entry(tables: Tables, { sequence }: Step) {
    return entryAt(this.log, tables, sequence)
  }

  /** 追溯: entries dated inside closed periods, each once, whether approved or not. */
  async restatements(at: PlatformAt): Promise<Touched[]> {
    const found = new Map<number, { step: Step; periods: string[] }>()
    for (const close of at.state.closes.filter(stands))
      for (const step of await this.steps(at, close)) {
        if (!step.dated) continue
        const known = found.get(step.sequence)
        found.set(step.sequence, { step, periods: [...(known?.periods ?? []), close.terms.period] })
      }
    const steps = [...found.values()].sort((a, b) => a.step.sequence - b.step.sequence)
    return Promise.all(steps.map(async (it) => ({ ...it, entry: await this.entry(at.tables, it.step) })))
  }
}

/** What an entry states, or states anew; undefined for what states nothing. */
function contentOf({ type, data }: Awaited<ReturnType<typeof entryAt>>): EngagementContent | undefined {
  if (type === 'EntryVoided') return undefined
  const content = type === 'EntryCorrected' ? data.content : { type, data }
  return content as unknown as EngagementContent
}
