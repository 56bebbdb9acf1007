import type { Account } from '../domain/account'
import { accountNameKey, formerAccountNameKey } from '../domain/account'
import type { Role } from '../domain/identity'
import type { Database } from './database'

export interface StoredAccount extends Account {
  readonly passwordHash: string
}

const INSERT = `INSERT INTO accounts
  (id, name, name_key, display_name, role, platforms, password_hash, password_change_needed, disabled_at, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const UPDATE = `UPDATE accounts SET display_name = ?, role = ?, platforms = ?, disabled_at = ? WHERE id = ?`
const SET_PASSWORD = 'UPDATE accounts SET password_hash = ?, password_change_needed = ? WHERE id = ?'
const OTHER_ADMINISTRATORS = `SELECT count(*) AS n FROM accounts
  WHERE role = 'administrator' AND disabled_at IS NULL AND id <> ?`

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
}

/** The rows of accounts. */
export class Accounts {
  constructor(private readonly database: Database) {}

  ofId(id: string): StoredAccount | undefined {
    return this.one('SELECT * FROM accounts WHERE id = ?', id)
  }

  ofName(name: string): StoredAccount | undefined {
    const byKey = 'SELECT * FROM accounts WHERE name_key = ?'
    return this.one(byKey, accountNameKey(name)) ?? this.one(byKey, formerAccountNameKey(name))
  }

  all(): Account[] {
    const rows = this.database.prepare('SELECT * FROM accounts ORDER BY created_at, name_key').all()
    return rows.map((it) => withoutSecret(accountOf(it as unknown as AccountRow)))
  }

  /** Administrators who can log in, beside this account. */
  administratorsBeside(id: string): number {
    return (this.database.prepare(OTHER_ADMINISTRATORS).get(id) as { n: number }).n
  }

  insert(it: StoredAccount): void {
    const key = accountNameKey(it.name)
    const platforms = JSON.stringify(it.platforms)
    const needed = Number(it.passwordChangeNeeded)
    const values = [it.id, it.name, key, it.displayName, it.role, platforms, it.passwordHash, needed]
    this.database.prepare(INSERT).run(...values, it.disabledAt ?? null, it.createdAt)
  }

  update(it: Account): void {
    const platforms = JSON.stringify(it.platforms)
    this.database.prepare(UPDATE).run(it.displayName, it.role, platforms, it.disabledAt ?? null, it.id)
  }

  setPassword(id: string, passwordHash: string, changeNeeded: boolean): void {
    this.database.prepare(SET_PASSWORD).run(passwordHash, Number(changeNeeded), id)
  }

  private one(sql: string, value: string): StoredAccount | undefined {
    const row = this.database.prepare(sql).get(value) as AccountRow | undefined
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
    passwordHash: row.password_hash,
  }
}

export function withoutSecret({ passwordHash: _passwordHash, ...account }: StoredAccount): Account {
  return account
}
