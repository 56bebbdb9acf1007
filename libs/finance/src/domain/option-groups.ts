import { type Fen, flatInSteps, groupedInSteps, type Steps } from '@pilot-ledger/kernel'
import type { OpenLine, OpenTarget, Option } from './matching-terms'

export const sumOf = (them: readonly { readonly open: Fen }[]): Fen => them.reduce((sum, it) => sum + it.open, 0n)
export const near = (a: Fen, b: Fen, tolerance: Fen): boolean => (a > b ? a - b : b - a) <= tolerance
/** All of each. */
export const wholly = (lines: readonly OpenLine[], targets: readonly OpenTarget[]): Option => ({
  lines: lines.map((line) => ({ line, amount: line.open })),
  targets: targets.map((target) => ({ target, amount: target.open })),
})

/** Of more possibilities than these a person is shown so many: it is for a person to choose in any case. */
export const MOST_OPTIONS = 10

/** The order in which `nearest` looks through them: by what is open, of equals by day. */
export const byOpen = (a: Ordered, b: Ordered) =>
  a.open === b.open ? (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) : a.open < b.open ? -1 : 1
interface Ordered {
  readonly open: Fen
  readonly day: string
}

/**
 * The first of those whose amount is near and whose day, where days count, lies between. By binary search: a year of lines
 * against a year of entries must not be every pair, and of equal amounts not every pair be kept.
 */
export function nearest<T extends Ordered>(
  ordered: readonly T[],
  amount: Fen,
  tolerance: Fen,
  days?: { readonly from: string; readonly to: string },
): T[] {
  const found: T[] = []
  let at = firstAt(ordered, (it) => it.open >= amount - tolerance)
  while (at < ordered.length && ordered[at].open <= amount + tolerance && found.length < MOST_OPTIONS) {
    const { open, day } = ordered[at]
    if (days && day < days.from)
      at = firstAt(ordered, (it) => it.open > open || (it.open === open && it.day >= days.from), at)
    else if (days && day > days.to) at = firstAt(ordered, (it) => it.open > open, at)
    else found.push(ordered[at++])
  }
  return found
}

function firstAt<T>(ordered: readonly T[], reached: (it: T) => boolean, from = 0): number {
  let [low, high] = [from, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(ordered[middle])) high = middle
    else low = middle + 1
  }
  return low
}

/** One receipt or invoice over several contracts is one document: its shares belong together. Without a number each is its own. */
export interface OpenDocument {
  readonly targets: readonly OpenTarget[]
  readonly open: Fen
  /** Of its first share. */
  readonly day: string
}
export function* documentsOf(targets: Iterable<OpenTarget>): Steps<OpenDocument[]> {
  const groups = yield* groupedInSteps(targets, (it) =>
    it.kind !== 'invoice' && it.reference === undefined ? it.id : `${it.kind}\n${it.document}`,
  )
  return yield* flatInSteps(groups.values(), (them) => [{ targets: them, open: sumOf(them), day: them[0].day }])
}
