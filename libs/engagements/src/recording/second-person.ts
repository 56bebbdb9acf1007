import { Inject, Injectable, Optional } from '@nestjs/common'
import type { CommandIdentity } from '@pilot-ledger/http'
import { type Asked, askedByDays, Recorder, SETTLED_DAYS, type SettledDays } from '@pilot-ledger/recording'
import { businessDaysOf } from '../domain/business-day'
import { type EngagementContent, engagementStream } from '../domain/events'
import { platformOfContract } from '../domain/platform-of-contract'

/** Contracts whose platform is remembered; the oldest asked for go first. */
const MOST_REMEMBERED = 50_000

/** 双人复核: what is dated longer ago than the limit, into a closed period or a sealed window is no one person's to record. */
@Injectable()
export class SecondPerson {
  private readonly platforms = new Map<string, string>()

  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  /** Of a contract; the content that signs it names its platform, else its stream does. */
  async ofContract(
    engagementId: string,
    identity: Pick<CommandIdentity, 'actor'>,
    content?: EngagementContent,
  ): Promise<Asked> {
    if (!this.recorder.needsTwo) return (now) => this.recorder.asked(identity, now)
    const named = content?.type === 'ContractSigned' ? content.data.platform : undefined
    return this.ofPlatform(named ?? (await this.platformOf(engagementId)), identity)
  }

  ofPlatform(platform: string | undefined, identity: Pick<CommandIdentity, 'actor'>): Promise<Asked> {
    return askedByDays(this.recorder, this.settled, platform, identity, businessDaysOf)
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
