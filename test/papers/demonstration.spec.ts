import { PAPERS } from '@pilot-ledger/intake/workbooks'
import { Workbook, type Worksheet } from 'exceljs'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

const WINDOW = 'from=2024-11-01&to=2025-08-31'
const CUTS = ['150', '2025-03-31', '396']

let fixture: DemonstrationFixture
beforeAll(async () => {
  fixture = await openDemonstrationFixture()
}, 60_000)
afterAll(() => fixture.close())

async function workbook(url: string, role = 'finance'): Promise<Workbook> {
  const answer = await fixture.get(url, role)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const book = new Workbook()
  await book.xlsx.load(answer.rawPayload as never)
  return book
}

const rowsOf = (sheet: Worksheet) =>
  Array.from({ length: sheet.rowCount }, (_, i) => (sheet.getRow(i + 1).values as unknown[]).slice(1))
const column = (sheet: Worksheet, name: string) => rowsOf(sheet)[2].indexOf(name)
const totalOf = (sheet: Worksheet, name: string) =>
  rowsOf(sheet).find((it) => String(it[1]).startsWith('合计'))?.[column(sheet, name)] as number

describe('given the demonstration, when its workbooks are taken', () => {
  test.each(CUTS)('then every total is the catalogue’s for the same window, as of %s', async (asOf) => {
    for (const platform of [fixture.instruments, fixture.cmc]) {
      const url = `/api/platforms/${platform}/figures?${WINDOW}&asOf=${asOf}`
      const { figures } = (await fixture.get(url, 'finance')).json()
      const value = (code: string) => Number(figures.find((it: { code: string }) => it.code === code).value)
      const book = await workbook(`/api/platforms/${platform}/workbook.xlsx?${WINDOW}&asOf=${asOf}`)
      const shown = (paper: string, name: string) => totalOf(book.getWorksheet(paper) as Worksheet, name)
      expect({
        contractAmount: shown('合同清单', '变更后金额'),
        invoicedAmount: shown('合同清单', '已开票'),
        receivedAmount: shown('合同清单', '已到账'),
        outstanding: shown('合同清单', '未到账'),
        invoicesListed: shown('收入到账明细', '价税合计'),
        receiptsListed: shown('收入到账明细', '金额'),
        projects: shown('客户清单', '合同数'),
        clients: shown('汇总表', '客户数'),
        batches: shown('批次清单', '批次数'),
        approvals: shown('批件清单', '品种数'),
        jointCentres: shown('联合研发中心清单', '共建单位数'),
        productionLines: shown('生产线清单', '生产线数'),
      }).toEqual({
        contractAmount: value('contractAmount'),
        invoicedAmount: value('invoicedAmount'),
        receivedAmount: value('receivedAmount'),
        outstanding: value('outstanding'),
        invoicesListed: value('invoicedAmount'),
        receiptsListed: value('receivedAmount'),
        projects: value('projects'),
        clients: value('clients'),
        batches: value('batches'),
        approvals: value('approvals'),
        jointCentres: value('jointCentres'),
        productionLines: value('productionLines'),
      })
    }
  })

  test('then each sheet is ready to print and says what it is, for when, and from which ledger', async () => {
    const book = await workbook(`/api/platforms/${fixture.cmc}/workbook.xlsx?${WINDOW}&asOf=370&unit=wan`)
    const { entries } = (await fixture.get('/api/entries?limit=1', 'evaluator')).json()
    // Names, not sheets: what differs is told in one line.
    expect(book.worksheets.map((it) => it.name)).toHaveLength(9)
    expect(PAPERS).toHaveLength(9)
    for (const sheet of book.worksheets) {
      const { paperSize, orientation, fitToWidth, fitToHeight, printTitlesRow } = sheet.pageSetup
      expect({ paperSize, orientation, fitToWidth, fitToHeight, printTitlesRow }).toEqual({
        paperSize: 9,
        orientation: 'landscape',
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '1:3',
      })
      expect(sheet.headerFooter.oddFooter).toContain('第 &P 页，共 &N 页')
      const words = rowsOf(sheet).flat().join('\n')
      for (const expected of [
        `中山市创新型制型CMC/CMO"一站式"服务中试平台 ${sheet.name}（演示数据）`,
        '统计期：2024-11-01 至 2025-08-31',
        '单位：万元',
        '截止序号 370（记录于 2025-',
        `账本标识 ${entries[0].entryId}`,
        '填报人：',
        '负责人：',
        '日期：',
        '（盖章）',
      ])
        expect(words).toContain(expected)
    }
  })

  test('then numbers are numbers, identifiers are text, and in 万元 the remainder is told', async () => {
    const book = await workbook(`/api/platforms/${fixture.cmc}/workbook.xlsx?${WINDOW}&asOf=370&unit=wan`)
    const contracts = book.getWorksheet('合同清单') as Worksheet
    const listed = rowsOf(contracts).filter((it) => /^CMC-/.test(String(it[1])))
    const at = column(contracts, '变更后金额')
    const exact = (it: unknown) => BigInt(Number(it).toFixed(4).replace('.', ''))
    const remainder = rowsOf(contracts).find((it) => String(it[1]).startsWith('尾差'))?.[at]
    // F8: 2063 万元, whose parts are rounded to the yuan.
    expect(totalOf(contracts, '变更后金额')).toBe(2063)
    expect(exact(remainder)).not.toBe(0n)
    expect(listed.reduce((sum, it) => sum + exact(it[at]), exact(remainder))).toBe(20_630_000n)
    const receipts = book.getWorksheet('收入到账明细') as Worksheet
    const invoice = receipts.getRow(4).getCell(2)
    expect([invoice.value, invoice.numFmt]).toEqual(['25440000000000090000', '@'])
    expect(receipts.getRow(4).getCell(4)).toMatchObject({ value: 10.566, numFmt: '#,##0.0000' })
  })

  test('then that of all platforms names the platform of each row and counts a client once', async () => {
    const book = await workbook(`/api/workbook.xlsx?${WINDOW}&asOf=370`)
    const contracts = book.getWorksheet('合同清单') as Worksheet
    expect(
      new Set(
        rowsOf(contracts)
          .slice(3, 60)
          .map((it) => it[1]),
      ).size,
    ).toBeGreaterThan(1)
    const { totals } = (await fixture.get(`/api/figures?${WINDOW}&asOf=370`, 'finance')).json()
    const value = (code: string) => Number(totals.find((it: { code: string }) => it.code === code).value)
    const summary = book.getWorksheet('汇总表') as Worksheet
    expect([totalOf(summary, '客户数'), totalOf(summary, '项目数')]).toEqual([value('clients'), value('projects')])
    expect(totalOf(contracts, '已到账')).toBe(value('receivedAmount'))
    const receipts = book.getWorksheet('收入到账明细') as Worksheet
    const amounts = rowsOf(receipts).filter((it) => typeof it[0] === 'number')
    const fen = amounts.reduce((sum, it) => sum + Math.round(Number(it[column(receipts, '金额')] || 0) * 100), 0)
    expect(fen / 100).toBe(value('receivedAmount'))
  })

  test('then the same question gives the same list for ever, and one nobody keeps is named', async () => {
    const url = `/api/platforms/${fixture.cmc}/papers/contracts.csv?${WINDOW}&asOf=150`
    const [first, again] = [await fixture.get(url, 'finance'), await fixture.get(url, 'evaluator')]
    const [plain, named] = String(first.headers['content-disposition']).split("; filename*=UTF-8''")
    expect(plain).toBe(`attachment; filename="contracts-${fixture.cmc}-150.csv"`)
    // What no file system takes in a name is written wide.
    expect(decodeURIComponent(named)).toBe(
      '中山市创新型制型CMC／CMO”一站式”服务中试平台 合同清单（演示数据） 截止150.csv',
    )
    expect(named).toMatch(/^[\w.%-]+$/)
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    const unknown = await fixture.get(`/api/platforms/${fixture.cmc}/papers/salaries.csv?${WINDOW}`, 'finance')
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'unknown-paper'])
  })

  test('then a clerk takes those of its own platform and no others', async () => {
    const own = await fixture.get(`/api/session`, 'platform')
    const [mine] = own.json().platforms
    const other = mine === fixture.cmc ? fixture.instruments : fixture.cmc
    const requested = async (url: string) => (await fixture.get(url, 'platform')).statusCode
    expect(await requested(`/api/platforms/${mine}/workbook.xlsx?${WINDOW}`)).toBe(200)
    expect(await requested(`/api/platforms/${other}/workbook.xlsx?${WINDOW}`)).toBe(403)
    expect(await requested(`/api/platforms/${other}/journal?format=hledger`)).toBe(403)
    expect(await requested(`/api/workbook.xlsx?${WINDOW}`)).toBe(403)
  })
})
