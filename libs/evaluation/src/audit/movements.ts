import {
  changesByRecount,
  changesByRow,
  countingRows,
  type FigureDefinition,
  moveText,
  type Part,
  partOf,
  Question,
} from '@pilot-ledger/figures'
import { fenOf, formatAmount, inTurns, mapInTurns } from '@pilot-ledger/kernel'
import { valueInSteps, valueOfRows } from '../domain/counted'
import type { StreamsAtCut } from '../rounds/contract-terms'
import { filterJudge } from '../rounds/filters'
import { figureOfBasis, indicatorRows } from '../rounds/indicator-rows'
import { type Moved, type Moving, onRows } from './moving'

/** So many entries are asked one by one; of more, spans in which nothing moved are passed over by halves. */
const ONE_BY_ONE = 200

/** Why an indicator's value differs between two cuts, as figures tell it. Undefined for a value entered by hand. */
export async function moved(
  moving: Moving,
  since: number,
  until: number,
  streams: StreamsAtCut,
  oneByOne = ONE_BY_ONE,
): Promise<Moved | undefined> {
  const { tables, platform, window, scheme, indicator, struck } = moving
  if (indicator.source.from !== 'ledger') return undefined
  const figure = figureOfBasis(tables, indicator)
  const left = (question: Question, rows: readonly number[]) => partsLeft(moving, figure, question, rows, streams)
  const requested = {
    tables,
    platform,
    window,
    figure,
    ...((struck || scheme.filters.length > 0) && { partsOf: left }),
  }
  const moves =
    (await changesByRow(requested, since, until)) ??
    (await changesByRecount(requested, tables.entriesBetween(platform, since, until), since, oneByOne))
  const text = (value: bigint) => moveText(figure, value)
  return {
    figure,
    since: text(moves.since),
    until: text(moves.until),
    movements: await mapInTurns(moves.effects, ({ sequence, effect }) => ({ sequence, effect: text(effect) })),
  }
}

/** Whether what the indicator counted at a cut stands in both tax bases, so that it has no value there (H12). */
export async function isMixed(moving: Moving, cut: number, streams: StreamsAtCut): Promise<boolean> {
  const { tables, window, platform, scheme, indicator } = moving
  const figure = figureOfBasis(tables, indicator)
  if (!figure.splitByTax) return false
  const question = new Question(tables, window, cut, platform)
  const counted = await inTurns(countingRows(question, figure))
  const bases = new Set(counted.map(({ row }) => tables.fact(row).taxBasis))
  if (bases.size < 2) return false
  if (scheme.filters.length === 0 && !moving.struck) return true
  const found = await indicatorRows(question, scheme, indicator, streams)
  if (!found) return false
  const deductions = onRows(await moving.deductionsAt(cut), found.rows)
  return (await inTurns(valueInSteps(found.measure, found.rows, deductions))) === undefined
}

/** What rows of one contract, or of the register, add to an indicator: less what its filters keep out and what was struck. */
async function partsLeft(
  { scheme, struck, deductionsAt, tables }: Moving,
  figure: FigureDefinition,
  question: Question,
  rows: readonly number[],
  streams: StreamsAtCut,
): Promise<readonly Part[]> {
  const judge = await filterJudge(question, scheme.filters, rows, streams)
  const left = rows.filter((row) => judge(row).length === 0)
  const { contract, platform } = tables.fact(rows[0])
  const engagement = contract === undefined ? undefined : tables.contract(contract).id
  const strikes = struck ? await deductionsAt(question.cut, { engagement }) : []
  const parts = left.map((row) => partOf(question, figure, row))
  if (strikes.length === 0) return parts
  const { events } = await (engagement === undefined
    ? streams.register(tables, tables.platformIds.text(platform), question.cut)
    : streams.contract(tables, engagement, question.cut))
  const named = left.map((fact, i) => {
    const { kind, key, entry } = tables.fact(fact)
    // One signing or amendment names several products: each is a row of its own.
    const product = kind === 'product' ? ` ${tables.keyText(key)}` : ''
    return { row: `${events.get(entry)?.id}${product}`, value: formatAmount(parts[i].value) }
  })
  const deductions = onRows(strikes, named)
  if (figure.measure === 'sum') return [{ value: fenOf(valueOfRows('sum', named, deductions) as string) }]
  const out = new Set(deductions.map((it) => it.row))
  return parts.filter((_, i) => !out.has(named[i].row))
}
