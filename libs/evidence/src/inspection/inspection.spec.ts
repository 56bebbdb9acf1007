import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileReaders, RefusalException } from '@pilot-ledger/http'
import { inspectApart } from '../upload/inspect-apart'
import { docxOf, jpegOf, lockedPdf, ofdOf, pdfOf, pngOf, tiffOf, xlsxOf, zipOf } from './given-files.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

jest.setTimeout(120_000)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspection-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is found, or the code of the refusal. */
async function found(content: Buffer | string) {
  // Its name says nothing true: it is never looked at.
  const path = join(folder, '合同.pdf')
  writeFileSync(path, content)
  try {
    return await inspectApart('平台', path)
  } catch (error) {
    if (error instanceof RefusalException) return error.refusals[0].code
    throw error
  }
}

describe('A paper that is taken', () => {
  const papers: readonly (readonly [string, Buffer | string, object])[] = [
    ['PDF', pdfOf(3), { mediaType: 'application/pdf', pages: 3 }],
    [
      'PDF behind the line that a printer puts before it',
      Buffer.concat([Buffer.from('@PJL\r\n'), pdfOf(1)]),
      { mediaType: 'application/pdf', pages: 1 },
    ],
    ['JPEG', jpegOf(), { mediaType: 'image/jpeg', pages: 1 }],
    [
      'JPEG with what a camera puts behind it',
      Buffer.concat([jpegOf(), Buffer.from('SEFH')]),
      { mediaType: 'image/jpeg', pages: 1 },
    ],
    ['PNG', pngOf(), { mediaType: 'image/png', pages: 1 }],
    ['TIFF of a scanner', tiffOf(4), { mediaType: 'image/tiff', pages: 4 }],
    ['TIFF with a smaller copy of a page', tiffOf(2, { copy: true }), { mediaType: 'image/tiff', pages: 2 }],
    ['OFD', ofdOf(2), { mediaType: 'application/ofd', pages: 2 }],
    ['XLSX', xlsxOf(), { mediaType: XLSX }],
    ['DOCX', docxOf(), { mediaType: DOCX }],
    ['XML', '<?xml version="1.0"?><EInvoice><Header/></EInvoice>', { mediaType: 'application/xml' }],
    [
      'XML of GBK',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
        Buffer.from('b7a2c6b1', 'hex'),
        Buffer.from('</a>'),
      ]),
      { mediaType: 'application/xml' },
    ],
    ['XML without a declaration', '\ufeff<发票><号码>1</号码></发票>', { mediaType: 'application/xml' }],
    [
      'ZIP of papers',
      zipOf({ '一/合同.pdf': pdfOf(2), '二.ofd': ofdOf(1), '__MACOSX/._二.ofd': 'x' }),
      { mediaType: 'application/zip' },
    ],
  ]
  it.each(papers)('%s', async (_, content, its) => {
    expect(await found(content)).toEqual(its)
  })
})

describe('A paper that is refused by name', () => {
  const halfOf = (it: Buffer) => it.subarray(0, Math.floor(it.length / 2))
  const spoiled = (it: Buffer, at: number) => {
    const copy = Buffer.from(it)
    copy[at] ^= 0xff
    return copy
  }
  const papers: readonly (readonly [string, string, Buffer | string])[] = [
    ['an empty file', 'evidence-empty', ''],
    ['an empty ZIP', 'evidence-empty', zipOf({})],
    ['one byte', 'evidence-type-not-taken', '%'],
    ['a PDF cut off', 'evidence-cut-off', halfOf(pdfOf(30))],
    ['a PDF of its first line', 'evidence-cut-off', '%PDF-1.7\n'],
    ['a PDF with a password', 'evidence-encrypted', lockedPdf()],
    ['a PDF without a page', 'evidence-unreadable', pdfOf(0)],
    ['a PDF of nothing but its ends', 'evidence-unreadable', '%PDF-1.7\nnothing\n%%EOF'],
    [
      'a PDF whose pages are not there',
      'evidence-unreadable',
      Buffer.from(
        pdfOf(3).toString('latin1').replace('3 0 R 4 0 R', '3 0 R 9 0 R').replace('/Count 3', '/Count 7'),
        'latin1',
      ),
    ],
    ['a JPEG cut off', 'evidence-cut-off', jpegOf().subarray(0, -2)],
    ['a JPEG cut off in its tables', 'evidence-cut-off', halfOf(jpegOf())],
    ['a JPEG of no width', 'evidence-unreadable', jpegOf(0, 8)],
    ['a PNG cut off', 'evidence-cut-off', pngOf().subarray(0, -5)],
    ['a PNG altered', 'evidence-unreadable', spoiled(pngOf(), 45)],
    ['a PNG of a billion pixels', 'evidence-unpacks-too-large', pngOf(50_000, 50_000, Buffer.alloc(9))],
    ['a TIFF cut off', 'evidence-cut-off', tiffOf(3).subarray(0, -1)],
    ['a TIFF whose pages go in a circle', 'evidence-unreadable', circle()],
    ['an OFD cut off', 'evidence-cut-off', halfOf(ofdOf(3))],
    ['an OFD altered inside', 'evidence-unreadable', spoiled(ofdOf(3), 60)],
    [
      'an OFD without its document',
      'evidence-unreadable',
      zipOf({ 'OFD.xml': '<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>' }),
    ],
    ['a workbook with macros', 'evidence-with-macros', xlsxOf({ 'xl/vbaProject.bin': 'x' })],
    [
      'a workbook with a password',
      'evidence-encrypted',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['an old .xls', 'evidence-type-not-taken', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['slides', 'evidence-type-not-taken', zipOf({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' })],
    ['a ZIP with a password', 'evidence-encrypted', zipOf({ 'a.pdf': pdfOf(1) }, { flags: 0x801 })],
    ['a ZIP with a program in it', 'evidence-type-not-taken', zipOf({ 'a.pdf': pdfOf(1), 'b.exe': 'MZ' })],
    ['a ZIP with a paper cut off in it', 'evidence-cut-off', zipOf({ 'a.pdf': halfOf(pdfOf(9)) })],
    ['a ZIP in a ZIP', 'evidence-type-not-taken', zipOf({ 'a.zip': zipOf({ 'b.pdf': pdfOf(1) }) })],
    ['a zip bomb', 'evidence-unpacks-too-large', zipOf({ 'a.xml': Buffer.alloc(40 * 1_048_576, 0x20) })],
    ['a photo of an iPhone', 'evidence-heic', Buffer.from('000000186674797068656963000000006d696631', 'hex')],
    ['a page of a site', 'evidence-type-not-taken', '<!doctype html><html><script>alert(1)</script></html>'],
    [
      'a page of a site that is XML',
      'evidence-type-not-taken',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
    [
      'a picture that is a program',
      'evidence-type-not-taken',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    ['an XML cut off', 'evidence-cut-off', '<?xml version="1.0"?><EInvoice><Header>'],
    ['an XML that is none', 'evidence-unreadable', '<a></b>'],
    ['an XML that unfolds', 'evidence-unreadable', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'],
    ['an XML of another encoding than it says', 'evidence-unreadable', Buffer.from('3c613eb7a2c6b13c2f613e', 'hex')],
    ['a program', 'evidence-type-not-taken', '\u007fELF'],
  ]
  it.each(papers)('%s: %s', async (_, code, content) => {
    expect(await found(content)).toBe(code)
  })

  it('a PDF of 10,000 pages', async () => {
    expect(await found(pdfOf(10_000))).toBe('evidence-too-many-pages')
    expect(await found(pdfOf(5_000))).toEqual({ mediaType: 'application/pdf', pages: 5_000 })
  })
})

/** Its second page names the first as the next. */
function circle(): Buffer {
  const bytes = tiffOf(2)
  const next = 8 + 74 + 2 + 60
  bytes.writeUInt32LE(8, next)
  return bytes
}

test('given an archive with one file that is none: then the refusal names that file', async () => {
  const path = join(folder, 'archive')
  writeFileSync(path, zipOf({ 'a.pdf': pdfOf(1), '工具/b.exe': 'MZ' }))
  const told = (await inspectApart('平台', path).catch((error) => error)) as RefusalException
  expect([told.refusals[0].zh, told.refusals[0].facts]).toEqual([
    expect.stringMatching(/^压缩包中的 工具\/b\.exe：不收此类文件/),
    { found: 'unknown', file: '工具/b.exe' },
  ])
})

describe('A PDF of which parts are read', () => {
  const reading = (name: string) =>
    new FileReaders().result<unknown>('平台', {
      module: require.resolve('./parts-of-pdf.spec-support'),
      name,
      args: [],
    })

  it('given a scan of large pictures: then they are not read for its pages', async () => {
    const { size, pages, read } = (await reading('readOfScan')) as { size: number; pages: number; read: number }
    expect(size).toBeGreaterThan(8_000_000)
    expect(pages).toBe(3)
    expect(read).toBeLessThan(400_000)
  })

  it('given a disk that fails: then that is not told as the file’s fault', async () => {
    const told = await reading('pagesFromFailingDisk').catch((error: Error) => error)
    expect(told).not.toBeInstanceOf(RefusalException)
    expect(String(told)).toContain('EIO')
  })
})
