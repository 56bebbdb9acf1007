import type { Fen } from '@pilot-ledger/kernel'
import type { OpenLine, OpenTarget, Option } from './matching-terms'

export const sumOf = (them: readonly { readonly open: Fen }[]): Fen => them.reduce((sum, it) => sum + it.open, 0n)
export const near = (a: Fen, b: Fen, tolerance: Fen): boolean => (a > b ? a - b : b - a) <= tolerance
/** All of each. */
export const wholly = (lines: readonly OpenLine[], targets: readonly OpenTarget[]): Option => ({
  lines: lines.map((line) => ({ line, amount: line.open })),
  targets: targets.map((target) => ({ target, amount: target.open })),
})

export function grouped<T>(them: readonly T[], keyOf: (it: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const it of them) {
    const key = keyOf(it)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(it)
    else groups.set(key, [it])
  }
  return groups
}

/** One receipt or invoice over several contracts is one document: its shares belong together. */
export interface OpenDocument {
  readonly targets: readonly OpenTarget[]
  readonly open: Fen
}
export function documentsOf(targets: readonly OpenTarget[]): OpenDocument[] {
  const groups = grouped(targets, (it) => `${it.kind}\n${it.document}`)
  return [...groups.values()].map((them) => ({ targets: them, open: sumOf(them) }))
}
