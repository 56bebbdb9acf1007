import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, PDFString, rgb, StandardFonts } from '@cantoo/pdf-lib'
import type { DemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

export const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')

/** A PDF whose pages bear their numbers large; opened by a reader that runs what a file says, it would open another address. */
export async function scanOf(pages: number): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (let no = 1; no <= pages; no++) {
    const page = pdf.addPage([595, 842])
    page.drawRectangle({ x: 40, y: 40, width: 515, height: 762, borderWidth: 2, color: rgb(1, 1, 1) })
    page.drawText(`Page ${no}`, { x: 180, y: 500, size: 72, font })
  }
  const script = "app.alert('ran'); this.submitForm('http://127.0.0.1:9/ran'); app.launchURL('http://127.0.0.1:9/ran')"
  const action = pdf.context.obj({ Type: 'Action', S: 'JavaScript', JS: PDFString.of(script) })
  pdf.catalog.set(PDFName.of('OpenAction'), action)
  const visit = pdf.context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of('http://127.0.0.1:9/ran') })
  const link = { Type: 'Annot', Subtype: 'Link', Rect: [40, 40, 555, 802], Border: [0, 0, 0], A: visit }
  pdf.getPages()[0].node.set(PDFName.of('Annots'), pdf.context.obj([link]))
  return Buffer.from(await pdf.save())
}

/** Uploads a file for the demonstration's platform, as its clerk. */
export async function upload({ app, instruments, cookieOf }: DemonstrationFixture, name: string, content: Buffer) {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/platforms/${instruments}/evidence-uploads`,
    payload: content,
    headers: {
      ...from(cookieOf('platform')),
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    },
  })
  if (!answer.json().stored) throw new Error(answer.body)
  return { sha256: hashOf(content), fileName: name, pages: Number(answer.json().stored.pages ?? 1) }
}

/** 佐证 of a contract, also of a file that nobody has uploaded. */
export async function attach(
  { app, cookieOf }: DemonstrationFixture,
  engagement: string,
  paper: { sha256: string; fileName: string; pages: number; entry?: string },
) {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/engagements/${engagement}/evidence`,
    payload: { kind: '合同', ...paper },
    headers: from(cookieOf('platform')),
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
}

const from = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin' })

/** A round whose platform has submitted: its number of staff is stated by hand, on a paper. */
export async function submittedRound(
  { app, cookieOf, get, instruments }: DemonstrationFixture,
  paper: { sha256: string; fileName: string; pages: number },
): Promise<string> {
  const post = async (role: string, url: string, payload: object = {}) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers: from(cookieOf(role)) })
    if (answer.statusCode >= 300) throw new Error(`${url} ${answer.body}`)
    return answer.json().id as string
  }
  const [{ scheme }] = (await get('/api/rounds', 'evaluator')).json().rounds
  const deadlines = {
    selfAssessment: '2098-01-31',
    verification: '2098-02-28',
    reply: '2098-03-31',
    appeal: '2098-04-30',
  }
  const opening = {
    roundNo: 'PJ-材料',
    title: '材料核定',
    scheme: scheme.id,
    version: 1,
    platforms: [instruments],
    deadlines,
    repeats: '补充评价',
  }
  const round = await post('evaluator', '/api/rounds', opening)
  const at = `/api/rounds/${round}/platforms/${instruments}`
  await post('platform', `${at}/assessment`, { claims: [{ indicator: 'staff', value: '34', evidence: [paper] }] })
  await post('platform', `${at}/submission`)
  return round
}
