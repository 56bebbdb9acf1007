import type { JsonObject } from '@pilot-ledger/kernel'

/** As for contracts: no shape of a register entry has changed yet. */
export const PLATFORM_UPCASTS: readonly { type: string; version: number; lift(data: JsonObject): JsonObject }[] = []
