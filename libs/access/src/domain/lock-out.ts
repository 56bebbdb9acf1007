/**
 * How wrong passwords are slowed down: a few are free, each further one doubles the time until the next may be tried.
 * Counted per account name (whether or not there is such an account: a difference would tell which names exist) and per
 * address. It slows and never shuts for good: a lock without an end would let anybody lock the administrator out.
 */
export interface LockOut {
  readonly freeFailures: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long without a failure the count starts anew. */
  readonly forgetAfterMs: number
}

const MINUTE = 60_000
export const ACCOUNT_LOCK_OUT: LockOut = {
  freeFailures: 5,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE,
  forgetAfterMs: 24 * 60 * MINUTE,
}
/** One address may stand for a whole office. */
export const ADDRESS_LOCK_OUT: LockOut = { ...ACCOUNT_LOCK_OUT, freeFailures: 20 }

export interface Attempts {
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

/** Milliseconds until the next attempt may be made; 0 for now. */
export function waitBeforeAttempt(rule: LockOut, { failures, lastAt }: Attempts, now: number): number {
  if (failures < rule.freeFailures || now - lastAt >= rule.forgetAfterMs) return 0
  const doublings = Math.min(failures - rule.freeFailures, 30)
  const wait = Math.min(rule.firstWaitMs * 2 ** doublings, rule.longestWaitMs)
  return Math.max(0, lastAt + wait - now)
}

/** The count with one failure more. */
export function withFailure(rule: LockOut, before: Attempts | undefined, now: number): Attempts {
  const failures = before && now - before.lastAt < rule.forgetAfterMs ? before.failures : 0
  return { failures: failures + 1, lastAt: now }
}
