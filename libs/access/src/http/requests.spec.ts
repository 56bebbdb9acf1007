import { HOUR, PASSWORD } from '../services/office.spec-support'
import { AccessFixture } from './access-fixture.spec-support'

let fixture: AccessFixture
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts()
})
afterEach(() => fixture.close())

const logIn = (name = 'clerk', password = PASSWORD, headers = {}) =>
  fixture.send('POST', '/api/session', { name, password }, headers)
/** The cookie as a browser sends it back. */
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]
const whoAmI = (cookie: string) => fixture.send('GET', '/api/session', undefined, { cookie })

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
    const answer = await fixture.send('POST', '/api/tokens', body, { cookie, ...headers })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body.code).toBe('cross-site-request')
  })

  it('cannot log a person out, nor in to its own account', async () => {
    const cookie = cookieOf(await logIn())
    const evil = { origin: 'https://evil.example' }
    expect((await fixture.send('DELETE', '/api/session', undefined, { cookie, ...evil })).status).toBe(403)
    expect((await logIn('clerk', PASSWORD, evil)).status).toBe(403)
    expect((await whoAmI(cookie)).status).toBe(200)
  })

  it('is one that a script makes with a token: nobody’s browser adds that by itself', async () => {
    const { token } = (await fixture.ask('clerk', 'POST', '/api/tokens', body)).body
    const headers = { authorization: `Bearer ${token}`, origin: 'https://evil.example' }
    expect((await fixture.send('DELETE', `/api/tokens/x`, undefined, headers)).body.code).toBe('unknown-token')
  })

  it('is not one that comes by the public address through a proxy', async () => {
    const proxied = await AccessFixture.ofContracts({ publicUrl: 'https://ledger.example.cn' })
    const origin = (it: string) =>
      proxied.send('POST', '/api/session', { name: 'clerk', password: PASSWORD }, { origin: it })
    expect((await origin('https://ledger.example.cn')).status).toBe(201)
    expect((await origin('https://ledger.example.com')).status).toBe(403)
    await proxied.close()
  })
})

describe('A personal access token at the door', () => {
  it('is listed without itself, used, and revoked', async () => {
    const made = (await fixture.ask('clerk', 'POST', '/api/tokens', { label: '月报脚本', days: 7 })).body
    expect(Date.parse(made.expiresAt) - fixture.office.now).toBe(7 * 24 * HOUR)
    const list = await fixture.ask('clerk', 'GET', '/api/tokens')
    expect(list.body.tokens).toMatchObject([{ id: made.id, label: '月报脚本' }])
    expect(list.text).not.toContain('plt_')
    const ask = () => fixture.send('GET', '/api/session', undefined, { authorization: `Bearer ${made.token}` })
    expect((await ask()).body).toMatchObject({ actor: 'clerk', way: 'token' })
    expect((await fixture.ask('evaluator', 'DELETE', `/api/tokens/${made.id}`)).status).toBe(404)
    expect((await fixture.ask('clerk', 'DELETE', `/api/tokens/${made.id}`)).status).toBe(204)
    expect((await ask()).status).toBe(401)
  })

  it('does what it was made for, from where it was made for', async () => {
    const make = async (more: object) => {
      const { token } = (await fixture.ask('clerk', 'POST', '/api/tokens', { label: '脚本', ...more })).body
      const headers = { authorization: `Bearer ${token}` }
      const [read, record] = [
        await fixture.send('GET', '/api/platforms', undefined, headers),
        await fixture.send('POST', '/api/engagements', {}, headers),
      ]
      return [read, record].map(({ status, body }) => `${status} ${body?.code ?? ''}`.trim())
    }
    const [, reached] = await make({})
    expect(reached).not.toContain('token')
    expect(await make({ scopes: ['read'] })).toEqual(['200', '403 token-scope'])
    expect(await make({ scopes: ['record'] })).toEqual(['403 token-scope', reached])
    const none = await fixture.ask('clerk', 'POST', '/api/tokens', { label: '脚本', scopes: [] })
    expect([none.status, none.body.code]).toEqual([422, 'token-scopes-missing'])
    expect(await make({ addresses: ['127.0.0.0/8', '::1'] })).toEqual(['200', reached])
    expect(await make({ addresses: ['10.0.0.0/8'] })).toEqual(['403 token-address', '403 token-address'])
  })

  it('cannot make itself last: no tokens, passwords or accounts by it', async () => {
    const { token } = (await fixture.ask('keeper', 'POST', '/api/tokens', { label: '脚本' })).body
    const headers = { authorization: `Bearer ${token}` }
    const answers = [
      await fixture.send('POST', '/api/tokens', { label: '又一个' }, headers),
      await fixture.send('POST', '/api/session/password', { currentPassword: PASSWORD, newPassword: 'x' }, headers),
      await fixture.send('POST', '/api/accounts', { name: 'new', displayName: '新', role: 'administrator' }, headers),
      await fixture.send('PATCH', '/api/accounts/x', { disabled: false }, headers),
      await fixture.send('POST', '/api/accounts/x/password-reset', undefined, headers),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(Array(5).fill('token-not-enough'))
    expect((await fixture.send('GET', '/api/accounts', undefined, headers)).status).toBe(200)
  })
})

describe('Too many requests', () => {
  const many = async (
    limits: object,
    times: number,
    ask: (fixture: AccessFixture, i: number) => Promise<{ status: number }>,
  ) => {
    const slow = await AccessFixture.ofContracts({ limits })
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
    const ask = (it: AccessFixture, i: number) => it.send('GET', i % 2 ? '/api/nowhere' : '/health/live')
    const { slow, statuses } = await many(rate, 5, ask)
    expect(statuses).toEqual([200, 404, 200, 429, 429])
    await slow.close()
  })

  it('to log in with wrong passwords are refused sooner: each costs a slow hash', async () => {
    const rate = { logIns: { perMinute: 10, burst: 2 } }
    const body = { name: 'clerk', password: 'wrong-wrong-wrong' }
    const { slow, statuses } = await many(rate, 3, (it) => it.send('POST', '/api/session', body))
    expect(statuses).toEqual([401, 401, 429])
    await slow.close()
  })

  it('to log in with the right one are none, from a place where none has logged in before nor from any other', async () => {
    const rate = { logIns: { perMinute: 10, burst: 2 } }
    const body = { name: 'clerk', password: PASSWORD }
    const { slow, statuses } = await many(rate, 6, (it, i) =>
      it.send('POST', '/api/session', i % 2 ? body : { ...body, password: i === 0 ? PASSWORD : 'wrong-wrong-wrong' }),
    )
    expect(statuses).toEqual([201, 201, 401, 201, 401, 201])
    await slow.close()
  })
})
