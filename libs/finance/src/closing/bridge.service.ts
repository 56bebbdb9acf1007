import { Inject, Injectable } from '@nestjs/common'
import { EVENT_LOG, entryAt, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { makeCursor, RefusalException, readCursor } from '@pilot-ledger/http'
import { dayOfNumber, formatAmount, refuse, shortened } from '@pilot-ledger/kernel'
import { addTo, type Line, linesOf, nothingYet, rowOf, rowsBehind, sumOf, totalOf, viewOf } from './bridge-lines'
import type { BridgeEntriesQuery, BridgeGrouping, BridgeQuery } from './bridge-queries'
import { movementsAt, movementsOf } from './movements'

const ROWS = 100
type Place = { readonly at: number; readonly from: string; readonly to: string; readonly cut: number }

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
    const whole = nothingYet()
    const platforms = []
    for (const platform of tables.registeredPlatforms(cut)) {
      const sum = sumOf({ key: '', window, contracts: [...movementsAt(tables, platform, cut).values()] })
      addTo(whole, sum)
      platforms.push({ platform: tables.platformIds.text(platform), ...viewOf(sum) })
      // A city's platforms are many: others get their turn in between.
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { ...header, platforms, total: viewOf(whole) }
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

const unknownLine = (key: string) =>
  refuse('unknown-line', {
    pointer: '/key',
    zh: '没有此行',
    en: 'the bridge has no such line',
    facts: { key: shortened(key, 100) },
  })
