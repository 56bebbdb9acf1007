import { Inject, Injectable } from '@nestjs/common'
import { ACTOR, commandIdentity, orRefuse, tagRevision } from '@pilot-ledger/http'
import {
  type BusinessDate,
  type Checked,
  type DomainEvent,
  emptyHistory,
  extend,
  type History,
  isRefusal,
  type Rules,
  refuse,
  refuseNext,
} from '@pilot-ledger/kernel'
import { type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import type { Asking } from './exchange'

/** What every command of this room answers. */
export interface StepAnswer {
  readonly id: string
  readonly entryId: string
  readonly entryIds: readonly string[]
  readonly revision: number
  readonly position: string
}

/** What is recorded next, worked out on the state as it was loaded; may read figures. */
export type Prepare<State, Content> = (state: State, actor: string) => Promise<Checked<readonly Content[]>>

const MOST_TRIES = 8

/**
 * Records steps whose content depends on figures: worked out beside the stream, and recorded only if the stream has not moved
 * since. A repeated request is answered before anything it once rested on is looked at again.
 */
@Injectable()
export class StreamDesk {
  constructor(
    private readonly recorder: Recorder,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  load<State, Content extends DomainEvent>(stream: string, rules: Rules<State, Content>) {
    return this.recorder.load(stream, rules)
  }

  /**
   * `suffix`: for the further appends of one request, each under a key of its own. If-Match is of the stream as the request
   * found it: asked of the first without a suffix, `own` appends of the same request later.
   */
  async record<State, Content extends DomainEvent>(
    {
      id,
      stream,
      rules,
      suffix = '',
      own = 0,
    }: { id: string; stream: string; rules: Rules<State, Content>; suffix?: string; own?: number },
    asking: Asking,
    prepare: Prepare<State, Content>,
  ): Promise<StepAnswer> {
    const identity = 'identity' in asking ? asking.identity : commandIdentity(asking.request, this.actor)
    const key = identity.idempotencyKey === undefined ? undefined : identity.idempotencyKey + suffix
    const { expectedRevision: found } = identity
    const expectedRevision = suffix !== '' || found === undefined ? undefined : found + own
    for (let tries = 1; ; tries++) {
      const { history } = await this.recorder.load(stream, rules)
      const prepared = await settled(() => prepare(history.state, identity.actor))
      let moved = false
      const answer: Checked<RecordAnswer> = await this.recorder.record({
        ...identity,
        expectedRevision,
        idempotencyKey: key,
        stream,
        rules,
        decide: (now, today) => {
          moved = now.revision !== history.revision
          return moved ? MOVED : accepted(rules, now, prepared(), today)
        },
      })
      if (moved && tries < MOST_TRIES) continue
      const { entryIds, revision, position } = orRefuse(answer)
      if (asking.reply) tagRevision(asking.reply, revision)
      return { id, entryId: entryIds[entryIds.length - 1], entryIds, revision, position }
    }
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

/** Each content judged on the history with those before it. */
function accepted<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  prepared: Checked<readonly Content[]>,
  today: BusinessDate,
): Checked<readonly Content[]> {
  if (isRefusal(prepared)) return prepared
  const contents = prepared as readonly Content[]
  if (contents.length === 0) throw new Error('a step that records nothing is none')
  let ahead: History<State, Content> = history.revision === -1 ? emptyHistory(rules) : history
  for (const [i, event] of contents.entries()) {
    const refusal = refuseNext(rules, ahead, event, today)
    if (refusal) return refusal
    ahead = extend(rules, ahead, { id: `ahead-${i}`, revision: ahead.revision + 1, recordedAt: 0, actor: '', event })
  }
  return contents
}

const MOVED = refuse('concurrent-change', {
  zh: '记录正被频繁修改，请重试',
  en: 'others are changing this record; try again',
})
