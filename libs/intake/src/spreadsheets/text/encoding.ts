import { createReadStream } from 'node:fs'
import { refused } from '../refused'
import type { SpreadsheetFile } from '../spreadsheet-file'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
const PIECE = 64 * 1024

/** A file's bytes in pieces, from a place on. */
export async function* piecesOf(file: SpreadsheetFile): AsyncGenerator<Uint8Array> {
  if (!(file instanceof Uint8Array)) return yield* createReadStream(file.path, { highWaterMark: PIECE })
  for (let at = 0; at < file.byteLength; at += PIECE) yield file.subarray(at, at + PIECE)
}

/**
 * A mark at the beginning says it; else UTF-8 where every byte of the file is, else GB18030 where every byte is (GBK and GB2312
 * are parts of it), else nothing that is read. The whole file is looked at: a table in ASCII may hold its first name in line 9,000.
 */
export async function encodingOf(file: SpreadsheetFile, lostCharacters: 'refuse' | 'keep'): Promise<Encoding> {
  const not = lostCharacters === 'keep' ? NOT_TEXT : NOT_TEXT_OR_LOST
  const first = await firstBytes(file, 3)
  if (first[0] === 0xff && first[1] === 0xfe) return held(file, 'utf-16le', not)
  if (first[0] === 0xfe && first[1] === 0xff) return held(file, 'utf-16be', not)
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return held(file, 'utf-8', not)
  const found = await lookedAt(file, 'utf-8', not)
  if (found === 'text') return 'utf-8'
  // UTF-8 that holds what no table does is refused as such: as GB18030 it might be read, and every name be another.
  return held(file, found === 'bytes' ? 'gb18030' : 'utf-8', not)
}

export async function firstBytes(file: SpreadsheetFile, count: number): Promise<Uint8Array> {
  if (file instanceof Uint8Array) return file.subarray(0, count)
  const found: Uint8Array[] = []
  for await (const piece of createReadStream(file.path, { end: count - 1 })) found.push(piece as Uint8Array)
  return Buffer.concat(found)
}

async function held(file: SpreadsheetFile, encoding: Encoding, not: RegExp): Promise<Encoding> {
  if ((await lookedAt(file, encoding, not)) === 'text') return encoding
  throw refused(
    'text-undecodable',
    '无法识别文件的文字编码，请另存为 UTF-8 编码的 CSV 或 .xlsx',
    'the encoding of the text is unknown; save it as CSV in UTF-8, or as .xlsx',
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no table of text holds is what is looked for.
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001f\u007f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const NOT_TEXT_OR_LOST = /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/

/** Text of a table; text, but with what no table holds; or bytes that are none of the encoding's. */
async function lookedAt(
  file: SpreadsheetFile,
  encoding: Encoding,
  not: RegExp,
): Promise<'text' | 'no table' | 'bytes'> {
  try {
    for await (const text of decoded(file, encoding)) if (not.test(text)) return 'no table'
    return 'text'
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'bytes'
    throw error
  }
}

/**
 * The file's text without the mark at its beginning, and without the one that old programs write at its end (0x1A). Throws where
 * bytes are none of the encoding's.
 */
export async function* decoded(file: SpreadsheetFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let end = ''
  for await (const piece of piecesOf(file)) {
    const text = end + decoder.decode(piece, { stream: true })
    end = endMark(text)
    if (text.length > end.length) yield text.slice(0, text.length - end.length)
  }
  const rest = end + decoder.decode()
  const last = endMark(rest)
  if (rest.length > last.length) yield rest.slice(0, rest.length - last.length)
}

const END_MARK = '\u001a'
/** No program writes a longer one; what is longer is no mark, and not held back. */
const LONGEST_END = 1_024

/** From the last mark of the end on, where nothing but blanks follows it. */
function endMark(text: string): string {
  let at = text.length
  for (; at > 0 && text.length - at < LONGEST_END; at--) {
    const before = text[at - 1]
    if (before !== END_MARK && before.trim() !== '') break
  }
  const mark = text.indexOf(END_MARK, at)
  return mark === -1 ? '' : text.slice(mark)
}
