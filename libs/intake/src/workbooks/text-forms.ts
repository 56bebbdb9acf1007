import { type Provenance, provenanceLine, unitLine, windowLine } from './heading'
import { columnsOf, laidOut, type Unit } from './laid-out'
import type { Asked, Paper } from './paper'

/**
 * A paper as CSV for spreadsheets: byte-order mark, so that Chinese is read as UTF-8; CRLF; a text that begins with
 * `=`, `+`, `-` or `@` (or a tab or line break) gets an apostrophe, because a spreadsheet would run it as a formula. Amounts
 * are left as they are: a minus before digits is a number.
 */
export async function* csvOf(paper: Paper, asked: Asked, unit: Unit, provenance: Provenance): AsyncGenerator<string> {
  const columns = columnsOf(paper, asked)
  yield `\uFEFF${line(columns.map((it) => it.zh))}`
  for await (const { cells } of laidOut(paper, asked, unit)) {
    yield line(
      cells.map((it, i) => (columns[i].kind === 'amount' && NUMBER.test(it.text) ? it.text : harmless(it.text))),
    )
  }
  for (const words of [...paper.notes, `${windowLine(asked)}；${unitLine(unit)}；${provenanceLine(provenance)}`])
    yield line([harmless(`注：${words}`)])
}
const NUMBER = /^-?\d+\.\d+$/
const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`
const harmless = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A paper as JSON, row by row; amounts are strings in the unit named. */
export async function* jsonOf(paper: Paper, asked: Asked, unit: Unit, provenance: Provenance): AsyncGenerator<string> {
  const columns = columnsOf(paper, asked)
  const { window, whole, platforms } = asked
  const head = {
    paper: paper.code,
    title: paper.zh,
    platform: whole.platform === undefined ? null : platforms[0].id,
    window,
    ...provenance,
    unit,
    notes: paper.notes,
    columns: columns.map(({ key, zh, kind }) => ({ key, zh, kind })),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`
  const under: string[] = []
  let first = true
  for await (const { kind, cells } of laidOut(paper, asked, unit)) {
    const object = JSON.stringify(Object.fromEntries(columns.map(({ key }, i) => [key, cells[i].text])))
    if (kind === 'row') yield `${first ? '' : ','}\n${object}`
    else under.push(`{"kind":"${kind}","cells":${object}}`)
    first = false
  }
  yield `],"totals":[${under.join(',')}]}`
}
