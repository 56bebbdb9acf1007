import { changesByRow, countedRows, type FigureDefinition, Question, valueAt } from '@pilot-ledger/figures'
import { fenOf } from '@pilot-ledger/kernel'
import { type Measure, valueOfRows } from '../domain/counted'
import type { StreamsAtCut } from '../rounds/contract-terms'
import { filterJudge } from '../rounds/filters'
import { indicatorRows } from '../rounds/indicator-rows'
import { movedByContract } from './movements-by-contract'
import { figureOfBasis, type Moved, type Movement, type Moving, onRows, shown } from './moving'

/** So many entries are asked one by one; of more, spans in which nothing moved are passed over by halves. */
const ONE_BY_ONE = 200
const STEPS_AT_ONCE = 5

/**
 * Why an indicator's value differs between two cuts: asked anew at the platform's entries in between, because filters and
 * relations let an entry move rows that it does not state itself. Effects add up to the difference. Undefined for a value
 * entered by hand.
 */
export async function moved(
  moving: Moving,
  since: number,
  until: number,
  streams: StreamsAtCut,
  oneByOne = ONE_BY_ONE,
): Promise<Moved | undefined> {
  const { indicator } = moving
  if (indicator.source.from !== 'ledger') return undefined
  const atOnce = moving.struck ? undefined : movedAtOnce(moving, since, until)
  return (
    atOnce ??
    (await movedByContract(moving, since, until, streams)) ??
    movedStepByStep(moving, since, until, streams, oneByOne)
  )
}

/** Whether what the indicator counted at a cut stands in both tax bases, so that it has no value there (H12). */
export async function isMixed(moving: Moving, cut: number, streams: StreamsAtCut): Promise<boolean> {
  const { tables, window, platform, scheme, indicator } = moving
  const figure = figureOfBasis(tables, indicator)
  if (!figure.splitByTax) return false
  const question = new Question(tables, window, cut, platform)
  const bases = new Set(countedRows(question, figure).map(({ row }) => tables.fact(row).taxBasis))
  if (bases.size < 2) return false
  if (scheme.filters.length === 0 && !moving.struck) return true
  const found = await indicatorRows(question, scheme, indicator, streams)
  if (!found) return false
  return valueOfRows(found.measure, found.rows, onRows(await moving.deductionsAt(cut), found.rows)) === undefined
}

/** Right whatever rows lean on, and slow: the whole indicator asked anew at entry after entry. */
export async function movedStepByStep(
  moving: Moving,
  since: number,
  until: number,
  streams: StreamsAtCut,
  oneByOne = ONE_BY_ONE,
): Promise<Moved> {
  const sequences = moving.tables.entriesBetween(moving.platform, since, until)
  const asked = new Map<number, Promise<State>>()
  const at = (cut: number) => {
    const known = asked.get(cut)
    if (known) return known
    const state = stateAt(moving, cut, streams)
    asked.set(cut, state)
    return state
  }
  const first = await at(since)
  const movements: Movement[] = []
  let steps = 0
  /** The entries of `list` come after `before`, at which the state was `state`; answers the state after them. */
  const walk = async (before: State, list: readonly number[]): Promise<State> => {
    if (list.length === 0) return before
    const after = await at(list[list.length - 1])
    if (++steps % STEPS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    if (list.length === 1) {
      if (after.value !== before.value)
        movements.push({ sequence: list[0], effect: shown(after.measure, after.value - before.value) })
      return after
    }
    if (list.length > oneByOne && after.rows === before.rows) return after
    const middle = list.length >> 1
    return walk(await walk(before, list.slice(0, middle)), list.slice(middle))
  }
  const last = await walk(first, sequences)
  return {
    figure: first.figure,
    since: shown(first.measure, first.value),
    until: shown(last.measure, last.value),
    movements,
  }
}

interface State {
  readonly figure: FigureDefinition
  readonly measure: Measure
  /** Fen, or pieces; of both tax bases together, for differences only. */
  readonly value: bigint
  /** The rows as one text: two states with the same have the same value. */
  readonly rows: string
}

/** In one pass over the rows, where no row leans on others and nothing is filtered. */
function movedAtOnce(
  { tables, platform, window, scheme, indicator }: Moving,
  since: number,
  until: number,
): Moved | undefined {
  if (scheme.filters.length > 0) return undefined
  const figure = figureOfBasis(tables, indicator)
  const movements = changesByRow(tables, platform, window, figure, since, until)
  const at = (cut: number) => shown(figure.measure, valueAt(tables, platform, window, figure, cut))
  return movements && { figure, since: at(since), until: at(until), movements }
}

/** The state from the facts alone: of strikes, which name rows by their entries, it knows nothing. */
async function plainStateAt(moving: Moving, cut: number, streams: StreamsAtCut): Promise<State> {
  const { tables, window, platform, scheme, indicator } = moving
  const question = new Question(tables, window, cut, platform)
  const figure = figureOfBasis(tables, indicator)
  const all = countedRows(question, figure)
  const judge = await filterJudge(
    question,
    scheme.filters,
    all.map((it) => it.row),
    streams,
  )
  const passing = {
    ...figure,
    selects: (it: Question, row: number) => figure.selects(it, row) && judge(row).length === 0,
  }
  const rows = scheme.filters.length === 0 ? all : countedRows(question, passing)
  return {
    figure,
    measure: figure.measure,
    value: rows.reduce((sum, it) => sum + BigInt(it.value), 0n),
    rows: rows.map((it) => `${it.row} ${it.value}`).join('\n'),
  }
}

async function stateAt(moving: Moving, cut: number, streams: StreamsAtCut): Promise<State> {
  if (!moving.struck) return plainStateAt(moving, cut, streams)
  const { tables, window, platform, scheme, indicator } = moving
  const found = await indicatorRows(new Question(tables, window, cut, platform), scheme, indicator, streams)
  if (!found) throw new Error(`${indicator.code} has no rows`)
  const { figure, measure } = found
  const rows = found.rows.map(({ taxBasis: _, ...it }) => it)
  const deductions = onRows(await moving.deductionsAt(cut), rows)
  const value = valueOfRows(measure, rows, deductions) as string
  return {
    figure,
    measure,
    value: measure === 'sum' ? fenOf(value) : BigInt(value),
    rows: [
      ...rows.map((it) => `${it.row} ${it.value} ${it.counts}`),
      ...deductions.map((it) => JSON.stringify(it)),
    ].join('\n'),
  }
}
