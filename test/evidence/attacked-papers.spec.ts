import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { EVIDENCE_STORE, type EvidenceStore } from '@pilot-ledger/evidence/serving'
import { StoreUnavailable } from '@pilot-ledger/evidence/store'
import { AccessFixture, OUR_CONTRACT, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { jpegOf, ofdOf, pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'

const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')
const base64 = (it: string) => Buffer.from(it).toString('base64')

jest.setTimeout(180_000)

let fixture: AccessFixture
let store: EvidenceStore
beforeAll(async () => {
  fixture = await AccessFixture.open()
  await fixture.settle()
  store = fixture.app.get(EVIDENCE_STORE, { strict: false })
})
afterAll(() => fixture.close())
afterEach(() => jest.restoreAllMocks())

const sessions = new Map<string, string>()
async function ask(
  who: string,
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  headers = {},
  payload?: Buffer,
) {
  const session = sessions.get(who) ?? (await fixture.office.logIn(who))
  sessions.set(who, session)
  return fixture.app.inject({
    ...{ method, url, payload },
    headers: { authorization: `Bearer ${session}`, ...headers },
  })
}
const upload = (content: Buffer, name: string) =>
  ask(
    'clerk',
    'POST',
    `/api/platforms/${OURS}/evidence-uploads`,
    {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(content.length),
      'upload-metadata': `filename ${base64(name)}`,
    },
    content,
  )
const fileOf = (content: Buffer) => `/api/platforms/${OURS}/evidence/${hashOf(content)}`
const codeOf = (it: Awaited<ReturnType<typeof ask>>) => [it.statusCode, it.json().code]

describe('The name of a file that is given', () => {
  test.each([
    ['a line of a header', '合同.pdf\r\nSet-Cookie: a=1', 'text-format'],
    ['turned about by a mark that nobody sees', '\u202egnp.fdp', 'control-character'],
    ['no name', '../..', 'text-format'],
    ['no name either', 'C:\\papers\\.', 'text-format'],
  ])('as %s is refused', async (_, name, code) => {
    expect(codeOf(await upload(jpegOf(), name))).toEqual([400, code])
  })

  test('says nothing in the header but a name', async () => {
    const paper = jpegOf(3, 5)
    expect((await upload(paper, `a';filename="evil.html";x'".jpg`)).statusCode).toBe(201)
    const { headers } = await ask('evaluator', 'GET', fileOf(paper))
    expect(headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[A-Za-z0-9.%_-]+$/)
  })
})

test('given an upload of ours, when a rival knows its address, then to him there is none, and it goes on as it was', async () => {
  const paper = pdfOf(3)
  const tus = { 'tus-resumable': '1.0.0' }
  const announced = await ask('clerk', 'POST', `/api/platforms/${OURS}/evidence-uploads`, {
    ...{ ...tus, 'upload-length': String(paper.length), 'upload-metadata': `filename ${base64('合同.pdf')}` },
  })
  const { id } = announced.json()
  const stream = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  const tries = async (platform: string, upload: string) => {
    const at = `/api/platforms/${platform}/evidence-uploads/${upload}`
    const its = [
      await ask('rival', 'GET', at),
      await ask('rival', 'PATCH', at, stream, paper),
      await ask('rival', 'DELETE', at, tus),
    ]
    return its.map((it) => [it.statusCode, it.json().code, Object.keys(it.headers).sort().join()])
  }
  const nobodys = '00000000-0000-4000-8000-000000000000'
  for (const [platform, status] of [
    [RIVAL, 404],
    [OURS, 403],
  ] as const) {
    const [known, unknown] = [await tries(platform, id), await tries(platform, nobodys)]
    expect(known).toEqual(unknown)
    expect(known.map(([it]) => it)).toEqual([status, status, status])
  }
  const own = `/api/platforms/${OURS}/evidence-uploads/${id}`
  expect((await ask('clerk', 'GET', own)).json()).toMatchObject({ offset: 0 })
  expect((await ask('clerk', 'PATCH', own, stream, paper)).statusCode).toBe(204)
})

test.each([
  ['a page of a site', '<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:script>alert(1)</x:script></x:html>'],
  ['a picture that is a program', '<s:svg xmlns:s="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a style sheet that is a program', '<a:transform xmlns:a="http://www.w3.org/1999/XSL/Transform"/>'],
])('given %s under a prefix of its own, then it is no paper', async (_, text) => {
  expect(codeOf(await upload(Buffer.from(text), '发票.xml'))).toEqual([422, 'evidence-type-not-taken'])
})

test('given an evaluator who asks for the heads alone, then that is a look too', async () => {
  const paper = pdfOf(2)
  await upload(paper, '合同.pdf')
  for (const at of [fileOf(paper), `${fileOf(paper)}/facts`]) {
    await ask('evaluator', 'HEAD', at)
    const { reads } = (await ask('auditor', 'GET', '/api/access-log?limit=1')).json()
    expect(reads[0]).toMatchObject({ actor: 'evaluator', action: 'readEvidence', request: `HEAD ${at}` })
  }
})

describe('A paper whose bytes in the store are no longer its own', () => {
  const paper = ofdOf(3)
  const longer = Buffer.concat([paper, Buffer.from('x')])
  const altered = Buffer.from(paper)
  altered[paper.length - 1] ^= 1
  beforeAll(async () => {
    expect((await upload(paper, '发票.ofd')).statusCode).toBe(201)
  })
  /** The store as somebody left it who could write to its disk. */
  const holds = (content: Buffer) =>
    jest.spyOn(store, 'get').mockImplementation(async (_, range) => {
      if (range && range.to >= content.length) throw new RangeError()
      const bytes = range ? content.subarray(range.from, range.to + 1) : content
      return { size: content.length, bytes: Readable.from([bytes]) }
    })

  test.each([
    ['cut off', paper.subarray(0, 100)],
    ['longer', longer],
  ])('%s is not opened: no answer says it is whole and stops before', async (_, content) => {
    holds(content)
    const missing = [503, 'evidence-not-in-store']
    expect(codeOf(await ask('evaluator', 'GET', fileOf(paper)))).toEqual(missing)
    expect(codeOf(await ask('evaluator', 'GET', fileOf(paper), { range: 'bytes=50-120' }))).toEqual(missing)
  })

  test.each([
    ['cut off', paper.subarray(0, 100)],
    ['altered', altered],
  ])('%s is not told of: what it holds is another’s word', async (_, content) => {
    holds(content)
    expect(codeOf(await ask('evaluator', 'GET', `${fileOf(paper)}/contents`))).toEqual([503, 'evidence-not-in-store'])
  })

  test('is not bound into the volume: a sheet stands there that says so', async () => {
    const bound = pdfOf(4)
    await upload(bound, '验收单.pdf')
    const paperOf = { sha256: hashOf(bound), kind: '合同', fileName: '验收单.pdf', pages: 4 }
    const { body } = await fixture.ask('clerk', 'POST', `/api/engagements/${OUR_CONTRACT}/evidence`, paperOf)
    const other = pdfOf(4, '/Info 1 0 R')
    holds(other)
    const at = `/api/platforms/${OURS}/evidence-volumes`
    const window = 'from=2024-11-01&to=2025-08-31'
    const begun = await fixture.ask('evaluator', 'POST', `${at}?${window}&waitFor=${body.position}`)
    expect(begun.status).toBe(200)
    const ended = async () => (await fixture.ask('evaluator', 'GET', `${at}/${begun.body.id}`)).body
    let made = await ended()
    for (; made.state === 'making'; made = await ended()) await new Promise((resolve) => setTimeout(resolve, 20))
    expect([made.state, made.notBound]).toEqual([
      'made',
      [expect.objectContaining({ fileName: '验收单.pdf', zh: '文件在库中缺失或已损坏' })],
    ])
  })
})

describe('A store that fails while a paper is read', () => {
  const paper = ofdOf(5)
  beforeAll(() => upload(paper, '发票.ofd'))
  const breaks = () =>
    jest.spyOn(store, 'get').mockImplementation(async () => {
      const bytes = new PassThrough()
      bytes.write(paper.subarray(0, 50))
      setImmediate(() => bytes.destroy(new StoreUnavailable('unreachable', 'http://objects.internal:9000 is away')))
      return { size: paper.length, bytes }
    })

  test('is told by name, and not where it is', async () => {
    breaks()
    const answer = await ask('evaluator', 'GET', `${fileOf(paper)}/contents`)
    expect(codeOf(answer)).toEqual([503, 'evidence-store-unreachable'])
    expect(answer.body).not.toContain('internal:9000')
  })

  test('ends the line: what came is not taken for the whole', async () => {
    breaks()
    await expect(ask('evaluator', 'GET', fileOf(paper))).rejects.toThrow()
  })
})
