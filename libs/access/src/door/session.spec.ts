import { HOUR, PASSWORD } from '../desk/office.spec-support'
import { OUR_CONTRACT, OURS, Town } from './town.spec-support'

let town: Town
beforeEach(async () => {
  town = await Town.open()
})
afterEach(() => town.close())

const SAME = { 'sec-fetch-site': 'same-origin' }
const logIn = (name = 'clerk', password = PASSWORD, headers = {}) =>
  town.send('POST', '/api/session', { name, password }, headers)
/** The cookie as a browser sends it back. */
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]
const whoAmI = (cookie: string) => town.send('GET', '/api/session', undefined, { cookie })

describe('Logging in at the door', () => {
  it('puts the session into a cookie that no script reads and no other site sends, and nowhere else', async () => {
    const answer = await logIn()
    expect(answer.status).toBe(201)
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^pilot-ledger=pls_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(answer.text).not.toContain('pls_')
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('says who that is and what he may', async () => {
    const { body } = await whoAmI(cookieOf(await logIn()))
    expect(body).toMatchObject({ actor: 'clerk', role: 'platform', platforms: [OURS], passwordChangeNeeded: false })
    expect(body.rights).toMatchObject({ signContract: 'own', listPlatforms: 'all' })
    expect(body.rights).not.toHaveProperty('readLog')
  })

  it('over https marks the cookie Secure, for this host alone', async () => {
    const secure = await Town.open({ publicUrl: 'https://ledger.example.cn/' })
    const answer = await secure.send('POST', '/api/session', { name: 'clerk', password: PASSWORD })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-pilot-ledger=pls_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
    const ask = (name: string) =>
      secure.send('GET', '/api/session', undefined, { cookie: cookie.split(';')[0].replace(/^[^=]+/, name) })
    expect((await ask('__Host-pilot-ledger')).status).toBe(200)
    expect((await ask('pilot-ledger')).status).toBe(401)
    await secure.close()
  })

  it('answers a wrong name and a wrong password alike, and slows guessing with the seconds to wait', async () => {
    const [unknown, wrong] = [await logIn('nobody'), await logIn('clerk', 'wrong-wrong-wrong')]
    expect(unknown.status).toBe(401)
    expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' })
    expect(unknown.headers).not.toHaveProperty('set-cookie')
    for (let i = 0; i < 4; i++) await logIn('clerk', 'wrong-wrong-wrong')
    const slowed = await logIn()
    expect([slowed.status, slowed.headers['retry-after'], slowed.body.code]).toEqual([429, '30', 'too-many-attempts'])
  })

  it('refuses what is no name and password, without saying the password', async () => {
    const answer = await logIn('clerk', 'a\u0000secret-text')
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('secret-text')
    expect(
      (await town.send('POST', '/api/session', { name: 'clerk', password: PASSWORD, role: 'administrator' })).status,
    ).toBe(400)
  })

  it('shows ready accounts only where there is a demonstration', async () => {
    expect((await town.send('GET', '/api/session/ready-accounts')).body).toEqual({ accounts: [] })
  })
})

describe('A session at the door', () => {
  it('ends with log-out; the cookie is taken back', async () => {
    const cookie = cookieOf(await logIn())
    const out = await town.send('DELETE', '/api/session', undefined, { cookie, ...SAME })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/^pilot-ledger=; .*Max-Age=0$/)
    expect((await whoAmI(cookie)).status).toBe(401)
  })

  it('ends by itself, and by an administrator', async () => {
    const [first, second] = [cookieOf(await logIn()), cookieOf(await logIn())]
    const { accounts } = (await town.ask('keeper', 'GET', '/api/accounts')).body
    const { id } = accounts.find((it: { name: string }) => it.name === 'clerk')
    expect((await town.ask('keeper', 'DELETE', `/api/accounts/${id}/sessions`)).body).toEqual({ ended: 2 })
    expect((await whoAmI(first)).status).toBe(401)
    const third = cookieOf(await logIn())
    town.office.now += HOUR
    for (const it of [second, third]) expect((await whoAmI(it)).status).toBe(401)
  })

  it('is none when two cookies claim to be it: which is whose cannot be told', async () => {
    const cookie = cookieOf(await logIn())
    expect((await whoAmI(`a=b; ${cookie}; c=d`)).status).toBe(200)
    expect((await whoAmI(`${cookie}; ${cookie}`)).status).toBe(401)
    expect((await whoAmI(`x${cookie}`)).status).toBe(401)
  })

  it('does not make a wrong token good', async () => {
    const cookie = cookieOf(await logIn())
    for (const authorization of ['Bearer plt_wrong', 'Bearer', 'Bearer a b', 'Basic x'])
      expect((await town.send('GET', '/api/session', undefined, { cookie, authorization })).status).toBe(401)
  })
})

describe('A password changed at the door', () => {
  it('is what a one-time password allows, and nothing else until then', async () => {
    const made = (
      await town.ask('keeper', 'POST', '/api/accounts', { name: 'new', displayName: '新', role: 'finance' })
    ).body
    const cookie = cookieOf(await logIn('new', made.oneTimePassword))
    expect((await whoAmI(cookie)).body.passwordChangeNeeded).toBe(true)
    expect((await town.send('GET', '/api/platforms', undefined, { cookie })).body.code).toBe('password-change-needed')
    const change = { currentPassword: made.oneTimePassword, newPassword: 'copper-violin-fog-3' }
    const changed = await town.send('POST', '/api/session/password', change, { cookie, ...SAME })
    expect(changed.body.passwordChangeNeeded).toBe(false)
    expect((await whoAmI(cookie)).status).toBe(401)
    expect((await town.send('GET', '/api/platforms', undefined, { cookie: cookieOf(changed) })).status).toBe(200)
  })

  it('needs the current one and a good new one, each named at its field', async () => {
    const change = async (currentPassword: string, newPassword: string) => {
      const { status, body } = await town.ask('clerk', 'POST', '/api/session/password', {
        currentPassword,
        newPassword,
      })
      return `${status} ${body.code} ${body.errors[0].pointer}`
    }
    expect(await change('wrong-wrong-wrong', 'copper-violin-fog-3')).toBe('422 wrong-password /currentPassword')
    expect(await change(PASSWORD, 'password2025')).toBe('422 password-common /newPassword')
  })
})

describe('A request from another site', () => {
  const body = { label: '脚本' }
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://ledger.lan:3000.evil.example', host: 'ledger.lan:3000' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://ledger.lan:3000', host: 'ledger.lan:3000' }, 403],
    [{}, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ origin: 'http://ledger.lan:3000', host: 'ledger.lan:3000' }, 201],
  ])('changes nothing with a person’s cookie: %j → %i', async (headers, status) => {
    const cookie = cookieOf(await logIn())
    const answer = await town.send('POST', '/api/tokens', body, { cookie, ...headers })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body.code).toBe('cross-site-request')
  })

  it('cannot log a person out, nor in to its own account', async () => {
    const cookie = cookieOf(await logIn())
    const evil = { origin: 'https://evil.example' }
    expect((await town.send('DELETE', '/api/session', undefined, { cookie, ...evil })).status).toBe(403)
    expect((await logIn('clerk', PASSWORD, evil)).status).toBe(403)
    expect((await whoAmI(cookie)).status).toBe(200)
  })

  it('is one that a script makes with a token: nobody’s browser adds that by itself', async () => {
    const { token } = (await town.ask('clerk', 'POST', '/api/tokens', body)).body
    const headers = { authorization: `Bearer ${token}`, origin: 'https://evil.example' }
    expect((await town.send('DELETE', `/api/tokens/x`, undefined, headers)).body.code).toBe('unknown-token')
  })

  it('is not one that comes by the public address through a proxy', async () => {
    const proxied = await Town.open({ publicUrl: 'https://ledger.example.cn' })
    const origin = (it: string) =>
      proxied.send('POST', '/api/session', { name: 'clerk', password: PASSWORD }, { origin: it })
    expect((await origin('https://ledger.example.cn')).status).toBe(201)
    expect((await origin('https://ledger.example.com')).status).toBe(403)
    await proxied.close()
  })
})

describe('A personal access token at the door', () => {
  it('is listed without itself, used, and revoked', async () => {
    const made = (await town.ask('clerk', 'POST', '/api/tokens', { label: '月报脚本', days: 7 })).body
    expect(Date.parse(made.expiresAt) - town.office.now).toBe(7 * 24 * HOUR)
    const list = await town.ask('clerk', 'GET', '/api/tokens')
    expect(list.body.tokens).toMatchObject([{ id: made.id, label: '月报脚本' }])
    expect(list.text).not.toContain('plt_')
    const ask = () => town.send('GET', '/api/session', undefined, { authorization: `Bearer ${made.token}` })
    expect((await ask()).body).toMatchObject({ actor: 'clerk', way: 'token' })
    expect((await town.ask('evaluator', 'DELETE', `/api/tokens/${made.id}`)).status).toBe(404)
    expect((await town.ask('clerk', 'DELETE', `/api/tokens/${made.id}`)).status).toBe(204)
    expect((await ask()).status).toBe(401)
  })

  it('cannot make itself last: no tokens, passwords or accounts by it', async () => {
    const { token } = (await town.ask('keeper', 'POST', '/api/tokens', { label: '脚本' })).body
    const headers = { authorization: `Bearer ${token}` }
    const answers = [
      await town.send('POST', '/api/tokens', { label: '又一个' }, headers),
      await town.send('POST', '/api/session/password', { currentPassword: PASSWORD, newPassword: 'x' }, headers),
      await town.send('POST', '/api/accounts', { name: 'new', displayName: '新', role: 'administrator' }, headers),
      await town.send('PATCH', '/api/accounts/x', { disabled: false }, headers),
      await town.send('POST', '/api/accounts/x/password-reset', undefined, headers),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(Array(5).fill('token-not-enough'))
    expect((await town.send('GET', '/api/accounts', undefined, headers)).status).toBe(200)
  })
})

describe('Too many requests', () => {
  const many = async (limits: object, times: number, ask: (town: Town, i: number) => Promise<{ status: number }>) => {
    const slow = await Town.open({ limits })
    const statuses: number[] = []
    for (let i = 0; i < times; i++) statuses.push((await ask(slow, i)).status)
    return { slow, statuses }
  }

  it('of one identity are refused with the seconds to wait, wherever they come from; others go on', async () => {
    const rate = { perIdentity: { perMinute: 60, burst: 3 } }
    const { slow, statuses } = await many(rate, 4, (it) => it.ask('clerk', 'GET', '/api/platforms'))
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await slow.ask('clerk', 'GET', '/api/platforms')
    expect([refused.headers['retry-after'], refused.body.code]).toEqual(['1', 'too-many-requests'])
    expect((await slow.ask('evaluator', 'GET', '/api/platforms')).status).toBe(200)
    slow.office.now += 1000
    expect((await slow.ask('clerk', 'GET', '/api/platforms')).status).toBe(200)
    expect((await slow.ask('clerk', 'GET', '/api/platforms')).status).toBe(429)
    await slow.close()
  })

  it('of one address are refused before anything is looked at', async () => {
    const rate = { perAddress: { perMinute: 60, burst: 3 } }
    const ask = (it: Town, i: number) => it.send('GET', i % 2 ? '/api/nowhere' : '/health/live')
    const { slow, statuses } = await many(rate, 5, ask)
    expect(statuses).toEqual([200, 404, 200, 429, 429])
    await slow.close()
  })

  it('to log in are refused sooner: each costs a slow hash', async () => {
    const rate = { logIns: { perMinute: 10, burst: 2 } }
    const body = { name: 'clerk', password: PASSWORD }
    const { slow, statuses } = await many(rate, 3, (it) => it.send('POST', '/api/session', body))
    expect(statuses).toEqual([201, 201, 429])
    await slow.close()
  })
})

describe('The administrator at the door', () => {
  it('makes, changes, disables and resets accounts; each has its entry', async () => {
    const keeper = (method: string, url: string, body?: unknown) => town.ask('keeper', method, url, body)
    const made = await keeper('POST', '/api/accounts', {
      name: 'li',
      displayName: '李',
      role: 'platform',
      platforms: [OURS],
    })
    expect([made.status, made.headers.location]).toEqual([201, `/api/accounts/${made.body.id}`])
    const url = `/api/accounts/${made.body.id}`
    expect((await keeper('PATCH', url, { role: 'evaluator' })).body).toMatchObject({ role: 'evaluator', platforms: [] })
    expect((await keeper('PATCH', url, { disabled: true })).body.disabledAt).toBe('2025-09-01T01:00:00.000Z')
    expect((await keeper('POST', `${url}/password-reset`)).body.oneTimePassword).toMatch(/^[a-z2-9-]{23}$/)
    expect((await keeper('GET', url)).text).not.toContain('argon2')
    const { entries } = (await keeper('GET', '/api/account-entries?limit=1000')).body
    const ofLi = entries.filter((it: { account: string }) => it.account === made.body.id)
    expect(ofLi.map((it: { type: string; actor: string }) => `${it.actor} ${it.type}`)).toEqual([
      'keeper AccountCreated',
      'keeper AccountChanged',
      'keeper AccountChanged',
      'keeper PasswordReset',
    ])
    const first = (await keeper('GET', '/api/account-entries?limit=2')).body
    const second = (await keeper('GET', `/api/account-entries?limit=1&after=${first.next}`)).body
    expect([...first.entries, ...second.entries].map((it: { sequence: number }) => it.sequence)).toEqual([1, 2, 3])
  })

  it('sees and revokes the tokens of others', async () => {
    const made = (await town.ask('clerk', 'POST', '/api/tokens', { label: '脚本' })).body
    const { account } = (await town.ask('clerk', 'GET', '/api/session')).body
    const list = await town.ask('keeper', 'GET', `/api/accounts/${account}/tokens`)
    expect(list.body.tokens).toMatchObject([{ id: made.id }])
    expect((await town.ask('keeper', 'DELETE', `/api/accounts/${account}/tokens/${made.id}`)).status).toBe(204)
    const asked = await town.send('GET', '/api/session', undefined, { authorization: `Bearer ${made.token}` })
    expect(asked.status).toBe(401)
    expect((await town.ask('keeper', 'GET', '/api/accounts/x/tokens')).status).toBe(404)
  })

  it('is told what an account lacks, at its field', async () => {
    const make = async (body: object) => {
      const answer = await town.ask('keeper', 'POST', '/api/accounts', { displayName: '李', ...body })
      return `${answer.status} ${answer.body.code} ${answer.body.errors?.[0].pointer}`
    }
    expect(await make({ name: 'li', role: 'platform' })).toBe('422 platforms-missing /platforms')
    expect(await make({ name: 'l:i', role: 'finance' })).toBe('400 account-name-format /name')
    expect(await make({ name: 'clerk', role: 'finance' })).toBe('409 account-exists /name')
    expect(await make({ name: 'li', role: 'chief' })).toBe('400 unknown-value /role')
  })
})

describe('The access log', () => {
  beforeEach(() => town.settle())
  const log = async (query = '') => (await town.ask('keeper', 'GET', `/api/access-log${query}`)).body

  it('has each look of an evaluator and of finance at contracts: who, whose, what exactly, when', async () => {
    await town.ask('evaluator', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await town.ask('finance', 'GET', `/api/engagements?platform=${OURS}&client=uscc:1`)
    await town.ask('finance', 'GET', `/api/platforms/${OURS}/figures/contractAmount/entries?from=2025-01-01`)
    await town.ask('evaluator', 'GET', '/api/entries?limit=2')
    const at = '2025-09-01T01:00:00.000Z'
    const common = { at, address: '127.0.0.1' }
    expect((await log()).reads).toEqual([
      {
        ...common,
        sequence: 4,
        actor: 'evaluator',
        role: 'evaluator',
        action: 'readLog',
        request: 'GET /api/entries?limit=2',
      },
      {
        ...common,
        sequence: 3,
        actor: 'finance',
        role: 'finance',
        action: 'openFigure',
        platform: OURS,
        request: `GET /api/platforms/${OURS}/figures/contractAmount/entries?from=2025-01-01`,
      },
      {
        ...common,
        sequence: 2,
        actor: 'finance',
        role: 'finance',
        action: 'listEngagements',
        platform: OURS,
        request: `GET /api/engagements?platform=${OURS}&client=uscc:1`,
      },
      {
        ...common,
        sequence: 1,
        actor: 'evaluator',
        role: 'evaluator',
        action: 'readEngagement',
        platform: OURS,
        request: `GET /api/engagements/${OUR_CONTRACT}`,
      },
    ])
  })

  it('has no look of a platform at its own, nor at figures without contracts', async () => {
    await town.ask('clerk', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await town.ask('finance', 'GET', '/api/figures?from=2025-01-01')
    await town.ask('evaluator', 'GET', `/api/platforms/${OURS}/figures?from=2025-01-01`)
    expect((await log()).reads).toEqual([])
  })

  it('is read page by page, by person and by platform, by the administrator only', async () => {
    for (const who of ['evaluator', 'finance', 'evaluator'])
      await town.ask(who, 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await town.ask('finance', 'GET', '/api/engagements')
    const sequences = ({ reads }: { reads: { sequence: number }[] }) => reads.map((it) => it.sequence)
    const first = await log('?limit=3')
    expect(sequences(first)).toEqual([4, 3, 2])
    expect(sequences(await log(`?limit=3&before=${first.next}`))).toEqual([1])
    expect(sequences(await log('?actor=evaluator'))).toEqual([3, 1])
    expect(sequences(await log(`?actor=finance&platform=${OURS}`))).toEqual([2])
    for (const who of ['clerk', 'evaluator', 'finance'])
      expect((await town.ask(who, 'GET', '/api/access-log')).status).toBe(403)
  })

  it('comes first: a look that cannot be noted shows nothing', async () => {
    jest.spyOn(town.office.access.reads, 'append').mockImplementation(() => {
      throw new Error('database or disk is full')
    })
    const answer = await town.ask('evaluator', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('380000')
  })
})
