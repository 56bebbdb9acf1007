import { notRead } from './findings'
import type { Finding } from './invoice-read'
import { invoicesOfXml, type Reading } from './xml-invoice'

/** Attachments looked into: an invoice has one, its vouchers a few. */
const MOST_ATTACHED = 20

/** The invoice whose XML lies in a PDF as an attachment. Its picture is for people: figures read off it would be guesses. */
export async function invoicesOfPdf(bytes: Uint8Array): Promise<readonly Reading[]> {
  const attached = await attachments(bytes)
  if ('code' in attached) return [{ findings: [attached] }]
  const readings = attached.slice(0, MOST_ATTACHED).flatMap((it) => invoicesOfXml(it))
  const found = readings.filter((it) => it.read)
  if (found.length > 0) return found
  const broken = readings.find(({ findings }) => findings.some((it) => it.code !== 'not-an-invoice'))
  return [broken ?? { findings: [PDF_ALONE] }]
}

/** What looks like XML, of whatever name, wherever the file keeps it. Nothing of the file is run or drawn. */
async function attachments(bytes: Uint8Array): Promise<readonly Uint8Array[] | Finding> {
  // Loaded where a PDF is read, and by no other file's reader.
  const { decodePDFRawStream, EncryptedPDFError, PDFDict, PDFDocument, PDFName, PDFRawStream } = await import(
    '@cantoo/pdf-lib'
  )
  try {
    const { context } = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
    const found: Uint8Array[] = []
    for (const [, object] of context.enumerateIndirectObjects()) {
      const files = object instanceof PDFDict ? context.lookup(object.get(PDFName.of('EF'))) : undefined
      const stream = files instanceof PDFDict ? context.lookup(files.get(PDFName.of('F'))) : undefined
      if (!(stream instanceof PDFRawStream)) continue
      const content = decodePDFRawStream(stream).decode()
      if (isXml(content)) found.push(content)
    }
    return found
  } catch (error) {
    return error instanceof EncryptedPDFError ? ENCRYPTED : broken(error)
  }
}

const isXml = (content: Uint8Array) =>
  /^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\0?\s*</.test(
    Buffer.from(content.subarray(0, 64)).toString('latin1'),
  )

const PDF_ALONE = notRead(
  'pdf-without-xml',
  'PDF 未附 XML 数据，不从版面猜测：请从电子税务局下载 XML 或 OFD 格式一并上传',
  'the PDF has no XML attached and nothing is guessed from its picture; download the XML or OFD too',
)
const ENCRYPTED = notRead('encrypted', 'PDF 已加密，请取消密码', 'the PDF is encrypted; remove its password')
const broken = (error: unknown): Finding => ({
  ...notRead('broken-pdf', 'PDF 不完整或已损坏，请重新下载', 'the PDF is cut off or broken; download it again'),
  facts: { reason: String((error as { message?: unknown }).message ?? error).slice(0, 120) },
})
