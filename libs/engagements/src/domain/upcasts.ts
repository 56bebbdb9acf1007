import type { JsonObject } from '@pilot-ledger/kernel'

/**
 * How old shapes of a contract's events are read as their newest ones: one step from a version to the next. No shape has
 * changed since the first entry; whoever changes one raises its version where it is written and adds the step here.
 */
export const ENGAGEMENT_UPCASTS: readonly { type: string; version: number; lift(data: JsonObject): JsonObject }[] = []
