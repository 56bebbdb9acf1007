import { type Checked, type DomainEvent, foldHistory, isRefusal, type Recorded } from '@pilot-ledger/kernel'
import type { Decide } from './commands'
import { type Brought, type Decider, type Deciding, LOOK_AGAIN, type RequestOf } from './deciding'
import type { RecordAnswer, Recorder, RequestIdentity } from './recorder'

/** What is answered of a command: where its subject stands, and what it brings. */
export type Answered = Checked<RecordAnswer & Brought>

const MOST_TRIES = 8

/** A decision on one kind of stream, recorded, with what it brings. */
export class Decisions<It extends Deciding> {
  constructor(
    protected readonly recorder: Recorder,
    protected readonly capability: It,
  ) {}

  /** A request whose stream keeps moving under what is looked up for it is told so instead of trying for ever. */
  async decide({ request, subject, body, identity }: Omit<Decide, 'of'>): Promise<Answered> {
    const { capability, recorder } = this
    const requests = capability as unknown as Readonly<Record<string, RequestOf<unknown, DomainEvent, unknown>>>
    for (let tries = 1; ; tries++) {
      let restsOn: number | undefined
      const history = async () => {
        const loaded = await recorder.load(capability.streamOf(subject), capability.rules)
        restsOn = loaded.history.revision
        return loaded.history
      }
      const prepared = await settled(async () => requests[request](body, { subject, identity, history }))
      const answer = await this.decided(subject, identity, (now, ...on) => {
        if (restsOn !== undefined && restsOn !== now.revision) return LOOK_AGAIN
        const decider = prepared()
        return isRefusal(decider) ? decider : decider(now, ...on)
      })
      if (answer !== LOOK_AGAIN || tries === MOST_TRIES) return answer
    }
  }

  protected async decided(
    subject: string,
    identity: RequestIdentity,
    decide: Decider<unknown, DomainEvent>,
  ): Promise<Answered> {
    const { capability, recorder } = this
    const stream = capability.streamOf(subject)
    let brought: Brought | undefined
    const answer = await recorder.record({
      ...identity,
      stream,
      rules: capability.rules,
      decide: (history, today, now) => {
        const decided = decide(history, today, now)
        brought = isRefusal(decided) ? undefined : capability.broughtBy?.(history, decided, now)
        return decided
      },
    })
    if (isRefusal(answer)) return answer
    const decidedNow = answer.repeated ? undefined : brought
    return { ...answer, ...(decidedNow ?? (await this.broughtThen(stream, answer.entryIds))) }
  }

  /** Read from the stream, so that a repeated request is told the same. */
  private async broughtThen(stream: string, entryIds: readonly string[]): Promise<Brought | undefined> {
    const { capability, recorder } = this
    if (!capability.broughtBy) return undefined
    const entries = await recorder.entries<Recorded<DomainEvent>>(stream)
    const first = entries.findIndex(({ id }) => id === entryIds[0])
    const its = entries.slice(first, first + entryIds.length)
    const before = foldHistory(capability.rules, entries.slice(0, first))
    return capability.broughtBy(
      before,
      its.map(({ event }) => event),
      its[0].recordedAt,
    )
  }
}

/** What was worked out, or what was thrown over it, kept until the decision asks. */
async function settled<T>(work: () => Promise<T>): Promise<() => T> {
  try {
    const value = await work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
