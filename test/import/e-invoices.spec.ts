import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../../apps/cli/src/import'
import { noProgress } from '../../apps/cli/src/progress'
import { HOST, invoiceNo, ofdWithXml, pdfWith, redXml, zip } from '../../libs/intake/src/invoices/given.spec-support'
import { CLIENTS, codes, contract, given, InvoicesDropped, states, xml } from './e-invoices.spec-support'

// Fifty files are read in a process of its own, on machines that do much else.
jest.setTimeout(240_000)

const OTHER = { taxId: '123502001549897390', name: '别家检测所' }

let dropped: InvoicesDropped
beforeEach(async () => {
  dropped = await InvoicesDropped.open()
})
afterEach(() => dropped.close())
const send = (file: Uint8Array | string, query: Readonly<Record<string, string>>) => dropped.send(file, query)
const sign = (...contracts: readonly object[]) => dropped.sign(...contracts)

test('given a platform with its contracts and nothing else, when fifty invoices are dropped at once, then each finds its contract', async () => {
  await sign(
    contract(0, 0, '53000.00'),
    contract(1, 1, '10600.00'),
    contract(2, 1, '53000.00'),
    contract(3, 2, '99999.00'),
  )
  // Ten of the first client, twenty of the second that say their contract, twenty of the third.
  const files: Record<string, string | Buffer> = {}
  for (let n = 0; n < 50; n++) {
    const client = n < 10 ? 0 : n < 30 ? 1 : 2
    const remark = client === 1 ? `合同编号：JM-2025-${n < 20 ? 101 : 102}` : ''
    const text = xml(n, client, client === 1 && n < 20 ? 100_000n : 200_000n, {
      remark,
      on: `2025-04-${String(1 + (n % 28)).padStart(2, '0')}`,
    })
    files[n % 3 === 0 ? `dzfp_${invoiceNo(n)}.ofd` : `dzfp_${invoiceNo(n)}.xml`] =
      n % 3 === 0 ? Buffer.from(ofdWithXml(text)) : text
    if (n === 1) files[`dzfp_${invoiceNo(n)}.pdf`] = Buffer.from(pdfWith({}))
  }
  const file = zip(files)
  const before = await dropped.ledger.log.head()
  const preview = await send(file, { name: '发票.zip' })
  expect(preview).toMatchObject({
    verdict: 'previewed',
    file: { kind: 'invoices' },
    counts: { rows: 50, new: 50, faults: 0 },
  })
  expect(await dropped.ledger.log.head()).toBe(before)
  // 10 × 2120 + 10 × 1060 + 10 × 2120 + 20 × 2120.
  expect(preview.totals).toEqual([
    { type: 'InvoiceIssued', entries: 50, amount: '95400.00' },
    // Each its own file, and the picture of one.
    { type: 'EvidenceAttached', entries: 51 },
  ])
  expect(codes(preview.notices).filter((it) => it.endsWith('same-invoice-again'))).toEqual([
    `dzfp_${invoiceNo(1)}.pdf same-invoice-again`,
  ])
  const real = await send(file, { mode: 'all', name: '发票.zip' })
  expect(real).toMatchObject({ verdict: 'recorded', counts: { recorded: 50, faults: 0 } })
  const byContract = new Map<string, number>()
  for (const { contractNo } of real.rows) byContract.set(contractNo, (byContract.get(contractNo) ?? 0) + 1)
  expect(Object.fromEntries(byContract)).toEqual({
    'JM-2025-100': 10,
    'JM-2025-101': 10,
    'JM-2025-102': 10,
    'JM-2025-103': 20,
  })
  const again = await send(file, { mode: 'all', name: '发票.zip' })
  expect(again).toMatchObject({ counts: { known: 50, recorded: 0, faults: 0 } })

  const events = await dropped.entries('JM-2025-100')
  const issued = events.find((it) => it.type === 'InvoiceIssued')
  expect(issued?.data).toMatchObject({
    invoice: { kind: 'digital' },
    share: '2120.00',
    total: '2120.00',
    tax: '120.00',
    invoiceKind: 'digitalSpecial',
    taxRate: '6',
  })
})

test('given invoices of which some are not certain, then each says why, and a choice settles it', async () => {
  await sign(contract(0, 0, '5000.00'), contract(1, 0, '5000.00'), contract(2, 1, '106.00'))
  const file = zip({
    'a.xml': xml(1, 0, 10_000n),
    'b.xml': xml(2, 1, 10_000n, { remark: 'JM-2025-100' }),
    'c.xml': xml(3, 1, 10_000n, { seller: OTHER }),
    'd.xml': xml(4, 2, 10_000n),
    'e.xml': xml(5, 1, 10_000n, { total: 10_000n }),
    'f.xml': xml(6, 1, 10_000n),
    'g.txt': '说明',
  })
  const preview = await send(file, {})
  expect(codes(preview.faults)).toEqual([
    'a.xml contract-not-certain',
    'b.xml remark-of-another-client',
    'c.xml seller-not-host',
    'd.xml contract-not-found',
    'e.xml total-not-the-sum',
  ])
  expect(preview.faults[0].facts).toEqual({
    invoice: invoiceNo(1),
    buyer: CLIENTS[0].name,
    total: '106.00',
    candidates: 'JM-2025-100\nJM-2025-101',
  })
  expect(codes(preview.notices)).toContain('g.txt file-not-read')
  expect(states(preview)).toEqual(['JM-2025-102 new'])
  expect(await send(file, { mode: 'all' })).toMatchObject({ verdict: 'refused', counts: { recorded: 0 } })

  const choices = JSON.stringify({
    [invoiceNo(1)]: { 'JM-2025-100': '60.00', 'JM-2025-101': '46.00' },
    [invoiceNo(2)]: 'JM-2025-100',
    [invoiceNo(4)]: 'JM-2025-101',
  })
  const good = await send(file, { mode: 'good', choices })
  expect(states(good)).toEqual([
    'JM-2025-100 recorded',
    'JM-2025-101 recorded',
    'JM-2025-100 recorded',
    'JM-2025-101 recorded',
    'JM-2025-102 recorded',
  ])
  expect(codes(good.faults)).toEqual(['c.xml seller-not-host', 'e.xml total-not-the-sum'])
  expect(codes(good.notices)).toContain('d.xml buyer-not-client')
  await expect(send(file, { choices: '{"1": 2}' })).rejects.toThrow('invoice-choices')
})

test('given a red letter, then it reverses the blue one that it names, in the file or on the ledger, and once', async () => {
  await sign(contract(0, 0, '5000.00'))
  await send(xml(1, 0, 100_000n), { mode: 'all' })
  const red = redXml(invoiceNo(1), { ...given(901, 0, 0n), withoutTax: 40_000n, number: invoiceNo(901) })
  const both = zip({
    'red-of-2.xml': redXml(invoiceNo(2), { buyer: CLIENTS[0], withoutTax: 10_000n, number: invoiceNo(902) }),
    '2.xml': xml(2, 0, 10_000n),
    'red-of-1.xml': red,
    'red-of-none.xml': redXml(invoiceNo(77), { buyer: CLIENTS[0], withoutTax: 10_000n, number: invoiceNo(903) }),
  })
  const report = await send(both, { mode: 'good' })
  expect(states(report)).toEqual(['JM-2025-100 recorded', 'JM-2025-100 recorded', 'JM-2025-100 recorded'])
  expect(codes(report.faults)).toEqual(['red-of-none.xml blue-not-known'])
  expect(report.totals).toEqual([
    { type: 'InvoiceReversed', entries: 2, amount: '530.00' },
    { type: 'EvidenceAttached', entries: 3 },
    { type: 'InvoiceIssued', entries: 1, amount: '106.00' },
  ])
  expect(states(await send(red, { mode: 'all' }))).toEqual(['JM-2025-100 known recorded'])
})

test('given an invoice that was recorded by hand, when its file is dropped, then the file becomes its paper, once under whatever name', async () => {
  await sign(contract(0, 0, '5000.00'), { ...byHand })
  const first = await send(xml(1, 0, 10_000n), { mode: 'all', name: '甲.xml' })
  expect(states(first)).toEqual(['JM-2025-100 recorded'])
  expect(first.totals).toEqual([{ type: 'EvidenceAttached', entries: 1 }])
  expect(states(await send(xml(1, 0, 10_000n), { mode: 'all', name: '乙.xml' }))).toEqual([
    'JM-2025-100 known recorded',
  ])
  const events = await dropped.entries('JM-2025-100')
  const sha256 = createHash('sha256')
    .update(xml(1, 0, 10_000n))
    .digest('hex')
  expect(events.at(-1)?.data).toEqual({ sha256, kind: '发票', fileName: '甲.xml', pages: 1 })
})
const byHand = {
  kind: 'invoice',
  contractNo: 'JM-2025-100',
  invoiceNo: invoiceNo(1),
  share: '106.00',
  total: '106.00',
  tax: '6.00',
  on: '2025-04-20',
}

test('given a number that is on the ledger with other amounts, then the conflict is named', async () => {
  await sign(contract(0, 0, '5000.00'))
  await send(xml(1, 0, 10_000n), { mode: 'all' })
  const other = await send(xml(1, 0, 20_000n), { mode: 'all', name: 'a.xml' })
  expect(codes(other.faults)).toEqual(['a.xml recorded-otherwise'])
  const copies = await send(zip({ 'a.xml': xml(2, 0, 10_000n), 'b.xml': xml(2, 0, 20_000n) }), {})
  expect(codes(copies.faults)).toEqual(['a.xml copies-differ', 'b.xml copies-differ'])
})

test('given the tax service’s list, then others’ rows are left out and said, void ones too, and what is new is recorded', async () => {
  await sign(contract(0, 0, '5000.00'))
  const head =
    '序号,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票票种,发票状态,是否正数发票,备注'
  const row = (
    n: number,
    seller: { taxId: string; name: string },
    net: string,
    tax: string,
    total: string,
    state: string,
    remark = '',
  ) =>
    `${n},${invoiceNo(n)},${seller.taxId},${seller.name},${CLIENTS[0].taxId},${CLIENTS[0].name},2025-04-20 09:00:00,${net},${tax},${total},数电发票（普通发票）,${state},${total.startsWith('-') ? '否' : '是'},${remark}`
  const list = [
    head,
    row(1, HOST, '100.00', '6.00', '106.00', '已红冲-全额'),
    row(2, OTHER, '100.00', '6.00', '106.00', '正常'),
    row(3, HOST, '50.00', '3.00', '53.00', '已作废'),
    row(4, HOST, '-100.00', '-6.00', '-106.00', '正常', `被红冲蓝字数电票号码：${invoiceNo(1)}`),
    row(5, HOST, '200.00', '12.00', '212.00', '已红冲-部分'),
  ].join('\n')
  const report = await send(list, { mode: 'all', name: '全量发票.csv' })
  expect(report).toMatchObject({ verdict: 'recorded', counts: { recorded: 3, faults: 0 } })
  expect(report.notices.map((it: { place: { row: number }; code: string }) => `${it.place.row} ${it.code}`)).toEqual([
    '2 contract-by-client',
    '3 seller-not-host',
    '4 invoice-void',
    '6 contract-by-client',
    '6 reversed-elsewhere',
  ])
  expect(report.totals).toEqual([
    { type: 'InvoiceIssued', entries: 2, amount: '318.00' },
    { type: 'InvoiceReversed', entries: 1, amount: '106.00' },
  ])
})

test('given the command line, then the same file is laid to the same contracts, and a choice may lie in a file', async () => {
  await sign(contract(0, 0, '5000.00'), contract(1, 0, '5000.00'), contract(2, 1, '5000.00'))
  await dropped.stop()
  const path = join(dropped.folder, '发票.zip')
  writeFileSync(path, zip({ 'a.xml': xml(1, 0, 10_000n), 'b.xml': xml(2, 1, 10_000n) }))
  const run = (more: object) =>
    importFile(
      dropped.folder,
      { platform: dropped.platform, file: path, mode: 'all', actor: '王工', ...more },
      noProgress,
    )
  expect((await run({})).report.faults.map((it) => it.code)).toEqual(['contract-not-certain'])
  const choices = join(dropped.folder, 'choices.json')
  writeFileSync(choices, JSON.stringify({ [invoiceNo(1)]: 'JM-2025-101' }))
  expect((await run({ choices })).report.counts).toMatchObject({ recorded: 2, faults: 0 })
  expect((await run({ contract: 'JM-2025-100' })).report.counts).toMatchObject({ known: 2, recorded: 0 })
  await dropped.start()
  for (const no of ['JM-2025-101', 'JM-2025-102']) {
    const events = await dropped.entries(no)
    expect(events.map((it) => it.type)).toEqual(['ContractSigned', 'InvoiceIssued', 'EvidenceAttached'])
  }
})
