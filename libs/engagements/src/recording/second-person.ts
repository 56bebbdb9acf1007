import { Inject, Injectable, Optional } from '@nestjs/common'
import type { CommandIdentity } from '@pilot-ledger/http'
import { targetOf } from '@pilot-ledger/kernel'
import { Recorder, type Requested, requestedByDays, SETTLED_DAYS, type SettledDays } from '@pilot-ledger/recording'
import { businessDaysOf } from '../domain/business-day'
import type { EngagementChange } from '../domain/decide'
import { type EngagementContent, engagementStream } from '../domain/events'
import { platformOfContract } from '../domain/platform-of-contract'
import { engagementRules } from '../domain/rules'
import { MovedFrameworks } from './moved-frameworks'

/** Contracts whose platform is remembered; the oldest asked for go first. */
const MOST_REMEMBERED = 50_000

/** 双人复核: what is dated longer ago than the limit, into a closed period or a sealed window is no one person's to record. */
@Injectable()
export class SecondPerson {
  private readonly platforms = new Map<string, string>()

  constructor(
    private readonly recorder: Recorder,
    private readonly frameworks: MovedFrameworks,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  /** Of a contract; the content that signs it names its platform, else its stream does. */
  async ofContract(
    engagementId: string,
    identity: Pick<CommandIdentity, 'actor'>,
    content?: EngagementContent,
  ): Promise<Requested> {
    if (!this.recorder.needsTwo) return (now) => this.recorder.requested(identity, now)
    const signed = content?.type === 'ContractSigned' ? content.data : undefined
    const requested = await this.ofPlatform(signed?.platform ?? (await this.platformOf(engagementId)), identity)
    const moves = await this.frameworks.movedBy(engagementId, undefined, signed)
    return (now) => requested(now, moves)
  }

  /** Of a contract that is to be changed. */
  async ofChange(
    engagementId: string,
    identity: Pick<CommandIdentity, 'actor'>,
    change: EngagementChange,
  ): Promise<Requested> {
    if (!this.recorder.needsTwo) return (now) => this.recorder.requested(identity, now)
    const requested = await this.ofPlatform(await this.platformOf(engagementId), identity)
    const { history } = await this.recorder.load(engagementStream(engagementId), engagementRules)
    const target = targetOf(change)
    const changed = history.live.find((it) => it.id === target)?.content
    const [before, after] = [changed, change.kind === 'correction' ? change.content : undefined].map((it) =>
      it?.type === 'ContractSigned' ? it.data : undefined,
    )
    const moves = await this.frameworks.movedBy(engagementId, before, after)
    return (now) => requested(now, moves)
  }

  /** A change made by one person, asked for and recorded before another's: each may be the last of a framework's call-offs. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.recorder.needsTwo ? this.frameworks.inTurn(work) : work()
  }

  ofPlatform(platform: string | undefined, identity: Pick<CommandIdentity, 'actor'>): Promise<Requested> {
    return requestedByDays(this.recorder, this.settled, platform, identity, businessDaysOf)
  }

  private async platformOf(engagementId: string): Promise<string | undefined> {
    const known = this.platforms.get(engagementId)
    if (known !== undefined) return known
    const [first] = await this.recorder.entries(engagementStream(engagementId), 1)
    const platform = first && platformOfContract(first.event)
    if (platform === undefined) return undefined
    this.platforms.set(engagementId, platform)
    if (this.platforms.size > MOST_REMEMBERED) this.platforms.delete(this.platforms.keys().next().value as string)
    return platform
  }
}
