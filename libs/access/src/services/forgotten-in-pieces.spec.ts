import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { AccessHistory } from '../commitments/access-history'
import { accessFile } from '../store/database'
import { forgetPerson } from './forgotten-person'
import { DAY, Office } from './office.spec-support'

const NOW_AND_THEN = { restMs: 0, patienceMs: 0 }
let office: Office
let log: SqliteEventLog
beforeEach(async () => {
  office = await Office.open({}, true)
  log = await openSqliteEventLog({ folder: office.folder, clock: office.clock })
})
afterEach(async () => {
  await log.close()
  office.access.close()
})

async function looked() {
  const history = new AccessHistory(accessFile(office.folder))
  for await (const page of log.readAll()) for (const it of page) history.add(it)
  return { faults: history.end(), told: history.told() }
}
const commit = () => office.access.committerTo(log).commit()
const forget = async (name = 'wang.gong') => {
  const by = { name, ground: '本人申请', clock: office.clock }
  const done = await forgetPerson(office.folder, by, NOW_AND_THEN)
  return isRefusal(done) ? done.code : done
}
const look = (actor = 'wang.gong', address = '10.9.8.7') =>
  office.access.reads.append({ at: office.now, actor, role: 'evaluator', action: 'readLog', address, request: 'GET /' })
function tampered(sql: string): void {
  const database = new DatabaseSync(accessFile(office.folder))
  database.exec(sql)
  database.close()
}

describe('given somebody who has left, and whose looks were many', () => {
  beforeEach(async () => {
    const id = await office.employ({ displayName: '王小明' })
    for (let i = 0; i < 220; i++) look()
    await commit()
    office.access.accounts.change(id, { disabled: true }, 'administrator')
  })

  it('when he is forgotten beside a running service, then others write between the pieces', async () => {
    let over = false
    const forgetting = forget().finally(() => {
      over = true
    })
    let written = 0
    for (; !over; written++) {
      look('li', '::1')
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await forgetting).toMatchObject({ reads: 220 })
    // Once at least before it ends; all at once would let nobody in.
    expect(written).toBeGreaterThan(2)
    expect(await looked()).toEqual({ faults: [], told: [] })
  })

  it('when it breaks off in the middle, then it is told that it is not finished, and done again it does the rest', async () => {
    tampered(
      "CREATE TRIGGER stopped BEFORE UPDATE ON reads WHEN NEW.sequence = 160 BEGIN SELECT raise(ABORT, 'killed'); END",
    )
    await expect(forget()).rejects.toThrow('killed')
    tampered('DROP TRIGGER stopped')
    expect(await looked()).toEqual({ faults: [], told: [expect.stringMatching(/not finished, 70 entries are left/)] })
    expect(await forget()).toEqual({ entries: 0, reads: 70, lingers: false })
    expect(await looked()).toEqual({ faults: [], told: [] })
  })

  it('when the clock was set back before, then it is known all the same what was forgotten', async () => {
    office.now -= DAY
    expect(await forget()).toMatchObject({ reads: 220 })
    expect((await looked()).faults).toEqual([])
  })

  it('when text goes that came after, then no entry says why, whatever its time', async () => {
    await forget()
    office.now -= DAY
    look()
    const database = new DatabaseSync(accessFile(office.folder))
    const { salt } = database.prepare('SELECT salt FROM reads WHERE sequence = 221').get() as { salt: Uint8Array }
    const digest = createHmac('sha256', salt).update('{"address":"10.9.8.7"}').digest()
    database.prepare("UPDATE reads SET address = '        ', salt = ? WHERE sequence = 221").run(digest)
    database.close()
    expect((await looked()).faults).toEqual([expect.stringMatching(/access log 221: .*no entry says why/)])
  })

  it('when somebody reads the file meanwhile, then nobody is kept waiting for him, and it is said what is still there', async () => {
    const reader = new DatabaseSync(accessFile(office.folder), { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM reads').get()
    expect(await forget()).toMatchObject({ reads: 220, lingers: true })
    reader.exec('ROLLBACK')
    reader.close()
    expect(await forget()).toEqual({ entries: 0, reads: 0, lingers: false })
    const bytes = ['', '-wal'].map((end) => readFileSync(accessFile(office.folder) + end))
    expect(['王小明', '10.9.8.7'].filter((it) => bytes.some((file) => file.includes(it)))).toEqual([])
  })
})

it('Somebody who was proposed, and never agreed to, is forgotten by the name that was proposed', async () => {
  const first = office.access.accounts.list()[0]
  const by = { actor: first.name, account: first.id }
  // Alone, once; then it takes two.
  for (const name of ['second', 'zhao'])
    await office.access.rights.create({ name, displayName: '赵小红', role: 'auditor', platforms: [] }, by)
  await commit()
  expect(await forget('Zhao')).toBe('proposal-open')
  const [{ proposal }] = office.access.rights.open()
  office.access.rights.withdraw(proposal, by)
  office.access.accounts.change(
    office.access.accounts.list().find((it) => it.name === 'second')?.id as string,
    { displayName: '李四' },
    'administrator',
  )
  expect(await forget('Zhao')).toEqual({ entries: 1, reads: 0, lingers: false })
  const proposed = office.access.entries.page(0, 100).filter(({ type }) => type === 'ChangeProposed')
  const digests = { secret: expect.any(String), shown: expect.any(String) }
  const left = { kind: 'create', name: 'zhao', platforms: [], role: 'auditor', ...digests }
  expect(proposed.map(({ data }) => data)).toEqual([left])
  expect(await looked()).toEqual({ faults: [], told: [] })
})

it('A file of the third version is lifted: what was committed holds, and what was forgotten stays so', async () => {
  await office.employ({ displayName: '王小明' })
  for (let i = 0; i < 3; i++) look()
  // As that version had it: salts half as long, and digests in a column.
  tampered(`DROP TRIGGER reads_stay; DROP TRIGGER account_entries_stay;
    UPDATE reads SET salt = randomblob(16); UPDATE account_entries SET salt = randomblob(16)`)
  await commit()
  const database = new DatabaseSync(accessFile(office.folder))
  const { salt } = database.prepare('SELECT salt FROM reads WHERE sequence = 2').get() as { salt: Uint8Array }
  const digest = createHmac('sha256', salt).update('{"address":"10.9.8.7"}').digest('base64')
  database.exec(`ALTER TABLE reads ADD COLUMN erased TEXT; ALTER TABLE account_entries ADD COLUMN erased TEXT;
    DROP TABLE recovery_codes; DROP TABLE second_factors; DROP TABLE offered_second_factors;
    DROP TABLE issuer_log_ins; DROP TABLE issuer_sessions;
    DROP INDEX account_entries_of_account; DROP INDEX reads_of_actor; DROP INDEX reads_of_platform; DROP INDEX reads_of_both;
    CREATE TRIGGER reads_stay BEFORE UPDATE ON reads BEGIN SELECT 1; END;
    CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries BEGIN SELECT 1; END;
    UPDATE reads SET salt = NULL, erased = '${digest}', address = '' WHERE sequence = 2; PRAGMA user_version = 3`)
  database.close()
  // Only that nobody had said why: every root is what it was, whether it is lifted or looked at as it lies.
  for (const lift of [async () => undefined, () => office.restart()]) {
    await lift()
    expect((await looked()).faults).toEqual([expect.stringMatching(/access log 2: .*no entry says why/)])
  }
  expect(office.access.reads.page(10, 10).map((it) => it.address)).toEqual(['10.9.8.7', '', '10.9.8.7'])
  expect(await forget('li')).toBe('unknown-account')
})
