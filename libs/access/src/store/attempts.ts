import { shortened } from '@pilot-ledger/kernel'
import { accountNameKey } from '../domain/account'
import {
  type Attempts,
  COUNTERS,
  type CodeCounts,
  type Counts,
  waitBeforeAttempt,
  waitBeforeCode,
  withFailure,
  withWrongCode,
} from '../domain/lock-out'
import { type Database, inTransaction } from './database'

/** Wrong passwords that were given for an account since its holder last logged in. */
export interface Guesses {
  readonly address: string
  readonly failures: number
  readonly lastAt: number
}

const SET = `INSERT INTO attempts VALUES (?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at`
const SET_PLACE = `INSERT INTO places VALUES (?, ?, ?)
  ON CONFLICT (account, address) DO UPDATE SET last_at = excluded.last_at`
/** The places last used: who moves about keeps these. */
const FORGET_OLD_PLACES = `DELETE FROM places WHERE account = ?1 AND address NOT IN
  (SELECT address FROM places WHERE account = ?1 ORDER BY last_at DESC LIMIT 50)`
const ADD_GUESS = `INSERT INTO guesses VALUES (?, ?, 1, ?)
  ON CONFLICT (account, address) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`
/** Of a count of a name at a place, `at:ADDRESS NAME`: an address has no space. */
const [ADDRESS, NAME] = ["substr(key, 4, instr(key, ' ') - 4)", "substr(key, instr(key, ' ') + 1)"]
const FORGET_COUNTS_OF_NAME = `DELETE FROM attempts WHERE key LIKE 'at:%' AND ${NAME} = ?`
const FORGET_COUNTS_OF_PLACES = `DELETE FROM attempts WHERE key IN (
  SELECT 'address:' || address FROM places WHERE account = ?1 UNION SELECT 'address:' || address FROM guesses WHERE account = ?1
  UNION SELECT 'address:' || ${ADDRESS} FROM attempts WHERE key LIKE 'at:%' AND ${NAME} = ?2)`
const FORGOTTEN_AFTER = 48 * 3_600_000

/** Only the first 200 characters: the rest of a made-up name needs no row of its own. */
const nameKey = (name: string) => shortened(accountNameKey(name), 200)
/** No name's key: nothing is counted under it. */
const UNKNOWN_NAME = 'unknown'
const keysOf = (name: string, address: string): Readonly<Record<keyof Counts, string>> => ({
  accountAtPlace: `at:${address} ${nameKey(name)}`,
  place: `address:${address}`,
  unknownAddresses: `name:${nameKey(name)}`,
})

/** Of codes of a second factor, by the account's id: who gives one has given the password. */
const codeKeysOf = (account: string, address: string): Readonly<Record<keyof CodeCounts, string>> => ({
  accountAtPlace: `code:${address} ${account}`,
  unknownAddresses: `codes:${account}`,
})
/** Of an offered one, which is over soon: wherever they were given. */
const offerKey = (account: string) => `offer:${account}`
const FORGET_CODES =
  "DELETE FROM attempts WHERE key IN ('codes:' || ?1, 'offer:' || ?1) OR (key LIKE 'code:%' AND substr(key, instr(key, ' ') + 1) = ?1)"

/** Wrong passwords, counted in the file: a restart does not let a guesser begin anew. */
export class AttemptCounter {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt as failed before it is made, so that a hundred at once are a hundred and not one; where the account is
   * known it is not counted at all. Returns the milliseconds to wait, counting nothing, when it may not be made yet.
   */
  begin(name: string, account: string | undefined, address: string, now: number): number {
    if (account !== undefined && this.knows(account, address)) return 0
    return inTransaction(this.database, () => {
      const keys = keysOf(name, address)
      const counts = Object.fromEntries(COUNTERS.map((it) => [it, this.of(keys[it])])) as Counts
      const wait = waitBeforeAttempt(counts, false, now)
      if (wait > 0) return wait
      this.database.prepare('DELETE FROM attempts WHERE last_at < ?').run(now - FORGOTTEN_AFTER)
      const next = withFailure(counts, now)
      for (const it of COUNTERS) this.database.prepare(SET).run(keys[it], next[it].failures, next[it].lastAt)
      return 0
    })
  }

  /** The same of a code of a second factor, which is counted everywhere: as wrong until `codeSucceeded`. */
  beginCode(account: string, address: string, now: number): number {
    const keys = codeKeysOf(account, address)
    const counts: CodeCounts = {
      accountAtPlace: this.of(keys.accountAtPlace),
      unknownAddresses: this.of(keys.unknownAddresses),
    }
    const known = this.knows(account, address)
    const wait = waitBeforeCode(counts, known, now)
    if (wait > 0) return wait
    const next = withWrongCode(counts, known, now)
    for (const it of ['accountAtPlace', 'unknownAddresses'] as const) {
      const count = next[it]
      if (count) this.database.prepare(SET).run(keys[it], count.failures, count.lastAt)
    }
    return 0
  }

  codeSucceeded(account: string, address: string): void {
    for (const key of Object.values(codeKeysOf(account, address))) this.forget(key)
  }

  /** A wrong code at an offered second factor. How many that makes. */
  wrongAtOffer(account: string, now: number): number {
    const failures = (this.of(offerKey(account))?.failures ?? 0) + 1
    this.database.prepare(SET).run(offerKey(account), failures, now)
    return failures
  }

  /** Another offer begins with none. */
  forgetOffer(account: string): void {
    this.forget(offerKey(account))
  }

  /** Another second factor: what was guessed at the one before says nothing of it. */
  forgetCodes(account: string): void {
    this.database.prepare(FORGET_CODES).run(account)
  }

  /** The right password was given: every count that it stood in starts anew, and the account is known at this place. */
  succeeded(name: string, account: string, address: string, now: number): void {
    this.forgetName(name)
    for (const key of Object.values(keysOf(name, address))) this.forget(key)
    this.database.prepare(SET_PLACE).run(account, address, now)
    this.database.prepare(FORGET_OLD_PLACES).run(account)
  }

  /**
   * A wrong password: the holder of the account, if there is one, will be told. An unknown name is written down too: by a
   * change more or less that waits for the disk anybody could tell which names there are.
   */
  failed(account: string | undefined, address: string, now: number): void {
    if (account !== undefined) this.database.prepare(ADD_GUESS).run(account, address, now)
    else this.database.prepare(SET).run(UNKNOWN_NAME, 1, now)
  }

  /** What was failed since, latest first; told once. */
  takeGuesses(account: string): readonly Guesses[] {
    const rows = this.database
      .prepare('SELECT address, failures, last_at FROM guesses WHERE account = ? ORDER BY last_at DESC, address')
      .all(account) as unknown as { address: string; failures: number; last_at: number }[]
    this.database.prepare('DELETE FROM guesses WHERE account = ?').run(account)
    return rows.map(({ address, failures, last_at }) => ({ address, failures, lastAt: last_at }))
  }

  /** Whether somebody has logged in from here before. */
  knowsAddress(address: string): boolean {
    return this.database.prepare('SELECT 1 FROM places WHERE address = ? LIMIT 1').get(address) !== undefined
  }

  /** Another password is not yet known anywhere: who had the old one is no holder of the new. */
  forgetPlaces(account: string): void {
    this.database.prepare('DELETE FROM places WHERE account = ?').run(account)
  }

  /** What was guessed from unknown addresses at a name counts no more. */
  forgetName(name: string): void {
    this.forget(keysOf(name, '').unknownAddresses)
  }

  /** All that stands of somebody who is forgotten: where he was, what was guessed at his name, and what was counted of those places. */
  forgetAll(account: string, name: string): void {
    this.database.prepare(FORGET_COUNTS_OF_PLACES).run(account, nameKey(name))
    this.database.prepare(FORGET_COUNTS_OF_NAME).run(nameKey(name))
    this.forgetName(name)
    this.forgetCodes(account)
    this.forgetPlaces(account)
    this.takeGuesses(account)
  }

  private knows(account: string, address: string): boolean {
    const sql = 'SELECT 1 FROM places WHERE account = ? AND address = ?'
    return this.database.prepare(sql).get(account, address) !== undefined
  }

  private forget(key: string): void {
    this.database.prepare('DELETE FROM attempts WHERE key = ?').run(key)
  }

  private of(key: string): Attempts | undefined {
    const row = this.database.prepare('SELECT failures, last_at FROM attempts WHERE key = ?').get(key)
    const { failures, last_at } = (row ?? {}) as { failures: number; last_at: number }
    return row && { failures, lastAt: last_at }
  }
}
