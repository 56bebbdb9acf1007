import { Injectable } from '@nestjs/common'
import { type BusinessDate, type Checked, mapInTurns, refuse } from '@pilot-ledger/kernel'
import type { CheckedItem, WaivedFinding } from '../definitions/closing'
import type { Period } from '../domain/closing-period'
import { type Close, lastClosed } from '../domain/closing-state'
import { carriedWaivers, checkedItem, judged, mustBeWorkedOut, withinEntry } from '../domain/closing-waivers'
import { CHECKS, type CheckCode, mayBeWaived } from './check-names'
import type { PlatformAt } from './closing-reader'
import { Findings, type ReportedFinding } from './findings'

/** One thing a close looks at; `open` must be nothing, or be waived where that is allowed. */
export interface CheckItem {
  readonly item: CheckCode
  readonly zh: string
  readonly en: string
  readonly open: number
  readonly waivable: boolean
  /** The first of what is open, for a person to go to. */
  readonly examples: readonly ReportedFinding[]
  /** All that is open, of what may be waived. */
  readonly found: readonly ReportedFinding[]
  /** What earlier closes left open, for whichever reason, and still stands. */
  readonly carried: readonly WaivedFinding[]
  /** These, and what was left where bank and ledger are matched: what, why, since when and until when. */
  readonly waived: readonly {
    readonly found: ReportedFinding
    readonly waiver: { readonly reason: string; readonly since?: string; readonly until?: string }
  }[]
}
export interface Waiver {
  readonly item: string
  readonly reason: string
  readonly until?: BusinessDate
}

const EXAMPLES = 10
/** 结账检查单, as of a cut: what must be settled, or waived with a reason, before a period is closed. */
@Injectable()
export class Checklist {
  constructor(private readonly findings: Findings) {}

  async of(at: PlatformAt, period: Period): Promise<CheckItem[]> {
    const last = lastClosed(at.state)
    const seen = last && mustBeWorkedOut(last) ? await this.seenBy(last, at) : []
    const carried = carriedWaivers(last, at.state, seen)
    const found = await this.findings.of(at, period, carried.keys())
    return mapInTurns(Object.keys(CHECKS) as CheckCode[], (item) => {
      const [zh, en] = CHECKS[item]
      const own = found.filter((it) => it.item === item)
      const now = own.filter((it) => it.left === undefined)
      const { open, waived } = judged(now, carried, period.to)
      const left = own.flatMap((it) => (it.left ? [{ found: it, waiver: it.left }] : []))
      return {
        item,
        zh,
        en,
        open: open.length,
        waivable: mayBeWaived(item),
        examples: open.slice(0, EXAMPLES),
        found: open,
        carried: waived.map((it) => it.waiver),
        waived: [...waived, ...left],
      }
    })
  }

  /** What the last close looked at, where it did not keep it: as of its cut, and what had been approved by then. */
  private async seenBy({ terms }: Close, at: PlatformAt) {
    const found = await this.findings.of({ ...at, cut: terms.sequence }, terms)
    return found.filter((it) => it.left === undefined && mayBeWaived(it.item))
  }
}

/**
 * The list as it is kept with the close of a period. Refusals: `checklist-open` with what is neither settled nor waived,
 * `not-waivable`, `unknown-item` for a waiver of what there is not, `waiver-ends-before` for one that ends before the period does.
 */
export function waived(
  items: readonly CheckItem[],
  waivers: readonly Waiver[],
  { period, to }: Period,
): Checked<CheckedItem[]> {
  for (const [i, waiver] of waivers.entries()) {
    const found = items.find((it) => it.item === waiver.item)
    if (!found?.waivable) {
      return refuse(found ? 'not-waivable' : 'unknown-item', {
        pointer: `/waivers/${i}/item`,
        zh: found ? '此项不得暂缓，须先处理' : '检查单没有此项',
        en: found ? 'this item cannot be waived; settle it first' : 'the checklist has no such item',
        facts: { item: waiver.item },
      })
    }
    if (waiver.until !== undefined && waiver.until < to) {
      return refuse('waiver-ends-before', {
        pointer: `/waivers/${i}/until`,
        zh: '暂缓的截止日早于本期末日',
        en: 'the reason would not hold to the end of the period',
        facts: { until: waiver.until, to },
      })
    }
  }
  const checked = items.map((it) => {
    const waiver = it.open === 0 ? undefined : waivers.find(({ item }) => item === it.item)
    return checkedItem(it, waiver, period)
  })
  const left = checked.filter((it) => it.open > 0 && it.waived === undefined)
  if (left.length === 0) return withinEntry(checked)
  return refuse('checklist-open', {
    zh: '检查单尚有未处理且未暂缓的事项',
    en: 'items of the checklist are neither settled nor waived',
    facts: Object.fromEntries(left.map((it) => [it.item, String(it.open)])),
  })
}
