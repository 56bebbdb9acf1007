import type { Fen } from '@pilot-ledger/kernel'
import type { Movement } from './bridge'

/** 账龄: as the figure `outstanding` is aged, days from the invoice to the window's last day. */
export const AGEING_BUCKETS = [
  ['0-30', 30],
  ['31-90', 90],
  ['91-180', 180],
  ['181-365', 365],
  ['365+', Number.POSITIVE_INFINITY],
] as const
export type AgeingBucket = (typeof AGEING_BUCKETS)[number][0]

/** What is left of one invoice, by its age. */
export interface AgedRemainder {
  readonly bucket: AgeingBucket
  readonly fen: Fen
  readonly movement: Movement
}

/**
 * One contract's outstanding on a day by the age of its invoices: money received pays the oldest invoice first. What is left
 * adds up to the contract's `outstanding`; a contract that received more than it invoiced has nothing left.
 */
export function agedRemainders(movements: readonly Movement[], to: number): AgedRemainder[] {
  const known = movements.filter((it) => it.day <= to)
  const reversed = new Map<number, Fen>()
  let money = 0n
  for (const { kind, invoice, fen } of known) {
    if (kind === 'reversed') reversed.set(invoice, (reversed.get(invoice) ?? 0n) + fen)
    if (kind === 'received' || kind === 'refunded') money += fen
  }
  const invoices = known.filter((it) => it.kind === 'invoiced').sort((a, b) => a.day - b.day || a.entry - b.entry)
  return invoices.flatMap((movement) => {
    // One invoice key stands once on a contract (H6); a reversal names it.
    const due = movement.fen + (reversed.get(movement.invoice) ?? 0n)
    const paid = money < due ? money : due
    money -= paid
    const fen = due - paid
    return fen === 0n ? [] : [{ bucket: bucketOf(to - movement.day), fen, movement }]
  })
}

function bucketOf(days: number): AgeingBucket {
  return (AGEING_BUCKETS.find(([, most]) => days <= most) as (typeof AGEING_BUCKETS)[number])[0]
}
