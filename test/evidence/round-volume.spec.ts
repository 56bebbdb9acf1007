import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { engagementStream } from '@pilot-ledger/engagements'
import { audit, roundVolumes } from '@pilot-ledger/evaluation/audit'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { evidenceReading, evidenceUploads, type OpenEvidence, openEvidence } from '@pilot-ledger/evidence/serving'
import { volumes } from '@pilot-ledger/intake/volumes'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { Workbook } from 'exceljs'
import {
  A,
  B,
  clerkOf,
  EVALUATOR,
  type Person,
  RoundFixture,
} from '../../libs/evaluation/src/rounds/round-fixture.spec-support'
import { LARGE_INSTRUMENTS } from '../../libs/evaluation/src/schemes/large-instruments'
import { pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'

const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')
const base64 = (it: string) => Buffer.from(it).toString('base64')
const CLERK = clerkOf(A)
const [HOURS, RATE, CONTRACT, SLIP, LATE] = [pdfOf(2), pdfOf(4), pdfOf(3), pdfOf(1), pdfOf(6)]

let folder: string
let papers: OpenEvidence
let fixture: RoundFixture
let round: string
/**
 * Hours and the shared rate are entered by hand, each with its paper, of which that of the rate is not uploaded. Income has six rows
 * of five contracts: the first contract has a paper, the second payment has one, and no other row has.
 */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'round-volume-'))
  papers = await openEvidence({ folder, clock: () => fixture?.now ?? 0 })
  fixture = await RoundFixture.open((figures) => {
    const reading = evidenceReading(papers.store)
    const bound = volumes(figures, reading)
    const audits = audit(figures)
    return [audits, evidenceUploads(papers), reading, bound, roundVolumes(audits, bound)]
  })
  await fixture.settle()
  const scheme = await fixture.publishScheme(LARGE_INSTRUMENTS)
  round = await fixture.openRound({ scheme, platforms: [A] })
  for (const [content, name] of [
    [HOURS, '机时.pdf'],
    [CONTRACT, '合同.pdf'],
    [SLIP, '回单.pdf'],
  ] as const)
    await upload(content, name)
  await attach('A-1', CONTRACT, '合同', '合同.pdf', 3)
  await attach('A-2', SLIP, '回单', '回单.pdf', 1, (await payment()).id)
  const paper = (content: Buffer, fileName: string, pages: number) => [{ sha256: hashOf(content), fileName, pages }]
  await fixture.do(CLERK, `${fixture.at(round, A)}/assessment`, {
    claims: [
      { indicator: 'hours', value: '980', evidence: paper(HOURS, '机时.pdf', 2) },
      { indicator: 'sharedRate', value: '28.5', evidence: paper(RATE, '共享率.pdf', 4) },
    ],
  })
  await fixture.submit(round, A)
}, 60_000)
afterEach(async () => {
  await fixture.close()
  await papers.close()
  rmSync(folder, { recursive: true, force: true })
})

async function upload(content: Buffer, fileName: string) {
  const answer = await fixture.app.inject({
    method: 'POST',
    url: `/api/platforms/${A}/evidence-uploads`,
    headers: {
      'x-person': Buffer.from(JSON.stringify(CLERK)).toString('base64'),
      'tus-resumable': '1.0.0',
      'upload-length': String(content.length),
      'upload-metadata': `filename ${base64(fileName)}`,
      'content-type': 'application/offset+octet-stream',
    },
    payload: content,
  })
  expect(answer.json()).toMatchObject({ stored: { fileName } })
}

async function attach(
  contractNo: string,
  content: Buffer,
  kind: string,
  fileName: string,
  pages: number,
  entry?: string,
) {
  const paper = { sha256: hashOf(content), kind, fileName, pages, ...(entry && { entry }) }
  return fixture.do(CLERK, `/api/engagements/${engagementIdOf(A, contractNo)}/evidence`, paper)
}

async function payment() {
  const { events } = await fixture.log.readStream(engagementStream(engagementIdOf(A, 'A-2')))
  return events.find(({ type }) => type === 'PaymentReceived') as RecordedEvent
}

const volume = (who: Person = EVALUATOR, asOf = '') =>
  fixture.post(who, `${fixture.at(round, A)}/evidence-volumes${asOf && `?asOf=${asOf}`}`)

/** 佐证材料编号 of each indicator, as printed, and the cut that the paper names. */
async function printed() {
  const { rawPayload } = await fixture.app.inject({
    url: `${fixture.at(round, A)}/papers/self-assessment.xlsx?waitFor=${(await fixture.log.head()) ?? ''}`,
    headers: { 'x-person': Buffer.from(JSON.stringify(EVALUATOR)).toString('base64') },
  })
  const book = new Workbook()
  await book.xlsx.load(rawPayload as never)
  const rows: string[][] = []
  book.worksheets[0].eachRow((row) => rows.push(Array.from(row.values as unknown[], (it) => String(it ?? '')).slice(1)))
  const numbers = rows.flatMap((it) => /汇编第 ([\d, -]+) 页/.exec(it[9] ?? '')?.[1] ?? [])
  return { numbers, cut: /佐证截止序号 (\d+)/.exec(rows.flat().join('\n'))?.[1] }
}

async function made(id: string) {
  for (;;) {
    const { body } = await fixture.get(EVALUATOR, `/api/platforms/${A}/evidence-volumes/${id}`)
    if (body.state !== 'making') return body
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('given papers of claims and of rows, when the volume of the round is made, then 自评表 has its page numbers', async () => {
  const { status, body } = await volume()
  // 2 of the hours, a sheet for the rate, 3 of the first contract and 1 of the second payment.
  expect([status, body.pages]).toEqual([200, 7])
  const list = await printed()
  expect(list).toEqual({ numbers: ['1-2', '3', '4-7'], cut: String(body.sequence) })

  const ended = await made(body.id)
  expect(ended.state).toBe('made')
  expect(ended.notBound).toEqual([expect.objectContaining({ page: 3, fileName: '共享率.pdf', zh: '文件未上传' })])
  const file = await fixture.app.inject({
    url: `/api/platforms/${A}/evidence-volumes/${body.id}/volume.pdf`,
    headers: { 'x-person': Buffer.from(JSON.stringify(EVALUATOR)).toString('base64') },
  })
  // Cover, table of contents, and the seven.
  expect((await PDFDocument.load(file.rawPayload)).getPageCount()).toBe(9)
})

test('given a paper that came after the cut of the round, then it is in the volume of now and not in that of before', async () => {
  const { body: before } = await volume()
  fixture.on('2026-02-05')
  await upload(LATE, '补充.pdf')
  await attach('A-3', LATE, '合同', '补充.pdf', 6)
  const { body: now } = await volume()
  expect([before.pages, now.pages]).toEqual([7, 13])
  expect((await printed()).numbers).toEqual(['1-2', '3', '4-13'])
  const { body: again } = await volume(EVALUATOR, String(before.sequence))
  expect(again.id).toBe(before.id)
  await Promise.all([made(before.id), made(now.id)])
})

test('given a payment that was corrected since, then papers of the old entry and of the new prove its row', async () => {
  fixture.on('2026-02-05')
  const { id, type, data } = await payment()
  const { entryId } = await fixture.do(EVALUATOR, `/api/engagements/${engagementIdOf(A, 'A-2')}/corrections`, {
    corrects: id,
    content: { type, data: { ...data, receivedOn: '2025-03-11' } },
    reason: '回单日期有误',
  })
  await upload(LATE, '更正说明.pdf')
  await attach('A-2', LATE, '其他', '更正说明.pdf', 6, entryId)
  const { body: now } = await volume()
  expect(now.pages).toBe(13)
  await made(now.id)
})

test('given a sealed result, when a paper comes later, then the numbers stay those of the sealing', async () => {
  await fixture.on('2026-02-05')
  for (const [indicator, value] of [
    ['hours', '980'],
    ['sharedRate', '28.5'],
  ])
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verified-values`, { indicator, value })
  await fixture.verify(round, A)
  await fixture.grade(round, A)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  const sealed = await volume()
  await upload(LATE, '补充.pdf')
  await attach('A-3', LATE, '合同', '补充.pdf', 6)
  const { body } = await volume()
  expect([body.id, body.pages]).toEqual([sealed.body.id, 7])
  expect((await printed()).numbers).toEqual(['1-2', '3', '4-7'])
  await made(body.id)
})

test('given a platform that takes no part in the round, then there is no such round for it', async () => {
  const { status, body } = await volume(clerkOf(B))
  expect([status, body.code]).toEqual([404, 'unknown-round'])
})

test('given a paper that is uploaded, when a claim states other pages, then it is refused, and names where', async () => {
  const evidence = [{ sha256: hashOf(HOURS), fileName: '机时.pdf', pages: 12 }]
  const { status, body } = await fixture.post(CLERK, `${fixture.at(round, A)}/assessment`, {
    claims: [{ indicator: 'hours', value: '990', evidence }],
  })
  expect([status, body.code, body.errors[0].pointer]).toEqual([
    422,
    'evidence-pages-differ',
    '/claims/0/evidence/0/pages',
  ])
})
