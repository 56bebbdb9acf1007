import { Inject, Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common'
import {
  ENGAGEMENT_EVENTS,
  ENGAGEMENT_STREAM_PREFIX,
  type EngagementContent,
  engagementRules,
} from '@pilot-ledger/engagements'
import { EngagementsRecording, KnownParties, MovedFrameworks, SecondPerson } from '@pilot-ledger/engagements/recording'
import { LOGGER } from '@pilot-ledger/http'
import {
  type ChangeProposed,
  type Checked,
  type DomainEvent,
  isRefusal,
  type ProposalEvent,
  refuse,
  Versions,
} from '@pilot-ledger/kernel'
import {
  answerAgain,
  type PlannedStep,
  type ProposalAnswer,
  Recorder,
  type RequestIdentity,
  SETTLED_DAYS,
  type SettledDays,
} from '@pilot-ledger/recording'
import type { Logger } from 'pino'
import { ContractJudge, importOf } from './contract-judge'

/** A writer that loses to others this often in a row gives up. */
const MOST_TRIES = 16
const SHAPES = new Versions(ENGAGEMENT_EVENTS.all)

/**
 * What an import, or the answer to one, had decided of a contract that others have moved on since: decided again on what stands,
 * as if the file, or the answer, came now. What stands by then is known; what is refused stays away whole.
 */
@Injectable()
export class DecidedAgain implements OnApplicationBootstrap {
  private readonly capability: EngagementsRecording

  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
    private readonly frameworks: MovedFrameworks,
    private readonly second: SecondPerson,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
    @Optional() @Inject(LOGGER) private readonly logger?: Logger,
  ) {
    this.capability = new EngagementsRecording(recorder, known, second)
    recorder.plans.decidedAgainBy((step) => this.step(step))
  }

  /** What this process or another had to leave half-way is completed. */
  onApplicationBootstrap(): void {
    this.recorder.plans.tend((err) => this.logger?.warn({ err }, 'an import that is decided cannot be completed yet'))
  }

  private async step(step: PlannedStep): Promise<Checked<readonly number[]>> {
    const { actor, correlationId, idempotencyKey = '', requestHash = '' } = step.metadata
    const identity = { actor, correlationId, idempotencyKey, requestHash }
    const contract = step.stream.slice(ENGAGEMENT_STREAM_PREFIX.length)
    const [first, ...others] = step.events.map(inPresentShape)
    const answer = answerIn(first as ProposalEvent)
    if (!answer) return this.rows(contract, step.stream, identity, [first, ...others])
    const { proposal } = first.data as { readonly proposal: string }
    const answered = await answerAgain(this.recorder, this.capability, {
      subject: contract,
      proposal,
      answer,
      identity,
    })
    return isRefusal(answered) ? answered : []
  }

  private async rows(
    contract: string,
    stream: string,
    identity: RequestIdentity & { readonly idempotencyKey: string },
    events: readonly DomainEvent[],
  ): Promise<Checked<readonly number[]>> {
    // A reporter does not know which days are settled: it leaves rows to recorders.
    if (this.recorder.needsTwo && !this.settled)
      throw new Error(`${stream}: 由登记服务续写 / a recorder goes on with it`)
    const change = events[0].type === 'ChangeProposed' ? (events[0] as ChangeProposed).data.change : undefined
    const contents = (change?.kind === 'entries' ? change.contents : events) as readonly EngagementContent[]
    const rows = contents.map((it, i) => ({ n: i + 1, place: {}, contents: [it] }))
    const importId = (change?.kind === 'entries' && change.import) || importOf(identity.idempotencyKey)
    const requested = await this.second.ofContract(contract, identity, contents[0])
    const judge = new ContractJudge(this.recorder, this.known, {
      importId,
      second: { requested, frameworks: this.frameworks },
    })
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const { past, decision } = await judge.decide(contract, rows)
      for (const it of decision.outcomes.values()) if (it.is === 'refused') return it.refusal
      const known = rows.flatMap(({ n }) => (decision.outcomes.get(n)?.is === 'known' ? [n - 1] : []))
      if (decision.order.length === 0) return known
      const its = judge.eventsOf(contract, decision.order)
      const answer = await this.recorder.record({
        ...identity,
        stream,
        // Of a stream that does not exist too.
        expectedRevision: past.revision,
        rules: engagementRules,
        decide: () => its,
      })
      if (!isRefusal(answer)) return known
      if (answer.code !== 'stale-revision') return answer
    }
    return MOVING
  }
}

/** Written down by whichever version of the program decided it. */
function inPresentShape(event: PlannedStep['events'][number]): DomainEvent {
  const shape = SHAPES.lifted(event)
  if ('newer' in shape) throw new Error(`version ${shape.newer.version} of ${shape.newer.type} is not known here`)
  return shape
}

function answerIn(event: ProposalEvent): ProposalAnswer | undefined {
  switch (event.type) {
    case 'ChangeApproved':
      return { does: 'approve' }
    case 'ChangeRejected':
      return { does: 'reject', reason: event.data.reason }
    case 'ChangeWithdrawn':
      return { does: 'withdraw' }
    default:
      return undefined
  }
}

const MOVING = refuse('concurrent-change', { zh: '合同正被频繁修改', en: 'others keep changing the contract' })
