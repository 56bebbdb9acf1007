import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ofdOf, xlsxOf, zipOf } from '../../../evidence/src/inspection/given-files.spec-support'
import { BUYER, HOST, invoiceXml, ofdWithXml } from '../invoices/given.spec-support'
import { printedContents } from './printed-contents'
import { readContents } from './read-contents'

const OFD = 'http://www.ofdspec.org/2016'
const folder = mkdtempSync(join(tmpdir(), 'contents-'))
afterAll(() => rmSync(folder, { recursive: true }))
const read = (bytes: Buffer, type: Parameters<typeof readContents>[1]) => {
  const path = join(folder, 'paper')
  writeFileSync(path, bytes)
  return readContents(path, type)
}
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('given a paper that no browser shows', () => {
  it('when it is an OFD, then its text comes page by page, the tenth after the ninth', async () => {
    const page = (text: string) =>
      `<ofd:Page xmlns:ofd="${OFD}"><ofd:Content><ofd:Layer><ofd:TextObject><ofd:TextCode X="1" Y="2">${text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`
    const pages = Object.fromEntries([10, 9].map((no) => [`Doc_0/Pages/Page_${no}/Content.xml`, page(`第${no}页正文`)]))
    const { text, invoices, unread } = await read(ofdOf(2, pages), 'application/ofd')
    expect([text?.split(/\s+/), invoices, unread]).toEqual([['第9页正文', '第10页正文'], undefined, undefined])
  })

  it('when it is an invoice, then its fields come as its file says them', async () => {
    const { invoices } = await read(Buffer.from(ofdWithXml(invoiceXml())), 'application/ofd')
    expect(invoices).toHaveLength(1)
    expect(invoices?.[0]).toMatchObject({
      number: expect.stringMatching(/^\d{20}$/),
      seller: `${HOST.name} ${HOST.taxId}`,
      buyer: `${BUYER.name} ${BUYER.taxId}`,
      total: expect.stringMatching(/^\d+\.\d\d$/),
    })
    const [{ withoutTax, tax, total } = { withoutTax: '', tax: '', total: '' }] = invoices ?? []
    expect(Number(withoutTax) + Number(tax)).toBeCloseTo(Number(total), 2)
  })

  it('when it is a document, then each of its paragraphs is a line, and what is not text of it is not there', async () => {
    const body =
      '<w:document><w:body><w:p><w:r><w:t>甲方：</w:t></w:r><w:r><w:t>某公司</w:t></w:r></w:p><w:p><w:instrText>HYPERLINK</w:instrText><w:r><w:t>乙方</w:t></w:r></w:p></w:body></w:document>'
    const docx = zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': body })
    expect(await read(docx, DOCX)).toEqual({ text: '甲方：某公司\n乙方' })
  })

  it('when it is an archive, then the files in it are named', async () => {
    const zip = zipOf({ '合同/一.pdf': 'x', '照片.jpg': 'y' })
    expect(await read(zip, 'application/zip')).toEqual({ files: ['合同/一.pdf', '照片.jpg'] })
  })

  it('when it is an XML, then it is shown as text, shortened and said so', async () => {
    const long = `<a>${'字'.repeat(30_000)}</a>`
    const { text, more } = await read(Buffer.from(long), 'application/xml')
    expect([text?.length, more]).toEqual([20_000, true])
  })

  it('when it cannot be read, then why not is said', async () => {
    const { unread } = await read(xlsxOf(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(unread?.zh).toMatch(/工作簿/)
  })

  it('when it is printed, then an invoice is its fields in the words of the form, and its text is not there twice', async () => {
    const path = join(folder, 'paper')
    writeFileSync(path, Buffer.from(ofdWithXml(invoiceXml())))
    const { invoices: [it] = [] } = await readContents(path, 'application/ofd')
    const { lines } = await printedContents(path, 'application/ofd')
    expect(lines.slice(0, 4)).toEqual([
      `发票号码 ${it.number}`,
      `开票日期 ${it.issuedOn}`,
      `销售方 ${HOST.name} ${HOST.taxId}`,
      `购买方 ${BUYER.name} ${BUYER.taxId}`,
    ])
    expect(lines).toContain(`价税合计 ${it.total}`)
    expect(lines.join('')).not.toContain('<')
  })

  it('when it is printed and no invoice, then it is its words', async () => {
    const path = join(folder, 'paper')
    writeFileSync(path, '<检测>\n\n<结果>合格</结果>\n</检测>')
    expect(await printedContents(path, 'application/xml')).toEqual({
      lines: ['<检测>', '<结果>合格</结果>', '</检测>'],
    })
    writeFileSync(path, `<a>${'字'.repeat(30_000)}</a>`)
    expect(await printedContents(path, 'application/xml')).toMatchObject({ more: true })
  })
})
