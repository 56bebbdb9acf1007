import { Controller, Get, Module, Req } from '@nestjs/common'
import { createHttpApplication } from '@pilot-ledger/http'
import { pino } from 'pino'
import { ROUTES } from '../domain/routes'
import { INSTRUMENTS, Office } from '../services/office.spec-support'
import { accessModule } from './access.module'
import { AccessFixture, OUR_CONTRACT, OURS } from './access-fixture.spec-support'
import { Guard } from './guard'

describe('The table of routes', () => {
  let fixture: AccessFixture
  beforeAll(async () => {
    fixture = await AccessFixture.open()
  })
  afterAll(() => fixture.close())

  it('names every route of every room, and no other', () => {
    expect(fixture.guard.routesWithoutRule()).toEqual([])
    // The page's files are there where a page was built; the fixture has none.
    expect(fixture.guard.rulesWithoutRoute()).toEqual(['GET /', 'GET /assets/*', 'GET /verifier/*'])
  })

  const guarded = Object.entries(ROUTES).filter(([, rule]) => rule !== 'open')
  const filled = (route: string) => {
    const [method, pattern] = route.split(' ')
    return { method, url: pattern.replace(/:[a-zA-Z]+/g, '11111111-1111-5111-8111-111111111111') }
  }

  it.each(guarded)('refuses a stranger: %s', async (route) => {
    const { method, url } = filled(route)
    const answers = [
      await fixture.send(method, url),
      await fixture.send(method, url, undefined, { authorization: 'Bearer plt_AAAA' }),
      await fixture.send(method, url, undefined, { authorization: 'Basic a2VlcGVyOng=' }),
      await fixture.send(method, url, undefined, { cookie: 'pilot-ledger=pls_AAAA', 'sec-fetch-site': 'same-origin' }),
    ]
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(4).fill('401 not-authenticated'))
    expect(answers[0].headers['www-authenticate']).toBe('Bearer')
  })

  it('asks for an identity also under HEAD, which tells a resource’s tag and length', async () => {
    expect((await fixture.send('HEAD', '/api/engagements')).status).toBe(401)
    expect((await fixture.ask('clerk', 'HEAD', '/api/figures?from=2025-01-01')).status).toBe(403)
  })

  it('leaves what is nowhere to be answered as such', async () => {
    expect((await fixture.send('GET', '/api/nowhere')).body.code).toBe('unknown-route')
    expect((await fixture.send('DELETE', '/api/engagements')).body.code).toBe('method-not-allowed')
  })

  it.each(['/health/live', '/health/ready', '/openapi.json', '/docs', '/docs/start.js'])(
    'leaves %s open',
    async (url) => {
      expect((await fixture.send('GET', url)).status).toBe(200)
    },
  )
})

describe('The platform of a contract', () => {
  it('is looked up once when there is one, and again as long as there is none', async () => {
    const platformOf = jest.fn(async (id: string) => (id === OUR_CONTRACT ? OURS : undefined))
    const fixture = await AccessFixture.open({ platformOf })
    const ask = async (id: string) => (await fixture.ask('clerk', 'GET', `/api/engagements/${id}`)).body.facts.id
    for (const id of [OUR_CONTRACT, OUR_CONTRACT, 'unsigned', 'unsigned']) expect(await ask(id)).toBe(id)
    expect(platformOf.mock.calls).toEqual([[OUR_CONTRACT], ['unsigned'], ['unsigned']])
    await fixture.close()
  })
})

describe('Whoever serves a request', () => {
  @Controller('api/mirror')
  class MirrorController {
    @Get()
    show(@Req() request: Record<symbol, unknown>) {
      return request[Symbol.for('pilot-ledger.requester')]
    }
  }
  @Module({ controllers: [MirrorController] })
  class Mirror {}

  it('finds who asks under a name that the shared mechanics know too', async () => {
    const office = await Office.open()
    const account = await office.employ()
    const routes = { 'GET /api/mirror': { action: 'listPlatforms', platform: { in: 'none' } } } as const
    const access = accessModule({ access: office.access, platformOf: async () => undefined, routes })
    const root = { module: Mirror, imports: [access] }
    const app = await createHttpApplication(root, { actor: 'x', readiness: [], logger: pino({ level: 'silent' }) })
    const headers = { authorization: `Bearer ${await office.logIn()}` }
    expect((await app.inject({ url: '/api/mirror', headers })).json()).toEqual({
      actor: 'wang.gong',
      account,
      role: 'platform',
      platforms: [INSTRUMENTS],
      way: 'session',
    })
    await app.close()
    office.close()
  })
})

describe('A room that nobody wrote rules for', () => {
  @Controller('api/payroll')
  class PayrollController {
    @Get()
    show() {
      return '工资'
    }
    @Get('open')
    open() {
      return '公告'
    }
  }
  @Module({ controllers: [PayrollController] })
  class Payroll {}

  it('is found by the guard, and shut to everybody; rules that an app adds open what they name', async () => {
    const office = await Office.open()
    await office.employ({ name: 'keeper', role: 'administrator', platforms: [] })
    const access = accessModule({
      access: office.access,
      platformOf: async () => undefined,
      routes: { 'GET /api/payroll/open': 'open', 'GET /api/accounts': 'open' },
    })
    const root = { module: Payroll, imports: [access] }
    const app = await createHttpApplication(root, { actor: 'x', readiness: [], logger: pino({ level: 'silent' }) })
    const get = async (url: string, token = '') =>
      (await app.inject({ url, headers: token === '' ? {} : { authorization: `Bearer ${token}` } })).statusCode
    const keeper = await office.logIn('keeper')
    expect(app.get(Guard).routesWithoutRule()).toEqual(['GET /api/payroll'])
    expect(await get('/api/payroll', keeper)).toBe(403)
    expect(await get('/api/payroll')).toBe(403)
    expect(await get('/api/payroll/open')).toBe(200)
    // What the table says of our own routes stands, whatever an app adds.
    expect(await get('/api/accounts')).toBe(401)
    await app.close()
    office.close()
  })
})
