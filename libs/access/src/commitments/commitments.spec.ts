import { rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type RecordedEvent, type SqliteEventLog, VersionConflict } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { leafHash, nodeHash } from '@pilot-ledger/proof'
import type { Access } from '../services/access'
import { INSTRUMENTS, MINUTE, Office, PASSWORD } from '../services/office.spec-support'
import { accessFile } from '../store/database'
import type { AccessCommitter } from './access-committer'
import { AccessHistory } from './access-history'

let office: Office
let log: SqliteEventLog
let committer: AccessCommitter
beforeEach(async () => {
  office = await Office.open({}, true)
  log = await openSqliteEventLog({ folder: office.folder, clock: office.clock })
  committer = office.access.committerTo(log, { alone: true })
})
afterEach(async () => {
  await log.close()
  office.close()
})

const committed = async (): Promise<readonly RecordedEvent[]> => (await log.readStream('access')).events
async function faults(options: { alone?: boolean } = {}, of = office): Promise<readonly string[]> {
  const history = new AccessHistory(accessFile(of.folder), options.alone)
  for await (const page of log.readAll()) for (const it of page) history.add(it)
  return history.end()
}
function read(actor = 'evaluator', access: Access = office.access): void {
  const request = 'GET /api/engagements/x'
  access.reads.append({
    at: office.now,
    actor,
    role: 'evaluator',
    action: 'readEngagement',
    address: '10.0.0.7',
    request,
  })
}
/** By whoever can write the file, past its triggers. */
function tampered(...sql: readonly string[]): void {
  const database = new DatabaseSync(accessFile(office.folder))
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    database.exec(`DROP TRIGGER ${name}`)
  for (const it of sql) database.exec(it)
  database.close()
}
/** An account, a token and reads, committed twice on the way. */
async function busy(): Promise<string> {
  const id = await office.employ()
  await office.logIn()
  for (let i = 0; i < 5; i++) read()
  await committer.commit()
  const made = office.access.tokens.create(id, '月报脚本', 30, 'wang.gong')
  if (isRefusal(made)) throw new Error(made.en)
  for (let i = 0; i < 8; i++) read('finance')
  await committer.commit()
  return id
}

describe('given accounts that are committed to the log', () => {
  it('then an entry says how many there are and their root, whose leaves hash what is said of persons with a salt', async () => {
    await office.employ({ displayName: '王小明' })
    read()
    await committer.commit()
    const [{ data, type }] = await committed()
    expect([type, data.accountEntries, data.reads]).toEqual(['AccessCommitted', 2, 1])
    // The first administrator and the one employed: by hand, from what is stored.
    const database = new DatabaseSync(accessFile(office.folder), { readOnly: true })
    const rows = database.prepare('SELECT * FROM account_entries ORDER BY sequence').all() as never[]
    database.close()
    const { createHmac } = await import('node:crypto')
    const leaves = (rows as { [name: string]: string & Uint8Array }[]).map((it) => {
      const { displayName, ...kept } = JSON.parse(it.data)
      const personal = JSON.stringify({ displayName })
      const digest = createHmac('sha256', it.salt).update(personal).digest('base64')
      const text = `{"account":"${it.account}","actor":"${it.actor}","at":${it.at},"data":${JSON.stringify(kept)},"digest":"${digest}","sequence":${it.sequence},"type":"${it.type}"}`
      return leafHash(Buffer.from(text))
    })
    expect(data.accountEntriesRoot).toBe(Buffer.from(nodeHash(leaves[0], leaves[1])).toString('base64'))
    expect(JSON.stringify(await committed())).not.toMatch(/wang|王|10\.0/)
  })

  it('when nothing came since, then nothing is said again, however often and by whoever shares the file', async () => {
    await busy()
    await committer.commit()
    const other = office.access.committerTo(log)
    await Promise.all([other.commit(), committer.commit()])
    expect(await committed()).toHaveLength(2)
    for (let i = 0; i < 3; i++) read()
    // Both at once: one of them finds that it has been said.
    await Promise.all([other.commit(), committer.commit()])
    await Promise.all([other.commit(), committer.commit()])
    expect((await committed()).map((it) => it.data.reads)).toEqual([5, 13, 16])
    expect([other.failure, committer.failure, await faults()]).toEqual([undefined, undefined, []])
  })

  it('when machines with accounts of their own share the log and commit at once, then neither waits for its next minute', async () => {
    const elsewhere = await Office.open({}, true)
    const both = [office, elsewhere].map((it) => it.access.committerTo(log))
    for (let round = 1; round <= 3; round++) {
      read()
      read('finance', elsewhere.access)
      await Promise.all(both.map((it) => it.commit()))
      expect((await committed()).map((it) => it.data.reads)).toEqual([1, 1, 2, 2, 3, 3].slice(0, 2 * round))
    }
    for (const it of [office, elsewhere]) expect(await faults({ alone: false }, it)).toEqual([])
    elsewhere.close()
  })

  it('when it is begun again, then it goes on where it was, and says at its stop what came last', async () => {
    await busy()
    const again = office.access.committerTo(log, { alone: true, everyMs: 60 * MINUTE })
    again.begin()
    read()
    await again.stop()
    expect((await committed()).map((it) => it.data.reads)).toEqual([5, 13, 14])
    expect(await faults()).toEqual([])
  })

  it('when what is kept of its trees is altered or gone, then it is made again from the entries', async () => {
    await busy()
    tampered('UPDATE tree_nodes SET hash = zeroblob(32)')
    await office.access.committerTo(log).commit()
    read()
    const again = office.access.committerTo(log, { alone: true })
    await again.commit()
    expect([again.failure, await faults(), (await committed()).length]).toEqual([undefined, [], 3])
  })

  it('when the log does not answer, then it is tried again, and nothing is said twice', async () => {
    await busy()
    read()
    const told: string[] = []
    let away = true
    const append: SqliteEventLog['append'] = async (...values) => {
      if (!away) return log.append(...values)
      await log.append(...values)
      throw new Error('no answer')
    }
    const faulty = { append, readStream: log.readStream.bind(log) }
    const it = office.access.committerTo(faulty, { onFailed: (error) => told.push(error.message) })
    expect(await it.commit()).toBe(false)
    away = false
    expect(await it.commit()).toBe(true)
    expect([told, it.failure, (await committed()).length]).toEqual([['no answer'], undefined, 3])
  })

  it('when there are more of them than were committed, as after a crash or in a backup, then that is no fault', async () => {
    await busy()
    read()
    expect(await faults()).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    ['an access log that is emptied', 'DELETE FROM reads', /access log: .*they end at 0 of 13 that entry 2 commits/],
    [
      'one that is emptied and begun again',
      "DELETE FROM reads; INSERT INTO reads (sequence, at, actor, role, action, address, request, salt) VALUES (1, 1, 'x', 'finance', 'readLog', '', 'GET /', randomblob(16))",
      /access log: .*end at 1 of 13/,
    ],
    ['the end of it cut off', 'DELETE FROM reads WHERE sequence > 12', /access log: .*end at 12 of 13/],
    ['a look taken out', 'DELETE FROM reads WHERE sequence = 7', /access log: .*entry 7 is missing/],
    [
      'another one who looked',
      "UPDATE reads SET actor = 'li' WHERE sequence = 7",
      /from 6 to 13 .* entry 2 commits.*about 7/,
    ],
    [
      'another address',
      "UPDATE reads SET address = '::1' WHERE sequence = 2",
      /from 1 to 5 .* entry 1 commits.*about 1/,
    ],
    ['another moment', 'UPDATE reads SET at = at - 1 WHERE sequence = 13', /access log: .*from 6 to 13/],
    [
      'two looks that change places',
      'UPDATE reads SET sequence = -3 WHERE sequence = 3; UPDATE reads SET sequence = 3 WHERE sequence = 9; UPDATE reads SET sequence = 9 WHERE sequence = -3',
      /from 1 to 5/,
    ],
    [
      'another who did it',
      "UPDATE account_entries SET actor = 'li' WHERE sequence = 2",
      /account entries: .*from 1 to 3/,
    ],
    [
      'another holder',
      `UPDATE account_entries SET data = json_set(data, '$.displayName', '李四') WHERE sequence = 2; UPDATE accounts SET display_name = '李四' WHERE name = 'wang.gong'`,
      /account entries: .*from 1 to 3/,
    ],
    [
      'another right',
      `UPDATE account_entries SET data = json_set(data, '$.role', 'finance', '$.platforms', json('[]')) WHERE sequence = 2; UPDATE accounts SET role = 'finance', platforms = '[]' WHERE name = 'wang.gong'`,
      /account entries: .*from 1 to 3/,
    ],
    [
      'entries of accounts cut off',
      'DELETE FROM account_entries WHERE sequence > 3',
      /account entries: .*they end at 3 of 4/,
    ],
    ['entries that are all gone', 'DELETE FROM account_entries', /account entries: .*they end at 0 of 4/],
    [
      'a text that is forgotten without an act',
      "UPDATE reads SET salt = randomblob(32), address = '        ' WHERE sequence = 2",
      /access log: .*from 1 to 5/,
    ],
    [
      'a role that no entry gives',
      "UPDATE accounts SET role = 'administrator' WHERE name = 'wang.gong'",
      /account wang.gong: role/,
    ],
    [
      'platforms that no entry gives',
      `UPDATE accounts SET platforms = '["all"]' WHERE name = 'wang.gong'`,
      /account wang.gong: platforms/,
    ],
    [
      'an account that no entry makes',
      "INSERT INTO accounts SELECT 'x', 'x', 'x', display_name, role, platforms, password_hash, 0, NULL, 1, 0, NULL FROM accounts LIMIT 1",
      /account x: .*no entry tells/,
    ],
    [
      'one that is taken out',
      "DELETE FROM sessions; DELETE FROM tokens; DELETE FROM places; DELETE FROM accounts WHERE name = 'wang.gong'",
      /account wang.gong: .*is gone/,
    ],
    ['a token for longer', 'UPDATE tokens SET expires_at = expires_at + 1', /token .*not what its entries say/],
    [
      'a token of another',
      "UPDATE tokens SET account = (SELECT id FROM accounts WHERE name = 'administrator')",
      /token .*not what its entries say/,
    ],
    ['a token from everywhere', `UPDATE tokens SET addresses = '["0.0.0.0/0"]'`, /token .*not what its entries say/],
    [
      'a token that nobody made',
      `INSERT INTO tokens SELECT 'x', 'x', account, label, 1, 9e15, NULL, NULL, scopes, addresses FROM tokens`,
      /token x: .*no entry tells/,
    ],
    [
      'another password',
      "UPDATE accounts SET password_hash = 'x' WHERE name = 'wang.gong'",
      /account wang.gong: secret .*not what its entries say/,
    ],
    [
      'that a password given by others need not be changed',
      'UPDATE accounts SET password_change_needed = 0',
      /account administrator: passwordChangeNeeded .*not what its entries say/,
    ],
    ['a token revoked', 'UPDATE tokens SET revoked_at = 1', /token .*not what its entries say/],
    ['a token called otherwise', "UPDATE tokens SET label = '审计'", /token .*not what its entries say/],
    ['a token as if of another day', 'UPDATE tokens SET created_at = created_at - 5000', /token .*not what its entr/],
    [
      'a session that begins later, and so lasts longer',
      'UPDATE sessions SET created_at = created_at + 3600000',
      /session of account .*: .*no entry tells/,
    ],
    ['another token in the place of one', "UPDATE tokens SET token_hash = 'x'", /token .*not what its entries say/],
    [
      'a right that was given by one alone, as if by two',
      `UPDATE accounts SET granted = '{"alone":false,"proposedBy":"administrator","consentedBy":"li"}' WHERE name = 'wang.gong'`,
      /account wang.gong: grant /,
    ],
    [
      'a password of the demonstration, as if of his own',
      "UPDATE accounts SET ready = 1 WHERE name = 'wang.gong'",
      /account wang.gong: ready /,
    ],
    [
      'a name that leads elsewhere',
      "UPDATE accounts SET name_key = 'li' WHERE name = 'wang.gong'",
      /account wang.gong: key /,
    ],
    [
      'a session that nobody began',
      "INSERT INTO sessions SELECT 'x', account, created_at, 9e15 FROM sessions",
      /session of account .*: .*no entry tells/,
    ],
    [
      'a session as that of another',
      "UPDATE sessions SET account = (SELECT id FROM accounts WHERE name = 'administrator')",
      /session of account .*: .*no entry tells/,
    ],
    [
      'a password that waits for consent to nothing',
      "INSERT INTO proposed_passwords VALUES (2, 'x', 'y')",
      /proposal 2: .*not what its entry says/,
    ],
    [
      'a trigger that leaves somebody out',
      "CREATE TRIGGER quiet BEFORE INSERT ON reads WHEN NEW.actor = 'li' BEGIN SELECT raise(IGNORE); END",
      /trigger quiet: .*none of this program/,
    ],
    [
      'a trigger in the place of ours',
      'CREATE TRIGGER reads_stay BEFORE UPDATE ON reads BEGIN SELECT 1; END',
      /trigger reads_stay: .*none of this program/,
    ],
    [
      'a table that passes rows over',
      'CREATE TABLE reads_2 (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at, actor, role, action, platform, address, request, salt, UNIQUE (actor) ON CONFLICT IGNORE); INSERT INTO reads_2 SELECT * FROM reads; DROP TABLE reads; ALTER TABLE reads_2 RENAME TO reads',
      /table reads: .*none of this program/,
    ],
    ['another file', "UPDATE this_file SET id = 'x'", /was replaced: entry 2 commits another/],
    ['tables that are gone', 'DROP TABLE reads', /cannot be read/],
  ])('when somebody writes %s, then verifying names it', async (_, sql, named) => {
    await busy()
    expect(await faults()).toEqual([])
    tampered(sql)
    expect((await faults()).join('\n')).toMatch(named)
  })

  it('when what is to be shown to whoever consents is another, or what waits is taken out, then that is named', async () => {
    const first = office.access.accounts.list()[0]
    const by = { actor: first.name, account: first.id }
    await office.employ({ name: 'second', role: 'auditor', platforms: [] })
    await office.access.rights.create({ name: 'zhao', displayName: '赵', role: 'evaluator', platforms: [] }, by)
    const [{ proposal }] = office.access.rights.open()
    tampered("UPDATE proposed_passwords SET second_part = 'aaaaa-aaaaa'")
    expect(await faults()).toEqual([expect.stringMatching(`proposal ${proposal}: .*not what its entry says`)])
    tampered('DELETE FROM proposed_passwords')
    expect(await faults()).toEqual([expect.stringMatching(`proposal ${proposal}: .*is gone from the file`)])
  })

  it('when the password of what waits for consent is another, then that is named, agreed to or not', async () => {
    const first = office.access.accounts.list()[0]
    const by = { actor: first.name, account: first.id }
    await office.employ({ name: 'second', role: 'auditor', platforms: [] })
    await office.access.rights.create({ name: 'zhao', displayName: '赵', role: 'evaluator', platforms: [] }, by)
    expect(await faults()).toEqual([])
    tampered("UPDATE proposed_passwords SET password_hash = '$argon2id$known'")
    const [{ proposal }] = office.access.rights.open()
    expect(await faults()).toEqual([expect.stringMatching(`proposal ${proposal}: .*not what its entry says`)])
    const second = office.access.accounts.list().find((it) => it.name === 'second')
    const consented = office.access.rights.consent(proposal, { actor: 'second', account: second?.id })
    expect(isRefusal(consented)).toBe(false)
    expect((await faults()).join()).toMatch(/its password is not the one that was proposed/)
  })

  it('when somebody leaves a right to two persons, logs in and out, changes his password, then that is no fault', async () => {
    const first = office.access.accounts.list()[0]
    const by = { actor: first.name, account: first.id }
    const second = await office.employ({ name: 'second', role: 'auditor', platforms: [] })
    for (const name of ['zhao', 'qian']) {
      await office.access.rights.create({ name, displayName: name, role: 'evaluator', platforms: [] }, by)
      const [{ proposal }] = office.access.rights.open()
      if (name === 'zhao') office.access.rights.consent(proposal, { actor: 'second', account: second })
      else office.access.rights.reject(proposal, { actor: 'second', account: second }, '未经任命')
    }
    const zhao = office.access.accounts.list().find((it) => it.name === 'zhao')
    expect(zhao?.grant).toMatchObject({ proposedBy: 'administrator', consentedBy: 'second' })
    office.access.accounts.change(zhao?.id as string, { displayName: '赵' }, 'administrator')
    expect(await faults()).toEqual([])
    office.access.accounts.change(zhao?.id as string, { role: 'platform', platforms: [INSTRUMENTS] }, 'administrator')
    const session = await office.logIn('second')
    await office.logIn('second')
    office.access.logIn.logOut(session)
    await office.access.logIn.changePassword(second, PASSWORD, 'tram-lilac-oboe-10', '10.0.0.5')
    await office.access.accounts.resetPassword(zhao?.id as string, 'administrator')
    expect(await faults()).toEqual([])
    tampered('UPDATE accounts SET password_change_needed = 1 - password_change_needed')
    const named = ['second', 'zhao'].map((it) => expect.stringMatching(`account ${it}: passwordChangeNeeded `))
    expect(await faults()).toEqual(expect.arrayContaining(named))
  })

  it('when somebody was logged in before entries said which session, then that is no fault', async () => {
    await busy()
    tampered("UPDATE account_entries SET data = json_remove(data, '$.session') WHERE type = 'LoggedIn'")
    expect((await faults()).join()).not.toMatch(/session of account/)
  })

  it('when a look is left out by whatever stands in the file, then it is not shown either', () => {
    tampered("CREATE TRIGGER quiet BEFORE INSERT ON reads WHEN NEW.actor = 'li' BEGIN SELECT raise(IGNORE); END")
    expect(() => read('li')).toThrow('did not take in')
    read('evaluator')
    expect(office.access.reads.page(9, 9)).toHaveLength(1)
  })

  it('when entries bear a time before what was committed already, then it is told: a clock was set back', async () => {
    await busy()
    office.now -= 60 * MINUTE
    read()
    read()
    const history = new AccessHistory(accessFile(office.folder))
    for await (const page of log.readAll()) for (const it of page) history.add(it)
    expect(history.end()).toEqual([])
    expect(history.told()).toEqual([expect.stringMatching(/access log: .*from 14 on 2 bear an earlier time/)])
  })

  it('when the disk is full in the middle of a page, then it is taken in the next time, and others are believed', async () => {
    await busy()
    const other = office.access.committerTo(log)
    await other.commit()
    for (let i = 0; i < 3; i++) read()
    tampered("CREATE TRIGGER full BEFORE INSERT ON tree_nodes BEGIN SELECT raise(ABORT, 'disk is full'); END")
    expect(await committer.commit()).toBe(false)
    tampered('SELECT 1')
    expect(await committer.commit()).toBe(true)
    for (let i = 0; i < 3; i++) read()
    expect(await other.commit()).toBe(true)
    expect([await committer.commit(), committer.failure, await faults()]).toEqual([true, undefined, []])
  })

  it('when a cluster takes back what was said, then it is said again', async () => {
    await busy()
    const [, last] = await committed()
    /** Shown by a leader that was deposed, and cut off. */
    let shown = true
    const cut: SqliteEventLog['readStream'] = async (stream, options) => {
      const slice = await log.readStream(stream, options)
      return shown
        ? slice
        : { ...slice, events: slice.events.filter((it) => it.revision < last.revision), head: slice.head - 1 }
    }
    const append: SqliteEventLog['append'] = async (stream, expected, events) => {
      if (shown) return log.append(stream, expected, events)
      if (expected === last.revision) throw new VersionConflict(stream, expected, last.revision - 1)
      said.push(...events.map((it) => it.data))
      return { revision: last.revision, position: '9', repeated: false } as never
    }
    const said: unknown[] = []
    const it = office.access.committerTo({ append, readStream: cut })
    expect(await it.commit()).toBe(true)
    shown = false
    read()
    expect(await it.commit()).toBe(true)
    expect(said).toEqual([expect.objectContaining({ reads: 14 })])
  })

  it('when the file is gone, then that is named; so is a new one in its place, and by the service too', async () => {
    await busy()
    office.access.close()
    for (const end of ['', '-wal', '-shm']) rmSync(accessFile(office.folder) + end, { force: true })
    expect(await faults()).toEqual([expect.stringMatching(/there is no .*access.db, which entry 2 commits/)])
    Object.assign(office, { access: undefined })
    await office.restart()
    await office.employ()
    const anew = office.access.committerTo(log, { alone: true })
    await anew.commit()
    expect(anew.failure).toMatch(/another file of accounts/)
    expect(await committed()).toHaveLength(2)
    expect((await faults()).join()).toMatch(/was replaced/)
    // Where machines share a log each has a file of its own.
    const shared = office.access.committerTo(log)
    await shared.commit()
    expect([shared.failure, (await committed()).length, await faults({ alone: false })]).toEqual([undefined, 3, []])
  })

  it('when entries that were committed are altered, then nothing more is committed', async () => {
    await busy()
    tampered("UPDATE reads SET actor = 'li' WHERE sequence = 7", 'DELETE FROM tree_nodes')
    read()
    const again = office.access.committerTo(log, { alone: true })
    expect([await again.commit(), await again.commit()]).toEqual([false, false])
    expect(again.failure).toMatch(/not what was committed on the log for the 2th time/)
    expect(await committed()).toHaveLength(2)
  })
})
