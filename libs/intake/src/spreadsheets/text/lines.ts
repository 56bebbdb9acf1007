import { refused } from '../refused'
import type { SpreadsheetFile } from '../spreadsheet-file'
import { piecesOf } from './encoding'

const LINE_FEED = 0x0a
const MARK = Buffer.from('\ufeff')

/** The lines of a text as bytes, blank ones left out; a longer one than that is refused before it is whole. */
export async function* linesOf(
  file: SpreadsheetFile,
  longest: number,
  sheet: string,
): AsyncGenerator<{ bytes: Uint8Array; line: number }> {
  let rest = Buffer.alloc(0)
  let line = 0
  let began = false
  const given = (bytes: Buffer) => bytes.some((it) => it !== 0x20 && it !== 0x0d && it !== 0x09)
  for await (const piece of piecesOf(file)) {
    let bytes = Buffer.concat([rest, piece])
    if (!began && bytes.subarray(0, 3).equals(MARK)) bytes = bytes.subarray(3)
    began = true
    let from = 0
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      const one = bytes.subarray(from, at)
      line++
      if (given(one)) yield { bytes: one, line }
      from = at + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > longest)
      throw refused('too-much-text', '一行过长', 'a line is too long', { sheet, row: line + 1 })
  }
  if (given(rest)) yield { bytes: rest, line: line + 1 }
}
