import { createHash } from 'node:crypto'
import { type AddressInfo, connect } from 'node:net'
import { AccessFixture, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { jpegOf, ofdOf, pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'

const PAPER = pdfOf(3)
const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')
const base64 = (it: string) => Buffer.from(it).toString('base64')
const HALF = Math.floor(PAPER.length / 2)

jest.setTimeout(120_000)

let fixture: AccessFixture
beforeAll(async () => {
  fixture = await AccessFixture.open()
  await fixture.settle()
})
afterAll(() => fixture.close())

type Method = 'POST' | 'PATCH' | 'GET' | 'HEAD' | 'DELETE'
const sessions = new Map<string, string>()
async function ask(who: string, method: Method, url: string, headers: Record<string, string> = {}, payload?: Buffer) {
  const session = sessions.get(who) ?? (await fixture.office.logIn(who))
  sessions.set(who, session)
  const tus = { 'tus-resumable': '1.0.0', ...(payload && { 'content-type': 'application/offset+octet-stream' }) }
  return fixture.app.inject({
    ...{ method, url, payload },
    headers: { authorization: `Bearer ${session}`, ...tus, ...headers },
  })
}
const uploadsOf = (platform: string) => `/api/platforms/${platform}/evidence-uploads`
const announce = (who: string, platform: string, content: Buffer, fileName = '合同.pdf', more = '') =>
  ask(who, 'POST', uploadsOf(platform), {
    'upload-length': String(content.length),
    'upload-metadata': `filename ${base64(fileName)}${more}`,
  })
async function upload(who: string, platform: string, content: Buffer, fileName?: string) {
  const { headers } = await announce(who, platform, content, fileName)
  return ask(who, 'PATCH', String(headers.location), { 'upload-offset': '0' }, content)
}
const fileOf = (content: Buffer, platform = OURS) => `/api/platforms/${platform}/evidence/${hashOf(content)}`
/** All but what every answer has of its own. */
const telling = (it: Awaited<ReturnType<typeof ask>>) => ({
  status: it.statusCode,
  body: it.body.replace(/"instance":"[^"]*"/, ''),
  headers: Object.keys(it.headers).sort(),
})

describe('A paper uploaded in pieces', () => {
  it('by tus 1.0: announced, sent, asked about, finished', async () => {
    const announced = await announce('clerk', OURS, PAPER, '合同.pdf', `,sha256 ${base64(hashOf(PAPER))}`)
    expect(announced.statusCode).toBe(201)
    expect(announced.headers).toMatchObject({
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'tus-max-size': '52428800',
    })
    const url = String(announced.headers.location)
    const first = await ask('clerk', 'PATCH', url, { 'upload-offset': '0' }, PAPER.subarray(0, HALF))
    expect([first.statusCode, first.headers['upload-offset'], first.body]).toEqual([204, String(HALF), ''])
    const head = await ask('clerk', 'HEAD', url)
    expect(head.headers).toMatchObject({
      'upload-offset': String(HALF),
      'upload-length': String(PAPER.length),
      'cache-control': 'no-store',
    })
    const last = await ask('clerk', 'PATCH', url, { 'upload-offset': String(HALF) }, PAPER.subarray(HALF))
    expect([last.statusCode, last.headers['upload-offset']]).toEqual([204, String(PAPER.length)])
    expect((await ask('clerk', 'GET', url)).json()).toMatchObject({
      offset: PAPER.length,
      stored: { sha256: hashOf(PAPER), mediaType: 'application/pdf', pages: 3, fileName: '合同.pdf' },
    })
    expect((await ask('clerk', 'GET', fileOf(PAPER))).rawPayload.equals(PAPER)).toBe(true)
  })

  it('or with its announcement, in one request', async () => {
    const paper = jpegOf()
    const headers = { 'upload-length': String(paper.length), 'upload-metadata': `filename ${base64('现场/照片.jpg')}` }
    const answer = await ask('clerk', 'POST', uploadsOf(OURS), headers, paper)
    expect(answer.json()).toMatchObject({ stored: { mediaType: 'image/jpeg', pages: 1, fileName: '照片.jpg' } })
  })

  it('goes on after the line broke in the middle', async () => {
    const paper = pdfOf(4)
    const { headers } = await announce('clerk', OURS, paper)
    const url = String(headers.location)
    await fixture.app.listen(0, '127.0.0.1')
    const { port } = fixture.app.getHttpServer().address() as AddressInfo
    const half = Math.floor(paper.length / 2)
    const token = sessions.get('clerk')
    const begin = () => {
      const socket = connect(port, '127.0.0.1')
      socket.write(
        `PATCH ${url} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ntus-resumable: 1.0.0\r\nupload-offset: 0\r\n` +
          `content-type: application/offset+octet-stream\r\ncontent-length: ${paper.length}\r\n\r\n`,
      )
      socket.write(paper.subarray(0, half))
      return socket
    }
    // The line says nothing more, and nobody knows whether it is dead: who asks how far it is ends it, and goes on from there. On a slow
    // machine nothing had come yet: then it begins again and is given longer. The office's clock, which stands by itself, goes
    // along: within one moment a session that asks without end is told to wait.
    let offset = 0
    for (let patience = 50; offset === 0; patience *= 2) {
      const socket = begin()
      await new Promise((resolve) => setTimeout(resolve, patience))
      fixture.office.now += patience
      offset = (await ask('clerk', 'GET', url)).json().offset
      socket.destroy()
    }
    expect(offset).toBeLessThanOrEqual(half)
    const rest = await ask('clerk', 'PATCH', url, { 'upload-offset': String(offset) }, paper.subarray(offset))
    expect([rest.statusCode, rest.headers['upload-offset']]).toEqual([204, String(paper.length)])
    expect((await ask('clerk', 'GET', fileOf(paper))).statusCode).toBe(200)
  })

  it('is refused by name where its headers or its content are not right', async () => {
    const codeOf = async (it: ReturnType<typeof ask>) => {
      const { statusCode, body } = await it
      return [statusCode, JSON.parse(body).code]
    }
    const named = { 'upload-metadata': `filename ${base64('a.pdf')}` }
    const at = uploadsOf(OURS)
    expect(
      await codeOf(ask('clerk', 'POST', at, { ...named, 'upload-length': '1', 'tus-resumable': '0.2.2' })),
    ).toEqual([412, 'tus-version-not-supported'])
    expect(await codeOf(ask('clerk', 'POST', at, named))).toEqual([400, 'upload-length-format'])
    expect(await codeOf(ask('clerk', 'POST', at, { 'upload-length': '1' }))).toEqual([400, 'text-format'])
    expect(await codeOf(ask('clerk', 'POST', at, { ...named, 'upload-length': '52428801' }))).toEqual([
      413,
      'evidence-too-large',
    ])
    const { headers } = await announce('clerk', OURS, PAPER)
    const url = String(headers.location)
    expect(await codeOf(ask('clerk', 'PATCH', url, { 'upload-offset': '7' }, PAPER))).toEqual([
      409,
      'upload-offset-differs',
    ])
    expect(await codeOf(ask('clerk', 'PATCH', url, { 'upload-offset': '0' }))).toEqual([
      415,
      'media-type-not-supported',
    ])
    expect((await ask('clerk', 'DELETE', url)).statusCode).toBe(204)
    expect(await codeOf(ask('clerk', 'GET', url))).toEqual([404, 'unknown-upload'])
    expect(await codeOf(upload('clerk', OURS, PAPER.subarray(0, HALF)))).toEqual([422, 'evidence-cut-off'])
    expect(await codeOf(upload('clerk', OURS, Buffer.from('<html/>'), '合同.pdf'))).toEqual([
      422,
      'evidence-type-not-taken',
    ])
  })
})

describe('A paper opened', () => {
  const ofd = ofdOf(2)
  beforeAll(async () => {
    for (const [content, name] of [
      [PAPER, '合同"扫描件".pdf'],
      [ofd, '发票.ofd'],
    ] as const)
      expect((await upload('clerk', OURS, content, name)).statusCode).toBe(204)
  })

  it('runs nothing: its type is fixed, its place a sandbox', async () => {
    const shown = await ask('evaluator', 'GET', fileOf(PAPER))
    expect(shown.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PAPER.length),
      'x-content-type-options': 'nosniff',
      etag: `"${hashOf(PAPER)}"`,
      'cache-control': 'private, no-cache',
    })
    expect(shown.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
    expect(shown.headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[!-~]+$/)
    const kept = await ask('evaluator', 'GET', `${fileOf(PAPER)}?download=true`)
    expect(kept.headers['content-disposition']).toMatch(/^attachment;/)
    // What a browser does not show by itself is never shown by it.
    const other = await ask('evaluator', 'GET', fileOf(ofd))
    expect([other.headers['content-type'], other.headers['content-disposition']]).toEqual([
      'application/ofd',
      expect.stringMatching(/^attachment;/),
    ])
  })

  it('in parts', async () => {
    const part = (range: string, more: Record<string, string> = {}) =>
      ask('finance', 'GET', fileOf(PAPER), { range, ...more })
    const size = PAPER.length
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 9],
      ['bytes=100-', 100, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=5-${size + 100}`, 5, size - 1],
    ] as const) {
      const { statusCode, headers, rawPayload } = await part(range)
      expect([statusCode, headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${size}`])
      expect(rawPayload.equals(PAPER.subarray(from, to + 1))).toBe(true)
    }
    expect((await part(`bytes=${size}-`)).statusCode).toBe(416)
    for (const range of ['bytes=3-2', 'bytes=0-1,5-6', 'lines=1-2']) expect((await part(range)).statusCode).toBe(200)
    expect((await part('bytes=0-9', { 'if-range': '"other"' })).statusCode).toBe(200)
    expect((await ask('finance', 'GET', fileOf(PAPER), { 'if-none-match': `"${hashOf(PAPER)}"` })).statusCode).toBe(304)
  })

  it('stands in the access log when an evaluator or finance opened it, and not when its platform did', async () => {
    await ask('clerk', 'GET', fileOf(ofd))
    await ask('evaluator', 'GET', fileOf(ofd))
    await ask('finance', 'GET', fileOf(ofd))
    const { reads } = (await ask('auditor', 'GET', '/api/access-log?limit=2')).json()
    expect(
      reads.map((it: { actor: string; action: string; request: string }) => [it.actor, it.action, it.request]),
    ).toEqual([
      ['finance', 'readEvidence', `GET ${fileOf(ofd)}`],
      ['evaluator', 'readEvidence', `GET ${fileOf(ofd)}`],
    ])
  })
})

describe('One opening of a paper', () => {
  const A = 'a'.repeat(32)
  const B = 'b'.repeat(32)
  const paper = pdfOf(5)
  beforeAll(() => upload('clerk', OURS, paper, '长合同.pdf'))
  const looks = async () => {
    const { reads } = (await ask('auditor', 'GET', '/api/access-log?limit=500')).json()
    return reads.filter((it: { request: string }) => it.request.includes(hashOf(paper))).length
  }
  const file = (opening: string) => `${fileOf(paper)}?opening=${opening}`
  const facts = (opening: string) => `${fileOf(paper)}/facts?opening=${opening}`

  it('tells which file it is, who has given it and when', async () => {
    const { statusCode, body } = await ask('evaluator', 'GET', `${fileOf(paper)}/facts`)
    expect([statusCode, JSON.parse(body)]).toEqual([
      200,
      {
        file: {
          platform: OURS,
          sha256: hashOf(paper),
          size: paper.length,
          mediaType: 'application/pdf',
          pages: 5,
          fileName: '长合同.pdf',
        },
        uploadedBy: 'clerk',
        uploadedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ])
    const nobodys = await ask('evaluator', 'GET', `${fileOf(pdfOf(9))}/facts`)
    expect([nobodys.statusCode, nobodys.json().code]).toEqual([404, 'unknown-evidence'])
  })

  it('is one look, in however many parts it came', async () => {
    const before = await looks()
    await ask('evaluator', 'GET', facts(A))
    for (const range of ['bytes=0-9', 'bytes=10-19', 'bytes=-5'])
      expect((await ask('evaluator', 'GET', file(A), { range })).statusCode).toBe(206)
    expect(await looks()).toBe(before + 1)
    // Opened again, by another, or of another paper it is another.
    await ask('evaluator', 'GET', file(B))
    await ask('finance', 'GET', file(A))
    expect(await looks()).toBe(before + 3)
    await ask('evaluator', 'GET', `${fileOf(PAPER)}?opening=${A}`)
    const { reads } = (await ask('auditor', 'GET', '/api/access-log?limit=1')).json()
    expect(reads[0].request).toContain(hashOf(PAPER))
  })

  it('ends after an hour, and is none where it names itself otherwise', async () => {
    const before = await looks()
    fixture.office.now += 3_600_000
    // So is everybody's session.
    sessions.clear()
    await ask('evaluator', 'GET', file(A))
    expect(await looks()).toBe(before + 1)
    for (const other of ['1', A.toUpperCase(), `${A}&opening=${A}`])
      expect((await ask('evaluator', 'GET', file(other))).statusCode).toBe(400)
    // What is asked wrongly was looked for all the same.
    expect(await looks()).toBe(before + 4)
  })
})

describe('A rival with a known hash', () => {
  it('is answered as if nobody had the file: in opening, attaching and uploading it', async () => {
    const [secret, nobodys] = [pdfOf(6), pdfOf(7)]
    expect((await upload('clerk', OURS, secret)).statusCode).toBe(204)
    // Of his own platform, which has not given it.
    const opened = await Promise.all([secret, nobodys].map((it) => ask('rival', 'GET', fileOf(it, RIVAL))))
    expect(telling(opened[0])).toEqual(telling(opened[1]))
    expect(opened[0].statusCode).toBe(404)
    const facts = await Promise.all([secret, nobodys].map((it) => ask('rival', 'GET', `${fileOf(it, RIVAL)}/facts`)))
    expect(telling(facts[0])).toEqual(telling(facts[1]))
    expect(facts[0].statusCode).toBe(404)
    // Of ours, which is not his.
    const ours = await Promise.all([secret, nobodys].map((it) => ask('rival', 'GET', fileOf(it, OURS))))
    expect(telling(ours[0])).toEqual(telling(ours[1]))
    expect(ours[0].statusCode).toBe(403)
    // Uploaded by himself, the one is as new as the other.
    const answers = []
    for (const it of [secret, nobodys]) {
      const announced = await announce('rival', RIVAL, it)
      const last = await ask('rival', 'PATCH', String(announced.headers.location), { 'upload-offset': '0' }, it)
      answers.push([
        announced.statusCode,
        last.statusCode,
        Object.keys(announced.headers).sort(),
        Object.keys(last.headers).sort(),
      ])
    }
    expect(answers[0]).toEqual(answers[1])
    expect((await ask('rival', 'GET', fileOf(secret, RIVAL))).statusCode).toBe(200)
  })
})
