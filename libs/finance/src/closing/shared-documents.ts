import { KeptByPlatform, type Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { type SharedDocument, sharedDocuments } from '@pilot-ledger/figures/reporting'
import { flatInSteps, formatAmount, inTurns } from '@pilot-ledger/kernel'

/**
 * 分摊例外: an invoice or bank slip whose shares do not tie to the document. A number of the bank's on which contracts differ in
 * total, day or payer (`slipsDiffer`) may be two slips: banks give numbers out again, and both contracts may be right.
 */
export const SHARED_FAULTS = ['over', 'under', 'totalsDiffer', 'slipsDiffer'] as const
export type SharedFault = (typeof SHARED_FAULTS)[number]

/**
 * Every document of a platform whose shares, as of a cut, are more or less than its total, or on which its contracts do
 * not agree. Less is no fault by itself (the rest may belong to a contract that is not on this ledger), but it is to be looked
 * at: it stands here until the rest is recorded.
 */
export function sharedDocumentExceptions(log: LogReading, tables: Tables, platform: number, cut: number) {
  // All its invoices and slips are read for it: what stands now is not read again while nothing was recorded.
  return NOW.at(tables, cut, platform, () => exceptionsAt(log, tables, platform, cut))
}

const NOW = new KeptByPlatform<Awaited<ReturnType<typeof exceptionsAt>>>()

async function exceptionsAt(log: LogReading, tables: Tables, platform: number, cut: number) {
  const documents = await sharedDocuments(log, tables, platform, cut)
  return inTurns(
    flatInSteps(documents, (it) => {
      const fault = faultOf(it)
      if (fault === undefined) return []
      return [
        {
          fault,
          kind: it.kind,
          document: it.document,
          shares: formatAmount(it.shares),
          totals: [...it.totals].map(formatAmount),
          days: [...it.days].sort(),
          payers: [...it.payers.values()],
          entries: it.entries,
        },
      ]
    }),
  )
}

function faultOf({ kind, totals, days, payers, shares }: SharedDocument): SharedFault | undefined {
  if (kind === 'receipt' && Math.max(totals.size, days.size, payers.size) > 1) return 'slipsDiffer'
  const [total] = totals
  if (shares > [...totals].reduce((least, it) => (it < least ? it : least), total)) return 'over'
  if (totals.size > 1) return 'totalsDiffer'
  return shares < total ? 'under' : undefined
}
