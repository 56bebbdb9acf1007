import {
  type Checked,
  type DomainEvent,
  decideInOrder,
  isRefusal,
  type Rules,
  refuseNext,
  streamName,
} from '@pilot-ledger/kernel'
import type { Decider, Deciding, Submission } from '@pilot-ledger/recording'
import type { RoundContent } from '../definitions'
import { roundRules } from '../domain/round-rules'
import type { RoundState } from '../domain/round-state'

export type OnRound = Submission<RoundState, RoundContent>
export type RoundDecision = Promise<Checked<Decider<RoundState, RoundContent>>>

/** Requests on a round: what is recorded is worked out on figures, beside its stream. */
export abstract class RoundRequests implements Deciding<RoundState, RoundContent> {
  readonly rules = roundRules

  streamOf(round: string): string {
    return streamName('round', round)
  }
}

/** Recorded in their order, each judged with those before it. */
export function judged<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  contents: Checked<readonly Content[]>,
): Checked<Decider<State, Content>> {
  if (isRefusal(contents)) return contents
  return (history, today) =>
    decideInOrder(rules, history, contents as readonly Content[], (before, it) => refuseNext(rules, before, it, today))
}
