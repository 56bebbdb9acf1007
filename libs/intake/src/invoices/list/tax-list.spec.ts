import { Workbook } from 'exceljs'
import { readSpreadsheet } from '../../spreadsheets'
import { book } from '../../spreadsheets/given.spec-support'
import { BUYER, HOST, invoiceNo } from '../given.spec-support'
import { listHead } from './list-head'
import { saidByTaxList } from './tax-list'

const HEAD =
  '序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注'
const GOODS_HEAD =
  '序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,货物或应税劳务名称,数量,单价,金额,税率,税额,价税合计,发票状态,是否正数发票,备注'
const SPECIAL = '数电发票（增值税专用发票）'
const line = (no: number, net: string, tax: string, total: string, more: Partial<Record<string, string>> = {}) => {
  const {
    state = '正常',
    positive = '是',
    remark = '',
    kind = SPECIAL,
    digital = invoiceNo(no),
    code = '',
    paper = '',
    seller = `${HOST.taxId},${HOST.name}`,
  } = more
  return `${no},${code},${paper},${digital},${seller},${BUYER.taxId},${BUYER.name},2025-04-20 10:11:12,${net},${tax},${total},电子发票服务平台,${kind},${state},${positive},正常,张三,${remark}`
}
const goods = (no: number, net: string, rate: string, tax: string, total: string) =>
  `1,,,${invoiceNo(no)},${HOST.taxId},${HOST.name},${BUYER.taxId},${BUYER.name},2025-04-20,304,*研发*服务,1,1,${net},${rate},${tax},${total},正常,是,`
const said = (...lines: readonly string[]) =>
  saidByTaxList(readSpreadsheet(Buffer.from(lines.join('\n')), { name: '全量.csv' }))
const codes = async (...lines: readonly string[]) =>
  (await said(...lines)).flatMap((it) => it.findings.map((found) => found.code))

describe('The tax service’s list', () => {
  test('is known by its head, and a list that names contracts is none', () => {
    const cells = (text: string) => ({
      cells: text.split(',').map((it, i) => ({ column: i + 1, kind: 'text' as const, text: it })),
    })
    expect(listHead(cells(HEAD))).toMatchObject({ number: 4, withoutTax: 10, tax: 11, total: 12, remark: 19 })
    expect(listHead(cells(GOODS_HEAD))).toMatchObject({ goods: 11, withoutTax: 14 })
    expect(listHead(cells(`${HEAD},合同编号`))).toBeUndefined()
    expect(listHead(cells('发票号码,开票日期,金额,税额,价税合计'))).toBeUndefined()
  })

  test('states 金额 without tax and 价税合计 with', async () => {
    const [it] = await said(HEAD, line(1, '100.00', '6.00', '106.00', { remark: 'JM-2025-101' }))
    expect(it).toMatchObject({
      place: { sheet: '全量', row: 2 },
      columns: { invoiceNo: 4, share: 12, total: 12, tax: 11, on: 9 },
      read: {
        number: invoiceNo(1),
        kind: 'digitalSpecial',
        seller: HOST,
        buyer: BUYER,
        withoutTax: 10_000n,
        tax: 600n,
        total: 10_600n,
        issuedOn: '2025-04-20',
        remark: 'JM-2025-101',
      },
      findings: [],
    })
  })

  test('says of each what state it is in: reversed, void, red', async () => {
    const its = await said(
      HEAD,
      line(1, '100', '6', '106', { state: '已红冲-全额' }),
      line(2, '100', '6', '106', { state: '已红冲-部分' }),
      line(3, '100', '6', '106', { state: '已作废' }),
      line(4, '-100', '-6', '-106', { positive: '否', remark: `被红冲蓝字数电票号码：${invoiceNo(1)}` }),
    )
    expect(its.map((it) => it.reversed)).toEqual(['whole', 'part', undefined, undefined])
    expect(its[2]).toMatchObject({ findings: [{ is: 'notice', code: 'invoice-void' }] })
    expect(its[2].read).toBeUndefined()
    expect(its[3].read).toMatchObject({ total: -10_600n, reverses: invoiceNo(1) })
  })

  test('may hold traditional invoices, known by code and number', async () => {
    const paper = { digital: '', code: '044002200111', paper: '12345678', kind: '增值税专用发票' }
    const [it] = await said(HEAD, line(1, '100', '6', '106', paper))
    expect(it.read).toMatchObject({ number: '12345678', code: '044002200111', kind: 'paperSpecial' })
  })

  test.each([
    ['a sum that does not hold', line(1, '100', '6', '107'), 'total-not-the-sum'],
    ['a sign that differs', line(1, '100', '6', '106', { positive: '否' }), 'sign-differs'],
    [
      'a number that a spreadsheet has rounded',
      line(1, '100', '6', '106', { digital: '25442000000000000000E' }),
      'invoice-number-format',
    ],
    ['no number', line(1, '100', '6', '106', { digital: '' }), 'invoice-number-missing'],
    ['an amount in words', line(1, '一百', '6', '106'), 'amount-unreadable'],
  ])('with %s names it', async (_, row, code) => expect(await codes(HEAD, row)).toEqual([code]))

  test('of goods alone is added up by invoice; beside the list of invoices it is what they are checked by', async () => {
    const alone = await said(GOODS_HEAD, goods(1, '60', '6%', '3.6', '63.6'), goods(1, '40', '6%', '2.4', '42.4'))
    expect(alone).toHaveLength(1)
    expect(alone[0]).toMatchObject({ read: { total: 10_600n, withoutTax: 10_000n }, findings: [] })
    expect(alone[0].read?.lines.map((it) => it.rate)).toEqual(['6', '6'])
  })

  test('is read from a workbook as the tax service writes it, numbers as numbers', async () => {
    const cell = (at: number, text: string) =>
      `<c r="${String.fromCharCode(65 + at)}ROW" t="inlineStr"><is><t>${text}</t></is></c>`
    const number = (at: number, it: string) => `<c r="${String.fromCharCode(65 + at)}ROW"><v>${it}</v></c>`
    const row = (n: number, cells: readonly string[]) =>
      `<row r="${n}">${cells.join('').replaceAll('ROW', String(n))}</row>`
    const head = row(
      1,
      HEAD.split(',').map((it, i) => cell(i, it)),
    )
    const texts = line(1, '', '', '').split(',')
    const amounts: Record<number, string> = { 9: '100.1', 10: '6.01', 11: '106.11' }
    const data = row(
      2,
      texts.map((it, i) => (amounts[i] ? number(i, amounts[i]) : cell(i, it))),
    )
    const [it] = await saidByTaxList(readSpreadsheet(book(head + data), {}))
    expect(it).toMatchObject({ read: { withoutTax: 10_010n, tax: 601n, total: 10_611n }, findings: [] })
  })

  test('that names an invoice twice does not add it up: exports of overlapping months are pasted below each other', async () => {
    const its = await said(HEAD, line(1, '100', '6', '106'), HEAD, line(1, '100', '6', '106'))
    expect(its.map((it) => it.read?.total)).toEqual([10_600n, 10_600n])
  })

  test('of goods that stands in two tables is added up in each', async () => {
    const its = await said(
      ...[GOODS_HEAD, goods(1, '60', '6%', '3.6', '63.6'), goods(1, '40', '6%', '2.4', '42.4')],
      ...[GOODS_HEAD, goods(1, '60', '6%', '3.6', '63.6'), goods(1, '40', '6%', '2.4', '42.4')],
    )
    expect(its.map((it) => it.read?.total)).toEqual([10_600n, 10_600n])
  })

  test('of invoices beside goods of others leaves none of the goods’ out', async () => {
    const its = await said(HEAD, line(1, '100', '6', '106'), GOODS_HEAD, goods(2, '60', '6%', '3.6', '63.6'))
    expect(its.map((it) => it.read?.number)).toEqual([invoiceNo(1), invoiceNo(2)])
  })
})

describe('The tax service’s workbook', () => {
  const OTHERS = { taxId: '91350200776049653A', name: '别家有限公司' }
  /** Sheets as lists of rows, all cells text, as the export has them. */
  async function workbook(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Promise<Buffer> {
    const book = new Workbook()
    for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((it) => [...it]))
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  const saidBy = async (sheets: Parameters<typeof workbook>[0]) =>
    saidByTaxList(readSpreadsheet(await workbook(sheets), {}))
  const HEADS = [
    '价税合计',
    '税额',
    '金额',
    '购买方名称',
    '购方识别号',
    '开票日期',
    '发票状态',
    '是否正数发票',
    '数电发票号码',
    '销方名称',
    '销方识别号',
    '备注',
  ]
  const row = (
    no: number,
    [net, tax, total]: readonly string[],
    { state = '正常', seller = HOST, remark = '' } = {},
  ) => [
    ...[total, tax, net, BUYER.name, BUYER.taxId, '2025-04-20 10:11:12', state, total.startsWith('-') ? '否' : '是'],
    ...[invoiceNo(no), seller.name, seller.taxId, remark],
  ]
  const GOODS_HEADS = GOODS_HEAD.split(',')
  /** Amounts with separators are no cells of their own. */
  const goodsRow = (no: number, ...amounts: readonly [net: string, tax: string, total: string]) =>
    goods(no, '#0', '6%', '#1', '#2')
      .split(',')
      .map((it) => (it.startsWith('#') ? amounts[Number(it[1])] : it))

  test('has its columns in any order, amounts as text with separators, and sheets of its own kinds', async () => {
    const its = await saidBy({
      使用说明: [['本表由电子税务局导出'], ['仅供参考']],
      信息汇总表: [
        GOODS_HEADS,
        goodsRow(1, '1,000,000.00', '60,000.00', '1,060,000.00'),
        goodsRow(1, '234,567.89', '14,074.07', '248,641.96'),
      ],
      发票基础信息: [HEADS, row(1, ['1,234,567.89', '74,074.07', '1,308,641.96'])],
    })
    expect(its).toHaveLength(1)
    expect(its[0]).toMatchObject({
      place: { sheet: '发票基础信息', row: 2 },
      read: { withoutTax: 123_456_789n, tax: 7_407_407n, total: 130_864_196n, seller: HOST, buyer: BUYER },
      findings: [],
    })
    // 1,000,000.00 + 234,567.89, and their taxes.
    expect(its[0].read?.lines.map((it) => it.amount)).toEqual([100_000_000n, 23_456_789n])
  })

  test('whose goods do not come to the invoice says so', async () => {
    const its = await saidBy({
      发票基础信息: [HEADS, row(1, ['100.00', '6.00', '106.00'])],
      信息汇总表: [GOODS_HEADS, goodsRow(1, '99.00', '6.00', '105.00')],
    })
    expect(its.flatMap((it) => it.findings.map((found) => found.code))).toEqual(['lines-not-the-amount'])
  })

  test.each([
    ['正常', undefined, undefined],
    ['已红冲-全额', 'whole', undefined],
    ['已红冲-部分', 'part', undefined],
    ['部分红冲', 'part', undefined],
    ['全额红冲', 'whole', undefined],
    ['红冲', 'whole', undefined],
    ['作废', undefined, 'invoice-void'],
    ['已作废', undefined, 'invoice-void'],
  ])('of an invoice in the state %s', async (state, reversed, code) => {
    const [it] = await saidBy({ 发票基础信息: [HEADS, row(1, ['100.00', '6.00', '106.00'], { state })] })
    expect([it.reversed, it.findings[0]?.code]).toEqual([reversed, code])
  })

  test('of several sellers keeps each with its own', async () => {
    const its = await saidBy({
      发票基础信息: [
        HEADS,
        row(1, ['100.00', '6.00', '106.00']),
        row(2, ['100.00', '6.00', '106.00'], { seller: OTHERS }),
      ],
    })
    expect(its.map((it) => it.read?.seller)).toEqual([HOST, OTHERS])
  })
})
