import { AccessFixture, OURS } from '../../../libs/access/src/http/access-fixture.spec-support'
import { ACCOUNT, BankFixture, HEAD } from '../../../libs/finance/src/reconciliation/bank-fixture.spec-support'
import { book, bookParts, zip } from '../../../libs/intake/src/spreadsheets/given.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const LONGEST_MS = 10_000
const SERVED_WITHIN_MS = 100

const text = (at: string, it: string) => `<c r="${at}" t="inlineStr"><is><t>${it}</t></is></c>`
const row = (n: number) => `<row r="${n}">${text(`A${n}`, '合同编号')}${text(`B${n}`, '1')}</row>`
const ROWS = [1, 2, 3].map(row).join('')
const merged = (refs: readonly string[]) =>
  `<mergeCells>${refs.map((it) => `<mergeCell ref="${it}"/>`).join('')}</mergeCells>`
const validated = (sqref: string) =>
  `<dataValidations><dataValidation type="list" sqref="${sqref}"><formula1>"是,否"</formula1></dataValidation></dataValidations>`
const overlapping = Array.from({ length: 4_000 }, (_, i) => `A${i + 1}:Z${i + 40_000}`)

/** A hundred sheets whose content is one part of some megabytes. */
function sheetsOfOnePart(): Uint8Array {
  const parts = bookParts(Array.from({ length: 40_000 }, (_, i) => row(i + 1)).join(''))
  const sheets = Array.from({ length: 100 }, (_, i) => `<sheet name="表${i}" sheetId="${i + 1}" r:id="r${i}"/>`).join(
    '',
  )
  const relations = Array.from(
    { length: 100 },
    (_, i) => `<Relationship Id="r${i}" Type="x/worksheet" Target="worksheets/sheet1.xml"/>`,
  ).join('')
  const workbook = String(parts['xl/workbook.xml']).replace(/<sheet .*\/>/, sheets)
  return zip({
    ...parts,
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations}</Relationships>`,
  })
}

/** What stopped everybody, each of some kilobytes. */
const HOSTILE: readonly (readonly [what: string, file: () => Uint8Array])[] = [
  ['a whole sheet merged', () => book(ROWS, { after: merged(['A1:XFD1048576']) })],
  ['a hundred thousand rows merged', () => book(ROWS, { after: merged(['A1:Z100000']) })],
  ['four thousand merged ranges over each other', () => book(ROWS, { after: merged(overlapping) })],
  ['a drop-down for a whole sheet', () => book(ROWS, { after: validated('A1:XFD1048576') })],
  ['a drop-down for whole columns', () => book(ROWS, { after: validated('A1:Z100000') })],
  [
    'a number format of nothing but brackets',
    () =>
      book(`<row r="1"><c r="A1" s="0"><v>1</v></c></row>`, {
        more: {
          'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(60_000)}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`,
        },
      }),
  ],
  ['a unit and blanks', () => book(`<row r="1">${text('A1', `单位${' '.repeat(32_000)}x`)}</row>${row(2)}`)],
  ['a number of many figures', () => book(`<row r="1"><c r="A1"><v>${'1'.repeat(32_000)}x</v></c></row>`)],
  ['sheets that are one part', sheetsOfOnePart],
  [
    'two hundred thousand columns',
    () => book(ROWS, { before: `<cols>${'<col min="1" max="16384"/>'.repeat(200_000)}</cols>` }),
  ],
]

/** What an answer took, and the longest that anybody else waited meanwhile. */
async function measured<T>(live: () => Promise<unknown>, work: () => Promise<T>) {
  let done = false
  let longest = 0
  const others = (async () => {
    while (!done) {
      const since = performance.now()
      await live()
      longest = Math.max(longest, performance.now() - since)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const since = performance.now()
  const answer = await work()
  const took = performance.now() - since
  done = true
  await others
  return { answer, took, longest }
}

describe('given a service that is asked whether it lives all the time', () => {
  let fixture: AccessFixture
  let bank: BankFixture
  beforeAll(async () => {
    fixture = await AccessFixture.open()
    await fixture.settle()
    bank = await (await BankFixture.open()).withAccount()
    // With its first file a service loads what reads and writes spreadsheets: no file's doing.
    for (const path of ['', '/marked']) expect((await send(path, Buffer.from(book(ROWS)))).statusCode).toBeLessThan(500)
  })
  afterAll(async () => {
    await fixture.close()
    await bank.close()
  })

  const live = () => fixture.app.inject({ method: 'GET', url: '/health/live' })
  async function send(path: string, payload: Buffer) {
    const authorization = `Bearer ${await fixture.office.logIn('clerk')}`
    const url = `/api/platforms/${OURS}/imports${path}`
    return fixture.app.inject({ method: 'POST', url, payload, headers: { authorization, 'content-type': XLSX } })
  }

  test.each(HOSTILE)(
    'when a file holds %s, then its sender is answered in time, and the others at once',
    async (_, file) => {
      const bytes = Buffer.from(file())
      for (const path of ['', '/marked']) {
        const { answer, took, longest } = await measured(live, () => send(path, bytes))
        if (answer.statusCode !== 200) expect(answer.json()).toMatchObject({ status: 422, code: expect.any(String) })
        expect(took).toBeLessThan(LONGEST_MS)
        expect(longest).toBeLessThan(SERVED_WITHIN_MS)
      }
    },
  )

  test('when a bank statement is such a file, then likewise', async () => {
    const files: [Buffer | string, string][] = [
      ...HOSTILE.map(([, file]): [Buffer, string] => [Buffer.from(file()), XLSX]),
      [`单位${' '.repeat(32_000)}x,账号：${ACCOUNT}\n${HEAD}\n`, 'text/csv'],
      [`<Document>${'<x>'.repeat(200_000)}`, 'application/xml'],
    ]
    for (const [content, type] of files) {
      const { answer, took, longest } = await measured(live, () => bank.file(content, type, {}, 'statements/preview'))
      expect([200, 422]).toContain(answer.status)
      expect(took).toBeLessThan(LONGEST_MS)
      expect(longest).toBeLessThan(SERVED_WITHIN_MS)
    }
  })
})
