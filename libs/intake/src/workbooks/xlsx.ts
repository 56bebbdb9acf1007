import { once } from 'node:events'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { replaceUnfit } from '@pilot-ledger/kernel'
import type { stream } from 'exceljs'
import { loadExcel } from './exceljs'
import type { Provenance } from './heading'
import { laidOut } from './laid-out'
import { Pictures } from './picture'
import type { Sheet } from './sheet'
import { writeSignedFoot } from './sheet-checkpoint'
import { pageOf, type SheetWriter, stylesOf, writeHeading, writeLine, writeNotes, writeSignatures } from './sheet-lines'

const ROWS_AT_ONCE = 100
/** A spreadsheet has 1,048,576 rows, some of which are heading and foot. */
const MOST_ROWS = 1_048_500

/** Sheets as one workbook to be read: see `writeWorkbook`. Destroying it ends the writing and all sources of rows. */
export function workbook(sheets: readonly Sheet[], provenance: Provenance): Readable {
  const out = new PassThrough()
  // What goes wrong from here on breaks the download off: half a workbook does not open, so nobody takes it for a whole one.
  writeWorkbook(out, sheets, provenance).catch((error: Error) => out.destroy(error))
  return out
}

/**
 * Writes sheets as one workbook to `out`, ready to print: A4 landscape, as wide as the page, headings on every page.
 * A row is gone from memory once it is written, and the next is made only when what was written has been taken.
 * Rejects when `out` is closed before the end.
 */
export async function writeWorkbook(out: Writable, sheets: readonly Sheet[], provenance: Provenance): Promise<void> {
  const gone = new AbortController()
  out.once('close', () => gone.abort(new Error('the reader has gone')))
  const { stream: excel } = await loadExcel()
  const book = new excel.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  book.creator = '中试服务台账'
  book.created = new Date(provenance.asOf.recordedAt ?? 0)
  book.modified = book.created
  const { files, zip } = withPatience(book)
  const pictures = new Pictures(book)
  try {
    for (const sheet of sheets) {
      await writeSheet(book, pictures, sheet, provenance, async () => {
        gone.signal.throwIfAborted()
        const file = files[files.length - 1]
        if (file?.writableNeedDrain) await once(file, 'drain', { signal: gone.signal })
      })
    }
    // Its end is the end of `out`, which never comes where nobody reads on.
    await Promise.race([book.commit(), once(gone.signal, 'abort').then(() => gone.signal.throwIfAborted())])
  } catch (error) {
    zip.abort()
    for (const file of files) file.destroy()
    throw error
  }
}

interface Zip {
  append(file: PassThrough, entry: { name: string }): void
  abort(): void
  on(event: 'error', listener: () => void): void
}

/**
 * exceljs 4.4 puts what is written into buffers of its own and never says when they are full: a slow reader would find the
 * whole workbook in memory. Its files are made by `_openStream`, the one place where they can be replaced by streams that say.
 */
function withPatience(book: stream.xlsx.WorkbookWriter): { files: PassThrough[]; zip: Zip } {
  const files: PassThrough[] = []
  const inner = book as unknown as { zip: Zip; _openStream(path: string): PassThrough }
  inner._openStream = (path) => {
    const file = new PatientFile()
    inner.zip.append(file, { name: path })
    file.on('finish', () => file.emit('zipped'))
    files.push(file)
    return file
  }
  // A zip that is broken off complains about its files; why it was is told by what broke it off.
  inner.zip.on('error', () => undefined)
  return { files, zip: inner.zip }
}

/** Takes exceljs's own text buffers, which it uses again at once, as copies. */
class PatientFile extends PassThrough {
  override write(chunk: unknown, ...rest: never[]): boolean {
    const own = chunk as { toBuffer?: () => Buffer }
    return super.write(own.toBuffer ? Buffer.from(own.toBuffer()) : chunk, ...rest)
  }
}

async function writeSheet(
  book: stream.xlsx.WorkbookWriter,
  pictures: Pictures,
  sheet: Sheet,
  provenance: Provenance,
  taken: () => Promise<void>,
): Promise<void> {
  const { columns } = sheet
  const writer = book.addWorksheet(replaceUnfit(sheet.name), pageOf(provenance, sheet)) as SheetWriter
  writer.columns = columns.map(({ width }) => ({ width }))
  writeHeading(writer, sheet)
  const styles = stylesOf(sheet)
  let since = 0
  for await (const laid of laidOut(sheet)) {
    if (since === MOST_ROWS) throw new RangeError(`${sheet.code}: a sheet takes no more rows; it can be had as CSV`)
    writeLine(writer, laid, columns, styles)
    if (++since % ROWS_AT_ONCE === 0) await taken()
  }
  writeNotes(writer, sheet, provenance)
  if (provenance.checkpoint) pictures.add(writer, writeSignedFoot(writer, sheet, provenance.checkpoint))
  else writeSignatures(writer, sheet)
  writer.commit()
  await taken()
}
