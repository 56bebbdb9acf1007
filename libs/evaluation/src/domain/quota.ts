import { decimal, Wide } from './exact'
import type { Grade, Quota } from './scheme'

/** 名额 of one grade, for one that reached it. */
export interface QuotaLine {
  readonly grade: string
  /** How many may have it, and how many reached its cut-off with no better grade. */
  readonly most: number
  readonly reached: number
  /** Among those, by total; equal ones share the better place. */
  readonly place: number
  readonly within: boolean
}

/** How many a quota lets through: a percentage of all who take part, rounded down. */
export function mostOf(quota: Quota, takingPart: number): number {
  if (quota.kind === 'count') return quota.count
  return new Wide(takingPart).times(quota.percent).div(100).floor().toNumber()
}

/**
 * Each grade with a quota given to the best of those who reach it; whoever it leaves out comes under the next grade. `totals`:
 * of those that can be graded by score; `first`: whether one stands first among all of them.
 */
export function quotasOf(
  levels: readonly Grade[],
  totals: ReadonlyMap<string, string>,
  first: (id: string) => boolean,
  takingPart: number,
): ReadonlyMap<string, readonly QuotaLine[]> {
  const lines = new Map<string, QuotaLine[]>([...totals.keys()].map((id) => [id, []]))
  const graded = new Set<string>()
  for (const { code, from, quota, first: onlyFirst } of levels) {
    const reached = [...totals].filter(
      ([id, total]) => !graded.has(id) && decimal(total).gte(from) && (!onlyFirst || first(id)),
    )
    const most = quota === undefined ? reached.length : mostOf(quota, takingPart)
    for (const [id, total] of reached) {
      const place = 1 + reached.filter(([, it]) => decimal(it).gt(total)).length
      const alike = reached.filter(([, it]) => decimal(it).eq(total)).length
      // Equal ones share a place: the last of them stands at place + alike - 1.
      const within = quota?.ties === 'all' ? place <= most : place + alike - 1 <= most
      if (quota) lines.get(id)?.push({ grade: code, most, reached: reached.length, place, within })
      if (within) graded.add(id)
    }
  }
  return lines
}
