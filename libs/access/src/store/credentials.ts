import type { TokenLimits, TokenScope } from '../domain/identity'
import { ACCOUNT_COLUMNS, type AccountRow, accountOf, type StoredAccount } from './accounts'
import type { Database } from './database'

export interface PersonalToken extends TokenLimits {
  readonly id: string
  readonly account: string
  readonly label: string
  readonly createdAt: number
  readonly expiresAt: number
  /** To the minute. */
  readonly usedAt?: number
  readonly revokedAt?: number
}

const SESSION = `SELECT ${ACCOUNT_COLUMNS}, sessions.created_at AS begun_at, sessions.used_at FROM sessions
  JOIN accounts ON accounts.id = sessions.account WHERE token_hash = ?`
const TOKEN = `SELECT ${ACCOUNT_COLUMNS}, tokens.id AS token, tokens.expires_at, tokens.used_at, tokens.revoked_at, tokens.scopes,
  tokens.addresses FROM tokens
  JOIN accounts ON accounts.id = tokens.account WHERE token_hash = ?`
const TOKENS = `SELECT id, account, label, created_at, expires_at, used_at, revoked_at, scopes, addresses FROM tokens
  WHERE account = ? ORDER BY created_at, id`
const INSERT_TOKEN = `INSERT INTO tokens (id, token_hash, account, label, created_at, expires_at, scopes, addresses)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
/** Those that are over too: the clock may have been ahead, and they would come back with it. */
const END_TOKENS = 'UPDATE tokens SET revoked_at = ? WHERE account = ? AND revoked_at IS NULL'
const LIVE_TOKENS = `SELECT count(*) AS n FROM tokens WHERE account = ? AND revoked_at IS NULL AND expires_at > ?`
/** Noting each use would turn every read into a write. */
const USE_NOTED_EVERY = 60_000

export interface SessionRow {
  readonly account: StoredAccount
  readonly begunAt: number
  readonly usedAt: number
}

/** Sessions and personal access tokens, by the hash of what their holder shows. */
export class Credentials {
  private readonly session: ReturnType<Database['prepare']>
  private readonly token: ReturnType<Database['prepare']>

  constructor(private readonly database: Database) {
    this.session = database.prepare(SESSION)
    this.token = database.prepare(TOKEN)
  }

  sessionOf(hash: string): SessionRow | undefined {
    const row = this.session.get(hash) as (AccountRow & { begun_at: number; used_at: number }) | undefined
    return row && { account: accountOf(row), begunAt: row.begun_at, usedAt: row.used_at }
  }

  /** Takes the place of sessions that nobody can use any more. */
  beginSession(hash: string, account: string, now: number, deadBefore: { begun: number; used: number }): void {
    const { database } = this
    database
      .prepare('DELETE FROM sessions WHERE created_at <= ? OR used_at <= ?')
      .run(deadBefore.begun, deadBefore.used)
    database.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(hash, account, now, now)
  }

  sessionUsed(hash: string, { usedAt }: SessionRow, now: number): void {
    if (now - usedAt < USE_NOTED_EVERY) return
    this.database.prepare('UPDATE sessions SET used_at = ? WHERE token_hash = ?').run(now, hash)
  }

  endSession(hash: string): void {
    this.database.prepare('DELETE FROM sessions WHERE token_hash = ?').run(hash)
  }

  /** Every session of the account but this one. How many there were. */
  endSessionsBeside(account: string, hash: string): number {
    const others = 'DELETE FROM sessions WHERE account = ? AND token_hash <> ?'
    return Number(this.database.prepare(others).run(account, hash).changes)
  }

  /** Whatever gives access without the password: sessions and tokens. How many there were. */
  endAccessOf(account: string, now: number): { sessionsEnded: number; tokensEnded: number } {
    const sessions = this.database.prepare('DELETE FROM sessions WHERE account = ?').run(account)
    return { sessionsEnded: Number(sessions.changes), tokensEnded: this.endTokensOf(account, now) }
  }

  /** How many there were. */
  endTokensOf(account: string, now: number): number {
    const tokensEnded = this.liveTokensOf(account, now)
    this.database.prepare(END_TOKENS).run(now, account)
    return tokensEnded
  }

  /** The account a token stands for and what the token may, while it is neither revoked nor over. */
  accountOfToken(hash: string, now: number): { account: StoredAccount; token: TokenLimits } | undefined {
    const row = this.token.get(hash) as (AccountRow & TokenRow & { token: string }) | undefined
    if (!row || row.revoked_at !== null || row.expires_at <= now) return undefined
    if (row.used_at === null || now - row.used_at >= USE_NOTED_EVERY) {
      this.database.prepare('UPDATE tokens SET used_at = ? WHERE id = ?').run(now, row.token)
    }
    return { account: accountOf(row), token: limitsOf(row) }
  }

  addToken(hash: string, it: PersonalToken): void {
    this.database
      .prepare(INSERT_TOKEN)
      .run(
        ...[it.id, hash, it.account, it.label, it.createdAt, it.expiresAt],
        ...[JSON.stringify(it.scopes), JSON.stringify(it.addresses)],
      )
  }

  tokensOf(account: string): PersonalToken[] {
    return (this.database.prepare(TOKENS).all(account) as unknown as TokenRow[]).map((it) => ({
      id: it.id,
      account: it.account,
      ...limitsOf(it),
      label: it.label,
      createdAt: it.created_at,
      expiresAt: it.expires_at,
      usedAt: it.used_at ?? undefined,
      revokedAt: it.revoked_at ?? undefined,
    }))
  }

  liveTokensOf(account: string, now: number): number {
    return (this.database.prepare(LIVE_TOKENS).get(account, now) as { n: number }).n
  }

  /** False when the account has no such token, or it was revoked before. */
  revokeToken(id: string, account: string, now: number): boolean {
    const sql = 'UPDATE tokens SET revoked_at = ? WHERE id = ? AND account = ? AND revoked_at IS NULL'
    return Number(this.database.prepare(sql).run(now, id, account).changes) === 1
  }
}

interface TokenRow {
  readonly id: string
  readonly account: string
  readonly label: string
  readonly created_at: number
  readonly expires_at: number
  readonly used_at: number | null
  readonly revoked_at: number | null
  readonly scopes: string
  readonly addresses: string
}

function limitsOf({ scopes, addresses }: TokenRow): TokenLimits {
  return { scopes: JSON.parse(scopes) as TokenScope[], addresses: JSON.parse(addresses) as string[] }
}
