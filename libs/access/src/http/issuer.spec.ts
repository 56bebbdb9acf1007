import { DatabaseSync } from '@photostructure/sqlite'
import { AccessHistory } from '../commitments/access-history'
import { Issuer } from '../openid/issuer.spec-support'
import { OpenIdLogIn } from '../openid/log-in'
import { HOUR, MINUTE, PASSWORD } from '../services/office.spec-support'
import { accessFile } from '../store/database'
import { AccessFixture, OURS } from './access-fixture.spec-support'

const PUBLIC = 'https://ledger.example.cn'
const WAY = '__Host-pilot-ledger-issuer'
const SESSION = '__Host-pilot-ledger'
let issuer: Issuer
let fixture: AccessFixture
beforeAll(async () => {
  issuer = await Issuer.open()
})
afterAll(() => issuer.close())
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts({ publicUrl: PUBLIC, openIdLogIn: logInAt(issuer.address) })
})
afterEach(() => fixture.close())

const logInAt = (address: string) =>
  new OpenIdLogIn({
    issuer: address,
    client: 'ledger',
    clientSecret: 'client-secret',
    redirect: `${PUBLIC}/api/session/issuer/return`,
    title: '市统一身份认证',
    keysCooldown: 0,
    clock: () => fixture.office.now,
  })
const seconds = () => Math.floor(fixture.office.now / 1000)
const claims = (given: Record<string, unknown> = {}) => ({
  ...{ sub: 'wang', roles: ['finance'], sid: 's-1' },
  ...{ iat: seconds(), exp: seconds() + 300, ...given },
})
const cookieOf = (headers: Record<string, unknown>, name: string) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((it) => String(it).split(';')[0])
    .find((it) => it.startsWith(`${name}=`))
const FROM_THE_PAGE = { origin: PUBLIC, 'sec-fetch-site': 'same-origin' }
/** The button is pressed: where the browser is to go, and what it keeps. */
const begin = async (session?: string) => {
  const headers = { ...FROM_THE_PAGE, ...(session && { cookie: session }) }
  const answer = await fixture.send('POST', '/api/session/issuer', undefined, headers)
  return { address: String(answer.body.address), cookie: cookieOf(answer.headers, WAY) ?? '', answer }
}
const comeBack = (brought: Record<string, string>, cookie: string) =>
  fixture.send('GET', `/api/session/issuer/return?${new URLSearchParams(brought)}`, undefined, { cookie })
/** The whole way; the cookie of the session, or where the page is led to with what was wrong. */
const logIn = async (given: Record<string, unknown> = {}) => {
  const { address, cookie } = await begin()
  const back = await comeBack(await issuer.loggedIn(address, claims(given)), cookie)
  return cookieOf(back.headers, SESSION) ?? String(back.headers.location)
}
const whoAmI = (cookie: string) => fixture.send('GET', '/api/session', undefined, { cookie })

describe('Given somebody of finance whom the issuer knows', () => {
  it('when he presses the button, then he is sent there with PKCE, state and nonce, and remembered by a cookie of his browser', async () => {
    const { address, answer } = await begin()
    expect(answer.status).toBe(200)
    const asked = Object.fromEntries(new URL(address).searchParams)
    expect(address).toContain(`${issuer.address}/authorize?`)
    expect(asked).toEqual({
      response_type: 'code',
      scope: 'openid',
      client_id: 'ledger',
      redirect_uri: `${PUBLIC}/api/session/issuer/return`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    // Lax: he comes back from another site.
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-pilot-ledger-issuer=plb_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(new URL((await begin()).address).searchParams.get('state')).not.toBe(asked.state)
  })

  it('when he comes back, then he has a session of this ledger with the role that the issuer gives him', async () => {
    const cookie = await logIn()
    expect(cookie).toMatch(/^__Host-pilot-ledger=pls_[\w-]{43}$/)
    const { body } = await whoAmI(cookie)
    expect(body).toMatchObject({
      actor: 'openid:wang',
      role: 'finance',
      platforms: [],
      way: 'openid',
      idleSeconds: 3600,
    })
    expect(body).not.toHaveProperty('account')
    expect((await fixture.send('GET', '/api/figures?from=2025-01-01', undefined, { cookie })).status).toBe(200)
    expect((await fixture.send('GET', '/api/accounts', undefined, { cookie })).status).toBe(403)
  })

  it('when he is of a platform, then he sees what is its own', async () => {
    const cookie = await logIn({ roles: ['platform'], platforms: [OURS] })
    expect((await whoAmI(cookie)).body).toMatchObject({ role: 'platform', platforms: [OURS] })
  })

  it('when he has logged in, then an account entry says so, and the file is what its entries say', async () => {
    await logIn()
    const entries = fixture.office.access.entries.page(0, 1000)
    expect(entries.find((it) => it.type === 'LoggedInAtIssuer')).toMatchObject({
      actor: 'openid:wang',
      account: 'openid:wang',
      data: { role: 'finance', platforms: [] },
    })
    const faults = () =>
      new AccessHistory(accessFile(fixture.office.folder)).end().filter((it) => it.includes('openid:wang'))
    expect(faults()).toEqual([])
    const database = new DatabaseSync(accessFile(fixture.office.folder))
    database.exec("UPDATE issuer_sessions SET role = 'administrator'")
    database.close()
    expect(faults()).toEqual([expect.stringMatching(/session of openid:wang: .*not what its entries say/)])
  })

  it('when nobody is at it for an hour, then the session is over; busy, after twelve', async () => {
    const cookie = await logIn()
    fixture.office.now += HOUR
    expect((await whoAmI(cookie)).status).toBe(401)
    const busy = await logIn()
    for (let i = 0; i < 15; i++) {
      fixture.office.now += 0.8 * HOUR
      expect((await whoAmI(busy)).status).toBe(i < 14 ? 200 : 401)
    }
  })

  it('when another session begins in the same browser, then the one before is over, and goes on where he does not come back', async () => {
    const local = await fixture.send('POST', '/api/session', { name: 'finance', password: PASSWORD })
    let before = cookieOf(local.headers, SESSION) ?? ''
    const elsewhere = await logIn()
    for (let i = 0; i < 2; i++) {
      // The way back is from another site: the session's cookie, SameSite=Strict, is not sent along.
      const { address, cookie } = await begin(before)
      const brought = await issuer.loggedIn(address, claims())
      expect((await comeBack({ state: brought.state }, cookie)).headers.location).toBe('/?refused=openid-log-in')
      expect((await whoAmI(before)).status).toBe(200)
      const again = await begin(before)
      const back = await comeBack(await issuer.loggedIn(again.address, claims()), again.cookie)
      expect((await whoAmI(before)).status).toBe(401)
      before = cookieOf(back.headers, SESSION) ?? ''
      expect((await whoAmI(before)).body.actor).toBe('openid:wang')
    }
    expect((await whoAmI(elsewhere)).status).toBe(200)
  })

  it('when a local account logs in in the same browser, then the session before is over, whoever it was; refused, it goes on', async () => {
    const log = (cookie: string, password = PASSWORD) =>
      fixture.send('POST', '/api/session', { name: 'finance', password }, { ...FROM_THE_PAGE, cookie })
    const vouched = await logIn()
    expect((await log(vouched, 'not-the-password-1')).status).toBe(401)
    expect((await whoAmI(vouched)).status).toBe(200)
    const first = cookieOf((await log(vouched)).headers, SESSION) ?? ''
    expect((await whoAmI(vouched)).status).toBe(401)
    const second = cookieOf((await log(first)).headers, SESSION) ?? ''
    expect([(await whoAmI(first)).status, (await whoAmI(second)).status]).toEqual([401, 200])
  })

  it('when a session begins or changes here while he is at the issuer, then coming back is refused, and that session is the only one', async () => {
    const local = (cookie: string) =>
      fixture.send('POST', '/api/session', { name: 'finance', password: PASSWORD }, { ...FROM_THE_PAGE, cookie })
    const changed = (cookie: string) =>
      fixture.send(
        'POST',
        '/api/session/password',
        { currentPassword: PASSWORD, newPassword: 'another-long-password-7' },
        { ...FROM_THE_PAGE, cookie },
      )
    for (const begins of [local, changed]) {
      const had = cookieOf((await local('')).headers, SESSION) ?? ''
      const { address, cookie } = await begin(had)
      const brought = await issuer.loggedIn(address, claims())
      const answer = await begins(`${had}; ${cookie}`)
      const now = cookieOf(answer.headers, SESSION) ?? ''
      expect([answer.status < 300, cookieOf(answer.headers, WAY)]).toEqual([true, `${WAY}=`])
      // Also by a cookie that was kept.
      const back = await comeBack(brought, cookie)
      expect([back.headers.location, cookieOf(back.headers, SESSION)]).toEqual(['/?refused=openid-log-in', undefined])
      expect((await whoAmI(now)).body.actor).toBe('finance')
    }
  })

  it.each([
    ['a link', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, [405, 'method-not-allowed']],
    ['a form', 'POST', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, [403, 'cross-site-request']],
    ['a form, in an old browser', 'POST', { origin: 'https://evil.example' }, [403, 'cross-site-request']],
  ] as const)(
    'when %s of another site sends the browser there, then no log-in begins that would replace his session',
    async (_, method, headers, refused) => {
      const answer = await fixture.send(method, '/api/session/issuer', undefined, headers)
      expect([answer.status, answer.body.code]).toEqual(refused)
      expect(answer.headers['set-cookie']).toBeUndefined()
    },
  )

  it('when he logs out here, then the session is over', async () => {
    const cookie = await logIn()
    const out = await fixture.send('DELETE', '/api/session', undefined, { cookie, 'sec-fetch-site': 'same-origin' })
    expect(out.status).toBe(204)
    expect((await whoAmI(cookie)).status).toBe(401)
  })

  it('then the log-in page names the issuer', async () => {
    expect((await fixture.send('GET', '/api/session/ready-accounts')).body).toEqual({
      accounts: [],
      issuer: '市统一身份认证',
    })
  })
})

describe('Nobody gets in', () => {
  const REFUSED = '/?refused=openid-log-in'

  it('by a state that was not begun here, or in another browser, and the right one is used up by neither', async () => {
    const { address, cookie } = await begin()
    const brought = await issuer.loggedIn(address, claims())
    const other = await begin()
    expect((await comeBack({ ...brought, state: 'x'.repeat(43) }, cookie)).headers.location).toBe(REFUSED)
    expect((await comeBack(brought, other.cookie)).headers.location).toBe(REFUSED)
    expect((await comeBack(brought, '')).headers.location).toBe(REFUSED)
    expect(cookieOf((await comeBack(brought, cookie)).headers, SESSION)).toMatch(/pls_/)
  })

  it('a second time by what came back once, nor by a code of another log-in', async () => {
    const { address, cookie } = await begin()
    const brought = await issuer.loggedIn(address, claims())
    expect(cookieOf((await comeBack(brought, cookie)).headers, SESSION)).toMatch(/pls_/)
    expect((await comeBack(brought, cookie)).headers.location).toBe(REFUSED)
    // Somebody slips a code of his own into a log-in of another: PKCE.
    const [mine, theirs] = [await begin(), await begin()]
    const { code } = await issuer.loggedIn(mine.address, claims({ sub: 'mallory' }))
    const { state } = await issuer.loggedIn(theirs.address, claims())
    expect((await comeBack({ code, state }, theirs.cookie)).headers.location).toBe(REFUSED)
  })

  it('ten minutes after it was begun', async () => {
    const { address, cookie } = await begin()
    fixture.office.now += 10 * MINUTE
    expect((await comeBack(await issuer.loggedIn(address, claims()), cookie)).headers.location).toBe(REFUSED)
  })

  it('nor is anybody kept out by one address that begins without end: it is slowed, and who comes back does not count', async () => {
    await fixture.close()
    const limits = { logIns: { perMinute: 10, burst: 2 } }
    fixture = await AccessFixture.ofContracts({ publicUrl: PUBLIC, openIdLogIn: logInAt(issuer.address), limits })
    // Also where people have logged in before: an address does not tell who is at it.
    const local = await fixture.send('POST', '/api/session', { name: 'finance', password: PASSWORD })
    expect(local.status).toBe(201)
    for (let i = 0; i < 4; i++) expect(await logIn()).toMatch(/pls_/)
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await begin()).answer.status)
    expect(statuses).toEqual([200, 200, 429])
  })

  it('who declined there', async () => {
    const { address, cookie } = await begin()
    const { state } = await issuer.loggedIn(address, claims())
    expect((await comeBack({ state, error: 'access_denied' }, cookie)).headers.location).toBe(REFUSED)
  })

  it.each([
    ['another nonce', { nonce: 'of another log-in' }],
    ['no nonce', { nonce: undefined }],
    ['another issuer', { iss: 'https://id.elsewhere.cn' }],
    ['another audience', { aud: 'another ledger' }],
    ['several audiences, issued to another', { aud: ['ledger', 'other'], azp: 'other' }],
    ['several audiences, issued to nobody', { aud: ['ledger', 'other'] }],
    ['an end that is past', { exp: 1 }],
  ])('by an ID token with %s', async (_, given) => {
    expect(await logIn(given)).toBe(REFUSED)
  })

  it.each([
    ['no role', { roles: [] }, 'openid-role'],
    ['two roles', { roles: ['finance', 'auditor'] }, 'openid-role'],
    ['a role that is none here', { roles: ['owner'] }, 'openid-role'],
    ['no usable subject', { sub: '王' }, 'openid-subject'],
  ])('whom the issuer gives %s', async (_, given, code) => {
    expect(await logIn(given)).toBe(`/?refused=${code}`)
  })

  it('while the issuer is away, or is none here', async () => {
    await fixture.close()
    issuer.away = true
    fixture = await AccessFixture.ofContracts({ publicUrl: PUBLIC, openIdLogIn: logInAt(issuer.address) })
    const { answer } = await begin()
    expect([answer.status, answer.body.code]).toEqual([503, 'issuer-unavailable'])
    issuer.away = false
    expect((await begin()).address).toContain(issuer.address)
    await fixture.close()
    fixture = await AccessFixture.ofContracts()
    const none = await fixture.send('POST', '/api/session/issuer')
    expect([none.status, none.body.code]).toEqual([404, 'no-issuer'])
  })
})

describe('Logged out at the issuer', () => {
  const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const token = (given: Record<string, unknown> = {}) =>
    issuer.token({
      ...{
        iss: issuer.address,
        aud: 'ledger',
        iat: seconds(),
        exp: seconds() + 120,
        jti: 'j-1',
        sub: 'wang',
        events: EVENT,
      },
      ...given,
    })
  const tell = async (
    logoutToken: string,
    type = 'application/x-www-form-urlencoded',
    url = '/api/session/issuer/log-out',
  ) => {
    const answer = await fixture.app.inject({
      method: 'POST',
      url,
      payload: `logout_token=${logoutToken}`,
      headers: { 'content-type': type },
    })
    return answer.statusCode === 200 ? answer.json() : answer.json().code
  }

  it('he is logged out here: of that session of his, or of all', async () => {
    const [first, second, other] = [await logIn(), await logIn({ sid: 's-2' }), await logIn({ sub: 'li', sid: 's-3' })]
    const open = async () => (await Promise.all([first, second, other].map(whoAmI))).map((it) => it.status)
    expect(await tell(await token({ sub: undefined, sid: 's-1' }))).toEqual({ ended: 1 })
    expect(await open()).toEqual([401, 200, 200])
    expect(await tell(await token())).toEqual({ ended: 1 })
    expect(await open()).toEqual([401, 401, 200])
    // Of one and of a session that is not his: nobody's.
    expect(await tell(await token({ sub: 'wang', sid: 's-3' }))).toEqual({ ended: 0 })
    expect(await open()).toEqual([401, 401, 200])
  })

  it('he is logged out here too where the ID token said nothing of a session of the issuer', async () => {
    const [of, other] = [await logIn({ sid: undefined }), await logIn({ sub: 'li', sid: undefined })]
    const open = async () => (await Promise.all([of, other].map(whoAmI))).map((it) => it.status)
    expect(await tell(await token({ sub: undefined, sid: 's-1' }))).toEqual({ ended: 0 })
    expect(await open()).toEqual([200, 200])
    expect(await tell(await token({ sid: 's-1' }))).toEqual({ ended: 1 })
    expect(await open()).toEqual([401, 200])
  })

  it.each([
    ['says nothing of whom', { sub: undefined }],
    ['is no logout token', { events: undefined }],
    ['is of another event', { events: { 'https://example.cn/event': {} } }],
    ['is an ID token', { nonce: 'n' }],
    ['is for another', { aud: 'another ledger' }],
    ['is of another issuer', { iss: 'https://id.elsewhere.cn' }],
    ['has no id of its own', { jti: undefined }],
    ['was kept for long', { iat: 1, exp: undefined }],
  ])('is not believed by a token that %s', async (_, given) => {
    const cookie = await logIn()
    expect(await tell(await token(given))).toBe('logout-token')
    expect((await whoAmI(cookie)).status).toBe(200)
  })

  it('is told by a form, which no other route takes', async () => {
    expect(await tell('no token')).toBe('logout-token')
    expect(await tell(await token(), 'application/x-www-form-urlencoded', '/api/session')).toBe(
      'media-type-not-supported',
    )
  })
})
