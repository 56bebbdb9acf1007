import { randomBytes } from 'node:crypto'
import { BUYER, HOST, invoiceNo, invoiceXml, ofdWithData, ofdWithXml, oneLine, zip } from '../given.spec-support'
import type { SaidInvoice } from '../said-invoice'
import { saidByFiles } from './said-by-files'
import { invoicesOfXml } from './xml-invoice'

// Five hundred are read, on machines that do much else.
jest.setTimeout(120_000)

/** As invoices come that other programs wrote: element names and forms of public readers and of the tax service's own files. */
const read = (xml: string) => invoicesOfXml(new TextEncoder().encode(xml))[0]
const said = async (file: Uint8Array, name = 'x') => {
  const all: SaidInvoice[] = []
  for await (const it of saidByFiles(file, name)) all.push(it)
  return all
}
const codesOf = (its: readonly { readonly findings: readonly { readonly code: string }[] }[]) =>
  its.flatMap((it) => it.findings.map((found) => found.code))

const TOTALS = { withoutTax: 10_000n, tax: 600n, total: 10_600n }
const parties = `<SellerInformation><SellerIdNum>${HOST.taxId}</SellerIdNum><SellerName>${HOST.name}</SellerName></SellerInformation><BuyerInformation><BuyerIdNum>${BUYER.taxId}</BuyerIdNum><BuyerName>${BUYER.name}</BuyerName></BuyerInformation>`
const line = (amount: string, tax: string, rate = '0.06') =>
  `<IssuItemInformation><ItemName>甲</ItemName><Amount>${amount}</Amount><TaxRate>${rate}</TaxRate><ComTaxAm>${tax}</ComTaxAm></IssuItemInformation>`
const einvoice = (basic: string, lines = line('100.00', '6.00'), more = '') =>
  `<EInvoice><EInvoiceData>${parties}<BasicInformation>${basic}<RequestTime>2025-04-20 10:11:12</RequestTime></BasicInformation>${lines}</EInvoiceData><TaxSupervisionInfo><InvoiceNumber>${invoiceNo(1)}</InvoiceNumber><IssueTime>2025-04-20</IssueTime></TaxSupervisionInfo>${more}</EInvoice>`
const NET = '<TotalAmWithoutTax>100.00</TotalAmWithoutTax>'
const TAX = '<TotalTaxAm>6.00</TotalTaxAm>'
const GROSS = '<TotalTax-includedAmount>106.00</TotalTax-includedAmount>'

describe('given amounts that are not all stated', () => {
  test.each([
    ['no total', NET + TAX],
    ['no tax', NET + GROSS],
    ['no amount without tax', TAX + GROSS],
    ['the total alone, to which the lines come', GROSS],
    ['a total that is empty', `${NET}${TAX}<TotalTax-includedAmount/>`],
    [
      'separators of thousands and a sign of the currency',
      `${NET}${TAX}<TotalTax-includedAmount>￥106.00</TotalTax-includedAmount>`,
    ],
  ])('%s, then it is read to the fen', (_, basic) => {
    expect(read(einvoice(basic))).toMatchObject({ read: TOTALS, findings: [] })
  })

  test.each([
    ['figures of full width', '<TotalTax-includedAmount>￥１０６．００</TotalTax-includedAmount>'],
    ['a separator of full width', '<TotalTax-includedAmount>1，06.00</TotalTax-includedAmount>', 'amount-unreadable'],
    ['a small figure beside it', '<TotalTax-includedAmount>10⁶.00</TotalTax-includedAmount>', 'amount-unreadable'],
  ])('the total in %s', (_, gross, code = '') => {
    const it = read(einvoice(NET + TAX + gross))
    expect([it.read?.total, ...codesOf([it])]).toEqual(code === '' ? [10_600n] : [undefined, code])
  })

  test.each(['***', '免税', '不征税'])('the tax as %s, then there is none', (none) => {
    const basic = `${NET}<TotalTaxAm>${none}</TotalTaxAm><TotalTax-includedAmount>100.00</TotalTax-includedAmount>`
    const { read: it, findings } = read(einvoice(basic, line('100.00', none, none)))
    expect([it?.tax, it?.total, it?.lines[0].rate, findings]).toEqual([0n, 10_000n, undefined, []])
  })

  test.each([
    ['the total alone, to which the lines do not come', GROSS, line('100.00', '5.00')],
    ['the total alone, and lines of which one cannot be read', GROSS, line('100.00', '6.00') + line('一', '0')],
    ['nothing', '', line('100.00', '6.00')],
  ])('%s, then it is not guessed', (_, basic, lines) => {
    expect(codesOf([read(einvoice(basic, lines))])).toEqual(['amount-missing'])
  })
})

describe('given lines of every kind', () => {
  test('a discount is a negative line, then the lines come to the amount', () => {
    const lines = line('120.00', '7.20') + line('-20.00', '-1.20')
    const { read: it, findings } = read(einvoice(NET + TAX + GROSS, lines))
    expect(it?.lines.map(({ amount, tax }) => [amount, tax])).toEqual([
      [12_000n, 720n],
      [-2_000n, -120n],
    ])
    expect(findings).toEqual([])
  })

  test.each([
    ['0.06', '6'],
    ['6%', '6'],
    ['6.00%', '6'],
    ['6', '6'],
    ['0.060', '6'],
    ['1%', '1'],
    ['0.005', '0.5'],
    ['免税', undefined],
    ['不征税', undefined],
    ['***', undefined],
    ['', undefined],
  ])('a rate written "%s" is %s', (written, rate) => {
    expect(read(einvoice(NET + TAX + GROSS, line('100.00', '6.00', written))).read?.lines[0].rate).toBe(rate)
  })

  test('free of tax, its taxes are stars, then there is none', () => {
    const free = '<TotalTaxAm>***</TotalTaxAm><TotalTax-includedAmount>100.00</TotalTax-includedAmount>'
    expect(read(einvoice(NET + free, line('100.00', '***', '免税')))).toMatchObject({
      read: { withoutTax: 10_000n, tax: 0n, total: 10_000n },
      findings: [],
    })
  })

  test('taxed on a difference (差额征税), then the tax is what is stated, whatever its rate', () => {
    const difference = `${NET}<TotalTaxAm>1.23</TotalTaxAm><TotalTax-includedAmount>101.23</TotalTax-includedAmount>`
    expect(read(einvoice(difference, line('100.00', '1.23', '***'))).read).toMatchObject({ tax: 123n, total: 10_123n })
  })

  test('a toll, whose line states a rate and nothing else, then its head is read', () => {
    const toll = '<IssuItemInformation><TaxRate>0.06</TaxRate></IssuItemInformation>'
    expect(read(einvoice(NET + TAX + GROSS, toll))).toMatchObject({ read: { ...TOTALS, lines: [] }, findings: [] })
  })
})

describe('given documents as other programs write them', () => {
  test.each([
    ['in a namespace of its own', invoiceXml().replace('<EInvoice>', '<EInvoice xmlns="urn:x">')],
    [
      'with a prefix everywhere',
      invoiceXml()
        .replaceAll(/<(\/?)([A-Z])/g, '<$1fp:$2')
        .replace('<fp:EInvoice>', '<fp:EInvoice xmlns:fp="urn:x">'),
    ],
    ['within an envelope', `<Response><Body>${invoiceXml().replace(/<\?xml.*?\?>/, '')}</Body></Response>`],
    ['with its text in CDATA', invoiceXml().replace(`>${HOST.name}<`, `><![CDATA[${HOST.name}]]><`)],
    [
      'with tax numbers called otherwise',
      invoiceXml().replaceAll('SellerIdNum', 'SellerTaxNo').replaceAll('BuyerIdNum', 'BuyerTaxNo'),
    ],
    ['behind a mark and blank lines', `\ufeff\n\n${invoiceXml().replace(/<\?xml.*?\?>/, '')}`],
  ])('%s, then it is the same', (_, xml) => {
    expect(read(xml)).toMatchObject({
      read: { ...TOTALS, number: invoiceNo(1), seller: HOST, buyer: BUYER, issuedOn: '2025-04-20' },
      findings: [],
    })
  })

  test('several in one file, then each is read', () => {
    const bare = (n: number) => invoiceXml({ number: invoiceNo(n) }).replace(/<\?xml.*?\?>/, '')
    const its = invoicesOfXml(new TextEncoder().encode(`<List>${bare(1)}${bare(2)}</List>`))
    expect(its.map((it) => it.read?.number)).toEqual([invoiceNo(1), invoiceNo(2)])
  })

  test.each([
    ['<KPRQ>20250420</KPRQ>', '2025-04-20'],
    ['<KPRQ>2025/4/20</KPRQ>', '2025-04-20'],
    ['<RequestTime>2025-04-20T23:30:00Z</RequestTime>', '2025-04-21'],
    ['<RequestTime>2025-04-20 16:30:00Z</RequestTime>', '2025-04-21'],
    ['<RequestTime>2025-04-20 23:30:00+08:00</RequestTime>', '2025-04-20'],
    ['<RequestTime>2025年04月20日</RequestTime>', '2025-04-20'],
  ])('a day written %s is %s in Shanghai', (written, day) => {
    const xml = `<Fp><Fphm>${invoiceNo(1)}</Fphm><Xfmc>${HOST.name}</Xfmc><Hjje>1</Hjje><Hjse>0</Hjse>${written}</Fp>`
    expect(read(xml).read?.issuedOn).toBe(day)
  })
})

describe('given a red letter', () => {
  const red = (more: string, remark = '') =>
    read(
      einvoice(
        '<TotalAmWithoutTax>-100.00</TotalAmWithoutTax><TotalTaxAm>-6.00</TotalTaxAm><TotalTax-includedAmount>-106.00</TotalTax-includedAmount>',
        line('-100.00', '-6.00'),
        `${more}<AdditionalInformation><Remark>${remark}</Remark></AdditionalInformation>`,
      ),
    ).read
  const confirmation = `红字发票信息确认单编号：${'4'.repeat(20)}`

  test.each([
    ['an element of its own', `<OriginalInvoiceNumber>${invoiceNo(7)}</OriginalInvoiceNumber>`, ''],
    ['an element in Chinese', `<蓝字发票号码>${invoiceNo(7)}</蓝字发票号码>`, confirmation],
    ['its remark', '', `被红冲蓝字数电票号码：${invoiceNo(7)} ${confirmation}`],
    ['its remark, behind the other number', '', `${confirmation}；被红冲蓝字数电发票号码:${invoiceNo(7)}`],
  ])('that names the blue one in %s, then it is that', (_, more, remark) => {
    expect(red(more, remark)).toMatchObject({ total: -10_600n, reverses: invoiceNo(7) })
  })

  test.each([
    ['4400191130', '对应正数发票代码:4400191130号码:12345678'],
    ['044001900111', '对应正数发票代码：044001900111 号码：12345678'],
    ['4400191130', `${confirmation} 被红冲蓝字发票代码：4400191130，被红冲蓝字发票号码：12345678`],
  ])('of a traditional one, named by code %s and number in its remark, then it is that', (code, remark) => {
    expect(red('', remark)?.reverses).toBe(`${code}12345678`)
  })

  test('of a traditional one, named in elements of their own, then it is that', () => {
    expect(red('<yfpdm>4400191130</yfpdm><yfphm>12345678</yfphm>')?.reverses).toBe('440019113012345678')
    // A number without its code is no traditional one's.
    expect(red('<yfphm>12345678</yfphm>')?.reverses).toBeUndefined()
  })

  test('that names none, then none is guessed', () => expect(red('', confirmation)?.reverses).toBeUndefined())
})

test.each(['铁路电子客票', '航空运输电子客票行程单', '机动车销售统一发票'])(
  'given a %s, then it is refused with a word',
  (kind) => {
    const [it] = [read(invoiceXml({ label: `电子发票（${kind}）` }))]
    expect(it.findings).toMatchObject([{ is: 'fault', code: 'other-kind-of-invoice', facts: { kind } }])
  },
)

describe('given an archive as people send it', () => {
  /** Names of four bytes in GBK, in place of as many letters, without the flag that they are UTF-8. */
  function inGbk(parts: Readonly<Record<string, string>>, names: Readonly<Record<string, readonly number[]>>) {
    const file = Buffer.from(zip(parts))
    for (const [letters, bytes] of Object.entries(names))
      for (let at = file.indexOf(letters); at !== -1; at = file.indexOf(letters, at + 1))
        Buffer.from(bytes).copy(file, at)
    for (const [mark, flags] of [
      ['PK\u0003\u0004', 6],
      ['PK\u0001\u0002', 8],
    ] as const)
      for (let at = file.indexOf(mark); at !== -1; at = file.indexOf(mark, at + 1)) file.writeUInt16LE(0, at + flags)
    return file
  }

  test('its names are GBK, then they are shown as they are', async () => {
    const file = inGbk({ '####.xml': invoiceXml() }, { '####': [0xb7, 0xa2, 0xc6, 0xb1] })
    expect((await said(file)).map((it) => it.place.sheet)).toEqual(['发票.xml'])
  })

  test('two of its names differ in one byte of GBK, then they are two', async () => {
    // 设备 and 身备: read as another encoding, Φ and φ.
    const parts = { '####.xml': invoiceXml(), '%%%%.xml': invoiceXml({ number: invoiceNo(2) }) }
    const file = inGbk(parts, { '####': [0xc9, 0xe8, 0xb1, 0xb8], '%%%%': [0xc9, 0xed, 0xb1, 0xb8] })
    expect((await said(file)).map((it) => it.place.sheet)).toEqual(['设备.xml', '身备.xml'])
  })

  test('a Mac and Windows put files of their own into it, then those are passed over', async () => {
    const file = zip({
      'a/1.xml': invoiceXml(),
      '__MACOSX/a/._1.xml': invoiceXml({ number: invoiceNo(2) }),
      'a/.DS_Store': 'x',
      'Thumbs.db': 'x',
      'a/desktop.ini': 'x',
    })
    const its = await said(file)
    expect([its.map((it) => it.read?.number), codesOf(its)]).toEqual([[invoiceNo(1)], []])
  })

  test('an archive lies in it, then its files are read at its place, and a broken one is named', async () => {
    const file = zip({
      '1.xml': invoiceXml(),
      'b.zip': Buffer.from(
        zip({
          '2.xml': invoiceXml({ number: invoiceNo(2) }),
          '3.ofd': Buffer.from(ofdWithXml(invoiceXml({ number: invoiceNo(3) }))),
        }),
      ),
      '4.xml': invoiceXml({ number: invoiceNo(4) }),
    })
    const its = await said(file)
    expect(its.map((it) => it.read?.number)).toEqual([1, 2, 3, 4].map(invoiceNo))
    const cut = zip({ '1.xml': invoiceXml(), 'b.zip': Buffer.from(zip({ '2.xml': invoiceXml() })).subarray(0, 90) })
    expect((await said(cut)).map((it) => [it.read?.number, codesOf([it])])).toEqual([
      [invoiceNo(1), []],
      [undefined, ['broken-archive']],
    ])
  })

  test('archives lie in it that unpack to more than one may, then it is refused, however small each is', async () => {
    // A hundredth of it packs no further: each file by itself is nothing to wonder at.
    const large = Buffer.concat([randomBytes(190_000), Buffer.alloc(18_810_000)])
    const inner = Buffer.from(zip(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.xml`, large]))))
    await expect(said(zip({ 'a.zip': inner, 'b.zip': inner }))).rejects.toMatchObject({ refusal: { code: 'zip-bomb' } })
  })

  test('five hundred lie in it, then all are read, in their order', async () => {
    const numbers = Array.from({ length: 500 }, (_, i) => invoiceNo(i + 1))
    const file = zip(Object.fromEntries(numbers.map((number, i) => [`${i}.xml`, invoiceXml({ number })])))
    expect((await said(file)).map((it) => it.read?.number)).toEqual(numbers)
  })
})

describe('given an OFD', () => {
  test('that states names and values alone, then its total is their sum, and what it does not say is not there', async () => {
    const [it] = await said(
      ofdWithData({
        发票号码: invoiceNo(1),
        合计金额: '100.00',
        合计税额: '6.00',
        开票日期: '2025-04-20',
        销售方纳税人识别号: HOST.taxId,
      }),
    )
    expect(it.read).toMatchObject({ ...TOTALS, seller: { taxId: HOST.taxId }, buyer: {} })
  })

  test('whose attachment is broken and which states nothing, then that is said', async () => {
    const parts = Buffer.from(ofdWithXml('<EInvoice>'))
    const [it] = await said(parts)
    expect(codesOf([it])).toEqual(['xml-broken'])
  })
})

test('given a day of the tax office that is another, then it is said and that of the request is read', () => {
  const { read: it, findings } = read(invoiceXml({ on: '2025-04-30', issued: '2025-05-01', lines: [oneLine(10_000n)] }))
  expect([it?.issuedOn, findings.map((found) => found.code)]).toEqual(['2025-04-30', ['issue-days-differ']])
})
