import { Inject, Injectable } from '@nestjs/common'
import { refuseOtherPages } from '@pilot-ledger/evidence/recording'
import { Question, ReadModel, type Tables } from '@pilot-ledger/figures'
import {
  CLOCK,
  cutView,
  EVENT_LOG,
  FiguresService,
  type LogReading,
  READ_MODEL,
  resolveCut,
} from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { type BusinessDate, type Refusal, refuse, shanghaiDay, streamName, type Window } from '@pilot-ledger/kernel'
import { defaultWindowStart } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import type { RoundOpened } from '../definitions'
import type { EvidenceRef } from '../definitions/forms'
import { UNKNOWN_ROUND } from '../domain/round-rules'
import type { RoundState } from '../domain/round-state'
import { indicatorsOf, type SchemeContent } from '../domain/scheme'
import { schemeRules, schemeVersion } from '../domain/scheme-rules'
import { StreamsAtCut } from './contract-terms'
import { type IndicatorRows, indicatorRows } from './indicator-rows'

/** 截止 of a round: up to which entry its figures look; not `final` before the moment the rule names has passed. */
export interface RoundCut {
  readonly sequence: number
  readonly recordedAt: string | null
  readonly final: boolean
}

export type Opened = RoundOpened['data']
export type OpenRound = RoundState & {
  readonly opened: Opened
  readonly deadlines: NonNullable<RoundState['deadlines']>
}
/** The rows of every ledger indicator, by its code. */
export type RowsBy = ReadonlyMap<string, IndicatorRows>

const SOON_MS = 5_000

/** What a round's figures are asked with: its scheme, cut, each platform's window, and the rows behind an indicator. */
@Injectable()
export class RoundContext {
  readonly streams: StreamsAtCut
  private readonly schemes = new Map<string, SchemeContent>()

  constructor(
    private readonly figures: FiguresService,
    private readonly recorder: Recorder,
    @Inject(READ_MODEL) private readonly model: ReadModel,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(CLOCK) private readonly clock: () => number,
  ) {
    this.streams = new StreamsAtCut(log)
  }

  get tables(): Tables {
    return this.model.tables
  }

  /** A reporter that is still taking in the log cannot tell yet which entry was the last of a day. */
  get caughtUp(): boolean {
    return this.model.caughtUp
  }

  /** Papers as their platform uploaded them; `at` where they stand in what was sent. Refusal `evidence-pages-differ`. */
  async refuseOtherPages(platform: string, papers: readonly EvidenceRef[], at: string): Promise<Refusal | undefined> {
    for (const [i, paper] of papers.entries()) {
      const refused = await refuseOtherPages(this.recorder, platform, paper, `${at}/${i}`)
      if (refused) return refused
    }
    return undefined
  }

  today(): BusinessDate {
    return shanghaiDay(this.clock())
  }

  ready(waitFor: string | undefined): Promise<Tables> {
    return this.figures.ready(waitFor)
  }

  /** Whether the figures have taken in what was recorded, or do soon: up to an entry, or all that the log now holds. */
  async takesIn(position?: string): Promise<boolean> {
    const until = position ?? (await this.log.head())
    return until === undefined || this.model.reached(until, SOON_MS)
  }

  /** The content of a published version: never edited, so told once. Refusal `unknown-scheme`. */
  async scheme({ id, version }: Pick<Opened['scheme'], 'id' | 'version'>): Promise<SchemeContent> {
    const key = `${id} ${version}`
    const known = this.schemes.get(key)
    if (known) return known
    const { history } = await this.recorder.load(streamName('scheme', id), schemeRules)
    const { content } = orRefuse(schemeVersion(history.state, version))
    this.schemes.set(key, content)
    return content
  }

  cut({ opened, deadlines }: OpenRound): RoundCut {
    const { tables } = this
    if (opened.cut.rule === 'opening') return { ...cutView(tables, opened.cut.sequence), final: true }
    const day = opened.cut.rule === 'day' ? opened.cut.day : deadlines.selfAssessment
    if (day >= this.today()) return { ...cutView(tables, tables.sequence), final: false }
    return { ...cutView(tables, orRefuse(resolveCut(tables, day, this.clock()))), final: true }
  }

  /** A sequence as somebody names it; undefined where nobody does. Refusals: those of a cut. */
  asOf(requested: string | undefined): number | undefined {
    return requested === undefined ? undefined : orRefuse(resolveCut(this.tables, requested, this.clock()))
  }

  /** 统计期 of a platform under the scheme. Refusal `platform-not-recognised` where it starts with a recognition that is not there. */
  async window(scheme: SchemeContent, opened: Opened, platform: string, cut: number): Promise<Window> {
    const { window } = scheme
    switch (window.kind) {
      case 'fixed':
        return { from: window.from, to: window.to }
      case 'calendarYear': {
        const year = opened.year as number
        return { from: `${year - (window.years ?? 1) + 1}-01-01`, to: `${year}-12-31` }
      }
      case 'sinceRecognition': {
        const register = await this.streams.register(this.tables, platform, cut)
        const from = defaultWindowStart(register.state)?.from
        if (from !== undefined && from <= window.to) return { from, to: window.to }
        throw new RefusalException([
          refuse('platform-not-recognised', {
            zh: '该平台截至统计期末未获认定，统计期无从起算',
            en: 'the window starts with a recognition, and this platform had none by its end',
            facts: { platform },
          }),
        ])
      }
    }
  }

  async question(scheme: SchemeContent, opened: Opened, platform: string, cut: number): Promise<Question> {
    const window = await this.window(scheme, opened, platform, cut)
    return new Question(this.tables, window, cut, this.figures.platformNumber(this.tables, platform))
  }

  /** The rows behind every ledger indicator of a platform at a cut, with the question they answer. */
  async behind(
    scheme: SchemeContent,
    opened: Opened,
    platform: string,
    cut: number,
  ): Promise<{ question: Question; rows: RowsBy }> {
    const question = await this.question(scheme, opened, platform, cut)
    const rows = new Map<string, IndicatorRows>()
    for (const it of indicatorsOf(scheme)) {
      const found = await indicatorRows(question, scheme, it, this.streams)
      if (found) rows.set(it.code, found)
    }
    return { question, rows }
  }

  /** The registered name of a platform, as it stands on the register. */
  async nameOf(platform: string): Promise<string> {
    const { state } = await this.streams.register(this.tables, platform, this.tables.sequence)
    return state.registration?.name ?? platform
  }

  /** The year a round evaluates: what other rounds of it have granted counts against a cap per body and year. */
  yearOf({ window }: SchemeContent, opened: Opened): number {
    return opened.year ?? Number((window as { to: BusinessDate }).to.slice(0, 4))
  }
}

/** Refusal `unknown-round` for a round that was never opened. */
export function openRound(state: RoundState): OpenRound {
  if (state.opened && state.deadlines) return state as OpenRound
  throw new RefusalException([UNKNOWN_ROUND])
}

export const CUT_NOT_REACHED = refuse('cut-not-reached', {
  zh: '尚未到本轮的截止时点，数据仍会变动',
  en: 'the round’s cut has not been reached: its figures may still move',
})
