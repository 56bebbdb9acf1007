import type { ReceivedFile } from '@pilot-ledger/http'
import { readSpreadsheet } from '@pilot-ledger/intake/spreadsheets'
import { formatAmount, type Refusal, shortened } from '@pilot-ledger/kernel'
import { totalsOf } from '../domain/statement'
import { plain } from './statement-cells'
import type { ReadStatement } from './statement-file'

const SHOWN_LINES = 100
const SHOWN_ROWS = 15

/** What would be recorded, what stands against it, and the first rows of a table as they are, to choose columns by. */
export async function previewOf(
  file: ReceivedFile,
  { account, fileName }: { account: string; fileName: string },
  { draft, faults, totals, notices }: ReadStatement,
  decided: Refusal | undefined,
) {
  const all = decided ? [...faults, decided] : faults
  return {
    account,
    fileName,
    sha256: file.sha256,
    wouldRecord: draft !== undefined && all.length === 0,
    faults: all.map(said),
    notices: notices.map(said),
    totalRows: totals,
    ...(draft ? { statement: told(draft) } : {}),
    sample: draft ? [] : await firstRows(file, fileName),
  }
}

const said = ({ code, pointer, zh, en, facts = {} }: Refusal) => ({ code, pointer, zh, en, facts })

function told({ rows, lines, ...draft }: NonNullable<ReadStatement['draft']>) {
  const { credits, debits } = totalsOf(lines)
  return {
    format: draft.format,
    from: draft.from,
    to: draft.to,
    opening: draft.opening,
    closing: draft.closing,
    credits: formatAmount(credits),
    debits: formatAmount(debits),
    lineCount: lines.length,
    lines: lines.slice(0, SHOWN_LINES).map((it, i) => ({ ...it, row: rows[i] })),
  }
}

/** Of a file that is no table: nothing, its fault says so already. */
async function firstRows(file: ReceivedFile, name: string) {
  const sample: { sheet: string; row: number; cells: string[] }[] = []
  try {
    for await (const { sheet, row, cells } of readSpreadsheet({ path: file.path }, { name })) {
      const texts: string[] = []
      for (const it of cells) texts[it.column - 1] = shortened(plain(it), 60)
      sample.push({ sheet, row, cells: Array.from(texts, (it) => it ?? '') })
      if (sample.length === SHOWN_ROWS) break
    }
  } catch {
    return []
  }
  return sample
}
