import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { shortened } from '@pilot-ledger/kernel'
import { parse } from 'csv-parse'
import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import type { SheetCell, SheetRow } from '../sheet'
import type { SpreadsheetFile } from '../spreadsheet-file'
import { decoded, encodingOf } from './encoding'
import { withoutApostrophe } from './formula-text'

const DELIMITERS = [',', '\t', ';'] as const
const LOOKED_AT = 64 * 1024
/** Spreadsheet programs are told so that a figure is text: ="0012". */
const TEXT_BY_FORMULA = /^="([^"]*)"$/
/** Banks put a blank or a tab behind a quoted field, so that spreadsheet programs do not make a number of it. */
const QUOTED_AND_BLANK = /^"([\s\S]*)"\s+$/
/** What is done with a cell that begins as a formula does. */
export type Formulas = 'refuse' | 'mark' | 'texts of others'
interface Parsed {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

/** The rows of a CSV; encoding and delimiter found out from the content. Every cell is text, as it stands. */
export async function* tableRows(
  file: SpreadsheetFile,
  name: string,
  limits: SpreadsheetLimits,
  formulas: Formulas,
): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(file, formulas === 'texts of others' ? 'keep' : 'refuse')
  const delimiter = await delimiterOf(decoded(file, encoding))
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // All of them, always: found out from the first line, a file put together of two would lose every line of the other.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Inside a field that does not begin with one, a quote is a quote: 12" and ="0012".
    relax_quotes: true,
    ltrim: true,
    max_record_size: limits.columns * limits.cellCharacters,
  })
  const fed = pipeline(Readable.from(decoded(file, encoding)), parser)
  // What is wrong comes out of the parser too; here it must only not go unheard.
  fed.catch(() => undefined)
  let rows = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const row = info.lines - record.reduce((breaks, it) => breaks + lineBreaks(it), 0)
      const cells = cellsOf(record, { sheet: name, row }, limits, formulas)
      if (cells.length === 0) continue
      if (++rows > limits.rows) {
        throw refused(
          'too-many-rows',
          `行数超过上限 ${limits.rows}，请分成几个文件`,
          `more than ${limits.rows} rows; make several files of it`,
          { sheet: name, row },
        )
      }
      yield { sheet: name, row, hidden: false, cells }
    }
    await fed
  } catch (error) {
    throw notATable(error, name)
  } finally {
    parser.destroy()
  }
}

function cellsOf(
  record: readonly string[],
  place: { sheet: string; row: number },
  limits: SpreadsheetLimits,
  formulas: Formulas,
): SheetCell[] {
  const cells: SheetCell[] = []
  for (const [i, given] of record.entries()) {
    const bare = QUOTED_AND_BLANK.exec(given)?.[1] ?? given
    const text = TEXT_BY_FORMULA.exec(bare)?.[1] ?? withoutApostrophe(bare)
    if (text.trim() === '') continue
    const column = i + 1
    if (column > limits.columns) {
      throw refused('too-many-columns', '列数超过上限', 'too many columns', { ...place, column })
    }
    if (text.length > limits.cellCharacters) {
      throw refused('too-much-text', '文字过长，超过上限', 'more text than is read', { ...place, column })
    }
    if (text === bare && formulas !== 'texts of others' && /^\s*=/.test(text)) {
      if (formulas === 'refuse') {
        throw refused('formula', '单元格为公式，请粘贴为数值', 'the cell is a formula; paste its value', {
          ...place,
          column,
        })
      }
      cells.push({ column, kind: 'formula', text })
    } else cells.push({ column, kind: 'text', text })
  }
  return cells
}

/** The one of which the first lines hold most, outside quotes, in as many of them as possible. */
async function delimiterOf(text: AsyncIterable<string>): Promise<string> {
  let head = ''
  for await (const piece of text) {
    head += piece
    if (head.length >= LOOKED_AT) break
  }
  const lines = head
    .slice(0, LOOKED_AT)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((it) => it.trim() !== '')
    .slice(0, 50)
  const found = DELIMITERS.map((it) => {
    const counts = lines.map((line) => line.split(it).length - 1).filter((count) => count > 0)
    return { it, lines: counts.length, all: counts.reduce((sum, count) => sum + count, 0) }
  })
  const best = found.reduce((a, b) => (b.lines > a.lines || (b.lines === a.lines && b.all > a.all) ? b : a))
  return best.it
}

function lineBreaks(text: string): number {
  return text.includes('\n') || text.includes('\r') ? text.split(/\r\n|\r|\n/).length - 1 : 0
}

function notATable(error: unknown, sheet: string): unknown {
  const { code, lines, message } = error as { code?: unknown; lines?: unknown; message?: unknown }
  if (typeof code !== 'string' || !/^(CSV|INVALID)_/.test(code)) return error
  const row = typeof lines === 'number' ? lines : undefined
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return refused('too-much-text', '一行文字过长（引号可能未闭合）', 'a row is too long; a quote may be open', {
      sheet,
      row,
    })
  }
  return refused(
    'broken-csv',
    'CSV 引号不配对，请检查该行或另存为 .xlsx',
    'quotes of the CSV do not match; mend the line or save it as .xlsx',
    { sheet, row },
    { reason: shortened(String(message), 160) },
  )
}
