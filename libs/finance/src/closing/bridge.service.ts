import { Inject, Injectable } from '@nestjs/common'
import { KeptByPlatform, type Question } from '@pilot-ledger/figures'
import { EVENT_LOG, entryAt, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { makeCursor, RefusalException, readCursor } from '@pilot-ledger/http'
import { dayOfNumber, formatAmount, inTurns, nextTurn, refuse, shortened, turnIsOver } from '@pilot-ledger/kernel'
import { addTo, type Line, type LineSum, linesOf, nothingYet, rowsBehind, sumOf, viewOf } from './bridge-lines'
import type { BridgeEntriesQuery, BridgeGrouping, BridgeQuery } from './bridge-queries'
import { movementsAt, movementsOf } from './movements'

const ROWS = 100

/** 签订 → 开票 → 到账: what the bridge says of a platform, cut by contract, client, month or whole. */
@Injectable()
export class BridgeService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** A page of lines and the total of all; further pages are of the answer that was begun. */
  async ofPlatform(platformId: string, query: BridgeQuery) {
    const { by = 'contract', from, to, asOf } = query
    const page = pageOf({ list: 'bridge', platformId, by, from, to, asOf }, query)
    const { header, lines, total, ...found } = await this.laidOut(platformId, { ...query, ...page.again })
    const rows = []
    for (const line of lines.slice(page.first, page.end)) {
      const { key, contractNo, name, window } = line
      rows.push({ ...viewOf(sumOf(line)), key, contractNo, name, window })
      if (turnIsOver()) await nextTurn()
    }
    const next = page.next(lines.length, found.question)
    return { platform: platformId, by: found.by, ...header, total: viewOf(total), rows, next }
  }

  /** The lines, not yet added up, and the whole with its sum: leafed through, and looked into, as of now. */
  async laidOut(platformId: string, query: BridgeQuery) {
    const by = (query.by ?? 'contract') as BridgeGrouping
    const { question, header, window } = await this.figures.ask(platformId, query)
    const { tables, cut, platform } = question
    const asked = `${by} ${window.from} ${window.to}`
    const laid = await NOW.at(tables, cut, platform as number, () => layOut(question, platformId, by), asked)
    return { by, question, header, ...laid }
  }

  /** Every platform that was registered at the cut, and all together. */
  async ofAll(query: BridgeQuery) {
    const { question, header, window } = await this.figures.ask(undefined, query)
    const { tables, cut } = question
    const whole = nothingYet()
    const platforms = []
    for (const platform of tables.registeredPlatforms(cut)) {
      const sum = sumOf({
        key: '',
        window,
        contracts: [...(await inTurns(movementsAt(tables, platform, cut))).values()],
      })
      addTo(whole, sum)
      platforms.push({ platform: tables.platformIds.text(platform), ...viewOf(sum) })
      if (turnIsOver()) await nextTurn()
    }
    return { ...header, platforms, total: viewOf(whole) }
  }

  /** The entries behind one cell of one line, or of the total; their values add up to it. */
  async entries(platformId: string, query: BridgeEntriesQuery) {
    const { by, key, cell, from, to, asOf } = query
    const page = pageOf({ list: 'bridge-entries', platformId, by, key, cell, from, to, asOf }, query)
    const { question, header, whole, lines } = await this.laidOut(platformId, { ...query, ...page.again })
    const line = key === undefined ? whole : lines.find((it) => it.key === key)
    if (!line) throw new RefusalException([unknownLine(key as string)], 404)
    const rows = rowsBehind(line, cell)
    const entries = await Promise.all(
      rows.slice(page.first, page.end).map(async ({ movement, fen }) => ({
        ...(await entryAt(this.log, question.tables, movement.entry)),
        date: dayOfNumber(movement.day),
        kind: movement.kind,
        value: formatAmount(fen),
      })),
    )
    return {
      platform: platformId,
      cell,
      ...header,
      value: formatAmount(rows.reduce((sum, it) => sum + it.fen, 0n)),
      total: String(rows.length),
      entries,
      next: page.next(rows.length, question),
    }
  }
}

interface LaidOut {
  readonly lines: readonly Line[]
  readonly whole: Line
  readonly total: LineSum
}

async function layOut(question: Question, platformId: string, by: BridgeGrouping): Promise<LaidOut> {
  const contracts = [...(await inTurns(movementsOf(question))).values()]
  const whole: Line = { key: platformId, window: question.window, contracts }
  return { lines: linesOf(question, platformId, by, contracts), whole, total: sumOf(whole) }
}

/** Some 3 kB a contract. */
const NOW = new KeptByPlatform<LaidOut>({ mostContracts: 5_000 })

/** Where in a list a cursor goes on: of the very window and cut at which the list was begun. */
function pageOf(list: Parameters<typeof makeCursor>[0], { cursor, limit }: BridgeQuery) {
  const begun = readCursor<{ at: number; from: string; to: string; cut: number }>(list, cursor)
  const first = begun?.at ?? 0
  const end = first + Number(limit ?? ROWS)
  return {
    first,
    end,
    again: begun && { from: begun.from, to: begun.to, asOf: String(begun.cut) },
    next: (length: number, { window, cut }: Question) =>
      end < length ? makeCursor(list, { at: end, ...window, cut }) : undefined,
  }
}

const unknownLine = (key: string) =>
  refuse('unknown-line', {
    pointer: '/key',
    zh: '没有此行',
    en: 'the bridge has no such line',
    facts: { key: shortened(key, 100) },
  })
