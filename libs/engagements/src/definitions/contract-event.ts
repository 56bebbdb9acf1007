import type { EventDefinition, Fields } from '@pilot-ledger/kernel'

/** When an entry may be recorded, beside what its own rules say (H8). */
export interface Allowed {
  /**
   * Dated before the contract was signed: work (先做后签, W1), and money, which is then an advance (预收) until it is given back
   * or invoiced.
   */
  readonly beforeSigning: boolean
  /** Dated while it stood still: what settles it (money, an agreement on how to go on), not work, nor its completion. */
  readonly suspended: boolean
  /** Once it is completed: all but another end, or a suspension. */
  readonly completed: boolean
  /** Once it is terminated: settlement up to what the termination settled, refund, reversal and evidence. */
  readonly terminated: boolean
}

/** An event of a contract. */
export interface ContractEventDefinition<Type extends string = string, F extends Fields = Fields>
  extends EventDefinition<Type, F> {
  readonly allowed: Allowed
}
// biome-ignore lint/suspicious/noExplicitAny: as `AnyEventDefinition`.
export type AnyContractEvent = ContractEventDefinition<string, any>

export const defineContractEvent = <const Type extends string, F extends Fields>(
  definition: ContractEventDefinition<Type, F>,
): ContractEventDefinition<Type, F> => definition
