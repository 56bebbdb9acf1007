import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Inspected } from '@pilot-ledger/evidence/inspection'
import { SpreadsheetRefused, tableName } from '../../spreadsheets'
import type { SpreadsheetFile } from '../../spreadsheets/spreadsheet-file'
import { firstBytes } from '../../spreadsheets/text/encoding'
import { asPaper } from './as-paper'
import { notRead } from './findings'
import type { Finding } from './invoice-read'
import { invoicesOfOfd, OFD_ROOT } from './ofd-invoice'
import { invoicesOfPdf } from './pdf-invoice'
import { MOST_UNPACKED, openArchive, unpackedWhole, unpacksTooLarge } from './unpacked'
import { invoicesOfXml, type Reading } from './xml-invoice'

export type InvoiceFileKind = 'xml' | 'ofd' | 'pdf'
/** One file of those that came, with the invoices in it. */
export interface InvoiceFile {
  /** As its owner calls it. */
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  /** Absent: something else, which is not read. */
  readonly kind?: InvoiceFileKind
  /** As uploading would find it; absent where it is no paper that is taken, of which a reading tells. */
  readonly paper?: Inspected
  readonly readings: readonly Reading[]
}

const HEAD = 512
const MiB = 1024 * 1024
/** One invoice with its list of goods and its picture of a seal. */
const MOST_BYTES = 20 * MiB

export type InvoiceContainer = InvoiceFileKind | 'zip'

/** What of invoices a file may be, by its first bytes and never by its name; a ZIP may still be a workbook. */
export async function invoiceContainer(file: SpreadsheetFile): Promise<InvoiceContainer | undefined> {
  const head = Buffer.from(await firstBytes(file, HEAD))
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf'
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return zipKind(file)
  const text = head
    .toString('latin1')
    .replaceAll('\u0000', '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
  return /^<(\?xml|[a-zA-Z]*:?e?invoice)/i.test(text) ? 'xml' : undefined
}

async function zipKind(file: SpreadsheetFile): Promise<InvoiceContainer | undefined> {
  const archive = await openArchive(file)
  try {
    if (archive.has(OFD_ROOT)) return 'ofd'
    // Every workbook, also one that a program wrote that is not Microsoft's.
    return archive.has('[content_types].xml') ? undefined : 'zip'
  } finally {
    archive.close()
  }
}

/** The files of a ZIP one after the other, or the one file. Throws `SpreadsheetRefused` for what is not read as a whole. */
export async function* invoiceFiles(file: SpreadsheetFile, name: string): AsyncGenerator<InvoiceFile> {
  for await (const it of filesIn(file, name)) yield await invoiceFile(it.bytes, it.name)
}

/** Those of the files, by their hash, written into a folder under it: read once more, in the order and the bounds of the reading. */
export async function writeFiles(file: SpreadsheetFile, hashes: readonly string[], folder: string): Promise<void> {
  const wanted = new Set(hashes)
  for await (const { bytes } of filesIn(file, '')) {
    const sha256 = sha256Of(bytes)
    if (wanted.delete(sha256)) await writeFile(join(folder, sha256), bytes)
    if (wanted.size === 0) return
  }
}

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * The files of a ZIP, or the one file. An archive among them is opened too, once: who drops his own files beside a ZIP of the tax
 * service's sends both in one. Those within, together, unpack to no more than one archive may.
 */
async function* filesIn(file: SpreadsheetFile, name: string): AsyncGenerator<NamedBytes> {
  if ((await invoiceContainer(file)) !== 'zip') {
    yield { name, bytes: file instanceof Uint8Array ? file : await readFile(file.path) }
    return
  }
  let unpacked = 0
  for await (const it of partsOf(file)) {
    if (!(await isArchive(it.bytes))) {
      yield it
      continue
    }
    for await (const inner of partsOf(it.bytes)) {
      unpacked += inner.bytes.byteLength
      if (unpacked > MOST_UNPACKED) throw unpacksTooLarge()
      yield inner
    }
  }
}

async function* partsOf(file: SpreadsheetFile): AsyncGenerator<NamedBytes> {
  const archive = await openArchive(file)
  try {
    for (const part of archive.files) {
      if (isAside(part.shown)) continue
      yield { name: baseName(part.shown), bytes: await unpackedWhole(archive, part.name) }
    }
  } finally {
    archive.close()
  }
}

/** One that is broken says so where it is read. */
async function isArchive(bytes: Uint8Array): Promise<boolean> {
  try {
    return (await invoiceContainer(bytes)) === 'zip'
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return false
    throw error
  }
}

/** What a Mac or Windows adds to an archive, and folders. */
const isAside = (path: string) => /(^|\/)(__MACOSX\/|\.[^/]*$|(Thumbs\.db|desktop\.ini)$)|\/$/i.test(path)
const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

async function invoiceFile(bytes: Uint8Array, name: string): Promise<InvoiceFile> {
  const about = { name: name || tableName(name), sha256: sha256Of(bytes), bytes: bytes.byteLength }
  try {
    const { kind, readings } = await read(bytes)
    if (kind === undefined) return { ...about, readings }
    const { paper, notTaken } = await asPaper(bytes)
    return {
      ...about,
      kind,
      readings: readings.map((it, i) => withWord(it, i === 0 ? notTaken : undefined)),
      ...(paper && { paper }),
    }
  } catch (error) {
    if (!(error instanceof SpreadsheetRefused)) throw error
    const { code, zh, en, facts } = error.refusal
    const finding: Finding = { is: 'fault', code, zh, en, ...(facts && { facts }) }
    return { ...about, readings: [{ findings: [finding] }] }
  }
}

/** Where no invoice was read there is more to be said than that. */
const withWord = (it: Reading, word: Finding | undefined): Reading =>
  it.read && word ? { ...it, findings: [...it.findings, word] } : it

async function read(bytes: Uint8Array): Promise<Pick<InvoiceFile, 'kind' | 'readings'>> {
  if (bytes.byteLength === 0)
    return { readings: [{ findings: [notRead('empty-file', '文件为空', 'the file is empty')] }] }
  if (bytes.byteLength > MOST_BYTES)
    return { readings: [{ findings: [notRead('file-too-large', '文件超过 20 MB', 'the file is larger than 20 MB')] }] }
  const kind = await invoiceContainer(bytes)
  switch (kind) {
    case 'xml':
      return { kind, readings: invoicesOfXml(bytes) }
    case 'ofd': {
      const archive = await openArchive(bytes)
      try {
        return { kind, readings: await invoicesOfOfd(archive) }
      } finally {
        archive.close()
      }
    }
    case 'pdf':
      return { kind, readings: await invoicesOfPdf(bytes) }
    case 'zip':
      return {
        readings: [
          {
            findings: [
              notRead(
                'archive-in-archive',
                '压缩包里的压缩包中还有压缩包，请解开后再传',
                'an archive inside an archive inside an archive; unpack it first',
              ),
            ],
          },
        ],
      }
    default:
      return { readings: [{ findings: [NOT_READ] }] }
  }
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const NOT_READ: Finding = {
  is: 'notice',
  code: 'file-not-read',
  zh: '不是 XML、OFD 或 PDF，不读取',
  en: 'none of XML, OFD, PDF; it is not read',
}
