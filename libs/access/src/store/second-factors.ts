import type { Database } from './database'

export interface SecondFactor {
  /** base32, as it was shown at enrolment and never since. */
  readonly secret: string
  readonly enrolledAt: number
  readonly recoveryCodesLeft: number
}

const FACTOR = `SELECT secret, enrolled_at, (SELECT count(*) FROM recovery_codes WHERE account = ?1) AS codes
  FROM second_factors WHERE account = ?1`
const OFFER = `INSERT INTO offered_second_factors VALUES (?, ?, ?)
  ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, offered_at = excluded.offered_at`
/** Neither the same code again nor one from before it. */
const USE_STEP = 'UPDATE second_factors SET last_step = ?1 WHERE account = ?2 AND last_step < ?1'

/** 两步验证 of accounts; every change inside a transaction of whoever asks for it. */
export class SecondFactors {
  constructor(private readonly database: Database) {}

  of(account: string): SecondFactor | undefined {
    const row = this.database.prepare(FACTOR).get(account)
    const { secret, enrolled_at, codes } = (row ?? {}) as { secret: string; enrolled_at: number; codes: number }
    return row && { secret, enrolledAt: enrolled_at, recoveryCodesLeft: codes }
  }

  offer(account: string, secret: string, now: number): void {
    this.database.prepare(OFFER).run(account, secret, now)
  }

  /** The secret that was offered after that moment and not confirmed yet. */
  offeredSince(account: string, since: number): string | undefined {
    const sql = 'SELECT secret FROM offered_second_factors WHERE account = ? AND offered_at > ?'
    return (this.database.prepare(sql).get(account, since) as { secret: string } | undefined)?.secret
  }

  endOffer(account: string): void {
    this.database.prepare('DELETE FROM offered_second_factors WHERE account = ?').run(account)
  }

  /**
   * In the place of the one before, if there was one.
   * @param step of the code that confirmed it, which is used up by that
   */
  enrol(account: string, secret: string, now: number, step: number, recoveryHashes: readonly string[]): void {
    this.remove(account)
    this.database.prepare('INSERT INTO second_factors VALUES (?, ?, ?, ?)').run(account, secret, now, step)
    for (const it of recoveryHashes) this.database.prepare('INSERT INTO recovery_codes VALUES (?, ?)').run(account, it)
  }

  /** False for a step that was used, or before one that was. */
  useStep(account: string, step: number): boolean {
    return Number(this.database.prepare(USE_STEP).run(step, account).changes) === 1
  }

  /** Of one that is only looked at. */
  hasRecoveryCode(account: string, hash: string): boolean {
    const sql = 'SELECT 1 FROM recovery_codes WHERE account = ? AND code_hash = ?'
    return this.database.prepare(sql).get(account, hash) !== undefined
  }

  /** False for a code that was used, or never given. */
  useRecoveryCode(account: string, hash: string): boolean {
    const sql = 'DELETE FROM recovery_codes WHERE account = ? AND code_hash = ?'
    return Number(this.database.prepare(sql).run(account, hash).changes) === 1
  }

  /** What was offered too. */
  remove(account: string): void {
    for (const table of ['recovery_codes', 'second_factors', 'offered_second_factors'])
      this.database.prepare(`DELETE FROM ${table} WHERE account = ?`).run(account)
  }
}
