import { asPlainText } from '../spreadsheets'
import { checkpointLines, type Provenance, provenanceLine, unitLine, windowLine } from './heading'
import { laidOut } from './laid-out'
import type { Column } from './paper'
import type { Sheet } from './sheet'
import { UNIT_ZH, type Unit } from './unit'

/**
 * A sheet as CSV for spreadsheets: byte-order mark, so that Chinese is read as UTF-8; CRLF; a text that begins with
 * `=`, `+`, `-` or `@` gets an apostrophe, because a spreadsheet would run it as a formula. Amounts are left as they are: a
 * minus before digits is a number.
 */
export async function* csvOf(sheet: Sheet, provenance: Provenance): AsyncGenerator<string> {
  const { columns, notes, window, unit } = sheet
  yield `\uFEFF${line(columns.map((it) => asPlainText(headingIn(it, unit))))}`
  for await (const { cells } of laidOut(sheet)) {
    yield line(
      cells.map((it, i) => (NUMBERS.has(columns[i].kind) && NUMBER.test(it.text) ? it.text : asPlainText(it.text))),
    )
  }
  const stated = `${windowLine(window)}；${unitLine(unit)}；${provenanceLine(provenance)}`
  for (const words of [...notes, stated, ...checkpointLines(provenance)]) yield line([asPlainText(`注：${words}`)])
}
/** A CSV has no line above its headings: what is read in 万元 says so where it stands, not only under the last row. */
const headingIn = ({ zh, kind }: Column, unit: Unit) =>
  kind === 'amount' && unit === 'wan' ? `${zh}（${UNIT_ZH[unit]}）` : zh
const NUMBERS: ReadonlySet<string> = new Set(['amount', 'decimal'])
const NUMBER = /^-?\d+(\.\d+)?$/
const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A sheet as JSON, row by row; amounts are strings in the unit named. */
export async function* jsonOf(sheet: Sheet, provenance: Provenance): AsyncGenerator<string> {
  const { code, name, platform, window, unit, notes, columns } = sheet
  const head = {
    paper: code,
    title: name,
    platform,
    window,
    ...provenance,
    unit,
    notes,
    columns: columns.map(({ key, zh, kind }) => ({ key, zh, kind })),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`
  const under: string[] = []
  let first = true
  for await (const { kind, cells } of laidOut(sheet)) {
    const object = JSON.stringify(Object.fromEntries(columns.map(({ key }, i) => [key, cells[i].text])))
    if (kind === 'row') yield `${first ? '' : ','}\n${object}`
    else under.push(`{"kind":"${kind}","cells":${object}}`)
    first = false
  }
  yield `],"totals":[${under.join(',')}]}`
}

const PIECE = 16_384

/** Many small pieces of text as fewer: a piece for each row would be a piece of the answer for each row. */
export async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
