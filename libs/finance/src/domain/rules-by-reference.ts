import { grouped } from '@pilot-ledger/kernel'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { inOrder, near, nearest, sumOf, wholly } from './option-groups'

/**
 * Rule 1: the bank's reference of a line (where it has none, the payer's own number of it) is the 回单号 that the ledger has. One line over the shares of a receipt, or several
 * lines for one entry, fit by their sum; otherwise every pair whose amounts fit is one possibility.
 */
export function byReference(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance }: MatchingSettings,
): Option[] {
  const keyOf = (direction: string, reference: string | undefined) =>
    reference === undefined ? undefined : `${direction}\n${reference}`
  const byKey = grouped(targets, (it) => keyOf(it.direction, it.reference))
  return [...grouped(lines, (it) => keyOf(it.direction, it.reference ?? it.payersOwn))].flatMap(([key, ours]) => {
    const theirs = byKey.get(key) ?? []
    if (theirs.length === 0) return []
    const oneSided = ours.length === 1 || theirs.length === 1
    if (oneSided && near(sumOf(ours), sumOf(theirs), tolerance)) return [wholly(ours, theirs)]
    const ordered = inOrder(theirs)
    return ours.flatMap((line) => nearest(ordered, line.open, tolerance).map((target) => wholly([line], [target])))
  })
}
