import { rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { MINUTE, Office } from '../services/office.spec-support'
import { accessFile } from '../store/database'
import { AccessHistory } from './access-history'
import { beginAccountsAnew } from './begin-anew'

let office: Office
let log: SqliteEventLog
beforeEach(async () => {
  office = await Office.open({}, true)
  log = await openSqliteEventLog({ folder: office.folder, clock: office.clock })
  await office.employ()
  read()
})
afterEach(async () => {
  await log.close()
  office.close()
})

function read(at = office): void {
  const look = { role: 'evaluator', action: 'readLog', address: '::1', request: 'GET /' } as const
  for (let i = 0; i < 5; i++) at.access.reads.append({ at: at.now, actor: 'evaluator', ...look })
}
async function looked(alone = true, of = office, expected?: string) {
  const history = new AccessHistory(accessFile(of.folder), alone, expected)
  for await (const page of log.readAll()) for (const it of page) history.add(it)
  return { faults: history.end(), told: history.told() }
}
function tampered(sql: string): void {
  const database = new DatabaseSync(accessFile(office.folder))
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    database.exec(`DROP TRIGGER ${name}`)
  database.exec(sql)
  database.close()
}
const OTHER_ACTOR = "UPDATE reads SET actor = 'li'"
const another = () => tampered("UPDATE this_file SET id = 'another'")

describe('given accounts that were begun anew', () => {
  beforeEach(async () => {
    await office.access.committerTo(log, { alone: true }).commit()
    await beginAccountsAnew(office.folder, log, '自旧备份恢复')
  })

  it('then the act and its reason are told, though all is sound', async () => {
    expect(await looked()).toEqual({
      faults: [],
      told: [
        expect.stringMatching(/begun anew by entry 2（自旧备份恢复）；.*（第 1 条：.*2 account entries、.*5 reads）/),
      ],
    })
  })

  it('when that was done to hide what somebody had looked at, then it is told how much of it is not there as it was', async () => {
    read()
    await office.access.committerTo(log, { alone: true }).commit()
    tampered(`UPDATE reads SET actor = 'li' WHERE sequence = 7; DELETE FROM tree_nodes`)
    expect((await looked()).faults.join()).toMatch(/access log: .*from 6 to 10/)
    await beginAccountsAnew(office.folder, log, '自旧备份恢复')
    const { faults, told } = await looked()
    expect(faults).toEqual([])
    expect(told).toContainEqual(
      expect.stringMatching(/access log: .*of 10 that entry 3 committed the first 5 are there as they were/),
    )
  })

  it('when what was there by then is altered, then it is named, and nothing is committed that makes it right', async () => {
    tampered(`${OTHER_ACTOR}; DELETE FROM tree_nodes`)
    expect((await looked()).faults.join()).toMatch(/access log: .*from 1 to 5 .*entry 2 commits/)
    const again = office.access.committerTo(log, { alone: true })
    await again.commit()
    expect(again.failure).toMatch(/not what was committed/)
    expect((await log.readStream('access')).events).toHaveLength(2)
  })

  it('when the file is gone then, then it is named', async () => {
    office.access.close()
    for (const end of ['', '-wal', '-shm']) rmSync(accessFile(office.folder) + end, { force: true })
    expect((await looked()).faults).toEqual([expect.stringMatching(/there is no .*access.db, which entry 2 commits/)])
    Object.assign(office, { access: undefined })
    await office.restart()
    expect((await looked()).faults.join()).toMatch(/was replaced: entry 2 commits another/)
  })
})

describe('given machines that share a log', () => {
  it('when one of them begins anew, then the others are held against what was committed of them', async () => {
    await office.access.committerTo(log).commit()
    const elsewhere = await Office.open({}, true)
    await log.append('access', 0, [
      {
        id: '00000000-0000-7000-8000-000000000001',
        type: 'AccountsBegunAnew',
        version: 1,
        data: { file: 'c', accountEntries: 1, reads: 0, reason: '原机损毁', lost: ['d'] },
        metadata: { actor: 'local', correlationId: '00000000-0000-7000-8000-000000000002' },
      },
    ])
    tampered(`${OTHER_ACTOR}; DELETE FROM tree_nodes`)
    expect((await looked(false)).faults.join()).toMatch(/access log: .*entry 1 commits/)
    const again = office.access.committerTo(log)
    await again.commit()
    expect(again.failure).toMatch(/not what was committed/)
    elsewhere.close()
  })

  it('when an older copy of one is gone on with, then others are held against all that was committed of theirs', async () => {
    const elsewhere = await Office.open({}, true)
    for (const it of [office, elsewhere]) await it.access.committerTo(log).commit()
    tampered(`DELETE FROM reads WHERE sequence > 3; DELETE FROM tree_nodes`)
    expect((await looked(false)).faults.join()).toMatch(/end at 3 of 5/)
    await beginAccountsAnew(office.folder, log, '自旧备份恢复', { alone: false })
    expect((await looked(false)).faults).toEqual([])
    const database = new DatabaseSync(accessFile(elsewhere.folder))
    database.exec('DROP TRIGGER account_entries_remain; DELETE FROM account_entries')
    database.close()
    expect((await looked(false, elsewhere)).faults.join()).toMatch(/account entries: .*entry 2 commits/)
    elsewhere.access.close()
  })

  it('when a file goes by another id, then the log knows no such file, and tells which it knows', async () => {
    await office.access.committerTo(log).commit()
    expect((await looked(false)).faults).toEqual([])
    office.now += 60 * MINUTE
    const elsewhere = await Office.open({}, true)
    elsewhere.now = office.now
    read(elsewhere)
    await elsewhere.access.committerTo(log).commit()
    another()
    tampered(OTHER_ACTOR)
    const { faults, told } = await looked(false)
    expect(faults.join()).toMatch(/the log knows no such file/)
    expect(told.join()).toMatch(/looked at: another；.*not looked at: .*（1）、.*（2）/)
    elsewhere.close()
  })

  it('when a machine has just come, then its file is no fault before it is committed', async () => {
    await office.access.committerTo(log).commit()
    const elsewhere = await Office.open({}, true)
    expect((await looked(false, elsewhere)).faults).toEqual([])
    elsewhere.close()
  })

  it('when somebody noted the id of the file, then another in its place is named, committed or not', async () => {
    another()
    await office.access.committerTo(log).commit()
    expect((await looked(false, office, 'another')).faults).toEqual([])
    expect((await looked(false, office, 'noted')).faults.join()).toMatch(/another file than the one/)
  })
})
