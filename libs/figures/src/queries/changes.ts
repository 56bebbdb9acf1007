import { formatAmount, grouped, inTurns, nextTurn, sortedInSteps, turnIsOver, type Window } from '@pilot-ledger/kernel'
import { type FigureDefinition, keyOf, selects } from '../catalogue/figure'
import { STORE } from '../columns/store'
import type { Tables } from '../read-model/tables'
import { contribution } from './counted-rows'
import { Question } from './question'
import { type Moves, type Part, Tally } from './tally'

/** A figure of an owner (undefined: over every register), from cut to cut. */
export interface MovingFigure {
  readonly tables: Tables
  readonly platform: number | undefined
  readonly window: Window
  readonly figure: FigureDefinition
  /**
   * What rows of one contract (undefined: of the register) that count at the question's cut add, where that is not what they
   * are. It may look at their own contract and at the platform's register.
   */
  partsOf?(question: Question, rows: readonly number[], contract: number | undefined): Promise<readonly Part[]>
}

/** Why a figure moved between two cuts: by its rows, or by a recount where rows cannot say. */
export async function changes(moving: MovingFigure, since: number, until: number): Promise<Moves> {
  const byRow = await changesByRow(moving, since, until)
  return byRow ?? changesByRecount(moving, sequencesThatMove(moving, since, until), since)
}

/**
 * Each row comes in with the entry that states it and goes out with the one that ends it. Where rows lean on their own
 * contract or on the platform's register (receipts, branches, relations, `partsOf`), those of a contract are asked again at
 * its entries and at those of the register. Undefined where a row leans on anything else: that may move it without touching it.
 */
export async function changesByRow(moving: MovingFigure, since: number, until: number): Promise<Moves | undefined> {
  const { tables, platform, window, figure } = moving
  const { from, to } = tables[STORE].facts.columnsOf(platform)
  const ever = new Question(tables, window, until, platform)
  const { contract } = ever.columns
  const rows = rowsBetween(moving, since, until)
  const counting: { row: number; part: Part }[] = []
  for (const row of rows) {
    if (turnIsOver()) await nextTurn()
    if (selects(ever, figure, row)) counting.push({ row, part: partOf(ever, figure, row) })
  }
  if (ever.leans === 'others') return undefined
  const tally = new Tally(figure)
  if (ever.leans === 'nothing' && !moving.partsOf) {
    const moves = counting.flatMap(({ row, part }) => [
      { sequence: Math.max(from[row], since), row, parts: [part] },
      { sequence: to[row], row, parts: [] },
    ])
    for (const { sequence, row, parts } of await inTurns(sortedInSteps(moves, (a, b) => a.sequence - b.sequence))) {
      if (sequence > until) break
      tally.replace(sequence, row, parts)
      if (turnIsOver()) await nextTurn()
    }
    return tally.moves(since)
  }
  if (platform === undefined || figure.of !== undefined) return undefined
  const byContract = grouped(rows, (row) => contract[row])
  for (const [sequence, contracts] of touched(moving, byContract, since, until)) {
    const question = new Question(tables, window, sequence, platform)
    for (const it of contracts) {
      tally.replace(sequence, it, (await addedBy(moving, question, byContract.get(it) ?? [])).parts)
      if (turnIsOver()) await nextTurn()
    }
    if (question.leans === 'others') return undefined
  }
  return tally.moves(since)
}

/**
 * The figure asked anew at these sequences, whatever its rows lean on: right, and slow. Of more sequences than `oneByOne`
 * spans over which no row changed are passed over by halves.
 */
export async function changesByRecount(
  moving: MovingFigure,
  sequences: readonly number[],
  since: number,
  oneByOne = Number.POSITIVE_INFINITY,
): Promise<Moves> {
  const effects: { sequence: number; effect: bigint }[] = []
  /** The entries of `list` come after the state `before`; answers the state after them. */
  const walk = async (before: State, list: readonly number[]): Promise<State> => {
    if (list.length === 0) return before
    const after = await stateAt(moving, list[list.length - 1])
    if (turnIsOver()) await nextTurn()
    if (list.length === 1) {
      const effect = after.value - before.value
      if (effect !== 0n) effects.push({ sequence: list[0], effect })
      return after
    }
    if (list.length > oneByOne && isSame(after, before)) return after
    const middle = list.length >> 1
    return walk(await walk(before, list.slice(0, middle)), list.slice(middle))
  }
  const first = await stateAt(moving, since)
  const last = await walk(first, sequences)
  return { since: first.value, until: last.value, effects }
}

/** Sequences at which a fact begins or ends that may move the figure: a programme's may lean on any register. */
export function sequencesThatMove({ tables, platform, figure }: MovingFigure, since: number, until: number): number[] {
  const { from, to } = tables[STORE].facts.columnsOf(platform)
  const moving = new Set<number>()
  for (const row of rowsOf(tables, figure.of === undefined ? platform : undefined))
    for (const it of [from[row], to[row]]) if (it > since && it <= until) moving.add(it)
  return [...moving].sort((a, b) => a - b)
}

/** Fen as an amount, or a number. */
export const moveText = ({ measure }: FigureDefinition, value: bigint) =>
  measure === 'sum' ? formatAmount(value) : String(value)

interface State {
  readonly value: bigint
  /** The rows that count, and what each contract's add. */
  readonly rows: readonly number[]
  readonly parts: readonly Part[]
}

async function stateAt(moving: MovingFigure, cut: number): Promise<State> {
  const { tables, platform, window, figure } = moving
  const question = new Question(tables, window, cut, platform)
  const [rows, parts, tally]: [number[], Part[], Tally] = [[], [], new Tally(figure)]
  const { contract } = question.columns
  for (const [of, own] of grouped(rowsBetween(moving, cut, cut), (row) => contract[row])) {
    const added = await addedBy(moving, question, own)
    rows.push(...added.rows)
    parts.push(...added.parts)
    tally.replace(cut, of, added.parts)
  }
  return { value: tally.value, rows, parts }
}

function isSame(a: State, b: State): boolean {
  const alike = (x: Part, y: Part | undefined) => x.value === y?.value && x.key === y.key
  const sameRows = a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i])
  return sameRows && a.parts.length === b.parts.length && a.parts.every((it, i) => alike(it, b.parts[i]))
}

/** Of rows of one contract, or of the register: those that count at the question's cut, and what they add. */
async function addedBy({ tables, figure, ...moving }: MovingFigure, question: Question, rows: readonly number[]) {
  const counting = rows.filter((row) => question.holds(row) && selects(question, figure, row))
  if (counting.length === 0) return { rows: counting, parts: [] }
  if (!moving.partsOf) return { rows: counting, parts: counting.map((row) => partOf(question, figure, row)) }
  return { rows: counting, parts: await moving.partsOf(question, counting, tables.fact(counting[0]).contract) }
}

/** What a row that counts adds by itself. */
export function partOf(question: Question, figure: FigureDefinition, row: number): Part {
  const value = BigInt(contribution(question, figure, row))
  return figure.counted === undefined ? { value } : { value, key: keyOf(question, figure, row) }
}

/** The cut itself with every contract, then the entries in between, in order, each with the contracts that it may have moved. */
function touched(
  { tables, platform }: MovingFigure,
  byContract: ReadonlyMap<number, readonly number[]>,
  since: number,
  until: number,
): [number, Iterable<number>][] {
  const all = [...byContract.keys()]
  const found = new Map<number, Set<number>>([[since, new Set(all)]])
  const add = (sequence: number, contracts: readonly number[]) => {
    if (sequence <= since || sequence > until) return
    const own = found.get(sequence) ?? new Set()
    for (const it of contracts) own.add(it)
    found.set(sequence, own)
  }
  for (const sequence of tables.entriesBetween(platform as number, since, until)) {
    const contract = tables.contractAt(sequence)
    add(sequence, contract === undefined ? all : byContract.has(contract) ? [contract] : [])
  }
  const { from, to } = tables[STORE].facts.columnsOf(platform)
  for (const [contract, own] of byContract)
    for (const row of own) for (const it of [from[row], to[row]]) add(it, [contract])
  return [...found].sort(([a], [b]) => a - b)
}

/** Rows of the figure's kinds that hold at some cut from `since` to `until`: the others move nothing in between. */
function rowsBetween({ tables, platform, figure }: MovingFigure, since: number, until: number): number[] {
  const { kind, from, to } = tables[STORE].facts.columnsOf(platform)
  return rowsOf(tables, platform).filter(
    (row) => from[row] <= until && to[row] > since && figure.kinds.includes(kind[row]),
  )
}

/** Rows of one owner, or those of every register: what a figure over all registers is made of. */
function rowsOf(tables: Tables, platform: number | undefined): readonly number[] {
  const store = tables[STORE]
  return platform === undefined ? store.registerRowsOf(undefined) : [...store.facts.rowsOf(platform)]
}
