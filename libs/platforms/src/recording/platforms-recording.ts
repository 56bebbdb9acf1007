import { Inject, Injectable, Optional } from '@nestjs/common'
import { type BusinessDate, platformIdsOf, standingId } from '@pilot-ledger/kernel'
import {
  type Capability,
  Recorder,
  type Requested,
  type RequestIdentity,
  requestedByDays,
  SETTLED_DAYS,
  type SettledDays,
} from '@pilot-ledger/recording'
import { decideChange, decideRecord, type PlatformHistory, type RegisterChange } from '../domain/decide'
import { PLATFORM_EVENTS, type PlatformContent, type PlatformRegistered, platformStream } from '../domain/events'
import { membershipDaysOf } from '../domain/memberships'
import { platformRules } from '../domain/rules'
import type { PlatformState } from '../domain/state'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from './published-figure-check'

/** 平台登记: registration, recognition, cultivation, memberships, published figures. */
@Injectable()
export class PlatformsRecording implements Capability<PlatformState, PlatformContent> {
  readonly events = PLATFORM_EVENTS
  readonly rules = platformRules
  readonly streamOf = platformStream

  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  subjectOf({ data }: PlatformContent): Promise<string> {
    const { name } = data as PlatformRegistered['data']
    return standingId(platformIdsOf(name), (id) => this.recorder.exists(platformStream(id)))
  }

  // The catalogue is asked inside the decision: a request repeated under its key is answered even if it has changed since.
  decide(history: PlatformHistory, content: PlatformContent, today: BusinessDate) {
    return withKnownFigure(decideRecord(history, content, today), this.published(content))
  }

  decideChange(history: PlatformHistory, change: RegisterChange, today: BusinessDate) {
    const decided = decideChange(history, change, today)
    return change.kind === 'void' ? decided : withKnownFigure(decided, this.published(change.content), '/content/data')
  }

  /** 双人复核 of what a platform says of itself: what is dated where it must wait is no one person's, whoever he is. */
  requested(platform: string, identity: RequestIdentity): Promise<Requested> {
    return requestedByDays(this.recorder, this.settled, platform, identity, membershipDaysOf)
  }

  requestedToChange(platform: string, identity: RequestIdentity): Promise<Requested> {
    return this.requested(platform, identity)
  }

  private published(content: PlatformContent) {
    return content.type === 'FigurePublished' ? this.check(content.data) : undefined
  }
}
