import type { Steps } from '@pilot-ledger/kernel'
import type { AnsweredRow } from './audit-rows'

/** What was found of a row, by name: a warning by its number, the others as below. */
type Found = Pick<AnsweredRow, 'warnings' | 'related' | 'countedTwice' | 'window' | 'money' | 'recorded'>

function findingsOf({ warnings, related, countedTwice, window, money, recorded }: Found): readonly string[] {
  const others: readonly (readonly [name: string, there: boolean])[] = [
    ['related', related !== undefined],
    ['countedTwice', countedTwice.length > 0],
    ['outside', !window.inside],
    ['unpaid', money?.behind !== undefined && money.behind !== '0.00'],
    ['late', recorded.late],
    ['corrected', recorded.corrected !== undefined],
    ['noEvidence', recorded.evidence.length === 0],
  ]
  return [
    ...warnings.map(({ code }) => code),
    ...window.notes,
    ...others.flatMap(([name, there]) => (there ? [name] : [])),
  ]
}

interface FindingCount {
  readonly finding: string
  readonly rows: number
  readonly usual: boolean
}

/**
 * How many rows of an indicator each finding concerns. What concerns more than half of them is `usual`: it is a finding of the
 * whole, and tells no row apart from another.
 */
export function* findingCounts(rows: readonly Found[]): Steps<readonly FindingCount[]> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    yield
    for (const finding of findingsOf(row)) counts.set(finding, (counts.get(finding) ?? 0) + 1)
  }
  return [...counts].map(([finding, of]) => ({ finding, rows: of, usual: of * 2 > rows.length }))
}
