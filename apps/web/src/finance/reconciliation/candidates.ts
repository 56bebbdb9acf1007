import type { Answers } from '../../api/ask'
import { amountOf, fenOf } from '../../money/amount'

export type Line = Answers['GET /api/platforms/{id}/reconciliation/lines']['lines'][number]
export type Target = Answers['GET /api/platforms/{id}/reconciliation/targets']['targets'][number]
export type Match = Answers['GET /api/platforms/{id}/reconciliation/matches']['matches'][number]

/** As many as there are digits to choose them by. */
const MOST = 9

/**
 * What a line could be, likeliest first: it only orders what is shown, the service's own rules decide what is suggested. Same
 * reference, then same amount, then same payer, then the nearest day.
 */
export function candidatesFor(line: Line, targets: readonly Target[], searched = ''): Target[] {
  const wanted = searched.trim().toLowerCase()
  return targets
    .filter((it) => it.direction === line.direction && (wanted === '' || textOf(it).includes(wanted)))
    .map((it) => ({ it, rank: rankOf(line, it) }))
    .filter(({ rank }) => wanted !== '' || rank[0] + rank[1] + rank[2] > 0)
    .sort((a, b) => compare(a.rank, b.rank))
    .slice(0, MOST)
    .map(({ it }) => it)
}

const textOf = (it: Target) =>
  `${it.contractNo} ${it.client} ${it.payer} ${it.document} ${it.amount} ${it.day}`.toLowerCase()

/** Larger comes first; the last is how far the days lie apart, negated. */
function rankOf(line: Line, it: Target): readonly [number, number, number, number] {
  const sameReference = line.reference !== undefined && it.reference === line.reference.toUpperCase()
  const named = it.kind === 'invoice' && (line.purpose ?? '').includes(it.document.replace(/^[DT]:(\d+-)?/, ''))
  const samePayer = line.counterparty === it.payer || line.counterparty === it.client
  return [
    sameReference || named ? 1 : 0,
    it.open === line.open ? 1 : 0,
    samePayer ? 1 : 0,
    -Math.abs(Date.parse(it.day) - Date.parse(line.day)),
  ]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, it] of a.entries()) if (it !== b[i]) return b[i] - it
  return 0
}

export interface Weighed {
  readonly chosen: string
  /** What the line gives more than is chosen; negative where less came. */
  readonly difference: string
}

/** A line beside what is chosen for it. */
export function weigh(line: Line, targets: readonly Target[]): Weighed {
  const chosen = targets.reduce((sum, it) => sum + fenOf(it.open), 0n)
  return { chosen: amountOf(chosen), difference: amountOf(fenOf(line.open) - chosen) }
}

/**
 * The match to send. Without an adjustment only what both sides have is matched, in the order chosen, and the rest stays open;
 * with one all of both, and the difference is explained.
 */
export function allocate(line: Line, targets: readonly Target[], whole: boolean) {
  let left = fenOf(line.open)
  const taken: { target: string; amount: string }[] = []
  for (const it of targets) {
    const open = fenOf(it.open)
    const amount = whole || open <= left ? open : left
    if (amount <= 0n) break
    taken.push({ target: it.target, amount: amountOf(amount) })
    left -= amount
  }
  const amount = whole ? line.open : amountOf(fenOf(line.open) - (left > 0n ? left : 0n))
  return { lines: [{ line: line.line, amount }], targets: taken }
}
