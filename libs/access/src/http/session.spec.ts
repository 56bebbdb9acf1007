import { HOUR, PASSWORD } from '../services/office.spec-support'
import { AccessFixture, OURS } from './access-fixture.spec-support'

let fixture: AccessFixture
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts()
})
afterEach(() => fixture.close())

const SAME = { 'sec-fetch-site': 'same-origin' }
const logIn = (name = 'clerk', password = PASSWORD, headers = {}) =>
  fixture.send('POST', '/api/session', { name, password }, headers)
/** The cookie as a browser sends it back. */
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]
const whoAmI = (cookie: string) => fixture.send('GET', '/api/session', undefined, { cookie })

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
    const secure = await AccessFixture.ofContracts({ publicUrl: 'https://ledger.example.cn/' })
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
      (await fixture.send('POST', '/api/session', { name: 'clerk', password: PASSWORD, role: 'administrator' })).status,
    ).toBe(400)
  })

  it('shows ready accounts only where there is a demonstration', async () => {
    expect((await fixture.send('GET', '/api/session/ready-accounts')).body).toEqual({ accounts: [] })
  })
})

describe('A session at the door', () => {
  it('ends with log-out; the cookie is taken back', async () => {
    const cookie = cookieOf(await logIn())
    const out = await fixture.send('DELETE', '/api/session', undefined, { cookie, ...SAME })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/^pilot-ledger=; .*Max-Age=0$/)
    expect((await whoAmI(cookie)).status).toBe(401)
  })

  it('ends by itself, and by an administrator', async () => {
    const [first, second] = [cookieOf(await logIn()), cookieOf(await logIn())]
    const { accounts } = (await fixture.ask('keeper', 'GET', '/api/accounts')).body
    const { id } = accounts.find((it: { name: string }) => it.name === 'clerk')
    expect((await fixture.ask('keeper', 'DELETE', `/api/accounts/${id}/sessions`)).body).toEqual({
      ended: 2,
      tokensEnded: 0,
    })
    expect((await whoAmI(first)).status).toBe(401)
    const third = cookieOf(await logIn())
    fixture.office.now += HOUR
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
      expect((await fixture.send('GET', '/api/session', undefined, { cookie, authorization })).status).toBe(401)
  })
})

describe('A password changed at the door', () => {
  it('is what a one-time password allows, and nothing else until then', async () => {
    const made = (
      await fixture.ask('keeper', 'POST', '/api/accounts', {
        ...{ name: 'new', displayName: '新' },
        ...{ role: 'platform', platforms: [OURS] },
      })
    ).body
    const cookie = cookieOf(await logIn('new', made.oneTimePassword))
    expect((await whoAmI(cookie)).body.passwordChangeNeeded).toBe(true)
    expect((await fixture.send('GET', '/api/platforms', undefined, { cookie })).body.code).toBe(
      'password-change-needed',
    )
    const change = { currentPassword: made.oneTimePassword, newPassword: 'copper-violin-fog-3' }
    const changed = await fixture.send('POST', '/api/session/password', change, { cookie, ...SAME })
    expect(changed.body.passwordChangeNeeded).toBe(false)
    expect((await whoAmI(cookie)).status).toBe(401)
    expect((await fixture.send('GET', '/api/platforms', undefined, { cookie: cookieOf(changed) })).status).toBe(200)
  })

  it('needs the current one and a good new one, each named at its field', async () => {
    const change = async (currentPassword: string, newPassword: string) => {
      const { status, body } = await fixture.ask('clerk', 'POST', '/api/session/password', {
        currentPassword,
        newPassword,
      })
      return `${status} ${body.code} ${body.errors[0].pointer}`
    }
    expect(await change('wrong-wrong-wrong', 'copper-violin-fog-3')).toBe('422 wrong-password /currentPassword')
    expect(await change(PASSWORD, 'password2025')).toBe('422 password-common /newPassword')
  })
})

describe('A page that nobody sits at', () => {
  it('does not keep its session by what it asks by itself', async () => {
    const cookie = cookieOf(await logIn())
    const asks = (headers = {}) => fixture.send('GET', '/api/session', undefined, { cookie, ...headers })
    expect((await asks()).body.idleSeconds).toBe(3600)
    fixture.office.now += HOUR / 2
    expect((await asks()).status).toBe(200)
    fixture.office.now += HOUR / 2
    expect((await asks({ 'x-unattended': '1' })).status).toBe(200)
    fixture.office.now += HOUR / 2
    expect((await asks()).status).toBe(401)
  })
})
