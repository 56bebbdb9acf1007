import { type Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { sharedDocuments } from '@pilot-ledger/figures/reporting'
import { type Fen, formatAmount } from '@pilot-ledger/kernel'

/** 分摊例外: an invoice or bank slip whose shares do not tie to the document. */
export type SharedFault = 'over' | 'under' | 'totalsDiffer'

/**
 * Every document of a platform whose shares, as of a cut, are more or less than its total, or on whose total its contracts do
 * not agree. Less is no fault by itself (the rest may belong to a contract that is not on this ledger), but it is to be looked
 * at: it stands here until the rest is recorded.
 */
export async function sharedDocumentExceptions(log: LogReading, tables: Tables, platform: number, cut: number) {
  const documents = await sharedDocuments(log, tables, platform, cut)
  return documents.flatMap(({ kind, document, totals, shares, days, entries }) => {
    const fault = faultOf([...totals], shares)
    if (fault === undefined) return []
    return [
      {
        fault,
        kind,
        document,
        shares: formatAmount(shares),
        totals: [...totals].map(formatAmount),
        days: [...days].sort(),
        entries,
      },
    ]
  })
}

function faultOf(totals: readonly Fen[], shares: Fen): SharedFault | undefined {
  if (totals.some((it) => shares > it)) return 'over'
  if (totals.length > 1) return 'totalsDiffer'
  return shares < totals[0] ? 'under' : undefined
}
