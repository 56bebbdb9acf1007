import { readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { AccessHistory } from '../commitments/access-history'
import { beginAccountsAnew } from '../commitments/begin-anew'
import { ACCOUNT_EVENTS } from '../definitions'
import { accessFile, closeAccessDatabase, openAccessDatabase } from '../store/database'
import { apart, PERSONAL } from '../store/leaves'
import { codeAt } from './authenticator.spec-support'
import { forgetPerson } from './forgotten-person'
import { DAY, Office, PASSWORD } from './office.spec-support'

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

async function faults(): Promise<readonly string[]> {
  const history = new AccessHistory(accessFile(office.folder))
  for await (const page of log.readAll()) for (const it of page) history.add(it)
  return history.end()
}
const forget = async (name = 'wang.gong', ground = '本人申请') => {
  const done = await forgetPerson(office.folder, { name, ground, clock: office.clock })
  return isRefusal(done) ? done.code : done
}
/** What identifies him besides the name of his account. */
const HIS = ['王小明', '10.9.8.7', '月报脚本王', '198.51.100.9', '10.9.0.0/16']
/** Of these, what stands anywhere in the file's bytes. */
function found(words: readonly string[] = HIS): readonly string[] {
  closeAccessDatabase(openAccessDatabase(office.folder))
  const bytes = ['', '-wal'].map((end) => {
    try {
      return readFileSync(accessFile(office.folder) + end)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
      throw error
    }
  })
  return words.filter((it) => bytes.some((file) => file.includes(it)))
}

/** Somebody who worked here for a while, everything committed. */
async function worked(): Promise<string> {
  const id = await office.employ({ displayName: '王小明' })
  await office.logIn('wang.gong', 'wrong', '198.51.100.9')
  await office.logIn('wang.gong', undefined, '10.9.8.7')
  const limits = { scopes: ['read'], addresses: ['10.9.0.0/16'] } as const
  office.access.tokens.create(id, '月报脚本王', 30, 'wang.gong', limits)
  const look = { role: 'platform', action: 'readEngagement', address: '10.9.8.7', request: 'GET /' } as const
  for (const actor of ['wang.gong', 'li', 'wang.gong']) office.access.reads.append({ at: office.now, actor, ...look })
  await office.access.committerTo(log).commit()
  return id
}

describe('given somebody who has left', () => {
  it('when he is forgotten, then his second factor goes with him, and nothing is found missing', async () => {
    const id = await worked()
    const { secondFactor, accounts, committerTo } = office.access
    const offered = await secondFactor.offer(id, { password: PASSWORD }, '10.9.8.7')
    if (isRefusal(offered)) throw new Error(offered.code)
    expect(secondFactor.confirm(id, codeAt(offered.secret, office.now), '')).toHaveProperty('recoveryCodes')
    await secondFactor.offer(id, { password: PASSWORD, code: codeAt(offered.secret, office.now + 30_000) }, '10.9.8.7')
    accounts.change(id, { disabled: true }, 'administrator')
    await committerTo(log).commit()
    expect([found([offered.secret]), await faults()]).toEqual([[offered.secret], []])
    await forget()
    expect([found([offered.secret]), await faults()]).toEqual([[], []])
  })

  it('when an issuer had vouched for him, then where he came from goes by the name that it gave him', async () => {
    const data = { address: '198.51.100.77', session: `${'a'.repeat(43)}=`, role: 'finance', platforms: [] } as const
    const actor = 'openid:wang'
    office.access.entries.append({ at: office.now, actor, type: 'LoggedInAtIssuer', account: actor, data })
    await office.access.committerTo(log).commit()
    expect(found([data.address])).toEqual([data.address])
    expect(await forget(actor)).toEqual({ entries: 1, reads: 0, lingers: false })
    expect([found([data.address]), await faults()]).toEqual([[], []])
  })

  it('when he is forgotten, then no word of him is in the file, and every proof holds', async () => {
    const id = await worked()
    office.access.accounts.change(id, { disabled: true }, 'administrator')
    await office.access.committerTo(log).commit()
    expect([found(), await faults()]).toEqual([HIS, []])
    expect(await forget()).toEqual({ entries: 4, reads: 2, lingers: false })
    // The address is another's too, who stays.
    expect([found(HIS.filter((it) => it !== '10.9.8.7')), await faults()]).toEqual([[], []])
    expect(office.access.reads.page(100, 10).map((it) => it.address)).toEqual(['', '10.9.8.7', ''])
    const last = office.access.entries.page(0, 100).at(-1)
    expect(last).toMatchObject({ type: 'PersonForgotten', data: { name: 'wang.gong', ground: '本人申请', entries: 4 } })
    // What he was, and what he might do, is not forgotten.
    const [, made] = office.access.entries.page(0, 100)
    expect(made).toMatchObject({ type: 'AccountCreated', data: { name: 'wang.gong', role: 'platform' } })
    expect(office.access.accounts.list().find((it) => it.id === id)).toMatchObject({
      displayName: '',
      name: 'wang.gong',
    })
    await office.access.committerTo(log, { alone: true }).commit()
    expect(await faults()).toEqual([])
    // Nor can anybody say later that he was called otherwise.
    const database = new DatabaseSync(accessFile(office.folder))
    expect(() => database.exec("UPDATE account_entries SET data = '{}'")).toThrow('never rewritten')
    expect(() => database.exec("UPDATE reads SET address = 'x'")).toThrow('never rewritten')
    expect(() => database.exec('UPDATE reads SET salt = randomblob(32)')).toThrow('never rewritten')
    database.exec('DROP TRIGGER account_entries_stay')
    database.exec(`UPDATE account_entries SET data = json_set(data, '$.displayName', '李四') WHERE sequence = 2`)
    database.close()
    expect((await faults()).join()).toMatch(/account entries: .*from 1 to 4/)
  })

  it('when text is taken away with its right digest but without the act, then verifying names it', async () => {
    const id = await worked()
    office.access.accounts.change(id, { disabled: true }, 'administrator')
    await forget()
    const database = new DatabaseSync(accessFile(office.folder))
    database.exec('DROP TRIGGER account_entries_remain')
    database.exec("DELETE FROM account_entries WHERE type = 'PersonForgotten'")
    database.exec("UPDATE accounts SET display_name = '王小明' WHERE name = 'wang.gong'")
    database.close()
    expect(await faults()).toContainEqual(expect.stringMatching(/account entry 2: .*no entry says why/))
    expect(await faults()).toContainEqual(expect.stringMatching(/access log 1: .*no entry says why/))
  })

  it('refused while the account is in use, for somebody nobody knows, without a ground', async () => {
    await worked()
    expect([await forget(), await forget('nobody'), await forget('wang.gong', ' ')]).toEqual([
      'account-in-use',
      'unknown-account',
      'ground-missing',
    ])
    expect([found(), await faults()]).toEqual([HIS, []])
  })

  it('whom an issuer vouched for is forgotten by what he was recorded as, again where he came back', async () => {
    const actor = 'openid:https://id.example.cn#42'
    const look = { role: 'evaluator', action: 'readLog', address: '192.0.2.44', request: 'GET /' } as const
    for (let i = 0; i < 2; i++) {
      office.access.reads.append({ at: office.now, actor, ...look })
      await office.access.committerTo(log).commit()
      expect(await forget(actor)).toEqual({ entries: 0, reads: 1, lingers: false })
      expect([found(['192.0.2.44']), await faults()]).toEqual([[], []])
      office.now += DAY
    }
  })

  it('whom an issuer vouched for stays forgotten where an account is given his name afterwards', async () => {
    const look = { role: 'evaluator', action: 'readLog', address: '192.0.2.44', request: 'GET /' } as const
    office.access.reads.append({ at: office.now, actor: 'li.si', ...look })
    expect(await forget('li.si')).toEqual({ entries: 0, reads: 1, lingers: false })
    office.now += DAY
    await office.employ({ name: 'li.si' })
    expect(await faults()).toEqual([])
  })
})

it('Of every field of an entry it is known whether it is said of a person', () => {
  const kept = ['name', 'role', 'platforms', 'disabled', 'proposal', 'proposedBy', 'alone', 'before', 'after', 'change']
  const counted = [
    'kind',
    'wrongPasswordsBefore',
    'token',
    'expiresAt',
    'scopes',
    'entry',
    'ground',
    'entries',
    'reads',
    'upToRead',
    'session',
    'shown',
    'secondFactor',
    'recoveryCode',
    'recoveryCodes',
  ]
  const known = new Set([...kept, ...counted, 'sessionsEnded', 'tokensEnded', 'secret', ...PERSONAL])
  const fields = ACCOUNT_EVENTS.all.flatMap(({ type, fields }) => Object.keys(fields).map((it) => `${type} ${it}`))
  expect(fields.filter((it) => !known.has(it.split(' ')[1]))).toEqual([])
  const deep = {
    after: { displayName: '王', role: 'x' },
    wrong: [{ address: '::1', failures: 2 }, 3],
    scopes: ['read'],
  }
  expect(apart(deep)).toEqual({
    kept: { after: { role: 'x' }, wrong: [{ failures: 2 }, 3], scopes: ['read'] },
    personal: { after: { displayName: '王' }, wrong: [{ address: '::1' }, {}] },
  })
})

it('Where the accounts were lost, an entry says that those that are there are gone on with', async () => {
  await worked()
  const database = new DatabaseSync(accessFile(office.folder))
  database.exec("UPDATE this_file SET id = 'another'")
  database.close()
  expect((await faults()).join()).toMatch(/was replaced/)
  const before = office.access.committerTo(log, { alone: true })
  await before.commit()
  expect(before.failure).toMatch(/another file/)
  await beginAccountsAnew(office.folder, log, '原机损毁')
  expect(await faults()).toEqual([])
  const after = office.access.committerTo(log, { alone: true })
  await after.commit()
  expect([after.failure, await faults()]).toEqual([undefined, []])
  expect((await log.readStream('access')).events.map((it) => it.type)).toEqual([
    'AccessCommitted',
    'AccountsBegunAnew',
    'AccessCommitted',
  ])
})
