import { Inject, Injectable } from '@nestjs/common'
import { NONE, type Question, SUBJECT, type Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, entryAt, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { makeCursor, RefusalException, readCursor } from '@pilot-ledger/http'
import { dayNumber, dayOfNumber, type Fen, formatAmount, latestDay, refuse, type Window } from '@pilot-ledger/kernel'
import {
  type Bridge,
  behind,
  bridgeOf,
  cellAt,
  columnsOf,
  isNothing,
  type Movement,
  NOTHING,
  plus,
} from '../domain/bridge'
import { AGEING_BUCKETS, type AgeingBucket, agedRemainders } from '../domain/bridge-ageing'
import type { BridgeEntriesQuery, BridgeGrouping, BridgeQuery } from './bridge-queries'
import { type ContractMovements, movementsOf } from './movements'

const ROWS = 100
type Place = { readonly at: number; readonly from: string; readonly to: string; readonly cut: number }
export type Aged = Readonly<Record<AgeingBucket, Fen>>

export interface Line {
  readonly key: string
  readonly window: Window
  readonly contracts: readonly ContractMovements[]
  /** Of a contract's line its number, of a client's the name it last signed with. */
  readonly contractNo?: string
  readonly name?: string
}

/** 签订 → 开票 → 到账: what the bridge says of a platform, cut by contract, client, month or whole. */
@Injectable()
export class BridgeService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** A page of lines and the total of all; further pages are of the answer that was begun. */
  async ofPlatform(platformId: string, query: BridgeQuery) {
    const by = (query.by ?? 'contract') as BridgeGrouping
    const { from, to, asOf } = query
    const asked = { list: 'bridge', platformId, by, from, to, asOf }
    const place = readCursor<Place>(asked, query.cursor)
    const again = place && { from: place.from, to: place.to, asOf: String(place.cut) }
    const { question, header, window } = await this.figures.ask(platformId, { ...query, ...again })
    const contracts = [...movementsOf(question).values()]
    const limit = Number(query.limit ?? ROWS)
    const at = place?.at ?? 0
    const lines = linesOf(question, platformId, by, contracts)
    const page = lines.slice(at, at + limit)
    const rows = []
    for (const line of page) {
      rows.push({ ...rowOf(line), key: line.key, contractNo: line.contractNo, name: line.name, window: line.window })
      // Months are each a pass over all movements: others get their turn in between.
      if (by === 'month') await new Promise((resolve) => setImmediate(resolve))
    }
    const more = at + limit < lines.length
    const next = more ? makeCursor(asked, { at: at + limit, ...window, cut: question.cut }) : undefined
    return { platform: platformId, by, ...header, total: totalOf(contracts, window), rows, next }
  }

  /** The same to be laid out as a paper: the lines and the whole, not yet added up. */
  async asked(platformId: string, query: BridgeQuery) {
    const by = (query.by ?? 'contract') as BridgeGrouping
    const { question, header, window } = await this.figures.ask(platformId, query)
    const contracts = [...movementsOf(question).values()]
    const whole: Line = { key: platformId, window, contracts }
    return { by, question, header, whole, lines: linesOf(question, platformId, by, contracts) }
  }

  /** Every platform that was registered at the cut, and all together. */
  async ofAll(query: BridgeQuery) {
    const { question, header, window } = await this.figures.ask(undefined, query)
    const { tables, cut } = question
    const contracts = [...movementsOf(question).values()]
    const owner = tables.facts.columns.platform
    const byPlatform = grouped(contracts, (it) => owner[it.row])
    const platforms = Array.from({ length: tables.platformIds.length }, (_, i) => i)
      .filter((it) => registeredBy(tables, it, cut))
      .map((it) => ({ platform: tables.platformIds.text(it), ...totalOf(byPlatform.get(it) ?? [], window) }))
    return { ...header, platforms, total: totalOf(contracts, window) }
  }

  /** The entries behind one cell of one line, or of the total; their values add up to it. */
  async entries(platformId: string, query: BridgeEntriesQuery) {
    const { by, key, cell, from, to, asOf } = query
    const asked = { list: 'bridge-entries', platformId, by, key, cell, from, to, asOf }
    const place = readCursor<Place>(asked, query.cursor)
    const again = place && { from: place.from, to: place.to, asOf: String(place.cut) }
    const { question, header, window } = await this.figures.ask(platformId, { ...query, ...again })
    const contracts = [...movementsOf(question).values()]
    const line =
      key === undefined
        ? { key: platformId, window, contracts }
        : linesOf(question, platformId, (by ?? 'contract') as BridgeGrouping, contracts).find((it) => it.key === key)
    if (!line) throw new RefusalException([unknownLine(key as string)], 404)
    const rows = rowsBehind(line, cell)
    const limit = Number(query.limit ?? ROWS)
    const at = place?.at ?? 0
    const entries = await Promise.all(
      rows.slice(at, at + limit).map(async ({ movement, fen }) => ({
        ...(await entryAt(this.log, question.tables, movement.entry)),
        date: dayOfNumber(movement.day),
        kind: movement.kind,
        value: formatAmount(fen),
      })),
    )
    const more = at + limit < rows.length
    return {
      platform: platformId,
      cell,
      ...header,
      value: formatAmount(rows.reduce((sum, it) => sum + it.fen, 0n)),
      total: String(rows.length),
      entries,
      next: more ? makeCursor(asked, { at: at + limit, ...window, cut: question.cut }) : undefined,
    }
  }
}

const spanOf = ({ from, to }: Window) => ({ from: dayNumber(from), to: dayNumber(to) })

function totalOf(contracts: readonly ContractMovements[], window: Window) {
  return rowOf({ key: '', window, contracts })
}

/** A line's bridge and ageing, in fen. */
export function sumOf({ window, contracts }: Line): { bridge: Bridge; aged: Aged } {
  const span = spanOf(window)
  let bridge: Bridge = NOTHING
  const aged = Object.fromEntries(AGEING_BUCKETS.map(([bucket]) => [bucket, 0n])) as Record<AgeingBucket, Fen>
  for (const { movements } of contracts) {
    bridge = plus(bridge, bridgeOf(movements, span))
    for (const { bucket, fen } of agedRemainders(movements, span.to)) aged[bucket] += fen
  }
  return { bridge, aged }
}

function rowOf(line: Line) {
  const { bridge, aged } = sumOf(line)
  return { columns: columnsOf(bridge), ageing: ageingView(aged) }
}

const ageingView = (aged: Aged) => AGEING_BUCKETS.map(([bucket]) => ({ bucket, value: formatAmount(aged[bucket]) }))

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
          key: tables.contractIds.text(it.contract),
          window,
          contracts: [it],
          contractNo: tables.texts.text(tables.contracts.columns.number[it.contract]),
        }))
        .sort((a, b) => (a.contractNo < b.contractNo ? -1 : 1))
    case 'client': {
      const client = (it: ContractMovements) =>
        tables.keys.text(tables.keyOfScoped(question.clientOf(it.row))).slice('party:'.length)
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
  return tables.texts.text(tables.contracts.columns.clientName[newest.contract])
}

function grouped<Key>(contracts: readonly ContractMovements[], keyOf: (it: ContractMovements) => Key) {
  const groups = new Map<Key, ContractMovements[]>()
  for (const it of contracts) {
    const key = keyOf(it)
    const group = groups.get(key)
    if (group) group.push(it)
    else groups.set(key, [it])
  }
  return groups
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
function rowsBehind({ contracts, window }: Line, cell: string): { movement: Movement; fen: Fen }[] {
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

function registeredBy(tables: Tables, platform: number, cut: number): boolean {
  const { subjectKind } = tables.entries.columns
  const own = tables.entriesOfPlatform
  for (let row = own.newest(platform); row !== NONE; row = own.before(row))
    if (row + 1 <= cut && subjectKind[row] === SUBJECT.platform) return true
  return false
}

const unknownLine = (key: string) =>
  refuse('unknown-line', {
    pointer: '/key',
    zh: '没有此行',
    en: 'the bridge has no such line',
    facts: { key: key.slice(0, 100) },
  })
const unknownCell = (cell: string) =>
  refuse('unknown-value', {
    pointer: '/cell',
    zh: '没有此格，如 invoiced.closing、contractAmount.inclusive.signed、ageing.31-90',
    en: 'no such cell; such as invoiced.closing, contractAmount.inclusive.signed, ageing.31-90',
    facts: { cell: cell.slice(0, 60) },
  })
