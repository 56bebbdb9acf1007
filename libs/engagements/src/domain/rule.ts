import type { Refusal } from '@pilot-ledger/kernel'
import type { EngagementContent } from './events'
import type { EngagementState } from './state'

/** A rule of the contract: the refusal, or undefined. Each cites its number in the domain. */
export type Rule<C extends EngagementContent = EngagementContent> = (
  state: EngagementState,
  content: C,
) => Refusal | undefined
