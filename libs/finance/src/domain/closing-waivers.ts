import type { BusinessDate } from '@pilot-ledger/kernel'
import type { CheckedItem, WaivedFinding } from '../definitions/closing'
import { type Close, type ClosingState, stands } from './closing-state'
import { holds } from './waiver-terms'

/** One thing that is open, by a name that stays the same until it is settled, whatever is corrected. */
export interface Finding {
  /** Of the checklist. */
  readonly item: string
  readonly finding: string
  readonly amount?: string
}

/** A close is one append: of items beyond so many findings in all it keeps none, and the next one works out anew what it saw. */
const MOST_KEPT = 2_000

/**
 * 沿用的暂缓: what the last close left open and why, by finding. A close of before findings were kept has waived what there was at
 * its cut (`seen`), for the reason that was given last for such an item.
 */
export function carriedWaivers(
  last: Close | undefined,
  { closes }: ClosingState,
  seen: readonly Finding[],
): ReadonlyMap<string, WaivedFinding> {
  if (last === undefined) return new Map()
  const { checklist, period } = last.terms
  const kept = checklist.flatMap((it) => it.findings ?? [])
  const keeping = new Set(checklist.flatMap((it) => (it.findings ? [it.item] : [])))
  const given = closes.filter(stands).toReversed()
  const reasonOf = (item: string): Pick<WaivedFinding, 'reason' | 'since'> => {
    for (const { terms } of given) {
      const reason = terms.checklist.find((it) => it.item === item)?.waived
      if (reason !== undefined) return { reason, since: terms.period }
    }
    return { reason: '—', since: period }
  }
  const worked = seen
    .filter((it) => !keeping.has(it.item))
    .map(({ item, finding, amount }): WaivedFinding => ({ finding, ...(amount ? { amount } : {}), ...reasonOf(item) }))
  return new Map([...worked, ...kept].map((it) => [it.finding, it]))
}

/** Whether what the last close saw must be worked out: it does not say so itself. */
export const mustBeWorkedOut = ({ terms }: Close) => terms.checklist.some((it) => it.findings === undefined)

/** Which findings are open at a close of days up to `to`, and which stand waived, with the reason. */
export function judged<T extends Finding>(
  found: readonly T[],
  carried: ReadonlyMap<string, WaivedFinding>,
  to: BusinessDate,
): { readonly open: T[]; readonly waived: { readonly found: T; readonly waiver: WaivedFinding }[] } {
  const open: T[] = []
  const waived: { found: T; waiver: WaivedFinding }[] = []
  for (const it of found) {
    const waiver = carried.get(it.finding)
    if (waiver && holds(waiver, it.amount, to)) waived.push({ found: it, waiver })
    else open.push(it)
  }
  return { open, waived }
}

/** As an item is kept with the close of a period: what stood waived before it, and what is left open by it. */
export function checkedItem(
  {
    item,
    open,
    found,
    carried,
  }: {
    readonly item: string
    readonly open: number
    readonly found: readonly Finding[]
    readonly carried: readonly WaivedFinding[]
  },
  waiver: { readonly reason: string; readonly until?: BusinessDate } | undefined,
  since: string,
): CheckedItem {
  if (waiver === undefined) return { item, open, findings: carried }
  const { reason, until } = waiver
  const left = found.map(
    ({ finding, amount }): WaivedFinding => ({
      finding,
      ...(amount === undefined ? {} : { amount }),
      reason,
      since,
      ...(until === undefined ? {} : { until }),
    }),
  )
  return { item, open, waived: reason, findings: [...carried, ...left] }
}

/** As much of the findings as one entry holds. */
export function withinEntry(checked: readonly CheckedItem[], most = MOST_KEPT): CheckedItem[] {
  let kept = 0
  return checked.map(({ findings = [], ...item }) => {
    if (kept + findings.length > most) return item
    kept += findings.length
    return { ...item, findings }
  })
}
