import type { Window } from '@pilot-ledger/kernel'
import { formatAmount } from '@pilot-ledger/kernel'
import type { FigureDefinition } from '../catalogue/figure'
import { NONE } from '../columns/index-chain'
import { OPEN, type Tables } from '../read-model/tables'
import { countedRows } from './counted-rows'
import { Question } from './question'

/** What one entry did to one figure. */
export interface Effect {
  readonly sequence: number
  readonly effect: string
}

/**
 * Why a figure moved between two cuts: the entries recorded in between that changed it, each with its effect; the effects
 * add up to the difference. Only sequences at which a fact of the platform begins or ends can move a figure, so only they
 * are looked at, each as the difference of the figure before and after it: whatever the definition, the sum is right.
 */
export function changes(
  tables: Tables,
  platform: number,
  window: Window,
  figure: FigureDefinition,
  since: number,
  until: number,
): Effect[] {
  const effects: Effect[] = []
  let before = valueAt(tables, platform, window, figure, since)
  for (const sequence of sequencesThatMove(tables, platform, since, until)) {
    const after = valueAt(tables, platform, window, figure, sequence)
    if (after !== before) effects.push({ sequence, effect: text(figure, after - before) })
    before = after
  }
  return effects
}

/** A figure's value as a bare number at a cut; amounts of both tax bases together, for differences only. */
export function valueAt(
  tables: Tables,
  platform: number,
  window: Window,
  figure: FigureDefinition,
  cut: number,
): bigint {
  const rows = countedRows(new Question(tables, window, cut, platform), figure)
  return rows.reduce((sum, it) => sum + BigInt(it.value), 0n)
}

function text(figure: FigureDefinition, difference: bigint): string {
  return figure.measure === 'sum' ? formatAmount(difference) : String(difference)
}

function sequencesThatMove(tables: Tables, platform: number, since: number, until: number): number[] {
  const { from, to } = tables.facts.columns
  const moving = new Set<number>()
  for (let row = tables.factsOfPlatform.newest(platform); row !== NONE; row = tables.factsOfPlatform.before(row)) {
    if (from[row] > since && from[row] <= until) moving.add(from[row])
    if (to[row] !== OPEN && to[row] > since && to[row] <= until) moving.add(to[row])
  }
  return [...moving].sort((a, b) => a - b)
}
