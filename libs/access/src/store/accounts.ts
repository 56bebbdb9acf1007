import type { Account } from '../domain/account'
import { accountNameKey, formerAccountNameKey } from '../domain/account'
import type { Role } from '../domain/identity'
import type { Grant } from '../domain/two-persons'
import type { Database } from './database'

export interface StoredAccount extends Account {
  readonly passwordHash: string
  /** Its password is that of a demonstration, which everybody knows. */
  readonly ready: boolean
}

/** What an account is read from: its row, and whether it has a second factor. */
export const ACCOUNT_COLUMNS =
  'accounts.*, EXISTS (SELECT 1 FROM second_factors WHERE second_factors.account = accounts.id) AS second_factor'
const INSERT = `INSERT INTO accounts
  (id, name, name_key, display_name, role, platforms, password_hash, password_change_needed, disabled_at, created_at,
   ready, granted)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const UPDATE = `UPDATE accounts SET display_name = ?, role = ?, platforms = ?, disabled_at = ?, granted = ? WHERE id = ?`
const SET_PASSWORD = 'UPDATE accounts SET password_hash = ?, password_change_needed = ?, ready = 0 WHERE id = ?'
const OTHER_ADMINISTRATORS = `SELECT count(*) AS n FROM accounts
  WHERE role = 'administrator' AND disabled_at IS NULL AND id <> ? AND ready <= ?`
/** Whoever could ever have consented to rights, whatever became of him since. */
const EVER_CONSENTING = `SELECT count(*) AS n FROM accounts WHERE id <> ?1 AND ready <= ?2 AND EXISTS (
  SELECT 1 FROM account_entries WHERE account = accounts.id AND (
    (type = 'AccountCreated' AND data ->> '$.role' IN ('administrator', 'auditor'))
    OR (type = 'AccountChanged' AND data ->> '$.after.role' IN ('administrator', 'auditor')
      AND data -> '$.after.disabled' = 'false')))`

export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly role: Role
  readonly platforms: string
  readonly password_hash: string
  readonly password_change_needed: number
  readonly disabled_at: number | null
  readonly created_at: number
  readonly ready: number
  readonly granted: string | null
  readonly second_factor: number
}

/** The rows of accounts. */
export class Accounts {
  /** @param demonstration whether accounts with a demonstration's password are any here: elsewhere they are as good as none */
  constructor(
    private readonly database: Database,
    readonly demonstration: boolean,
  ) {}

  ofId(id: string): StoredAccount | undefined {
    return this.one('id', id)
  }

  ofName(name: string): StoredAccount | undefined {
    return this.one('name_key', accountNameKey(name)) ?? this.one('name_key', formerAccountNameKey(name))
  }

  all(): Account[] {
    const rows = this.database.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts ORDER BY created_at, name_key`).all()
    return rows.map((it) => withoutSecret(accountOf(it as unknown as AccountRow)))
  }

  /** Administrators who can log in, beside this account. */
  administratorsBeside(id: string): number {
    return (this.database.prepare(OTHER_ADMINISTRATORS).get(id, Number(this.demonstration)) as { n: number }).n
  }

  /** Accounts beside this one that may consent to rights, or could before they were disabled or changed. */
  everConsentingBeside(id: string): number {
    return (this.database.prepare(EVER_CONSENTING).get(id, Number(this.demonstration)) as { n: number }).n
  }

  /** Whether it may be used: a disabled one may not, nor one whose password everybody knows where that is no demonstration's. */
  usable(it: StoredAccount): boolean {
    return it.disabledAt === undefined && (this.demonstration || !it.ready)
  }

  insert(it: StoredAccount): void {
    const key = accountNameKey(it.name)
    const platforms = JSON.stringify(it.platforms)
    const needed = Number(it.passwordChangeNeeded)
    const values = [it.id, it.name, key, it.displayName, it.role, platforms, it.passwordHash, needed]
    this.database
      .prepare(INSERT)
      .run(...values, it.disabledAt ?? null, it.createdAt, Number(it.ready), grantText(it.grant))
  }

  update(it: Account): void {
    const platforms = JSON.stringify(it.platforms)
    this.database
      .prepare(UPDATE)
      .run(it.displayName, it.role, platforms, it.disabledAt ?? null, grantText(it.grant), it.id)
  }

  setPassword(id: string, passwordHash: string, changeNeeded: boolean): void {
    this.database.prepare(SET_PASSWORD).run(passwordHash, Number(changeNeeded), id)
  }

  private one(column: 'id' | 'name_key', value: string): StoredAccount | undefined {
    const row = this.database.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE ${column} = ?`).get(value) as
      | AccountRow
      | undefined
    return row && accountOf(row)
  }
}

export function accountOf(row: AccountRow): StoredAccount {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    role: row.role,
    platforms: JSON.parse(row.platforms) as string[],
    disabledAt: row.disabled_at ?? undefined,
    passwordChangeNeeded: row.password_change_needed === 1,
    createdAt: row.created_at,
    secondFactor: row.second_factor === 1,
    passwordHash: row.password_hash,
    ready: row.ready === 1,
    grant: row.granted === null ? undefined : (JSON.parse(row.granted) as Grant),
  }
}

const grantText = (grant: Grant | undefined) => (grant ? JSON.stringify(grant) : null)

export function withoutSecret({ passwordHash: _passwordHash, ready: _ready, ...account }: StoredAccount): Account {
  return account
}
