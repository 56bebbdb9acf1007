import { Injectable } from '@nestjs/common'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse } from '@pilot-ledger/http'
import { streamName } from '@pilot-ledger/kernel'
import { Recorder, sequenceOf } from '@pilot-ledger/recording'
import { assessmentOf, heldStrikes } from '../domain/round-state'
import { indicatorsOf, type SchemePublished } from '../domain/scheme'
import { schemeRules, schemeVersion } from '../domain/scheme-rules'
import { type OpenRound, openRound, RoundContext, type RoundCut } from '../rounds/round-context'
import { assessmentIn, stateOf } from '../rounds/round-reading.service'
import type { AuditedFigure } from './audited'

export interface RoundRead {
  readonly id: string
  readonly state: OpenRound
  readonly scheme: SchemePublished['data']
  readonly cut: RoundCut
  /** The round's own entries in their order, their positions sequences. */
  readonly events: readonly RecordedEvent[]
}

/** Rounds as auditors read them: state, scheme with its titles, cut, and the rows behind each indicator with what was struck. */
@Injectable()
export class AuditedRounds {
  constructor(
    readonly context: RoundContext,
    private readonly streams: StreamReader,
    private readonly recorder: Recorder,
  ) {}

  /** As it stands, or stood when the log ended at `until`. Refusal `unknown-round`. */
  async round(id: string, waitFor?: string, until = Number.POSITIVE_INFINITY): Promise<RoundRead> {
    await this.context.ready(waitFor)
    const { events: all } = await this.streams.stream('round', id)
    const events = all.filter((it) => sequenceOf(it) <= until)
    const open = openRound(stateOf(events))
    const { history } = await this.recorder.load(streamName('scheme', open.opened.scheme.id), schemeRules)
    const scheme = orRefuse(schemeVersion(history.state, open.opened.scheme.version))
    return { id, state: open, scheme, cut: this.context.cut(open), events }
  }

  /** Every ledger indicator of a platform with its rows at a cut, less nothing: strikes stand beside. */
  async figures(round: RoundRead, platform: string, cut = round.cut.sequence): Promise<AuditedFigure[]> {
    const assessment = assessmentIn(round.state, platform)
    const { content } = round.scheme
    const { rows } = await this.context.behind(content, round.state.opened, platform, cut)
    return indicatorsOf(content).flatMap(({ code, zh, en }) => {
      const behind = rows.get(code)
      return behind ? [{ code, zh, en, strikes: heldStrikes(assessment, code), ...behind }] : []
    })
  }

  /** Other rounds under the same scheme, whatever its version, in which the platform takes part. */
  async siblings(round: RoundRead, platform: string, until: number): Promise<RoundRead[]> {
    const others: RoundRead[] = []
    for (const id of this.streams.ids('round')) {
      if (id === round.id) continue
      const [opened] = (await this.streams.stream('round', id)).events
      if (sequenceOf(opened) > until) continue
      const other = await this.round(id, undefined, until)
      const same = other.state.opened.scheme.id === round.state.opened.scheme.id
      const alike = !other.state.opened.synthetic === !round.state.opened.synthetic
      if (same && alike && assessmentOf(other.state, platform)) others.push(other)
    }
    return others
  }
}
