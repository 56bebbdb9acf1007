import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileReaders } from '@pilot-ledger/http'
import fc from 'fast-check'
import {
  BUYER,
  HOST,
  invoiceNo,
  invoiceXml,
  ofdWithData,
  ofdWithXml,
  oneLine,
  pdfWith,
  redXml,
  zip,
} from '../given.spec-support'
import type { SaidInvoice } from '../said-invoice'
import { fenStated, rateStated } from './amounts'
import { saidByFiles } from './said-by-files'
import { invoicesOfXml } from './xml-invoice'

const bytes = (text: string) => new TextEncoder().encode(text)
const said = async (file: Uint8Array, name = '发票.xml') => {
  const all: SaidInvoice[] = []
  for await (const it of isPdf(file) ? saidApart(file, name) : saidByFiles(file, name)) all.push(it)
  return all
}
/** What looks into PDF is no module that a test can load: it reads in a process of its own, as ever. */
const isPdf = (file: Uint8Array) => Buffer.from(file.subarray(0, 5)).toString() === '%PDF-'
const folder = mkdtempSync(join(tmpdir(), 'reading-'))
afterAll(() => rmSync(folder, { recursive: true }))
function saidApart(file: Uint8Array, name: string): AsyncGenerator<SaidInvoice> {
  const path = join(folder, 'file')
  writeFileSync(path, file)
  return fileReaders.items('示例', {
    module: require.resolve('./said-by-files'),
    name: 'saidByFiles',
    args: [{ path }, name],
  })
}
/** 示例 in GBK, whatever the declaration says. */
const inGbk = (head: string) =>
  Buffer.concat([
    Buffer.from(`<?xml version="1.0"${head}?><EInvoice><SellerName>`),
    Buffer.from([0xca, 0xbe, 0xc0, 0xfd]),
    Buffer.from(
      `</SellerName><InvoiceNumber>${invoiceNo(1)}</InvoiceNumber><TotalAmWithoutTax>1</TotalAmWithoutTax><TotalTaxAm>0</TotalTaxAm><RequestTime>2025-04-20</RequestTime></EInvoice>`,
    ),
  ])
const codes = (its: readonly SaidInvoice[]) =>
  its.flatMap((it) => it.findings.map((finding) => `${finding.is} ${finding.code}`))
const read = (xml: string) => invoicesOfXml(bytes(xml))[0]

const EXPECTED = {
  number: invoiceNo(1),
  kind: 'digitalSpecial',
  seller: HOST,
  buyer: BUYER,
  withoutTax: 10_000n,
  tax: 600n,
  total: 10_600n,
  issuedOn: '2025-04-20',
}

describe('given an electronic invoice', () => {
  test('as XML, then its fields are read, the total from the head and never from a line', () => {
    const { read: it, findings } = read(invoiceXml({ lines: [oneLine(4_000n), oneLine(6_000n)], remark: '合同 JM-1' }))
    expect(it).toMatchObject({ ...EXPECTED, remark: '合同 JM-1' })
    expect(it?.lines).toEqual([
      { name: '*研发和技术服务*中试服务费', amount: 4_000n, tax: 240n, rate: '6' },
      { name: '*研发和技术服务*中试服务费', amount: 6_000n, tax: 360n, rate: '6' },
    ])
    expect(findings).toEqual([])
  })

  test('whose lines stand before its head, then the total is that of the head all the same', () => {
    const line =
      '<IssuItemInformation><ItemName>甲</ItemName><Amount>50.00</Amount><ComTaxAm>3.00</ComTaxAm><TotaltaxIncludedAmount>53.00</TotaltaxIncludedAmount></IssuItemInformation>'
    const [, head] = invoiceXml({ lines: [], withoutTax: 10_000n, tax: 600n }).split('<EInvoice>')
    expect(read(`<EInvoice>${line}${line}${head}`)).toMatchObject({
      read: { total: 10_600n, withoutTax: 10_000n },
      findings: [],
    })
  })

  test.each([
    ['OFD with the XML attached', ofdWithXml(invoiceXml())],
    ['PDF with the XML attached', pdfWith({ 'a.txt': 'x', 'invoice.xml': invoiceXml() })],
    ['ZIP with the XML', zip({ 'a/发票.xml': invoiceXml(), '__MACOSX/a/._发票.xml': 'x', 'a/.DS_Store': 'x' })],
    ['ZIP with the OFD', zip({ 'a.ofd': Buffer.from(ofdWithXml(invoiceXml())) })],
    ['UTF-16', Buffer.from(`\ufeff${invoiceXml()}`, 'utf16le')],
    ['UTF-8 with its mark', bytes(`\ufeff${invoiceXml()}`)],
  ])('as %s, then it is the same', async (_, file) => {
    const its = await said(file, 'x')
    expect(its).toHaveLength(1)
    expect(its[0].read).toMatchObject(EXPECTED)
  })

  test('as an OFD that only states names and values, then what it says is read and the total is their sum', async () => {
    const [it] = await said(
      ofdWithData({
        发票号码: invoiceNo(1),
        合计金额: '100.00',
        合计税额: '6.00',
        开票日期: '2025年04月20日',
        购买方纳税人识别号: BUYER.taxId,
        销售方纳税人识别号: HOST.taxId,
      }),
    )
    expect(it.read).toEqual({
      ...EXPECTED,
      kind: it.read?.kind,
      seller: { taxId: HOST.taxId },
      buyer: { taxId: BUYER.taxId },
      lines: [],
      remark: '',
    })
  })

  test.each([
    [
      'Chinese',
      `<发票><发票号码>${invoiceNo(1)}</发票号码><发票类型>电子发票（普通发票）</发票类型><开票日期>2025-04-20</开票日期><销售方名称>${HOST.name}</销售方名称><销售方纳税人识别号>${HOST.taxId}</销售方纳税人识别号><购买方名称>${BUYER.name}</购买方名称><购买方纳税人识别号>${BUYER.taxId}</购买方纳税人识别号><明细><项目名称>甲</项目名称><金额>100.00</金额><税率>6%</税率><税额>6.00</税额></明细><合计金额>100.00</合计金额><合计税额>6.00</合计税额><价税合计>106.00</价税合计></发票>`,
    ],
    [
      'pinyin',
      `<COMMON_FPKJ><FPHM>${invoiceNo(1)}</FPHM><FPLX>02</FPLX><KPRQ>20250420</KPRQ><XSF_MC>${HOST.name}</XSF_MC><XSF_NSRSBH>${HOST.taxId}</XSF_NSRSBH><GMF_MC>${BUYER.name}</GMF_MC><GMF_NSRSBH>${BUYER.taxId}</GMF_NSRSBH><HJJE>100</HJJE><HJSE>6</HJSE><JSHJ>106</JSHJ><COMMON_FPKJ_XMXX><XMMC>甲</XMMC><XMJE>100</XMJE><SL>0.06</SL><SE>6</SE></COMMON_FPKJ_XMXX></COMMON_FPKJ>`,
    ],
  ])('with tags in %s, then it is the same', (_, xml) => {
    const { read: it, findings } = read(xml)
    expect(it).toMatchObject({ ...EXPECTED, kind: 'digitalOrdinary' })
    expect(it?.lines).toEqual([{ name: '甲', amount: 10_000n, tax: 600n, rate: '6' }])
    expect(findings).toEqual([])
  })

  test('in GBK as it declares, or as a tool saved it without saying so, then its names are read', () => {
    for (const head of [' encoding="GBK"', ' encoding="UTF-8"', ''])
      expect(invoicesOfXml(inGbk(head))[0].read?.seller).toEqual({ name: '示例' })
  })

  test('that is negative, then it is a red letter and names the blue one, not the number of its confirmation', () => {
    const { read: it, findings } = read(redXml(invoiceNo(7), { withoutTax: 10_000n }))
    expect(it).toMatchObject({ number: invoiceNo(900), total: -10_600n, tax: -600n, reverses: invoiceNo(7) })
    expect(findings).toEqual([])
  })
})

describe('given what cannot be true', () => {
  test.each([
    ['amount and tax that are not the total', { total: 10_599n }, ['fault total-not-the-sum']],
    ['a total of nothing', { lines: [], withoutTax: 0n, tax: 0n }, ['fault total-zero']],
    ['lines that do not come to the amount', { withoutTax: 9_000n }, ['notice lines-not-the-amount']],
    ['taxes of lines that do not come to the tax', { tax: 601n }, ['notice line-taxes-not-the-tax']],
    ['another day of the tax office', { issued: '2025-04-21' }, ['notice issue-days-differ']],
    ['a number of 8 digits', { number: '12345678' }, ['fault not-fully-electronic']],
    ['a tax of another sign', { tax: -600n, total: 9_400n }, ['fault signs-differ', 'notice line-taxes-not-the-tax']],
  ])('%s, then it is said by name', async (_, given, expected) => {
    expect(codes(await said(bytes(invoiceXml(given))))).toEqual(expected)
  })

  test('any invoice whose figures do add up is read to the fen, and one fen more anywhere is said', () => {
    const line = fc.record({ amount: fc.bigInt(1n, 10_000_000_000n), tax: fc.bigInt(0n, 1_300_000_000n) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.boolean(), fc.nat(2), (lines, red, at) => {
        const signed = lines.map((it) => (red ? { amount: -it.amount, tax: -it.tax } : it))
        const [net, tax] = [signed.reduce((a, it) => a + it.amount, 0n), signed.reduce((a, it) => a + it.tax, 0n)]
        const sound = read(invoiceXml({ lines: signed }))
        expect(sound.findings).toEqual([])
        expect(sound.read).toMatchObject({ withoutTax: net, tax, total: net + tax })
        const wrong = [
          { withoutTax: net + 1n, total: net + tax },
          { tax: tax + 1n, total: net + tax },
          { total: net + tax + 1n },
        ][at]
        expect(read(invoiceXml({ lines: signed, ...wrong })).findings.map((it) => it.code)).toContain(
          'total-not-the-sum',
        )
      }),
    )
  })

  test.each([
    ['1130', 113_000n],
    ['1,130.5', 113_050n],
    ['¥1130.50', 113_050n],
    ['-0.01', -1n],
    ['1130.500000', 113_050n],
    ['1130.505', undefined],
    ['1.13e3', undefined],
    ['一千', undefined],
    ['', undefined],
  ])('an amount written %s is %s fen', (text, fen) => expect(fenStated(text)).toBe(fen))

  test.each([
    ['0.06', '6'],
    ['6%', '6'],
    ['13', '13'],
    ['0.015', '1.5'],
    ['1.5%', '1.5'],
    ['0', '0'],
    ['免税', undefined],
    ['***', undefined],
  ])('a rate written %s is %s', (text, rate) => expect(rateStated(text)).toBe(rate))
})

describe('given what somebody made to harm its reader', () => {
  const entity =
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><EInvoice><InvoiceNumber>&a;</InvoiceNumber></EInvoice>'
  test.each([
    ['entities that read files', bytes(entity), 'fault xml-doctype'],
    ['an entity never declared', bytes('<?xml version="1.0"?><EInvoice>&bomb;</EInvoice>'), 'fault xml-broken'],
    ['a thousand levels', bytes(`<?xml version="1.0"?>${'<EInvoice>'.repeat(1000)}`), 'fault xml-too-deep-or-long'],
    [
      'a million elements',
      bytes(`<?xml version="1.0"?><EInvoice>${'<a/>'.repeat(150_000)}</EInvoice>`),
      'fault xml-too-deep-or-long',
    ],
    ['XML cut off', bytes(invoiceXml().slice(0, 400)), 'fault xml-broken'],
    [
      'bytes of no encoding',
      Buffer.concat([bytes('<?xml version="1.0"?><EInvoice>'), Buffer.from([0xff, 0xff]), bytes('</EInvoice>')]),
      'fault text-undecodable',
    ],
    ['another XML', bytes('<?xml version="1.0"?><plist><string>1</string></plist>'), 'fault not-an-invoice'],
    ['an OFD of something else', ofdWithData({ 标题: '通知' }), 'fault ofd-without-invoice'],
    ['a PDF alone', pdfWith({}), 'fault pdf-without-xml'],
    ['a PDF with another XML', pdfWith({ 'a.xml': '<a/>' }), 'fault pdf-without-xml'],
    ['a PDF cut off', pdfWith({ 'a.xml': invoiceXml() }).subarray(0, 900), 'fault broken-pdf'],
    ['a PDF of nothing', bytes('%PDF-1.7\n%%EOF'), 'fault pdf-without-xml'],
    ['a PDF whose attachment is cut off', pdfWith({ 'a.xml': invoiceXml().slice(0, 300) }), 'fault xml-broken'],
    [
      'an archive in an archive in an archive',
      zip({ 'a.zip': Buffer.from(zip({ 'b.zip': Buffer.from(zip({ 'c.xml': invoiceXml() })) })) }),
      'fault archive-in-archive',
    ],
    ['a picture in an archive', zip({ 'a.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]) }), 'notice file-not-read'],
    ['a file of nothing in an archive', zip({ 'a.xml': '' }), 'fault empty-file'],
  ])('%s, then it is named and the reader goes on', async (_, file, expected) => {
    expect(codes(await said(file))).toEqual([expected])
  })

  test.each([
    ['that unpacks to more than it may', zip({ 'a.xml': Buffer.alloc(30_000_000) }), 'zip-bomb'],
    [
      'that claims little and holds much',
      zip({ 'a.xml': Buffer.alloc(3_000_000, 'x') }, { claim: 10 }),
      'broken-archive',
    ],
    ['cut off', zip({ 'a.xml': invoiceXml() }).slice(0, 200), 'broken-archive'],
  ])('an archive %s, then it is refused as a whole or its file is', async (_, file, code) => {
    const outcome = await said(file, 'x.zip').then(codes, (error: { refusal?: { code: string } }) => [
      error.refusal?.code,
    ])
    expect(outcome.map((it) => it?.replace('fault ', ''))).toEqual([code])
  })

  test('one broken file among others, then the others are read', async () => {
    const its = await said(
      zip({ 'a.xml': invoiceXml(), 'b.xml': '<EInvoice>', 'c.xml': invoiceXml({ number: invoiceNo(2) }) }),
    )
    expect(its.map((it) => it.read?.number)).toEqual([invoiceNo(1), undefined, invoiceNo(2)])
    expect(codes(its)).toEqual(['fault xml-broken'])
  })
})

const TWO = '<ofd:Pages><ofd:Page ID="1"/><ofd:Page ID="2"/></ofd:Pages>'
test.each([
  ['an XML', bytes(invoiceXml()), { mediaType: 'application/xml' }],
  ['an OFD of two pages', ofdWithXml(invoiceXml(), TWO), { mediaType: 'application/ofd', pages: 2 }],
  ['a PDF of three pages', pdfWith({ 'a.xml': invoiceXml() }, 3), { mediaType: 'application/pdf', pages: 3 }],
])('given %s, then it is a paper as uploading would find it', async (_, file, paper) => {
  const [it] = await said(file)
  expect(it.file?.paper).toEqual(paper)
  expect(it.findings).toEqual([])
})

test.each([
  ['an OFD without a page', ofdWithXml(invoiceXml(), '')],
  ['an XML that is not in the encoding it declares', inGbk(' encoding="UTF-8"')],
])('given %s, then its invoice is read and the file is no paper, which is said', async (_, file) => {
  const [it] = await said(file)
  expect(it.read).toBeDefined()
  expect(it.file?.paper).toBeUndefined()
  expect(it.findings).toContainEqual(
    expect.objectContaining({ code: 'file-not-kept', facts: { because: 'evidence-unreadable' } }),
  )
})
