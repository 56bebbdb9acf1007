import {
  HOST,
  invoiceNo,
  invoiceXml,
  oneLine,
  pdfWith,
  redXml,
  zip,
} from '../../libs/intake/src/invoices/given.spec-support'
import { CLIENTS, codes, contract, InvoicesDropped, states, xml } from './e-invoices.spec-support'

// Files are read in a process of their own, on machines that do much else.
jest.setTimeout(240_000)

let dropped: InvoicesDropped
beforeEach(async () => {
  dropped = await InvoicesDropped.open()
  await dropped.sign(contract(0, 0, '5000.00'))
})
afterEach(() => dropped.close())

const HEAD =
  '序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票票种,发票状态,是否正数发票,备注'
const CODE = '4400191130'
/** A line of the tax service's list that names a traditional invoice. */
const line = (no: string, on: string, net: string, tax: string, total: string, remark = '') =>
  `1,${CODE},${no},,${HOST.taxId},${HOST.name},${CLIENTS[0].taxId},${CLIENTS[0].name},${on},${net},${tax},${total},增值税普通发票,正常,${total.startsWith('-') ? '否' : '是'},${remark}`
const list = (...lines: readonly string[]) => [HEAD, ...lines].join('\n')
const BLUE = line('12345678', '2025-04-20', '100.00', '6.00', '106.00')
const OF_BLUE = `对应正数发票代码:${CODE}号码:12345678`
const PART = line('12345679', '2025-05-20', '-40.00', '-2.40', '-42.40', OF_BLUE)
const entry = (event: { readonly data: unknown } | undefined) => event?.data

test('given a traditional invoice and red letters that take it back by code and number, in one list or one after the other, then each is recorded once', async () => {
  const first = await dropped.send(list(PART, BLUE), { mode: 'all', name: '全量.csv' })
  expect([first.verdict, states(first)]).toEqual(['recorded', ['JM-2025-100 recorded', 'JM-2025-100 recorded']])
  expect(entry((await dropped.entries('JM-2025-100')).at(-1))).toEqual({
    invoice: { kind: 'traditional', code: CODE, number: '12345678' },
    redInvoice: { kind: 'traditional', code: CODE, number: '12345679' },
    amount: '42.40',
    on: '2025-05-20',
  })
  const rest = line('12345680', '2025-06-20', '-60.00', '-3.60', '-63.60', OF_BLUE)
  const beyond = line('12345681', '2025-06-21', '-0.01', '0.00', '-0.01', OF_BLUE)
  const second = await dropped.send(list(PART, rest, beyond), { mode: 'good', name: '全量.csv' })
  expect(states(second)).toEqual(['JM-2025-100 known recorded', 'JM-2025-100 recorded', 'JM-2025-100 refused'])
  expect(codes(second.faults)).toEqual(['全量 reversal-over-invoice'])
})

test('given a fully electronic red letter of a traditional invoice on the ledger, then it reverses that', async () => {
  await dropped.send(list(BLUE), { mode: 'all', name: '全量.csv' })
  const red = invoiceXml({
    number: invoiceNo(901),
    buyer: CLIENTS[0],
    lines: [oneLine(-10_000n)],
    remark: `被红冲蓝字发票代码：${CODE} 号码：12345678`,
    on: '2025-05-20',
  })
  expect(states(await dropped.send(red, { mode: 'all', name: 'a.xml' }))).toEqual(['JM-2025-100 recorded'])
  const reversed = (await dropped.entries('JM-2025-100')).find((it) => it.type === 'InvoiceReversed')
  expect(entry(reversed)).toMatchObject({
    invoice: { kind: 'traditional', code: CODE, number: '12345678' },
    redInvoice: { kind: 'digital', number: invoiceNo(901) },
    amount: '106.00',
  })
})

test('given an invoice that stands in one number and a red letter that names it by code and number, then it is the same', async () => {
  const code = invoiceNo(1).substring(0, 12)
  const number = invoiceNo(1).substring(12)
  const red = redXml(invoiceNo(1), { buyer: CLIENTS[0], withoutTax: 4_000n }).replace(
    /<Remark>[^<]*/,
    `<Remark>对应正数发票代码:${code}号码:${number}`,
  )
  const report = await dropped.send(zip({ 'red.xml': red, '1.xml': xml(1, 0, 10_000n) }), { mode: 'all' })
  expect(states(report)).toEqual(['JM-2025-100 recorded', 'JM-2025-100 recorded'])
})

test('given a red letter larger than its invoice, before it in the same archive, then the rules refuse it and the invoice stands', async () => {
  const red = redXml(invoiceNo(1), { buyer: CLIENTS[0], withoutTax: 20_000n })
  const report = await dropped.send(zip({ 'a.xml': red, 'b.xml': xml(1, 0, 10_000n) }), { mode: 'good' })
  expect(states(report)).toEqual(['JM-2025-100 refused', 'JM-2025-100 recorded'])
  expect(codes(report.faults)).toEqual(['a.xml reversal-over-invoice'])
})

test('given a red letter that was recorded by hand, when its file names no invoice, then it is known by its own number', async () => {
  await dropped.send(xml(1, 0, 10_000n), { mode: 'all' })
  const byHand = { kind: 'invoice', contractNo: 'JM-2025-100', movement: 'reversed', originalNo: invoiceNo(1) }
  await dropped.sign({ ...byHand, invoiceNo: invoiceNo(900), share: '106.00', on: '2025-05-20' })
  const silent = redXml('', { buyer: CLIENTS[0], withoutTax: 10_000n }).replace(/<Remark>[^<]*/, '<Remark>')
  const report = await dropped.send(silent, { mode: 'all', name: 'red.xml' })
  expect([states(report), report.faults]).toEqual([['JM-2025-100 recorded'], []])
  expect(report.totals).toEqual([{ type: 'EvidenceAttached', entries: 1 }])
})

test('given a traditional invoice that two contracts could be for, when one is chosen as the fault names it, then it is for that', async () => {
  await dropped.sign(contract(1, 0, '5000.00'))
  const asked = await dropped.send(list(BLUE), { name: '全量.csv' })
  expect(codes(asked.faults)).toEqual(['全量 contract-not-certain'])
  const choices = JSON.stringify({ [asked.faults[0].facts.invoice]: 'JM-2025-101' })
  expect(states(await dropped.send(list(BLUE), { mode: 'all', name: '全量.csv', choices }))).toEqual([
    'JM-2025-101 recorded',
  ])
})

test('given XML, OFD and PDF of one invoice one after the other, when the picture comes last, then it becomes the paper of what stands there', async () => {
  await dropped.send(xml(1, 0, 10_000n), { mode: 'all', name: 'a.xml' })
  const picture = Buffer.from(pdfWith({}, 2))
  const send = (name: string, mode = 'all') => dropped.send(picture, { mode, name })
  const preview = await send(`dzfp_${invoiceNo(1)}.pdf`, 'preview')
  expect([codes(preview.notices), preview.totals]).toEqual([
    [`dzfp_${invoiceNo(1)}.pdf picture-of-recorded`],
    [{ type: 'EvidenceAttached', entries: 1 }],
  ])
  expect(states(await send(`dzfp_${invoiceNo(1)}.pdf`))).toEqual(['JM-2025-100 recorded'])
  expect(states(await send(`dzfp_${invoiceNo(1)}.pdf`))).toEqual(['JM-2025-100 known recorded'])
  const events = await dropped.entries('JM-2025-100')
  expect(events.filter((it) => it.type === 'InvoiceIssued')).toHaveLength(1)
  expect(entry(events.at(-1))).toMatchObject({ fileName: `dzfp_${invoiceNo(1)}.pdf`, pages: 2 })
  // Of an invoice that nobody has recorded, or of two, nothing is guessed.
  for (const name of [`${invoiceNo(7)}.pdf`, `${invoiceNo(1)} ${invoiceNo(7)}.pdf`, '发票.pdf'])
    expect(codes((await send(name)).faults)).toEqual([`${name} pdf-without-xml`])
  // Of a red letter its picture likewise, where the contract is looked into for another of the buyer's.
  await dropped.send(redXml(invoiceNo(1), { buyer: CLIENTS[0], withoutTax: 4_000n }), { mode: 'all', name: 'r.xml' })
  const both = zip({ '2.xml': xml(2, 0, 10_000n), [`${invoiceNo(900)}.pdf`]: Buffer.from(pdfWith({}, 3)) })
  const { totals, faults } = await dropped.send(both, { mode: 'all', name: '红字.zip' })
  expect([totals, faults]).toEqual([
    [
      { type: 'InvoiceIssued', entries: 1, amount: '106.00' },
      { type: 'EvidenceAttached', entries: 2 },
    ],
    [],
  ])
})
