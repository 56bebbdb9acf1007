import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { Workbook } from 'exceljs'
import { AccessFixture, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const contract = (contractNo: string, more: object = {}) => ({
  kind: 'contract',
  contractNo,
  title: '镜头装调中试服务',
  clientName: '示例光电科技有限公司',
  clientId: '91440101MA5CJQ4N59',
  serviceCategories: ['产品试制'],
  products: ['内窥镜物镜组'],
  amount: '1000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-03-01',
  ...more,
})
const invoice = (contractNo: string, n: number, share: string) => ({
  kind: 'invoice',
  contractNo,
  invoiceNo: String(n).padStart(20, '0'),
  share,
  total: share,
  tax: '0.00',
  on: '2025-04-01',
})
const ndjson = (...lines: object[]) => lines.map((it) => `${JSON.stringify(it)}\n`).join('')

describe('given two platforms, each with its clerk', () => {
  let fixture: AccessFixture
  beforeAll(async () => {
    fixture = await AccessFixture.open()
    await fixture.settle()
  })
  afterAll(() => fixture.close())

  async function send(who: string, path: string, payload: string | Buffer, headers: Record<string, string> = {}) {
    const token = await fixture.office.logIn(who)
    return fixture.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers },
    })
  }
  const imports = (platform = OURS, query = '') => `/api/platforms/${platform}/imports${query}`
  const head = () => fixture.log.head()

  test('when the clerk of another platform sends a file, then nothing is read of it', async () => {
    const before = await head()
    const answers = [
      await send('rival', imports(OURS, '?mode=all'), ndjson(contract('X-1'))),
      await send('rival', `${imports()}/marked`, ndjson(contract('X-1'))),
      await send('evaluator', imports(OURS, '?mode=all'), ndjson(contract('X-1'))),
    ]
    expect(answers.map((it) => it.statusCode)).toEqual([403, 403, 403])
    expect(await head()).toBe(before)
    // To one's own platform the same rows are one's own contract.
    expect((await send('rival', imports(RIVAL), ndjson(contract('X-1')))).json()).toMatchObject({
      verdict: 'previewed',
    })
  })

  test('when a cell holds half a character, then the preview names it, and nothing of the file is recorded', async () => {
    const file = readFileSync(join(__dirname, 'files/half-character.xlsx'))
    const before = await head()
    const xlsx = { 'content-type': XLSX }
    const answers = [
      await send('clerk', imports(OURS, '?mode=preview'), file, xlsx),
      await send('clerk', imports(OURS, '?mode=all'), file, xlsx),
    ]
    for (const it of answers) {
      expect(it.statusCode).toBe(200)
      const place = { sheet: '合同清单', row: 3, column: 2 }
      expect(it.json().faults).toMatchObject([{ code: 'not-storable', field: 'title', place }])
    }
    expect(answers[1].json()).toMatchObject({ verdict: 'refused', counts: { recorded: 0, new: 2 } })
    expect(await head()).toBe(before)
  })

  test('when it is previewed, recorded and sent again, then it is recorded once, by the clerk', async () => {
    const file = ndjson(contract('A-1'), invoice('A-1', 1, '10.00'))
    const before = await head()
    const preview = (await send('clerk', imports(OURS, '?name=a.ndjson'), file)).json()
    expect(preview).toMatchObject({ verdict: 'previewed', counts: { rows: 2, new: 2, faults: 0 }, position: before })
    expect(await head()).toBe(before)
    const real = (await send('clerk', imports(OURS, '?mode=all&name=a.ndjson'), file)).json()
    expect(real).toMatchObject({ verdict: 'recorded', counts: { recorded: 2 }, import: preview.import })
    expect(real.rows.map((it: object) => ({ ...it, state: 'new' }))).toEqual(preview.rows)
    const again = (await send('clerk', imports(OURS, '?mode=all'), file)).json()
    expect(again).toMatchObject({ counts: { known: 2, recorded: 0 }, position: real.position })
    const entries = (await fixture.ask('clerk', 'GET', `/api/engagements/${real.rows[0].contract}/entries`)).text
    expect(entries).toContain('clerk')
  })

  test('when progress is asked for, then lines say how far it is and the last is the result', async () => {
    const lines = Array.from({ length: 2_100 }, (_, i) => contract(`P-${i}`))
    const answer = await send('clerk', imports(OURS, '?mode=preview&rows=10&rowsAfter=5'), ndjson(...lines), {
      accept: 'application/x-ndjson',
    })
    const stated = answer.body
      .trim()
      .split('\n')
      .map((it) => JSON.parse(it))
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    expect(stated.slice(0, -1).every((it) => it.progress !== undefined)).toBe(true)
    expect(stated).toContainEqual({ progress: { phase: 'checking', done: 2_100, of: 2_100 } })
    expect(stated[stated.length - 1].result).toMatchObject({ counts: { new: 2_100 } })
    expect(stated[stated.length - 1].result.rows.map((it: { n: number }) => it.n)).toEqual([
      6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ])
    const unknown = await send('clerk', imports(OURS, '?mode=never'), 'x', { accept: 'application/x-ndjson' })
    expect([unknown.statusCode, unknown.json().code]).toEqual([400, 'unknown-value'])
  })

  test('when the template’s workbook has faults, then they are told by cell and marked in the same workbook', async () => {
    const book = new Workbook()
    const sheet = book.addWorksheet('合同清单')
    sheet.addRow([
      '合同编号',
      '合同名称',
      '委托单位',
      '统一社会信用代码',
      '服务类别',
      '合同金额',
      '含税口径',
      '计价方式',
      '签订日期',
    ])
    const filled = ['示例光电科技有限公司', '91440101MA5CJQ4N59', '产品试制']
    // Its check digit is 9: recorded all the same (W2), and said.
    sheet.addRow(['W-1', '装调服务', ...filled.with(1, '91440101MA5CJQ4N50'), 1000, '含税', '固定总价', '2025-03-01'])
    sheet.addRow(['W-2', '装调服务', ...filled, 1000, '含税', '固定总价', '2035-03-01'])
    const invoices = book.addWorksheet('开票清单')
    invoices.addRow(['合同编号', '发票号码', '本合同金额', '价税合计', '税额', '开票日期'])
    invoices.addRow(['W-2', '00000000000000000007', 10, 10, 0, '2025-04-01'])
    const file = Buffer.from(await book.xlsx.writeBuffer())
    const type = { 'content-type': XLSX }
    const all = (await send('clerk', imports(OURS, '?mode=all'), file, type)).json()
    expect(all).toMatchObject({
      verdict: 'refused',
      file: { kind: 'xlsx' },
      counts: { new: 1, refused: 2, recorded: 0 },
    })
    expect(all.faults).toEqual([
      expect.objectContaining({
        place: { sheet: '合同清单', row: 3, column: 9 },
        field: 'signedOn',
        found: '2035-03-01',
        code: 'dated-in-the-future',
        rule: 'H9',
      }),
      expect.objectContaining({ place: { sheet: '开票清单', row: 2 }, code: 'leans-on-refused-row' }),
    ])
    const document = (await fixture.send('GET', '/openapi.json')).body
    const { schema } = document.paths['/api/platforms/{id}/imports'].post.responses['200'].content['application/json']
    const valid = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile({
      ...schema,
      components: document.components,
    })
    valid(all)
    expect(valid.errors).toBeNull()
    const marked = await send('clerk', `${imports()}/marked`, file, type)
    expect(marked.headers['content-type']).toBe(XLSX)
    const read = await new Workbook().xlsx.load(marked.rawPayload as never)
    expect(read.getWorksheet('合同清单')?.getCell('I3').note).toBeDefined()
    expect(read.getWorksheet('合同清单')?.getCell('D2').note).toBeDefined()
    const good = (await send('clerk', imports(OURS, '?mode=good'), file, type)).json()
    expect(good).toMatchObject({ verdict: 'recorded', counts: { recorded: 1, refused: 2 } })
    const doubtful = {
      place: { sheet: '合同清单', row: 2, column: 4 },
      found: '91440101MA5CJQ4N50',
      code: 'uscc-check-digit',
    }
    for (const { notices } of [all, good]) expect(notices).toEqual([expect.objectContaining(doubtful)])
  })

  test('when there is no file, one nobody reads, or no such platform, then it is refused by name', async () => {
    const json = await send('clerk', imports(), '{}', { 'content-type': 'application/json' })
    expect([json.statusCode, json.json().code]).toEqual([400, 'file-missing'])
    const page = await send('clerk', imports(), '<!doctype html><table></table>', { accept: 'application/x-ndjson' })
    expect([page.statusCode, page.json().code]).toEqual([422, 'kind-not-read'])
    // A PDF may be an invoice: one that says nothing to a program is a fault of a preview.
    const pdf = await send('clerk', imports(), '%PDF-1.7')
    expect([pdf.statusCode, pdf.json().faults[0].code]).toEqual([200, 'pdf-without-xml'])
  })
})
