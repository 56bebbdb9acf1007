import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type ContractsApplication, contractsApplication } from './application.spec-support'

const INVOICE = { number: '25442000000012345678', amount: '380000.00' }

describe('what every door gets', () => {
  let it: ContractsApplication
  let fault: string | undefined
  beforeAll(async () => {
    it = await contractsApplication(() => fault)
  })
  beforeEach(() => {
    fault = undefined
    it.lines.length = 0
  })
  afterAll(() => it.app.close())

  const post = (url: string, payload: string | Buffer, type = 'application/json') =>
    it.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
  const get = (url: string) => it.app.inject({ method: 'GET', url })

  test('well-formed content reaches the door and is answered', async () => {
    const answer = await post('/api/contracts/c1/invoices', JSON.stringify(INVOICE))
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toEqual(INVOICE)
  })

  test('every answer says what a browser may do with it, and carries a request id of its own', async () => {
    const [one, other] = [await get('/api/contracts/c1'), await get('/nowhere')]
    for (const { headers } of [one, other]) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cache-control': 'no-store',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
    }
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id'])
    expect(other.json().instance).toBe(`urn:request:${other.headers['x-request-id']}`)
  })

  test.each([
    ['nothing at the address', () => get('/api/contract'), 404, 'unknown-route'],
    ['an address that cannot be decoded', () => get('/api/contracts/%E4%B8'), 400, 'invalid-request'],
    ['another method', () => post('/api/contracts/c1', '{}'), 405, 'method-not-allowed'],
    ['no JSON', () => post('/api/contracts/c1/invoices', '{"number":'), 400, 'json-malformed'],
    ['an empty body', () => post('/api/contracts/c1/invoices', ''), 400, 'json-malformed'],
    [
      'a form',
      () => post('/api/contracts/c1/invoices', 'number=1', 'application/x-www-form-urlencoded'),
      415,
      'media-type-not-supported',
    ],
    ['text', () => post('/api/contracts/c1/invoices', '{}', 'text/plain'), 415, 'media-type-not-supported'],
    [
      'no content type',
      () => it.app.inject({ method: 'POST', url: '/api/contracts/c1/invoices', payload: '{}' }),
      415,
      'media-type-not-supported',
    ],
    [
      'no body at all',
      () => it.app.inject({ method: 'POST', url: '/api/contracts/c1/invoices' }),
      400,
      'object-expected',
    ],
    ['more than a mebibyte', () => post('/api/contracts/c1/invoices', ' '.repeat(1_048_577)), 413, 'body-too-large'],
    ['a rule of the domain', () => post('/api/contracts/c1/refusals', '{}'), 422, 'amendment-below-invoiced'],
  ])('%s is a problem in two languages', async (_what, ask, status, code) => {
    const answer = await ask()
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect({ http: answer.statusCode, ...answer.json() }).toMatchObject({
      http: status,
      status,
      code,
      type: `urn:pilot-ledger:problem:${code}`,
      title: expect.stringMatching(/\p{Script=Han}/u),
      titleEn: expect.stringMatching(/^[\x20-\x7e]+$/),
    })
  })

  test('a long answer comes compressed to whoever takes that, a short one and anything else do not', async () => {
    const taking = (url: string, encoding: string) =>
      it.app.inject({ method: 'GET', url, headers: { 'accept-encoding': encoding } })
    const [plain, small, short, sheet] = [
      await get('/openapi.json'),
      await taking('/openapi.json', 'gzip, deflate, br'),
      await taking('/api/contracts/c1', 'gzip'),
      await taking('/docs/swagger-ui.css', 'gzip'),
    ]
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringMatching(/accept-encoding/i) })
    expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    expect(gunzipSync(small.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect([short, sheet].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, undefined])
    expect(sheet.rawPayload.length).toBeGreaterThan(2_048)
  })

  test('what is sent in compressed is not unpacked', async () => {
    const payload = gzipSync(JSON.stringify(INVOICE))
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await it.app.inject({ method: 'POST', url: '/api/contracts/c1/invoices', payload, headers })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'json-not-utf8'])
  })

  test('exactly a mebibyte is read', async () => {
    const content = JSON.stringify(INVOICE)
    expect((await post('/api/contracts/c1/invoices', content.padEnd(1_048_576))).statusCode).toBe(201)
  })

  test.each([
    ['DELETE', '/api/contracts/c1', 'GET, HEAD'],
    ['PUT', '/api/contracts/c1/invoices?client=c2', 'POST'],
  ] as const)('another method names those that are allowed: %s %s', async (method, url, allowed) => {
    const answer = await it.app.inject({ method, url })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe(allowed)
  })

  test('an amount as a JSON number and an unknown property are both named, nothing else', async () => {
    const answer = await post('/api/contracts/c1/invoices', '{"number":"1","amount":380000.00,"currency":"CNY"}')
    const codes = answer.json().errors.map((fault: { pointer: string; code: string }) => [fault.pointer, fault.code])
    expect(codes.sort()).toEqual([
      ['/amount', 'amount-must-be-string'],
      ['/currency', 'unknown-property'],
    ])
  })

  test('what nobody foresaw tells the client nothing and the log everything', async () => {
    const answer = await post('/api/contracts/c1/failures', '{}')
    expect(answer.statusCode).toBe(500)
    expect(answer.json().code).toBe('internal')
    expect(answer.body).not.toMatch(/table|示例药业|stack|\.ts/)
    const [error] = it.log().filter((line) => line.level === 50)
    expect(error).toMatchObject({
      requestId: answer.headers['x-request-id'],
      err: {
        message: expect.stringContaining('no such table'),
        stack: expect.stringContaining('application.spec-support'),
      },
    })
  })

  test('a request is one line in the log: its route, never ids, query, body or headers', async () => {
    await it.app.inject({
      method: 'GET',
      url: '/api/contracts/ZSJM-001?client=示例药业',
      headers: { authorization: '密钥' },
    })
    await post('/api/contracts/ZSJM-001/invoices', JSON.stringify({ number: '示例药业', amount: 1 }))
    expect(it.log()).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        requestId: expect.any(String),
        method: 'GET',
        route: '/api/contracts/:id',
        status: 200,
        ms: expect.any(Number),
      },
      {
        level: 30,
        time: expect.any(Number),
        requestId: expect.any(String),
        method: 'POST',
        route: '/api/contracts/:id/invoices',
        status: 400,
        ms: expect.any(Number),
      },
    ])
    expect(it.lines.join()).not.toMatch(/ZSJM|示例药业|密钥/)
  })

  test('the metrics count by route, method and status, and by problem', async () => {
    await get('/api/contracts/ZSJM-002')
    await get('/api/nothing/ZSJM-002')
    const { body, headers } = await get('/metrics')
    expect(headers['content-type']).toMatch('text/plain')
    expect(body).toMatch(
      /^pilot_ledger_http_request_seconds_count\{method="GET",route="\/api\/contracts\/:id",status="200"\} [1-9]/m,
    )
    expect(body).toMatch(/^pilot_ledger_problems_total\{code="unknown-route"\} [1-9]/m)
    expect(body).not.toContain('ZSJM')
  })

  test('the service lives, and is ready only while its checks hold', async () => {
    expect((await get('/health/live')).json()).toEqual({ status: 'ok' })
    expect((await get('/health/ready')).json()).toEqual({ status: 'ok', checks: { log: 'ok' } })
    fault = 'disk-full'
    const answer = await get('/health/ready')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'unavailable', checks: { log: 'disk-full' } })
    expect((await get('/health/live')).statusCode).toBe(200)
  })

  test('OpenAPI 3.1 describes the door, its fields and its refusals', async () => {
    const document = (await get('/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    const { post: operation } = document.paths['/api/contracts/{id}/invoices']
    expect(operation.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/InvoiceDto',
    })
    expect(operation.responses.default.content['application/problem+json'].schema.$ref).toBe(
      '#/components/schemas/Problem',
    )
    expect(document.components.schemas.InvoiceDto).toMatchObject({
      required: ['number', 'amount'],
      properties: { amount: { type: 'string', pattern: '^(0|[1-9]\\d*)\\.\\d{2}$' }, number: { maxLength: 64 } },
    })
    expect(document.components.schemas.Problem.required).toContain('code')
  })

  test('the page at /docs takes everything from here and runs nothing that stands in it', async () => {
    const page = await get('/docs')
    const assets = [...page.body.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1])
    expect(assets).toHaveLength(3)
    for (const asset of assets) {
      expect(asset).not.toMatch(/^(\/|https?:)/)
      expect((await get(`/${asset}`)).statusCode).toBe(200)
    }
    expect(page.body).not.toMatch(/<script>|<script [^>]*>[^<]/)
    expect(page.headers['content-security-policy']).toContain("script-src 'self';")
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  test('bytes that are no HTTP request are answered by a problem too', async () => {
    await it.app.listen(0, '127.0.0.1')
    const { port } = it.app.getHttpServer().address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.end('对账 / HTTP/9\r\n\r\n')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/)
    expect(answer).toContain('\r\ncache-control: no-store\r\n')
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status: 400, code: 'invalid-request' })
  })
})
