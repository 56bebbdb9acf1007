import { Inject, Injectable, Optional } from '@nestjs/common'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  type ChangeAsked,
  type DomainEvent,
  isLongAgo,
  shanghaiDay,
  type WaitReason,
} from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { businessDaysOf } from '../domain/business-day'
import { type EngagementContent, engagementStream } from '../domain/events'
import { platformOfContract } from '../domain/platform-of-contract'

/** Days of a platform that others have signed for: a closed period, a sealed window. Who records does not know of them itself. */
export interface SettledDays {
  of(platform: string): Promise<(day: BusinessDate) => WaitReason | undefined>
}
export const SETTLED_DAYS = Symbol('SETTLED_DAYS')

/** Who asks for an entry at that moment, and which of his entries wait for somebody else. */
export type Asked = (now: number) => ChangeAsked

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

  async ofPlatform(platform: string | undefined, identity: Pick<CommandIdentity, 'actor'>): Promise<Asked> {
    const settled = this.recorder.needsTwo && platform !== undefined ? await this.settled?.of(platform) : undefined
    return (now) => {
      const asked = this.recorder.asked(identity, now)
      const { rule } = asked
      if (rule === undefined) return asked
      const today = shanghaiDay(now)
      const { datedDays = rule.days } = rule
      const waits = (content: DomainEvent): WaitReason | undefined => {
        for (const day of businessDaysOf(content as EngagementContent)) {
          if (isLongAgo(day, today, datedDays)) return { code: 'dated-long-ago', day, what: String(datedDays) }
          const why = settled?.(day)
          if (why) return why
        }
        return undefined
      }
      return { ...asked, waits }
    }
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
