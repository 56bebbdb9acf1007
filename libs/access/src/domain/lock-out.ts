import { type Refusal, refuse } from '@pilot-ledger/kernel'

/**
 * How wrong passwords are slowed down, and nobody else with them. An account is its holder's at the places (addresses) where
 * he has logged in before: there nothing is ever refused before the password is looked at, however many have guessed, for
 * else anybody who guesses on could keep him out. From every other place guesses are bounded three times over:
 *
 * - by account and place: a few slips are free, each further one doubles the wait;
 * - by place, over all names: who tries one password on many accounts;
 * - by account, over all strange places: who guesses from many. This one empties by itself, faster than a single place that
 *   waits as it must can fill it, so that one guesser never keeps the holder from logging in at a new place.
 *
 * Codes of a second factor are guessed by who has the password already, and of few figures: they are counted apart, by account and
 * place at every place, known or not, and over all strange ones.
 *
 * It slows and never shuts for good. Names that no account has are counted alike: a difference would tell which there are.
 */
export interface Attempts {
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

interface Doubling {
  readonly freeFailures: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long without a failure the count starts anew. */
  readonly forgetAfterMs: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const ACCOUNT_AT_PLACE: Doubling = {
  freeFailures: 5,
  firstWaitMs: MINUTE / 2,
  longestWaitMs: 4 * HOUR,
  forgetAfterMs: DAY,
}
/** One address may stand for a whole office: a success there empties it. */
const PLACE: Doubling = { freeFailures: 20, firstWaitMs: MINUTE / 2, longestWaitMs: 15 * MINUTE, forgetAfterMs: DAY }
/** As many guesses from strange places together, and then as many a day. */
const STRANGERS = { most: 50, oneForgottenEveryMs: DAY / 50 }

/** What is counted before a guess; absent where nothing is. */
export interface Counts {
  readonly accountAtPlace?: Attempts
  readonly place?: Attempts
  readonly unknownAddresses?: Attempts
}
export const COUNTERS = ['accountAtPlace', 'place', 'unknownAddresses'] as const
export type CodeCounts = Omit<Counts, 'place'>

/** Milliseconds until the next password may be looked at; 0 for now, and always where the account has logged in before. */
export function waitBeforeAttempt(counts: Counts, knownPlace: boolean, now: number): number {
  if (knownPlace) return 0
  return Math.max(
    doubled(ACCOUNT_AT_PLACE, counts.accountAtPlace, now),
    doubled(PLACE, counts.place, now),
    untilOneIsForgotten(counts.unknownAddresses, now),
  )
}

/** Milliseconds until the next code of a second factor may be looked at. Who knows the place need not fear guessers elsewhere. */
export function waitBeforeCode(counts: CodeCounts, knownPlace: boolean, now: number): number {
  const elsewhere = knownPlace ? 0 : untilOneIsForgotten(counts.unknownAddresses, now)
  return Math.max(doubled(ACCOUNT_AT_PLACE, counts.accountAtPlace, now), elsewhere)
}

/** The counts of codes with one failure more: at a known place it says nothing of strange ones. */
export function withWrongCode(counts: CodeCounts, knownPlace: boolean, now: number): CodeCounts {
  const { accountAtPlace, unknownAddresses } = withFailure(counts, now)
  return { accountAtPlace, unknownAddresses: knownPlace ? counts.unknownAddresses : unknownAddresses }
}

export function tooManyAttempts(wait: number): Refusal {
  const seconds = String(Math.ceil(wait / 1000))
  return refuse('too-many-attempts', {
    zh: `尝试次数过多，请 ${seconds} 秒后再试`,
    en: `too many attempts; try again in ${seconds} seconds`,
    facts: { seconds },
  })
}

/** The counts with one failure more. */
export function withFailure(counts: Counts, now: number): Required<Counts> {
  return {
    accountAtPlace: counted(ACCOUNT_AT_PLACE, counts.accountAtPlace, now),
    place: counted(PLACE, counts.place, now),
    unknownAddresses: emptying(counts.unknownAddresses, now),
  }
}

function doubled(rule: Doubling, attempts: Attempts | undefined, now: number): number {
  if (!attempts || attempts.failures < rule.freeFailures || now - attempts.lastAt >= rule.forgetAfterMs) return 0
  const doublings = Math.min(attempts.failures - rule.freeFailures, 30)
  const wait = Math.min(rule.firstWaitMs * 2 ** doublings, rule.longestWaitMs)
  return Math.max(0, attempts.lastAt + wait - now)
}

function counted(rule: Doubling, before: Attempts | undefined, now: number): Attempts {
  const failures = before && now - before.lastAt < rule.forgetAfterMs ? before.failures : 0
  return { failures: failures + 1, lastAt: now }
}

function untilOneIsForgotten(attempts: Attempts | undefined, now: number): number {
  const { failures, lastAt } = emptied(attempts, now)
  return failures < STRANGERS.most ? 0 : lastAt + STRANGERS.oneForgottenEveryMs - now
}

/** The count as it has emptied since; the time already spent on the next one to be forgotten is kept. */
function emptied(attempts: Attempts | undefined, now: number): Attempts {
  if (!attempts) return { failures: 0, lastAt: now }
  const forgotten = Math.max(0, Math.floor((now - attempts.lastAt) / STRANGERS.oneForgottenEveryMs))
  if (forgotten >= attempts.failures) return { failures: 0, lastAt: now }
  return {
    failures: attempts.failures - forgotten,
    lastAt: attempts.lastAt + forgotten * STRANGERS.oneForgottenEveryMs,
  }
}

function emptying(before: Attempts | undefined, now: number): Attempts {
  const { failures, lastAt } = emptied(before, now)
  return { failures: failures + 1, lastAt }
}
