import type { Identity, Role } from '../domain/identity'
import type { Begun } from '../openid/log-in'
import type { Database } from './database'

export interface IssuerSessionRow {
  readonly identity: Identity
  readonly begunAt: number
  readonly usedAt: number
}

/** More than people begin in the time that one may take; nobody's file grows by what strangers begin. */
const MOST_BEGUN = 10_000
const OLDEST_GO = `DELETE FROM issuer_log_ins WHERE begun_at <= ? OR state_hash IN (
  SELECT state_hash FROM issuer_log_ins ORDER BY begun_at DESC LIMIT -1 OFFSET ${MOST_BEGUN - 1})`
const TAKE = `DELETE FROM issuer_log_ins WHERE state_hash = ? AND browser_hash = ? AND begun_at > ? RETURNING nonce, verifier`
/** Not every ID token says of which session of the issuer it is: then the person is said to be meant. */
const LOGGED_OUT = `DELETE FROM issuer_sessions
  WHERE (?1 IS NULL OR actor = ?1) AND (?2 IS NULL OR sid = ?2 OR (sid IS NULL AND ?1 IS NOT NULL))`
/** Noting each use would turn every read into a write. */
const USE_NOTED_EVERY = 60_000

/** 统一登录: log-ins on their way, and sessions of people whom an issuer vouched for; they have no account here. */
export class IssuerSessions {
  private readonly session: ReturnType<Database['prepare']>

  constructor(private readonly database: Database) {
    this.session = database.prepare('SELECT * FROM issuer_sessions WHERE token_hash = ?')
  }

  /** @param since what was begun before is over */
  begin(hashes: { state: string; browser: string }, { nonce, verifier }: Begun, now: number, since: number): void {
    this.database.prepare(OLDEST_GO).run(since)
    const values = [hashes.state, hashes.browser, nonce, verifier, now]
    this.database.prepare('INSERT INTO issuer_log_ins VALUES (?, ?, ?, ?, ?)').run(...values)
  }

  /** Once, and only in the browser where it was begun. */
  take(hashes: { state: string; browser: string }, since: number): Omit<Begun, 'state'> | undefined {
    const row = this.database.prepare(TAKE).get(hashes.state, hashes.browser, since)
    return row as unknown as Omit<Begun, 'state'> | undefined
  }

  /** Whoever is on his way in that browser has to begin anew. */
  withdraw(browserHash: string): void {
    this.database.prepare('DELETE FROM issuer_log_ins WHERE browser_hash = ?').run(browserHash)
  }

  beginSession(
    hash: string,
    { actor, role, platforms }: Identity,
    sid: string | undefined,
    now: number,
    deadBefore: { readonly begun: number; readonly used: number },
  ): void {
    const { database } = this
    const dead = 'DELETE FROM issuer_sessions WHERE created_at <= ? OR used_at <= ?'
    database.prepare(dead).run(deadBefore.begun, deadBefore.used)
    const values = [hash, actor, sid ?? null, role, JSON.stringify(platforms), now, now]
    database.prepare('INSERT INTO issuer_sessions VALUES (?, ?, ?, ?, ?, ?, ?)').run(...values)
  }

  sessionOf(hash: string): IssuerSessionRow | undefined {
    const row = this.session.get(hash) as
      | { actor: string; role: Role; platforms: string; created_at: number; used_at: number }
      | undefined
    if (!row) return undefined
    const { actor, role, platforms, created_at: begunAt, used_at: usedAt } = row
    return { identity: { actor, role, platforms: JSON.parse(platforms) as string[], way: 'openid' }, begunAt, usedAt }
  }

  sessionUsed(hash: string, { usedAt }: IssuerSessionRow, now: number): void {
    if (now - usedAt < USE_NOTED_EVERY) return
    this.database.prepare('UPDATE issuer_sessions SET used_at = ? WHERE token_hash = ?').run(now, hash)
  }

  endSession(hash: string): void {
    this.database.prepare('DELETE FROM issuer_sessions WHERE token_hash = ?').run(hash)
  }

  /** All of a person, those of one session of the issuer, or what is both; never all there are. How many there were. */
  endAll({ actor, sid }: { readonly actor?: string; readonly sid?: string }): number {
    if (actor === undefined && sid === undefined) return 0
    return Number(this.database.prepare(LOGGED_OUT).run(actor ?? null, sid ?? null).changes)
  }
}
