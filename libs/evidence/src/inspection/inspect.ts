import { open } from 'node:fs/promises'
import type { Inspected } from './inspected'
import { inspectPacked } from './packed'
import { type Parts, pagesOfPdf } from './pdf'
import { checkJpeg, checkPng } from './pictures'
import { empty, encrypted, heic, notTaken } from './refused'
import { pagesOfTiff } from './tiff'
import { checkXml } from './xml'

/** Pages of one file: a volume of papers has some thousand. */
const MOST_PAGES = 5_000

/**
 * What a file is, by what it holds, and whether it can be opened. Refusals, thrown: `evidence-empty`, `evidence-cut-off`,
 * `evidence-unreadable`, `evidence-encrypted`, `evidence-with-macros`, `evidence-heic`, `evidence-type-not-taken`,
 * `evidence-unpacks-too-large`, `evidence-too-many-pages`. For strangers' files: it runs in a process of its own (`inspectApart`).
 */
export async function inspect(path: string): Promise<Inspected> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (from: number, to: number) => {
      const part = new Uint8Array(to - from)
      await file.read(part, 0, part.length, from)
      return part
    }
    if (startsLikePdf(Buffer.from(await read(0, Math.min(size, PDF_HEADER))))) return await ofPdf({ size, read })
    return await inspectBytes(await file.readFile(), (member) => inspectBytes(member))
  } finally {
    await file.close()
  }
}

/** `ofMember` absent: an archive within an archive. */
export async function inspectBytes(
  bytes: Buffer,
  ofMember?: (bytes: Buffer) => Promise<Inspected>,
): Promise<Inspected> {
  if (bytes.length === 0) throw empty()
  const begins = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex
  if (startsLikePdf(bytes))
    return ofPdf({ size: bytes.length, read: async (from, to) => new Uint8Array(bytes.subarray(from, to)) })
  if (begins('ffd8ff')) {
    checkJpeg(bytes)
    return { mediaType: 'image/jpeg', pages: 1 }
  }
  if (begins('89504e470d0a1a0a')) {
    checkPng(bytes)
    return { mediaType: 'image/png', pages: 1 }
  }
  if (begins('49492a00') || begins('4d4d002a'))
    return { mediaType: 'image/tiff', pages: pagesOfTiff(bytes, MOST_PAGES) }
  if (begins('504b0304')) return inspectPacked(bytes, MOST_PAGES, ofMember)
  if (begins('504b0506')) throw empty()
  if (begins('d0cf11e0a1b11ae1')) throw bytes.includes(ENCRYPTED_PACKAGE) ? encrypted() : notTaken('.doc, .xls')
  if (begins('66747970', 4) && HEIF.test(bytes.toString('latin1', 8, 12))) throw heic()
  if (startsLikeXml(bytes)) {
    checkXml(bytes)
    return { mediaType: 'application/xml' }
  }
  throw notTaken('unknown')
}

async function ofPdf(file: Parts): Promise<Inspected> {
  return { mediaType: 'application/pdf', pages: await pagesOfPdf(file, MOST_PAGES) }
}

/** An encrypted .xlsx or .docx is packed into the container of the older formats. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')
const HEIF = /^(?:heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif)$/

/** ISO 32000: the header stands within the first kilobyte. */
const PDF_HEADER = 1024

function startsLikePdf(bytes: Buffer): boolean {
  const at = bytes.subarray(0, PDF_HEADER).indexOf('%PDF-')
  return at === 0 || (at > 0 && !/[<{]/.test(bytes.toString('latin1', 0, at)))
}

function startsLikeXml(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 64)
  const text =
    head[1] === 0 || head[0] === 0xfe || head[0] === 0xff
      ? head.toString('latin1').replaceAll('\u0000', '')
      : head.toString('latin1')
  const [, rest] =
    /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*(<[?!A-Za-z_\u0080-\u00ff].*)/s.exec(text) ?? []
  return rest !== undefined && !/^<!doctype\s+html/i.test(rest)
}
