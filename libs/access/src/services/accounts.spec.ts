import { existsSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { isRefusal } from '@pilot-ledger/kernel'
import { accessFile } from '../store/database'
import { resetAdministrator } from './first-administrator'
import { DAY, INSTRUMENTS, Office, PASSWORD } from './office.spec-support'

let office: Office
beforeEach(async () => {
  office = await Office.open()
})
afterEach(() => office.close())

const given = { name: 'wang.gong', displayName: '王工', role: 'platform', platforms: [INSTRUMENTS] } as const
const ok = <T>(answer: T) => {
  if (isRefusal(answer)) throw new Error(answer.code)
  return answer as Exclude<T, { kind: 'refusal' }>
}
const reported = () => office.access.entries.page(0, 1000).map(({ type, actor, data }) => ({ type, actor, data }))

describe('The first start', () => {
  const first = () => {
    const { firstPassword } = office.access
    if (!firstPassword) throw new Error('there is no first password')
    return firstPassword
  }

  it('makes an administrator whose random password stands in a file of its owner’s', async () => {
    const { oneTimePassword, file } = first()
    expect(oneTimePassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    expect(readFileSync(file, 'utf8')).toBe(`administrator\n${oneTimePassword}\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(office.access.identify(await office.logIn('administrator', oneTimePassword))).toMatchObject({
      role: 'administrator',
      passwordChangeNeeded: true,
    })
  })

  it('has another password every time', async () => {
    const other = await Office.open()
    expect(other.access.firstPassword?.oneTimePassword).not.toBe(first().oneTimePassword)
    other.close()
  })

  it('takes the file away at the first log-in, and not at a wrong one', async () => {
    const { oneTimePassword, file } = first()
    await office.logIn('administrator', 'wrong-wrong-wrong')
    expect(existsSync(file)).toBe(true)
    await office.logIn('administrator', oneTimePassword)
    expect(existsSync(file)).toBe(false)
  })

  it('is the only one: later starts make and say nothing', async () => {
    const { oneTimePassword } = first()
    await office.restart()
    expect(office.access.firstPassword).toBeUndefined()
    expect(await office.logIn('administrator', oneTimePassword)).toMatch(/^pls_/)
  })

  it('where no demonstration is served, accounts with a demonstration’s passwords are none: another administrator is made', async () => {
    const keeper = {
      name: 'keeper',
      displayName: '管理员',
      role: 'administrator',
      platforms: [],
      password: 'demo',
    } as const
    const copied = await Office.open({ readyAccounts: [keeper] })
    const session = await copied.logIn('keeper', 'demo')
    const { id } = ok(copied.access.accounts.list()[0])
    const { token } = ok(copied.access.tokens.create(id, '脚本', 30, 'keeper'))
    await copied.restart()
    expect(await copied.logIn('keeper', 'demo')).toBe('log-in-refused')
    expect([copied.actorOf(session), copied.actorOf(token)]).toEqual([undefined, undefined])
    expect(copied.access.firstPassword?.account.name).toBe('administrator')
    expect(copied.access.rights.secondPersonMissing()).toBe(true)
    await copied.restart({ readyAccounts: [keeper] })
    expect(await copied.logIn('keeper', 'demo')).toMatch(/^pls_/)
    copied.close()
  })

  it('of a demonstration makes the ready accounts, once, and no other administrator', async () => {
    const demonstration = await Office.open({
      readyAccounts: [
        { name: 'clerk', displayName: '平台', role: 'platform', platforms: [INSTRUMENTS], password: 'demo' },
        { name: 'keeper', displayName: '管理员', role: 'administrator', platforms: [], password: 'demo' },
      ],
    })
    expect(demonstration.access.firstPassword).toBeUndefined()
    expect(demonstration.access.accounts.list().map((it) => it.name)).toEqual(['clerk', 'keeper'])
    await demonstration.restart({ readyAccounts: demonstration.access.readyAccounts })
    expect(demonstration.access.accounts.list()).toHaveLength(2)
    expect(
      demonstration.access.identify(await demonstration.logIn('clerk', 'demo'))?.passwordChangeNeeded,
    ).toBeUndefined()
    demonstration.close()
  })
})

describe('The reset command', () => {
  it('opens the administrator’s account again beside a running service, and ends what it had', async () => {
    const { oneTimePassword } = office.access.firstPassword as { oneTimePassword: string }
    const session = await office.logIn('administrator', oneTimePassword)
    for (let i = 0; i < 6; i++) await office.logIn('administrator', 'wrong-wrong-wrong')
    const reset = await resetAdministrator(office.folder, { clock: office.clock })
    expect(reset.oneTimePassword).not.toBe(oneTimePassword)
    expect(readFileSync(reset.file, 'utf8')).toContain(reset.oneTimePassword)
    expect(office.actorOf(session)).toBeUndefined()
    expect(await office.logIn('administrator', oneTimePassword)).toBe('log-in-refused')
    expect(await office.logIn('administrator', reset.oneTimePassword)).toMatch(/^pls_/)
  })

  it('makes an enabled administrator of whatever has the name', async () => {
    const id = await office.employ({ name: 'li.gong' })
    office.access.accounts.change(id, { disabled: true }, 'administrator')
    await resetAdministrator(office.folder, { name: 'li.gong', clock: office.clock })
    const account = ok(office.access.accounts.show(id))
    expect(account).toMatchObject({ role: 'administrator', platforms: [], passwordChangeNeeded: true })
    expect(account.disabledAt).toBeUndefined()
  })
})

describe('An account', () => {
  it('is made with a password to be changed, and its name is given once, in any case of typing', async () => {
    const made = ok(await office.access.accounts.create(given, 'administrator'))
    expect(made.account).toMatchObject({ ...given, passwordChangeNeeded: true })
    expect(JSON.stringify(made.account)).not.toContain('argon2')
    expect(await office.logIn('wang.gong', made.oneTimePassword)).toMatch(/^pls_/)
    office.access.accounts.change(made.account.id, { disabled: true }, 'administrator')
    expect(await office.access.accounts.create({ ...given, name: 'WANG.gong' }, 'administrator')).toMatchObject({
      code: 'account-exists',
    })
  })

  it('gets a new password from an administrator, and loses its sessions and tokens', async () => {
    const id = await office.employ()
    const session = await office.logIn()
    const { token } = ok(office.access.tokens.create(id, '月报脚本', 30, 'wang.gong'))
    const reset = ok(await office.access.accounts.resetPassword(id, 'administrator'))
    expect([office.actorOf(session), office.actorOf(token)]).toEqual([undefined, undefined])
    expect(await office.logIn()).toBe('log-in-refused')
    expect(office.access.identify(await office.logIn('wang.gong', reset.oneTimePassword))).toMatchObject({
      passwordChangeNeeded: true,
    })
  })

  it('is told in entries: who did what to whom, without secrets', async () => {
    const made = ok(await office.access.accounts.create(given, 'administrator'))
    const { id } = made.account
    await office.logIn('wang.gong', made.oneTimePassword)
    await office.access.logIn.changePassword(id, made.oneTimePassword, PASSWORD, '10.0.0.5')
    office.access.accounts.change(id, { role: 'finance' }, 'administrator')
    office.access.accounts.endSessions(id, 'administrator')
    const [before, after] = [
      { displayName: '王工', role: 'platform', platforms: [INSTRUMENTS], disabled: false },
      { displayName: '王工', role: 'finance', platforms: [], disabled: false },
    ]
    // Of what is kept of a password, and of a session, its digest, so that no other is put in its place unseen.
    const secret = expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/)
    expect(reported().slice(1)).toEqual([
      { type: 'AccountCreated', actor: 'administrator', data: { name: 'wang.gong', ...before, secret } },
      { type: 'LoggedIn', actor: 'wang.gong', data: { address: '10.0.0.5', session: secret } },
      {
        type: 'PasswordChanged',
        actor: 'wang.gong',
        data: { sessionsEnded: 1, tokensEnded: 0, secret, session: secret },
      },
      { type: 'AccountChanged', actor: 'administrator', data: { before, after } },
      { type: 'SessionsRevoked', actor: 'administrator', data: { sessionsEnded: 1, tokensEnded: 0 } },
    ])
    const all = JSON.stringify(reported())
    for (const secret of [made.oneTimePassword, PASSWORD, 'argon2', 'pls_']) expect(all).not.toContain(secret)
  })

  it('that nobody has made cannot be shown, changed, reset or logged out', async () => {
    const { accounts } = office.access
    const answers = [
      accounts.show('x'),
      accounts.change('x', { disabled: true }, 'a'),
      await accounts.resetPassword('x', 'a'),
      accounts.endSessions('x', 'a'),
    ]
    expect(answers.map((it) => isRefusal(it) && it.code)).toEqual(Array(4).fill('unknown-account'))
    expect(reported()).toHaveLength(1)
  })
})

describe('A personal access token', () => {
  it('is shown once, works until it expires, and no longer', async () => {
    const id = await office.employ()
    const made = ok(office.access.tokens.create(id, '月报脚本', 30, 'wang.gong'))
    expect(made.token).toMatch(/^plt_[\w-]{43}$/)
    expect(JSON.stringify(office.access.tokens.list(id))).not.toContain(made.token)
    office.now += 30 * DAY - 1
    expect(office.access.identify(made.token)).toMatchObject({
      actor: 'wang.gong',
      way: 'token',
      platforms: [INSTRUMENTS],
    })
    expect(office.access.tokens.list(id)[0]).toMatchObject({ label: '月报脚本', usedAt: office.now })
    office.now += 1
    expect(office.actorOf(made.token)).toBeUndefined()
  })

  it('ends when revoked, by its own account only, and once', async () => {
    const [wang, li] = [await office.employ(), await office.employ({ name: 'li.gong' })]
    const made = ok(office.access.tokens.create(wang, '月报脚本', 30, 'wang.gong'))
    expect(office.access.tokens.revoke(made.id, li, 'li.gong')).toMatchObject({ code: 'unknown-token' })
    expect(office.actorOf(made.token)).toBe('wang.gong')
    expect(office.access.tokens.revoke(made.id, wang, 'wang.gong')).toBe('ok')
    expect(office.actorOf(made.token)).toBeUndefined()
    expect(office.access.tokens.revoke(made.id, wang, 'wang.gong')).toMatchObject({ code: 'unknown-token' })
  })

  const ends: Record<string, (id: string) => unknown> = {
    'a changed password': (id) => office.access.logIn.changePassword(id, PASSWORD, 'copper-violin-fog-3', '10.0.0.5'),
    'a password reset': (id) => office.access.accounts.resetPassword(id, 'administrator'),
    'signing out everywhere': (id) => office.access.accounts.endSessions(id, 'administrator'),
    'disabling, also when it is undone': (id) => {
      office.access.accounts.change(id, { disabled: true }, 'administrator')
      office.access.accounts.change(id, { disabled: false }, 'administrator')
    },
  }
  it.each(Object.keys(ends))('ends with %s', async (what) => {
    const id = await office.employ()
    const made = ok(office.access.tokens.create(id, '月报脚本', 30, 'wang.gong'))
    await ends[what](id)
    expect(office.actorOf(made.token)).toBeUndefined()
    expect(office.access.tokens.list(id)).toMatchObject([{ revokedAt: office.now }])
  })

  it('does not come back where it was over by a clock that was ahead when all were ended', async () => {
    const id = await office.employ()
    const made = ok(office.access.tokens.create(id, '月报脚本', 30, 'wang.gong'))
    office.now += 31 * DAY
    expect(office.access.accounts.endSessions(id, 'administrator')).toMatchObject({ tokensEnded: 0 })
    office.now -= 31 * DAY
    expect(office.actorOf(made.token)).toBeUndefined()
  })

  it('says what it is for, and is bound only to what is an address', async () => {
    const id = await office.employ()
    const create = (addresses: string[]) =>
      office.access.tokens.create(id, '脚本', 30, 'wang.gong', { scopes: ['read'], addresses })
    const made = ok(create(['10.1.0.0/16', '2001:db8::/32', '192.0.2.7']))
    expect(office.access.identify(made.token)?.token).toEqual({
      scopes: ['read'],
      addresses: ['10.1.0.0/16', '2001:db8::/32', '192.0.2.7'],
    })
    for (const text of ['10.1.0', '10.1.0.0/33', '10.1.0.0/', '10.1.0.0/1/2', 'host.example', '', '2001:db8::/129'])
      expect(create(['192.0.2.7', text])).toMatchObject({ code: 'token-address-format', pointer: '/addresses/1' })
  })

  it('may have nineteen beside it; those over or revoked do not count', async () => {
    const id = await office.employ()
    const create = (days: number) => office.access.tokens.create(id, '脚本', days, 'wang.gong')
    const first = ok(create(30))
    create(1)
    for (let i = 2; i < 20; i++) ok(create(30))
    expect(create(30)).toMatchObject({ code: 'tokens-too-many' })
    office.now += DAY
    ok(create(30))
    expect(create(30)).toMatchObject({ code: 'tokens-too-many' })
    office.access.tokens.revoke(first.id, id, 'wang.gong')
    ok(create(30))
  })
})

describe('The entries of accounts', () => {
  it('cannot be changed or deleted, nor accounts deleted or renamed', async () => {
    const database = new DatabaseSync(accessFile(office.folder))
    for (const sql of [
      "UPDATE account_entries SET actor = 'x'",
      'DELETE FROM account_entries',
      'DELETE FROM accounts',
      "UPDATE accounts SET name = 'x'",
    ]) {
      expect(() => database.exec(sql)).toThrow()
    }
    database.close()
  })
})
