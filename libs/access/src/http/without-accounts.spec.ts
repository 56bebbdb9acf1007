import { Controller, Get, Module, Post } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { createHttpApplication } from '@pilot-ledger/http'
import { pino } from 'pino'
import { withoutAccounts } from './without-accounts'

@Controller('api/notes')
class NotesController {
  @Get()
  read() {
    return { notes: [] }
  }
  @Post()
  write() {
    return {}
  }
}
@Module({ controllers: [NotesController] })
class Notes {}

describe('A ledger without accounts', () => {
  let app: NestFastifyApplication
  beforeAll(async () => {
    const root = { module: Notes, imports: [withoutAccounts()] }
    app = await createHttpApplication(root, { actor: '本机', readiness: [], logger: pino({ level: 'silent' }) })
  })
  afterAll(() => app.close())
  const ask = async (method: 'GET' | 'POST', headers: Record<string, string>) => {
    const answer = await app.inject({ method, url: '/api/notes', headers })
    return answer.statusCode < 300 ? 'done' : answer.json().code
  }

  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '127.9.9.9', '[::1]:3000'])(
    'answers as %s',
    async (host) => {
      for (const method of ['GET', 'POST'] as const) expect(await ask(method, { host })).toBe('done')
      expect(await ask('POST', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe('done')
    },
  )

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.5',
    '[::2]',
  ])('answers nothing under another name, to which a site may have bound this address: %j', async (host) => {
    for (const method of ['GET', 'POST'] as const)
      expect(await ask(method, { host, origin: `http://${host}` })).toBe('foreign-host')
  })

  it.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('records nothing for the page of another site: %j', async (headers) => {
    expect(await ask('POST', { host: 'localhost:3000', ...headers })).toBe('cross-site-request')
  })
})
