import { createHash } from 'node:crypto'
import { PDFDocument } from '@cantoo/pdf-lib'
import { AccessFixture, OUR_CONTRACT, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { ofdOf, pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'

const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')
const base64 = (it: string) => Buffer.from(it).toString('base64')
const VOLUMES = `/api/platforms/${OURS}/evidence-volumes`
const WINDOW = 'from=2024-11-01&to=2025-08-31'

jest.setTimeout(180_000)

let fixture: AccessFixture
beforeAll(async () => {
  fixture = await AccessFixture.open()
  await fixture.settle()
})
afterAll(() => fixture.close())

const session = () => fixture.office.logIn('clerk')
async function upload(content: Buffer, fileName: string) {
  const headers = {
    authorization: `Bearer ${await session()}`,
    'tus-resumable': '1.0.0',
    'upload-length': String(content.length),
    'upload-metadata': `filename ${base64(fileName)}`,
    'content-type': 'application/offset+octet-stream',
  }
  const url = `/api/platforms/${OURS}/evidence-uploads`
  const answer = await fixture.app.inject({ method: 'POST', url, headers, payload: content })
  expect(answer.json()).toMatchObject({ stored: { fileName } })
}
const attach = (content: Buffer, kind: string, fileName: string, pages: number) =>
  fixture.ask('clerk', 'POST', `/api/engagements/${OUR_CONTRACT}/evidence`, {
    sha256: hashOf(content),
    kind,
    fileName,
    pages,
  })
/** Asked until it is no longer being made. */
async function finished(who: string, id: string) {
  for (;;) {
    const { body } = await fixture.ask(who, 'GET', `${VOLUMES}/${id}`)
    if (body.state !== 'making') return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('given papers uploaded, of another kind and missing, when their volume is made, then the list of the same cut names its pages', async () => {
  const [contract, invoice, missing] = [pdfOf(3), ofdOf(1), pdfOf(5)]
  await upload(contract, '合同.pdf')
  await upload(invoice, '发票.ofd')
  await attach(contract, '合同', '合同.pdf', 3)
  await attach(invoice, '发票', '发票.ofd', 1)
  const { body: last } = await attach(missing, '批记录', '批记录.pdf', 5)
  const begun = await fixture.ask('evaluator', 'POST', `${VOLUMES}?${WINDOW}&waitFor=${last.position}`)
  expect(begun).toMatchObject({ status: 200, body: { from: '2024-11-01', to: '2025-08-31', pages: 5 } })
  const { id, sequence } = begun.body
  // Nobody makes the same volume twice.
  const again = await fixture.ask('clerk', 'POST', `${VOLUMES}?${WINDOW}&asOf=${sequence}`)
  expect(again.body.id).toBe(id)

  const made = await finished('clerk', id)
  expect(made).toMatchObject({ state: 'made', bound: 5 })
  expect(made.notBound).toEqual([
    expect.objectContaining({ page: 4, fileName: '发票.ofd', zh: '此类文件不逐页装订' }),
    expect.objectContaining({ page: 5, fileName: '批记录.pdf', zh: '文件未上传' }),
  ])
  const cookie = `pilot-ledger=${await session()}`
  const file = await fixture.app.inject({ url: `${VOLUMES}/${id}/volume.pdf`, headers: { cookie } })
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/pdf'])
  // Cover and table of contents, and the five.
  expect((await PDFDocument.load(file.rawPayload)).getPageCount()).toBe(7)

  const list = await fixture.ask(
    'clerk',
    'GET',
    `/api/platforms/${OURS}/papers/contracts.json?${WINDOW}&asOf=${sequence}`,
  )
  expect(list.body.rows.map((it: { evidence: string }) => it.evidence)).toEqual(['1-3, 4, 5'])
})

test('given two who ask for one volume at once, then it is made once', async () => {
  const asked = await Promise.all(
    ['clerk', 'evaluator'].map((who) => fixture.ask(who, 'POST', `${VOLUMES}?from=2025-01-01&to=2025-06-30`)),
  )
  const [one, other] = asked.map(({ body }) => body.id)
  expect(one).toBe(other)
  await finished('clerk', one)
})

test('given a volume of one platform, when another asks for it, then there is none', async () => {
  const { body } = await fixture.ask('clerk', 'POST', `${VOLUMES}?${WINDOW}`)
  expect((await fixture.ask('rival', 'GET', `${VOLUMES}/${body.id}`)).status).toBe(403)
  for (const it of ['', '/volume.pdf']) {
    const { status } = await fixture.ask('rival', 'GET', `/api/platforms/${RIVAL}/evidence-volumes/${body.id}${it}`)
    expect(status).toBe(404)
  }
  await finished('clerk', body.id)
})
