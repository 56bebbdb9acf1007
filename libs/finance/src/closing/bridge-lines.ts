import type { Question, Tables } from '@pilot-ledger/figures'
import { RefusalException } from '@pilot-ledger/http'
import {
  dayNumber,
  dayOfNumber,
  type Fen,
  formatAmount,
  grouped,
  latestDay,
  refuse,
  shortened,
  type Window,
} from '@pilot-ledger/kernel'
import { type Bridge, behind, bridgeOf, cellAt, columnsOf, isNothing, type Movement, NOTHING } from '../domain/bridge'
import { AGEING_BUCKETS, type AgeingBucket, agedRemainders } from '../domain/bridge-ageing'
import type { BridgeGrouping } from './bridge-queries'
import type { ContractMovements } from './movements'

/** One line of a bridge: contracts that are told together, over a window. */
export interface Line {
  readonly key: string
  readonly window: Window
  readonly contracts: readonly ContractMovements[]
  /** Of a contract's line its number, of a client's the name it last signed with. */
  readonly contractNo?: string
  readonly name?: string
}

const spanOf = ({ from, to }: Window) => ({ from: dayNumber(from), to: dayNumber(to) })

/** A line's bridge and ageing, in fen. */
export interface LineSum {
  readonly bridge: Fen[]
  readonly aged: Record<AgeingBucket, Fen>
}

export const nothingYet = (): LineSum => ({
  bridge: [...NOTHING],
  aged: Object.fromEntries(AGEING_BUCKETS.map(([bucket]) => [bucket, 0n])) as Record<AgeingBucket, Fen>,
})

export function sumOf({ window, contracts }: Line): LineSum {
  const span = spanOf(window)
  const sum = nothingYet()
  for (const { movements } of contracts) {
    addBridge(sum.bridge, bridgeOf(movements, span))
    for (const { bucket, fen } of agedRemainders(movements, span.to)) sum.aged[bucket] += fen
  }
  return sum
}

export function addTo(sum: LineSum, { bridge, aged }: LineSum): void {
  addBridge(sum.bridge, bridge)
  for (const [bucket] of AGEING_BUCKETS) sum.aged[bucket] += aged[bucket]
}

/** In place: a new list for each of very many contracts would cost more than the adding. */
function addBridge(sum: Fen[], bridge: Bridge): void {
  for (let i = 0; i < bridge.length; i++) if (bridge[i] !== 0n) sum[i] += bridge[i]
}

export const viewOf = ({ bridge, aged }: LineSum) => ({
  columns: columnsOf(bridge),
  ageing: AGEING_BUCKETS.map(([bucket]) => ({ bucket, value: formatAmount(aged[bucket]) })),
})

export function linesOf(
  question: Question,
  platformId: string,
  by: BridgeGrouping,
  contracts: readonly ContractMovements[],
): Line[] {
  const { tables, window } = question
  switch (by) {
    case 'platform':
      return [{ key: platformId, window, contracts }]
    case 'month':
      return monthsOf(window).map((month) => ({ key: month.from.slice(0, 7), window: month, contracts }))
    case 'contract':
      return contracts
        .filter(({ movements }) => !isNothing(bridgeOf(movements, spanOf(window))))
        .map((it) => ({
          key: tables.contract(it.contract).id,
          window,
          contracts: [it],
          contractNo: tables.contract(it.contract).contractNo,
        }))
        .sort((a, b) => (a.contractNo < b.contractNo ? -1 : 1))
    case 'client': {
      const client = (it: ContractMovements) => tables.keyText(question.clientOf(it.row)).slice('party:'.length)
      return [...grouped(contracts, client)]
        .filter(([, own]) => own.some(({ movements }) => !isNothing(bridgeOf(movements, spanOf(window)))))
        .map(([key, own]) => ({ key, window, contracts: own, name: nameOf(tables, own) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
    }
  }
}

/** The name under which the newest of these contracts was signed: a key alone says nothing to a reader. */
function nameOf(tables: Tables, contracts: readonly ContractMovements[]): string {
  const newest = contracts.reduce((last, it) => (it.contract > last.contract ? it : last))
  return tables.contract(newest.contract).clientName
}

/** The months of a window, the first and the last of them cut to it. */
function monthsOf({ from, to }: Window): Window[] {
  const months: Window[] = []
  for (let first = from; first <= to; ) {
    const last = latestDay(first.slice(0, 7))
    months.push({ from: first, to: last < to ? last : to })
    first = dayOfNumber(dayNumber(last) + 1)
  }
  return months
}

/** By day and entry. */
export function rowsBehind({ contracts, window }: Line, cell: string): { movement: Movement; fen: Fen }[] {
  const span = spanOf(window)
  const bucket = cell.startsWith('ageing.') ? cell.slice('ageing.'.length) : undefined
  const at = cellAt(cell)
  if (at === -1 && !AGEING_BUCKETS.some(([it]) => it === bucket)) throw new RefusalException([unknownCell(cell)])
  return contracts
    .flatMap(({ movements }) =>
      bucket === undefined
        ? behind(movements, span, at)
        : agedRemainders(movements, span.to).filter((it) => it.bucket === bucket),
    )
    .sort((a, b) => a.movement.day - b.movement.day || a.movement.entry - b.movement.entry)
}

const unknownCell = (cell: string) =>
  refuse('unknown-value', {
    pointer: '/cell',
    zh: '没有此格，如 invoiced.closing、contractAmount.inclusive.signed、ageing.31-90',
    en: 'no such cell; such as invoiced.closing, contractAmount.inclusive.signed, ageing.31-90',
    facts: { cell: shortened(cell, 60) },
  })
