import { shortened } from '@pilot-ledger/kernel'
import { accountNameKey } from '../domain/account'
import { type Attempts, type LockOut, waitBeforeAttempt, withFailure } from '../domain/lock-out'
import { type Database, inTransaction } from './database'

/** What is counted together: one account name, or one address. */
export interface AttemptKey {
  readonly key: string
  readonly rule: LockOut
}

/** Only the first 200 characters: the rest of a made-up name needs no row of its own. */
export const keyOfName = (name: string) => `name:${shortened(accountNameKey(name), 200)}`
export const keyOfAddress = (address: string) => `address:${address}`

const SET = `INSERT INTO attempts VALUES (?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at`
const FORGOTTEN_AFTER = 48 * 3_600_000

/** Wrong passwords, counted in the file: a restart does not let a guesser begin anew. */
export class AttemptCounter {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt as failed before it is made, so that a hundred at once are a hundred and not one. Returns the
   * milliseconds to wait, counting nothing, when it may not be made yet.
   */
  begin(keys: readonly AttemptKey[], now: number): number {
    return inTransaction(this.database, () => {
      const known = keys.map(({ key }) => this.of(key))
      const wait = Math.max(...keys.map(({ rule }, i) => (known[i] ? waitBeforeAttempt(rule, known[i], now) : 0)))
      if (wait > 0) return wait
      this.database.prepare('DELETE FROM attempts WHERE last_at < ?').run(now - FORGOTTEN_AFTER)
      for (const [i, { key, rule }] of keys.entries()) {
        const { failures, lastAt } = withFailure(rule, known[i], now)
        this.database.prepare(SET).run(key, failures, lastAt)
      }
      return 0
    })
  }

  /** It was the right password after all: one failure less. */
  takeBack(key: string): void {
    this.database.prepare('UPDATE attempts SET failures = failures - 1 WHERE key = ? AND failures > 0').run(key)
  }

  /** The right password was given: the count of its account starts anew. */
  forgetName(name: string): void {
    this.database.prepare('DELETE FROM attempts WHERE key = ?').run(keyOfName(name))
  }

  private of(key: string): Attempts | undefined {
    const row = this.database.prepare('SELECT failures, last_at FROM attempts WHERE key = ?').get(key)
    const { failures, last_at } = (row ?? {}) as { failures: number; last_at: number }
    return row && { failures, lastAt: last_at }
  }
}
