import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { AccessHistory } from '../commitments/access-history'
import { openAccess } from '../services/access'
import { accessFile } from './database'
import { hashPassword, tokenHash } from './secrets'

/** The tables as the first version made them. */
const FIRST_VERSION = `
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('platform', 'evaluator', 'finance', 'administrator')),
  platforms TEXT NOT NULL, password_hash TEXT NOT NULL, password_change_needed INTEGER NOT NULL,
  disabled_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER accounts_are_kept BEFORE DELETE ON accounts BEGIN SELECT raise(ABORT, 'accounts are disabled, not deleted'); END;
CREATE TRIGGER names_are_kept BEFORE UPDATE OF name, name_key ON accounts BEGIN SELECT raise(ABORT, 'names are kept'); END;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL, used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, account TEXT NOT NULL REFERENCES accounts (id),
  label TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_of_account ON tokens (account);

CREATE TABLE attempts (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last_at);

CREATE TABLE account_entries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL,
  account TEXT NOT NULL, data TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
CREATE TRIGGER account_entries_remain BEFORE DELETE ON account_entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;

CREATE TABLE reads (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  action TEXT NOT NULL, platform TEXT, address TEXT NOT NULL, request TEXT NOT NULL
) STRICT;
CREATE TRIGGER reads_stay BEFORE UPDATE ON reads BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
CREATE TRIGGER reads_remain BEFORE DELETE ON reads BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
PRAGMA user_version = 1;
`
const NOW = Date.parse('2025-09-01T09:00:00+08:00')
const PASSWORD = 'tram-lilac-oboe-9'
const READY = {
  name: '演示登记员',
  displayName: '演示',
  role: 'platform',
  platforms: ['p-1'],
  password: 'demo-platform-clerk',
} as const

describe('A file of accounts of the first version', () => {
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'access-1-'))
    const database = new DatabaseSync(accessFile(folder))
    database.exec(`PRAGMA foreign_keys = ON; ${FIRST_VERSION}`)
    const account = database.prepare('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, 1)')
    account.run('a-1', 'keeper', 'keeper', '管理员', 'administrator', '[]', await hashPassword(PASSWORD))
    account.run('a-2', READY.name, READY.name, '演示', 'platform', '["p-1"]', await hashPassword(READY.password))
    const entry = database.prepare(
      "INSERT INTO account_entries (at, actor, type, account, data, digest) VALUES (1, ?, 'AccountCreated', ?, ?, ?)",
    )
    // As that version chained them: canonical JSON, written out.
    const chained = (before: string, actor: string, account: string, data: string) => {
      const text = `{"account":"${account}","actor":"${actor}","at":1,"before":"${before}","data":${data},"type":"AccountCreated"}`
      const digest = createHash('sha256').update(text).digest('hex')
      entry.run(actor, account, data, digest)
      return digest
    }
    const first = chained('0'.repeat(64), 'local:machine', 'a-1', '{"displayName":"管理员","role":"administrator"}')
    chained(first, 'local:demonstration', 'a-2', '{"role":"platform"}')
    database.exec(
      "INSERT INTO reads (at, actor, role, action, address, request) VALUES (1, 'x', 'finance', 'readLog', '::1', 'GET /')",
    )
    const token = database.prepare('INSERT INTO tokens VALUES (?, ?, ?, ?, 1, ?, NULL, NULL)')
    token.run('t-1', tokenHash('plt_old'), 'a-1', '旧脚本', NOW + 1000)
    database.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(tokenHash('pls_old'), 'a-1', NOW, NOW)
    database.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is lifted when it is opened, again and again, and is kept as before: names, deletions, entries', async () => {
    for (let i = 0; i < 2; i++) (await openAccess({ folder, clock: () => NOW })).close()
    const database = new DatabaseSync(accessFile(folder))
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 6 })
    for (const sql of [
      "UPDATE accounts SET name = 'x'",
      'DELETE FROM accounts',
      'DELETE FROM account_entries',
      'UPDATE reads SET at = 2',
    ])
      expect(() => database.exec(sql)).toThrow(/kept|disabled|deleted|rewritten/)
    database.exec("PRAGMA foreign_keys = ON; UPDATE accounts SET role = 'auditor'")
    expect(() => database.exec("UPDATE accounts SET role = 'chief'")).toThrow(/CHECK/)
    expect(() => database.exec("INSERT INTO sessions VALUES ('x', 'nobody', 1, 1)")).toThrow(/FOREIGN KEY/)
    database.close()
  })

  it('keeps accounts, sessions and tokens, which may what they could', async () => {
    const access = await openAccess({ folder, clock: () => NOW })
    expect(access.identify('pls_old')).toMatchObject({ actor: 'keeper', role: 'administrator' })
    expect(access.identify('plt_old')?.token).toEqual({ scopes: ['read', 'record'], addresses: [] })
    expect(await access.logIn.logIn('keeper', PASSWORD, '10.0.0.5')).toHaveProperty('token')
    access.close()
  })

  it('tells by its entries which passwords are a demonstration’s: they work in no other ledger', async () => {
    const logIn = async (readyAccounts: readonly (typeof READY)[]) => {
      const access = await openAccess({ folder, clock: () => NOW, readyAccounts })
      const answer = await access.logIn.logIn(READY.name, READY.password, '10.0.0.5')
      access.close()
      return answer
    }
    expect(await logIn([])).toMatchObject({ code: 'log-in-refused' })
    expect(await logIn([READY])).toHaveProperty('token')
  })

  it('has a salt for each of its entries, whose digests in the clear are gone, and is held against the log from then on', async () => {
    const entries = new AccessHistory(accessFile(folder))
    expect(entries.end()).toEqual([])
    const access = await openAccess({ folder, clock: () => NOW })
    expect(access.entries.page(0, 10).map((it) => it.type)).toEqual(['AccountCreated', 'AccountCreated'])
    access.close()
    const lifted = new AccessHistory(accessFile(folder)).end().join()
    expect(lifted).not.toMatch(/none of this program|access log|account entries/)
    const database = new DatabaseSync(accessFile(folder), { readOnly: true })
    const salts = [...database.prepare('SELECT salt FROM account_entries UNION SELECT salt FROM reads').all()]
    expect(salts.map((it) => (it.salt as Uint8Array).length)).toEqual([32, 32, 32])
    expect(() => database.prepare('SELECT digest FROM account_entries')).toThrow(/no such column/)
    database.close()
  })

  it('that was altered before is lifted too, and says so for ever', async () => {
    const database = new DatabaseSync(accessFile(folder))
    database.exec(
      "DROP TRIGGER account_entries_stay; UPDATE account_entries SET actor = 'local:machine' WHERE sequence = 2",
    )
    // Dropped and made again, as whoever hides it would.
    database.exec('CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries BEGIN SELECT 1; END')
    database.close()
    const access = await openAccess({ folder, clock: () => NOW })
    expect(access.entries.page(2, 10)).toMatchObject([{ type: 'ChainBroken', data: { entry: 2 } }])
    access.close()
    expect(new AccessHistory(accessFile(folder)).end()).toContainEqual(
      expect.stringMatching(/account entry 2: .*altered before/),
    )
  })

  it('of a version to come is not touched', async () => {
    const database = new DatabaseSync(accessFile(folder))
    database.exec('PRAGMA user_version = 7')
    database.close()
    await expect(openAccess({ folder })).rejects.toThrow('version 7 is unknown')
  })
})
