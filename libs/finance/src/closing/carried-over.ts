import type { Tables } from '@pilot-ledger/figures'
import { dayNumber, formatAmount } from '@pilot-ledger/kernel'
import { COLUMNS, cellAt } from '../domain/bridge'
import { type Close, type ClosingState, stands } from '../domain/closing-state'
import { periodTotals } from './period-totals'

/** The close whose last day is the day before this one's first, as it stood when this one was made. */
export function closeBefore({ closes }: ClosingState, { terms }: Close): Close | undefined {
  return closes.find(
    (it) => stands(it) && it.terms.sequence <= terms.sequence && dayNumber(it.terms.to) + 1 === dayNumber(terms.from),
  )
}

/**
 * 上期结转: the last period's closing as it was closed, what was restated of it up to this close's cut, and this period's
 * opening: the first two are the third. The entries behind it are the last close's variance as of this close's sequence.
 * `currentAmount` belongs to its window and is carried nowhere.
 */
export async function carriedOver(tables: Tables, platform: number, before: Close, { terms }: Close) {
  const [closed, then, opened] = [
    (await periodTotals(tables, platform, before.terms, before.terms.sequence)).bridge,
    (await periodTotals(tables, platform, before.terms, terms.sequence)).bridge,
    (await periodTotals(tables, platform, terms, terms.sequence)).bridge,
  ]
  const lines = COLUMNS.filter(({ column }) => column !== 'currentAmount').map(({ column, taxBasis }) => {
    const two = column === 'contractAmount' ? `${column}.${taxBasis}` : column
    const [opening, closing] = [cellAt(`${two}.opening`), cellAt(`${two}.closing`)]
    return {
      column,
      taxBasis,
      closedBefore: formatAmount(closed[closing]),
      restated: formatAmount(then[closing] - closed[closing]),
      opening: formatAmount(opened[opening]),
    }
  })
  return { period: before.terms.period, sequence: terms.sequence, closedAt: before.terms.sequence, lines }
}
