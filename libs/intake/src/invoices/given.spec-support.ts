import { formatAmount } from '@pilot-ledger/kernel'
import { zip } from '../spreadsheets/given.spec-support'

/** Invented, of nobody: the shape of what the tax service gives. */
export const HOST = { taxId: '123502001549897397', name: '示例大学中山研究院' }
export const BUYER = { taxId: '91440101MA5CJQ4N59', name: '示例光电科技有限公司' }

export interface GivenLine {
  readonly name?: string
  readonly amount: bigint
  readonly tax: bigint
  readonly rate?: string
}
export interface Given {
  readonly number?: string
  readonly seller?: { readonly taxId?: string; readonly name?: string }
  readonly buyer?: { readonly taxId?: string; readonly name?: string }
  readonly lines?: readonly GivenLine[]
  readonly withoutTax?: bigint
  readonly tax?: bigint
  readonly total?: bigint
  readonly on?: string
  readonly issued?: string
  readonly remark?: string
  readonly label?: string
}

export const invoiceNo = (n: number) => `2544200000${String(n).padStart(10, '0')}`
/** 6 % of a round amount. */
export const oneLine = (withoutTax: bigint): GivenLine => ({
  amount: withoutTax,
  tax: (withoutTax * 6n) / 100n,
  rate: '0.06',
})

const tag = (name: string, text: string | undefined) =>
  text === undefined ? '' : `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`
const sum = (its: readonly bigint[]) => its.reduce((a, b) => a + b, 0n)

/** The XML of one 数电票. */
export function invoiceXml(given: Given = {}): string {
  const { number = invoiceNo(1), seller = HOST, buyer = BUYER, lines = [oneLine(10_000n)], on = '2025-04-20' } = given
  const { withoutTax = sum(lines.map((it) => it.amount)), tax = sum(lines.map((it) => it.tax)) } = given
  const { total = withoutTax + tax, issued = on, remark = '', label = '增值税专用发票' } = given
  const items = lines.map(
    (it) =>
      `<IssuItemInformation>${tag('ItemName', it.name ?? '*研发和技术服务*中试服务费')}<Quantity>1</Quantity>${tag('Amount', formatAmount(it.amount))}${tag('TaxRate', it.rate)}${tag('ComTaxAm', formatAmount(it.tax))}${tag('TotaltaxIncludedAmount', formatAmount(it.amount + it.tax))}</IssuItemInformation>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header>${tag('EIid', number)}<InherentLabel><EInvoiceType><LabelCode>01</LabelCode><LabelName>电子发票</LabelName></EInvoiceType><GeneralOrSpecialVAT><LabelCode>01</LabelCode>${tag('LabelName', label)}</GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData><SellerInformation>${tag('SellerIdNum', seller.taxId)}${tag('SellerName', seller.name)}</SellerInformation>
<BuyerInformation>${tag('BuyerIdNum', buyer.taxId)}${tag('BuyerName', buyer.name)}</BuyerInformation>
<BasicInformation>${tag('TotalAmWithoutTax', formatAmount(withoutTax))}${tag('TotalTaxAm', formatAmount(tax))}${tag('TotalTax-includedAmount', formatAmount(total))}<TotalTax-includedAmountInChinese>壹元</TotalTax-includedAmountInChinese>${tag('RequestTime', `${on} 10:11:12`)}</BasicInformation>
${items.join('\n')}
<AdditionalInformation>${tag('Remark', remark)}</AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo>${tag('InvoiceNumber', number)}${tag('IssueTime', issued)}<TaxBureauName>国家税务总局示例税务局</TaxBureauName></TaxSupervisionInfo></EInvoice>`
}

/** A red letter takes back an invoice: all its amounts are negative. */
export function redXml(blue: string, given: Given & { readonly withoutTax: bigint }): string {
  const line = oneLine(-given.withoutTax)
  const remark = `被红冲蓝字数电票号码：${blue} 红字发票信息确认单编号：${'4'.repeat(20)}`
  return invoiceXml({
    number: invoiceNo(900),
    ...given,
    lines: [line],
    withoutTax: line.amount,
    remark,
    on: given.on ?? '2025-05-20',
  })
}

const OFD =
  '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
const END = '</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
const data = (its: Readonly<Record<string, string>>) =>
  `<ofd:CustomDatas>${Object.entries(its)
    .map(([name, value]) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`)
    .join('')}</ofd:CustomDatas>`

/** With the XML as its attachment, or with names and values at its root alone. */
const ONE_PAGE = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
export const ofdWithXml = (xml: string, pages = ONE_PAGE) =>
  zip({
    'OFD.xml': OFD + data({ producer: '示例' }) + END,
    'Doc_0/Document.xml': `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016">${pages}</ofd:Document>`,
    'Doc_0/Attachs/Attachments.xml': '<ofd:Attachments xmlns:ofd="http://www.ofdspec.org/2016"/>',
    'Doc_0/Attachs/original_invoice.xml': xml,
  })
export const ofdWithData = (its: Readonly<Record<string, string>>) => zip({ 'OFD.xml': OFD + data(its) + END })

/** A PDF of empty pages, with these files in it. */
export function pdfWith(files: Readonly<Record<string, string>>, pages = 1): Uint8Array {
  const names = Object.keys(files)
  const kids = Array.from({ length: pages }, (_, i) => 3 + i)
  const at = (i: number) => 3 + pages + i * 2
  const tree = names.map((name, i) => `(${name}) ${at(i)} 0 R`).join(' ')
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [${tree}] >> >> >>`,
    `<< /Type /Pages /Kids [${kids.map((it) => `${it} 0 R`).join(' ')}] /Count ${pages} >>`,
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
    ...names.flatMap((name, i) => [
      `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${at(i) + 1} 0 R >> >>`,
      `<< /Type /EmbeddedFile /Length ${Buffer.byteLength(files[name])} >>\nstream\n${files[name]}\nendstream`,
    ]),
  ]
  let body = '%PDF-1.7\n'
  const offsets = objects.map((it, i) => {
    const offset = Buffer.byteLength(body)
    body += `${i + 1} 0 obj\n${it}\nendobj\n`
    return offset
  })
  const xref = Buffer.byteLength(body)
  const table = offsets.map((it) => `${String(it).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(body + end)
}

export { zip }
