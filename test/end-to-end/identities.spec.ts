import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoggedIn, resetAdministrator } from '@pilot-ledger/access'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { platformIdOf } from '@pilot-ledger/kernel'
import { type IdentityChoice, openIdentities, textsAtStart } from '@pilot-ledger/service'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'

const logger = pino({ level: 'silent' })
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identities-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a service is not started open to everybody', () => {
  const start = (choice: Partial<IdentityChoice>, environment = {}) =>
    openIdentities({ host: '127.0.0.1', ...choice }, environment)

  test('without a word about accounts it does not start', async () => {
    await expect(start({})).rejects.toThrow('--no-accounts')
  })
  test('without accounts only on this machine', async () => {
    await expect(start({ withoutAccounts: true, host: '0.0.0.0' })).rejects.toThrow('loopback')
    expect((await start({ withoutAccounts: true })).access).toBeUndefined()
  })
  test('whoever starts it is told where rules of two persons do not hold', async () => {
    const without = textsAtStart(await start({ withoutAccounts: true }))
    expect(without).toEqual([expect.stringContaining('no rule of two persons holds')])
    const fresh = await start({ folder })
    expect(textsAtStart(fresh)).toEqual([
      expect.stringContaining('first log-in: administrator / '),
      expect.stringContaining('a second administrator or an auditor is missing'),
    ])
    fresh.access?.close()
    await resetAdministrator(folder, { name: 'second' })
    const complete = await start({ folder })
    expect(textsAtStart(complete)).toEqual([])
    complete.access?.close()
  })
  test('half an issuer is none', async () => {
    const half = { PILOT_LEDGER_OPENID_ISSUER: 'https://id.example.cn' }
    await expect(start({ folder }, half)).rejects.toThrow('_AUDIENCE')
    const plain = { PILOT_LEDGER_OPENID_ISSUER: 'http://id.example.cn', PILOT_LEDGER_OPENID_AUDIENCE: 'ledger' }
    await expect(start({ folder }, plain)).rejects.toThrow()
  })
  test('people log in at an issuer where the ledger is known to it by a name, and browsers know the way back', async () => {
    const issuer = { PILOT_LEDGER_OPENID_ISSUER: 'https://id.example.cn', PILOT_LEDGER_OPENID_AUDIENCE: 'ledger' }
    const client = { PILOT_LEDGER_OPENID_CLIENT: 'ledger-page' }
    await expect(start({ folder }, { ...issuer, ...client })).rejects.toThrow('PILOT_LEDGER_PUBLIC_URL')
    const way = { PILOT_LEDGER_PUBLIC_URL: 'https://ledger.example.cn' }
    const { access, openIdLogIn } = await start({ folder }, { ...issuer, ...client, ...way })
    access?.close()
    expect(openIdLogIn?.title).toBe('统一身份认证')
    const without = await start({ folder }, { ...issuer, ...way })
    without.access?.close()
    expect(without.openIdLogIn).toBeUndefined()
  })
  test('people log in at an issuer without its tokens being taken from programs; an ID token is none', async () => {
    const page = {
      PILOT_LEDGER_OPENID_ISSUER: 'https://id.example.cn',
      PILOT_LEDGER_OPENID_CLIENT: 'ledger-page',
      PILOT_LEDGER_PUBLIC_URL: 'https://ledger.example.cn',
    }
    const { access, openId, openIdLogIn } = await start({ folder }, page)
    access?.close()
    expect([openId, openIdLogIn?.title]).toEqual([undefined, '统一身份认证'])
    const same = { ...page, PILOT_LEDGER_OPENID_AUDIENCE: 'ledger-page' }
    await expect(start({ folder }, same)).rejects.toThrow('ID tokens would be bearer tokens')
  })
  test('with an issuer its tokens are verified', async () => {
    const whole = { PILOT_LEDGER_OPENID_ISSUER: 'https://id.example.cn', PILOT_LEDGER_OPENID_AUDIENCE: 'ledger' }
    const { access, openId } = await start({ folder }, whole)
    access?.close()
    expect(openId).toBeDefined()
  })
  test('a second factor is required or a choice, and nothing else', async () => {
    await expect(start({ folder }, { PILOT_LEDGER_SECOND_FACTOR: 'yes' })).rejects.toThrow('required, optional')
    const logIn = async (word: string) => {
      const environment = { PILOT_LEDGER_SECOND_FACTOR: word }
      const { access } = await start({ folder, readyAccounts: READY_ACCOUNTS }, environment)
      const missing = READY_ACCOUNTS.map(async ({ name, password, role }) => {
        const answer = await access?.logIn.logIn(name, password, '10.0.0.5')
        return [role, (answer as LoggedIn).identity.secondFactorMissing ?? false]
      })
      const found = Object.fromEntries(await Promise.all(missing))
      access?.close()
      return found
    }
    const everybody = { platform: false, evaluator: false, finance: false, administrator: false, auditor: false }
    expect(await logIn('optional')).toEqual(everybody)
    expect(await logIn('required')).toEqual({ ...everybody, evaluator: true, administrator: true, auditor: true })
  })
  test('days are a number of days', async () => {
    for (const oldChangeDays of ['-1', 'x', '1.5'])
      await expect(start({ folder, oldChangeDays })).rejects.toThrow('not a number of days')
    const { access, oldChange } = await start({ folder, oldChangeDays: '0' })
    access?.close()
    expect(oldChange?.days).toBe(0)
  })
  test('services that begin together on one folder make one administrator with one password', async () => {
    const [first, second] = [await start({ folder }), await start({ folder })]
    expect([first, second].filter((it) => it.access?.firstPassword)).toHaveLength(1)
    for (const it of [first, second]) it.access?.close()
  })
})

describe('given a recorder and a reporter with one folder of accounts', () => {
  const INSTRUMENTS = platformIdOf('中山市精密仪器与智能装备中试平台')
  let log: SqliteEventLog
  let reporter: Reporter
  let recorder: Awaited<ReturnType<typeof createRecorder>>
  let close: () => void

  beforeEach(async () => {
    log = await openSqliteEventLog({ folder })
    const mine = await openIdentities({ folder, host: '127.0.0.1', readyAccounts: READY_ACCOUNTS }, {})
    const theirs = await openIdentities({ folder, host: '127.0.0.1', readyAccounts: READY_ACCOUNTS }, {})
    recorder = await createRecorder(log, { ...mine, actor: '登记服务', logger })
    reporter = await openReporter(log, { ...theirs, folder: join(folder, 'reporter'), logger })
    await reporter.caughtUp
    close = () => {
      mine.access?.close()
      theirs.access?.close()
    }
  })
  afterEach(async () => {
    await recorder.close()
    await reporter.close()
    await log.close()
    close()
  })

  const logIn = async (role: string) => {
    const { name, password } = READY_ACCOUNTS.find((it) => it.role === role) ?? READY_ACCOUNTS[0]
    const answer = await recorder.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
    return { cookie: String(answer.headers['set-cookie']).split(';')[0], 'sec-fetch-site': 'same-origin' }
  }

  test('nobody asks or records without an identity', async () => {
    expect((await reporter.app.inject({ url: '/api/platforms' })).statusCode).toBe(401)
    expect((await recorder.inject({ method: 'POST', url: '/api/platforms', payload: {} })).statusCode).toBe(401)
  })

  test('who logged in at one is known to the other, and entries bear the name', async () => {
    const keeper = await logIn('administrator')
    const payload = {
      name: '中山市精密仪器与智能装备中试平台',
      host: { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例研究院' },
      town: '火炬开发区',
      fields: ['精密仪器'],
      registeredOn: '2024-12-02',
    }
    const made = await recorder.inject({ method: 'POST', url: '/api/platforms', payload, headers: keeper })
    expect(made.statusCode).toBe(201)
    const url = `/api/platforms/${INSTRUMENTS}/entries?waitFor=${made.json().position}`
    const entries = (await reporter.app.inject({ url, headers: keeper })).json().entries
    expect(entries[0]).toMatchObject({ type: 'PlatformRegistered', actor: '演示管理员' })
    // The reporter judges roles too: a clerk learns nothing of all platforms' figures.
    const clerk = await logIn('platform')
    expect((await reporter.app.inject({ url: '/api/figures?from=2024-01-01', headers: clerk })).statusCode).toBe(403)
    expect((await recorder.inject({ method: 'POST', url: '/api/platforms', payload, headers: clerk })).statusCode).toBe(
      403,
    )
  })
})
