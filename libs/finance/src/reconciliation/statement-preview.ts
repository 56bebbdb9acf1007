import type { ReceivedFile } from '@pilot-ledger/http'
import { formatAmount, type Refusal } from '@pilot-ledger/kernel'
import type { BankAccount } from '../definitions/reconciliation'
import { totalsOf } from '../domain/statement'
import { sampleApart } from './statement-apart'
import type { ReadStatement } from './statement-file'

const SHOWN_LINES = 100
const NO_SAMPLE = { rows: [], readyMaps: [] }

/** What would be recorded, what stands against it, and the first rows of a table as they are, to choose columns by. */
export async function previewOf(
  platform: string,
  file: ReceivedFile,
  fileName: string,
  { account, bank }: BankAccount,
  { draft, faults, totals, notices, inFile }: ReadStatement,
  decided: Refusal | undefined,
) {
  const { rows, readyMaps } = draft ? NO_SAMPLE : await sampleApart(platform, file, fileName, bank)
  const all = decided ? [...faults, decided] : faults
  return {
    account,
    fileName,
    sha256: file.sha256,
    wouldRecord: draft !== undefined && all.length === 0,
    faults: all.map(stated),
    notices: notices.map(stated),
    totalRows: totals,
    inFile,
    ...(draft ? { statement: reported(draft) } : {}),
    sample: rows,
    readyMaps,
  }
}

const stated = ({ code, pointer, zh, en, facts = {} }: Refusal) => ({ code, pointer, zh, en, facts })

function reported({ rows, lines, ...draft }: NonNullable<ReadStatement['draft']>) {
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
