import type { Window } from '@pilot-ledger/kernel'
import { formatAmount } from '@pilot-ledger/kernel'
import type { FigureDefinition } from '../catalogue/figure'
import { NONE } from '../columns/index-chain'
import { OPEN, STORE } from '../columns/store'
import { type Tables } from '../read-model/tables'
import { countedRows } from './counted-rows'
import { Question } from './question'

/** What one entry did to one figure. */
export interface Effect {
  readonly sequence: number
  readonly effect: string
}

/**
 * Why a figure moved between two cuts: the entries recorded in between that changed it, each with its effect; the effects
 * add up to the difference.
 */
export function changes(
  tables: Tables,
  platform: number | undefined,
  window: Window,
  figure: FigureDefinition,
  since: number,
  until: number,
): Effect[] {
  return (
    changesByRow(tables, platform, window, figure, since, until) ??
    [...changesByRecount(tables, platform, window, figure, since, until)].filter((it) => it !== undefined)
  )
}

/**
 * In one pass, for a figure whose rows count whatever other rows say: each row comes in with the entry that states it and
 * goes out with the one that ends it. Undefined where a row leans on others (branches, relations, receipts): those may
 * change what it counts without touching it.
 */
export function changesByRow(
  tables: Tables,
  platform: number | undefined,
  window: Window,
  figure: FigureDefinition,
  since: number,
  until: number,
): Effect[] | undefined {
  const question = new Question(tables, window, until, platform)
  const { kind, from, to, amount } = tables[STORE].facts.columns
  const moves: { sequence: number; comes: boolean; row: number; key: number | undefined }[] = []
  const standing = new Map<number, number>()
  for (const row of rowsOf(tables, platform)) {
    // Rows that were over before, and those that begin later, move nothing in between.
    if (from[row] > until || to[row] <= since || !figure.kinds.includes(kind[row])) continue
    if (!figure.selects(question, row)) continue
    const key = figure.measure === 'distinct' ? figure.countedKey?.(question, row) : undefined
    if (from[row] > since) moves.push({ sequence: from[row], comes: true, row, key })
    else if (key !== undefined) standing.set(key, (standing.get(key) ?? 0) + 1)
    if (to[row] !== OPEN && to[row] <= until) moves.push({ sequence: to[row], comes: false, row, key })
  }
  if (question.leansOnOthers) return undefined
  moves.sort((a, b) => a.sequence - b.sequence)
  const effects: Effect[] = []
  for (let i = 0; i < moves.length; ) {
    const { sequence } = moves[i]
    let difference = 0n
    const before = new Map<number, number>()
    for (; i < moves.length && moves[i].sequence === sequence; i++) {
      const { comes, row, key } = moves[i]
      const sign = comes ? 1 : -1
      if (key === undefined) {
        const value = figure.measure === 'sum' ? (figure.sign?.(kind[row]) ?? 1) * amount[row] : 1
        difference += BigInt(sign * value)
        continue
      }
      const count = standing.get(key) ?? 0
      if (!before.has(key)) before.set(key, count)
      standing.set(key, count + sign)
    }
    // Counted once, however many rows name it: it matters only whether any does.
    for (const [key, count] of before) {
      difference += BigInt(Number((standing.get(key) ?? 0) > 0) - Number(count > 0))
    }
    if (difference !== 0n) effects.push({ sequence, effect: text(figure, difference) })
  }
  return effects
}

/**
 * By asking the figure anew at every sequence at which a fact of the platform begins or ends: right whatever the definition,
 * and slow: one step for each, `undefined` where it moved nothing, so that whoever asks can do other work in between.
 */
export function* changesByRecount(
  tables: Tables,
  platform: number | undefined,
  window: Window,
  figure: FigureDefinition,
  since: number,
  until: number,
): Generator<Effect | undefined> {
  let before = valueAt(tables, platform, window, figure, since)
  for (const sequence of sequencesThatMove(tables, moversOf(figure, platform), since, until)) {
    const after = valueAt(tables, platform, window, figure, sequence)
    yield after === before ? undefined : { sequence, effect: text(figure, after - before) }
    before = after
  }
}

/** A figure's value as a bare number at a cut; amounts of both tax bases together, for differences only. */
export function valueAt(
  tables: Tables,
  platform: number | undefined,
  window: Window,
  figure: FigureDefinition,
  cut: number,
): bigint {
  const rows = countedRows(new Question(tables, window, cut, platform), figure)
  return rows.reduce((sum, it) => sum + BigInt(it.value), 0n)
}

/** Rows of one owner, or those of every register: what a figure over all registers is made of. */
function* rowsOf(tables: Tables, platform: number | undefined): Generator<number> {
  if (platform === undefined) {
    yield* tables[STORE].registerRows
    return
  }
  for (
    let row = tables[STORE].factsOfPlatform.newest(platform);
    row !== NONE;
    row = tables[STORE].factsOfPlatform.before(row)
  )
    yield row
}

function text(figure: FigureDefinition, difference: bigint): string {
  return figure.measure === 'sum' ? formatAmount(difference) : String(difference)
}

/** Whose facts can move a figure of an owner: a programme's may lean on any register (who was cultivating, which threshold). */
export function moversOf(figure: FigureDefinition, platform: number | undefined): number | undefined {
  return figure.of === undefined ? platform : undefined
}

/** Sequences at which a fact of the owner (of any register, where none is named) begins or ends, in order. */
export function sequencesThatMove(
  tables: Tables,
  platform: number | undefined,
  since: number,
  until: number,
): number[] {
  const { from, to } = tables[STORE].facts.columns
  const moving = new Set<number>()
  for (const row of rowsOf(tables, platform)) {
    if (from[row] > since && from[row] <= until) moving.add(from[row])
    if (to[row] !== OPEN && to[row] > since && to[row] <= until) moving.add(to[row])
  }
  return [...moving].sort((a, b) => a - b)
}
