import { flatInSteps, groupedInSteps, type Steps, sortedInSteps } from '@pilot-ledger/kernel'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { byOpen, near, nearest, sumOf, wholly } from './option-groups'

/**
 * Rule 1: the bank's reference of a line (where it has none, the payer's own number of it) is the 回单号 that the ledger has. One line over the shares of a receipt, or several
 * lines for one entry, fit by their sum; otherwise every pair whose amounts fit is one possibility.
 */
export function* byReference(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance }: MatchingSettings,
): Steps<Option[]> {
  const keyOf = (direction: string, reference: string | undefined) =>
    reference === undefined ? undefined : `${direction}\n${reference}`
  const byKey = yield* groupedInSteps(targets, (it) => keyOf(it.direction, it.reference))
  const ofLines = yield* groupedInSteps(lines, (it) => keyOf(it.direction, it.reference ?? it.payersOwn))
  const options: Option[][] = []
  for (const [key, ours] of ofLines) {
    const theirs = byKey.get(key) ?? []
    if (theirs.length === 0) continue
    const oneSided = ours.length === 1 || theirs.length === 1
    if (oneSided && near(sumOf(ours), sumOf(theirs), tolerance)) {
      options.push([wholly(ours, theirs)])
      continue
    }
    const ordered = yield* sortedInSteps(theirs, byOpen)
    options.push(
      yield* flatInSteps(ours, (line) =>
        nearest(ordered, line.open, tolerance).map((target) => wholly([line], [target])),
      ),
    )
  }
  return options.flat()
}
