import { countingRows, type FigureDefinition, figureOf, narrowed, Question, type Tables } from '@pilot-ledger/figures'
import {
  dayOfNumber,
  formatAmount,
  inTurns,
  mapInTurns,
  nextTurn,
  type Party,
  sortedInSteps,
  turnIsOver,
  type Window,
} from '@pilot-ledger/kernel'
import { type CountedRow, type Measure, valueInSteps } from '../domain/counted'
import { type Indicator, type SchemeContent, type SchemeFilter, windowOf } from '../domain/scheme'
import type { StreamsAtCut } from './contract-terms'
import { filterJudge } from './filters'

/** A row with its number among the facts of this process: to look further; never stored. */
export type FoundRow = CountedRow & { readonly fact: number }
/** A row that the scheme's filters keep out, and which. */
export type FilteredRow = FoundRow & { readonly by: readonly SchemeFilter[] }

export interface IndicatorRows {
  readonly figure: FigureDefinition
  readonly measure: Measure
  readonly rows: readonly FoundRow[]
  readonly filtered: readonly FilteredRow[]
  /** The value of `rows`; undefined where the ledger refuses to add tax bases (H12). */
  readonly value?: string
  /** What they answer: the round's question, or of the indicator's own days. */
  readonly question: Question
  readonly window?: Window
}

/**
 * 口径: the rows behind an indicator under a scheme's filters, for the round's platform, window and cut. Undefined for an
 * indicator whose number is entered by hand or worked out from others.
 */
export async function indicatorRows(
  round: Question,
  scheme: SchemeContent,
  indicator: Indicator,
  streams: StreamsAtCut,
): Promise<IndicatorRows | undefined> {
  const { source } = indicator
  if (source.from !== 'ledger') return undefined
  const figure = figureOfBasis(round.tables, indicator)
  const question = ownQuestion(round, indicator)
  const requested = await inTurns(countingRows(question, figure))
  const judge = await filterJudge(
    question,
    scheme.filters,
    requested.map((it) => it.row),
    streams,
  )
  // Counted anew without what is filtered out: a client whose first contract is out is counted by its second.
  const left = narrowed(figure, (_, row) => judge(row).length === 0)
  const passing = scheme.filters.length === 0 ? requested : await inTurns(countingRows(question, left))
  const out = requested.filter((it) => judge(it.row).length > 0)
  const found = (it: (typeof requested)[number]) => foundRow(question, figure, it, streams)
  const rows = await byContract(question.tables, passing, found)
  const filtered = await byContract(question.tables, out, async (it) => ({ ...(await found(it)), by: judge(it.row) }))
  const value = await inTurns(valueInSteps(figure.measure, rows))
  const own = source.years !== undefined && { window: question.window }
  return { figure, measure: figure.measure, rows, filtered, value, question, ...own }
}

/** In their order, but read contract by contract: of more contracts than are kept each would else be read for every row. */
async function byContract<Row extends { readonly row: number }, R>(
  tables: Tables,
  rows: readonly Row[],
  to: (it: Row) => Promise<R>,
): Promise<R[]> {
  const placed = await mapInTurns(rows, (it, at) => ({ it, at, contract: tables.fact(it.row).contract ?? -1 }))
  const made = new Array<R>(rows.length)
  for (const { it, at } of await inTurns(sortedInSteps(placed, (a, b) => a.contract - b.contract))) {
    if (turnIsOver()) await nextTurn()
    made[at] = await to(it)
  }
  return made
}

/** The catalogue's figure, of one tax basis where the indicator names one. */
export function figureOfBasis(tables: Tables, { source }: Indicator): FigureDefinition {
  const figure = source.from === 'ledger' ? figureOf(source.figure) : undefined
  if (source.from !== 'ledger' || !figure) throw new Error('an indicator of the ledger names a figure of the catalogue')
  if (source.taxBasis === undefined) return figure
  return narrowed(figure, (_, row) => tables.fact(row).taxBasis === source.taxBasis)
}

function ownQuestion(round: Question, indicator: Indicator): Question {
  const { tables, window, cut, platform, homeRegion } = round
  const days = windowOf(indicator, window)
  return days === window ? round : new Question(tables, days, cut, platform, homeRegion)
}

async function foundRow(
  { tables, cut }: Question,
  figure: FigureDefinition,
  { row, day, value, key }: { row: number; day: number; value: number; key?: number },
  streams: StreamsAtCut,
): Promise<FoundRow> {
  const { contract, kind, entry: sequence, platform, key: named, taxBasis } = tables.fact(row)
  const engagement = contract === undefined ? undefined : tables.contract(contract).id
  const { events, terms } = await subjectOf(tables, engagement, tables.platformIds.text(platform), cut, streams)
  const event = events.get(sequence)
  if (event === undefined) throw new Error(`entry ${sequence} is in no stream of its row at ${cut}`)
  // One signing or amendment names several products: each is a row of its own.
  const product = kind === 'product' ? ` ${tables.keyText(named)}` : ''
  return {
    fact: row,
    row: event.id + product,
    entryId: event.id,
    sequence,
    ...(engagement !== undefined && { engagement }),
    ...(terms && { contractNo: terms.contractNo, client: terms.client.name }),
    kind,
    date: dayOfNumber(day),
    value: figure.measure === 'sum' ? formatAmount(BigInt(value)) : String(value),
    ...(key !== undefined && { counts: tables.keyText(key) }),
    ...(figure.splitByTax && { taxBasis }),
  }
}

async function subjectOf(
  tables: Question['tables'],
  engagement: string | undefined,
  platform: string,
  cut: number,
  streams: StreamsAtCut,
): Promise<{
  events: ReadonlyMap<number, { readonly id: string }>
  terms?: { readonly contractNo: string; readonly client: Party }
}> {
  if (engagement === undefined) return streams.register(tables, platform, cut)
  const { events, state } = await streams.contract(tables, engagement, cut)
  return { events, terms: state.terms }
}
