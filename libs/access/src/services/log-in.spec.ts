import { readFileSync, statSync } from 'node:fs'
import * as argon2 from '@node-rs/argon2'
import { DatabaseSync } from '@photostructure/sqlite'
import { isRefusal } from '@pilot-ledger/kernel'
import { accessFile } from '../store/database'
import { hashPassword } from '../store/secrets'
import { DAY, HOUR, INSTRUMENTS, MINUTE, Office, PASSWORD } from './office.spec-support'

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2')
  return { ...real, verify: jest.fn(real.verify) }
})
const verified = argon2.verify as jest.MockedFunction<typeof argon2.verify>

let office: Office
let clerk: string
beforeEach(async () => {
  office = await Office.open()
  clerk = await office.employ()
})
afterEach(() => office.close())

const change = async (current: string, next: string) => {
  const answer = await office.access.logIn.changePassword(clerk, current, next, '10.0.0.5')
  return isRefusal(answer) ? answer.code : answer.token
}

describe('Logging in', () => {
  it('gives a session that says who asks, for what, on which platforms', async () => {
    expect(office.access.identify(await office.logIn())).toEqual({
      actor: 'wang.gong',
      account: clerk,
      role: 'platform',
      platforms: [INSTRUMENTS],
      way: 'session',
    })
  })

  it('takes the name in any case and width', async () => {
    expect(office.actorOf(await office.logIn('Ｗang.GONG'))).toBe('wang.gong')
  })

  it('answers an unknown name, a wrong password and a disabled account alike, after the same work', async () => {
    const disabled = await office.employ({ name: 'li.gong' }, hashPassword(PASSWORD))
    await office.employ({ name: 'zhao.gong' }, hashPassword(PASSWORD))
    office.access.accounts.change(disabled, { disabled: true }, 'administrator')
    verified.mockClear()
    const answers = [
      await office.access.logIn.logIn('nobody', PASSWORD, '10.0.0.5'),
      await office.access.logIn.logIn('zhao.gong', 'tram-lilac-oboe-8', '10.0.0.5'),
      await office.access.logIn.logIn('li.gong', PASSWORD, '10.0.0.5'),
    ]
    expect(answers[0]).toMatchObject({ code: 'log-in-refused' })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(verified.mock.calls.map(([hash]) => String(hash).split('$').slice(1, 4))).toEqual(
      Array(3).fill(['argon2id', 'v=19', 'm=19456,t=2,p=1']),
    )
  })

  it('lets nobody in whose account is disabled, or given another password, while the password is being checked', async () => {
    for (const meanwhile of [
      () => office.access.accounts.resetPassword(clerk, 'administrator'),
      async () => office.access.accounts.change(clerk, { disabled: true }, 'administrator'),
    ]) {
      verified.mockImplementationOnce(async () => {
        await meanwhile()
        return true
      })
      expect(await office.logIn()).toBe('log-in-refused')
    }
  })
})

describe('Guessing', () => {
  const guess = (name: string, address = '10.0.0.5') => office.logIn(name, 'wrong-wrong-wrong', address)

  it.each(['wang.gong', 'nobody.at.all'])(
    'is slowed after five wrong passwords from one place, also for the right one there: %s',
    async (name) => {
      for (let i = 0; i < 5; i++) expect(await guess(name)).toBe('log-in-refused')
      expect(await office.logIn(name, PASSWORD)).toBe('too-many-attempts')
      office.now += 30_000
      expect(await guess(name)).toBe('log-in-refused')
      office.now += 30_000
      expect(await guess(name)).toBe('too-many-attempts')
    },
  )

  it('one a minute for days keeps nobody out, neither at a known place nor at a new one', async () => {
    await office.logIn('wang.gong', PASSWORD, 'known')
    for (let day = 0; day < 3; day++) {
      for (let i = 0; i < 100; i++) {
        await guess('wang.gong', 'guesser')
        office.now += MINUTE
      }
      office.now += DAY - 100 * MINUTE
      expect(await office.logIn('wang.gong', PASSWORD, 'known')).toMatch(/^pls_/)
      expect(await office.logIn('wang.gong', PASSWORD, `new ${day}`)).toMatch(/^pls_/)
    }
  })

  it('by slips of an office, five a day, never refuses anybody’s right password there', async () => {
    for (const name of ['li', 'zhao']) await office.employ({ name })
    for (let day = 0; day < 7; day++) {
      for (let slip = 0; slip < 5; slip++) await guess(['wang.gong', 'li', 'zhao'][slip % 3], 'office')
      for (const name of ['wang.gong', 'li', 'zhao'])
        expect(await office.logIn(name, PASSWORD, 'office')).toMatch(/^pls_/)
      office.now += DAY
    }
  })

  it('never refuses a right password where it was right before, however many were wrong there since', async () => {
    await office.logIn('wang.gong', PASSWORD, 'known')
    for (let i = 0; i < 40; i++) expect(await guess('wang.gong', 'known')).toBe('log-in-refused')
    for (let i = 0; i < 60; i++) await guess('wang.gong', `stranger ${i}`)
    expect(await guess('wang.gong', 'a new one')).toBe('too-many-attempts')
    expect(await office.logIn('wang.gong', PASSWORD, 'known')).toMatch(/^pls_/)
  })

  it('is told to whom it concerns, once: how many wrong passwords, from where', async () => {
    await guess('wang.gong', 'office')
    office.now += MINUTE
    const at = office.now
    for (const place of ['abroad', 'abroad']) await guess('wang.gong', place)
    const reported = async () => {
      const answer = await office.access.logIn.logIn('wang.gong', PASSWORD, 'office')
      return isRefusal(answer) ? answer.code : answer.guesses
    }
    expect(await reported()).toEqual([
      { address: 'abroad', failures: 2, lastAt: at },
      { address: 'office', failures: 1, lastAt: at - MINUTE },
    ])
    expect(await reported()).toEqual([])
    const before = office.access.entries
      .page(0, 1000)
      .flatMap((it) => (it.type === 'LoggedIn' ? [it.data.wrongPasswordsBefore] : []))
    expect(before).toEqual([
      [
        { address: 'abroad', failures: 2 },
        { address: 'office', failures: 1 },
      ],
      undefined,
    ])
  })

  it('knows a place by the password that was right there: another password knows none but where it was set', async () => {
    for (const place of ['known', 'here']) await office.logIn('wang.gong', PASSWORD, place)
    const next = 'copper-violin-fog-3'
    await office.access.logIn.changePassword(clerk, PASSWORD, next, 'here')
    for (const [place, answer] of [
      ['known', 'too-many-attempts'],
      ['here', /^pls_/],
    ] as const) {
      for (let i = 0; i < 5; i++) await guess('wang.gong', place)
      expect(await office.logIn('wang.gong', next, place)).toMatch(answer)
    }
  })

  it('says how long to wait', async () => {
    for (let i = 0; i < 5; i++) await guess('wang.gong')
    office.now += 5_500
    expect(await office.access.logIn.logIn('wang.gong', PASSWORD, '10.0.0.5')).toMatchObject({
      facts: { seconds: '25' },
    })
  })

  it('is slowed when all guesses come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess('wang.gong')))
    expect(answers.filter((it) => it === 'log-in-refused')).toHaveLength(5)
    expect(answers.filter((it) => it === 'too-many-attempts')).toHaveLength(7)
  })

  it('is slowed by address when each guess takes another name', async () => {
    for (let i = 0; i < 20; i++) expect(await guess(`name${i}`)).toBe('log-in-refused')
    expect(await guess('name20')).toBe('too-many-attempts')
    expect(await guess('name20', '10.9.9.9')).toBe('log-in-refused')
  })

  it('is not forgotten by a restart', async () => {
    for (let i = 0; i < 5; i++) await guess('wang.gong')
    await office.restart()
    expect(await guess('wang.gong')).toBe('too-many-attempts')
  })

  it('is forgiven to the account and its place by the right password, and to nobody else', async () => {
    for (let i = 0; i < 4; i++) await guess('wang.gong', 'office')
    for (let i = 0; i < 5; i++) await guess('other', 'office')
    expect(await office.logIn('wang.gong', PASSWORD, 'office')).toMatch(/^pls_/)
    expect(await guess('other', 'office')).toBe('too-many-attempts')
    for (let i = 0; i < 15; i++) expect(await guess(`name${i}`, 'office')).toBe('log-in-refused')
  })
})

describe('A session', () => {
  it('is over after an hour without a request, and lives on while it is used', async () => {
    const token = await office.logIn()
    office.now += 59 * MINUTE
    expect(office.actorOf(token)).toBe('wang.gong')
    office.now += 59 * MINUTE
    expect(office.actorOf(token)).toBe('wang.gong')
    office.now += HOUR
    expect(office.actorOf(token)).toBeUndefined()
  })

  it('is over after twelve hours, however busy', async () => {
    const token = await office.logIn()
    for (let i = 0; i < 23; i++) {
      office.now += HOUR / 2
      expect(office.actorOf(token)).toBe('wang.gong')
    }
    office.now += HOUR / 2
    expect(office.actorOf(token)).toBeUndefined()
  })

  it('ends with log-out, and only that one', async () => {
    const [first, second] = [await office.logIn(), await office.logIn()]
    office.access.logIn.logOut(first)
    expect([office.actorOf(first), office.actorOf(second)]).toEqual([undefined, 'wang.gong'])
  })

  it('outlives a restart, ends with its account, and follows its role at once', async () => {
    const token = await office.logIn()
    await office.restart()
    office.access.accounts.change(clerk, { role: 'finance' }, 'administrator')
    expect(office.access.identify(token)).toMatchObject({ role: 'finance', platforms: [] })
    office.access.accounts.change(clerk, { disabled: true }, 'administrator')
    expect(office.actorOf(token)).toBeUndefined()
    office.access.accounts.change(clerk, { disabled: false }, 'administrator')
    expect(office.actorOf(token)).toBeUndefined()
  })

  it('is not had by an account that was disabled without its sessions being ended', async () => {
    const token = await office.logIn()
    const database = new DatabaseSync(accessFile(office.folder))
    database.exec('UPDATE accounts SET disabled_at = 1')
    database.close()
    expect(office.actorOf(token)).toBeUndefined()
  })

  it.each(['', 'pls_', 'plt_', 'wang.gong', 'pls_'.padEnd(47, 'A')])('is not had for %j', (text) => {
    expect(office.actorOf(text)).toBeUndefined()
  })
})

describe('Changing a password', () => {
  it('ends every session and begins a new one; only the new password opens', async () => {
    const sessions = [await office.logIn(), await office.logIn()]
    const fresh = await change(PASSWORD, 'copper-violin-fog-3')
    expect(sessions.map((it) => office.actorOf(it))).toEqual([undefined, undefined])
    expect(office.actorOf(fresh)).toBe('wang.gong')
    expect(await office.logIn()).toBe('log-in-refused')
    expect(await office.logIn('wang.gong', 'copper-violin-fog-3')).toMatch(/^pls_/)
  })

  it('needs the current one, counted like any guess', async () => {
    for (let i = 0; i < 5; i++) expect(await change('wrong-wrong-wrong', 'copper-violin-fog-3')).toBe('wrong-password')
    expect(await change(PASSWORD, 'copper-violin-fog-3')).toBe('too-many-attempts')
  })

  it('needs a good one that is another', async () => {
    expect(await change(PASSWORD, 'short')).toBe('password-length')
    expect(await change(PASSWORD, 'password2025')).toBe('password-common')
    expect(await change(PASSWORD, 'my-wang.gong-pass')).toBe('password-like-name')
    expect(await change(PASSWORD, PASSWORD)).toBe('password-unchanged')
    expect(await office.logIn()).toMatch(/^pls_/)
  })
})

describe('The file of accounts', () => {
  it('is its owner’s only, and holds no password, session or token as it is typed', async () => {
    const session = await office.logIn()
    const made = office.access.tokens.create(clerk, '月报脚本', 30, 'wang.gong')
    if (isRefusal(made)) throw new Error(made.en)
    office.now += DAY
    await office.restart()
    const file = accessFile(office.folder)
    const content = readFileSync(file).toString('latin1')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(content).toContain('wang.gong')
    for (const secret of [PASSWORD, session, session.slice(4), made.token, made.token.slice(4)]) {
      expect(content).not.toContain(secret)
    }
  })
})
