import { Inject, Injectable } from '@nestjs/common'
import { type FigureDefinition, figureOf } from '@pilot-ledger/figures'
import {
  CLOCK,
  cutView,
  EVENT_LOG,
  entryAt,
  FiguresService,
  type LogReading,
  resolveCut,
} from '@pilot-ledger/figures/reporting'
import { makeCursor, orRefuse, RefusalException, readCursor } from '@pilot-ledger/http'
import { type JsonObject, mapInTurns, refuse, shortened } from '@pilot-ledger/kernel'
import { StreamsAtCut } from '../rounds/contract-terms'
import type { AuditQuery, AuditRowsQuery } from './audit-query'
import { type AnsweredRow, type AuditContext, answeredRows } from './audit-rows'
import { totalsOf } from './audit-totals'
import type { AuditedFigure } from './audited'
import { loneFigure, loneIndicator, NO_SCHEME } from './lone-figure'
import { isMixed, moved } from './movements'
import type { Moving } from './moving'
import type { AuditQuestion } from './questions'

const MOST_FIGURES = 10
const ROWS = 200

export interface Asker {
  readonly seesOthers: boolean
}

/** The audit questions over the rows of figures: one question, every row with its answers, and totals that tie. */
@Injectable()
export class AuditService {
  readonly streams: StreamsAtCut

  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(CLOCK) private readonly clock: () => number,
  ) {
    this.streams = new StreamsAtCut(log)
  }

  async ofFigures(platform: string, query: AuditQuery, asker: Asker) {
    const { code = 'contractAmount', from, to, asOf, waitFor, cursor } = query
    const list: JsonObject = {
      list: 'audit',
      platform,
      code,
      from,
      to,
      asOf,
      question: query.question,
      since: query.since,
    }
    const place = readCursor<Place>(list, cursor)
    const again = place && { from: place.from, to: place.to, asOf: String(place.cut) }
    const { question, header } = await this.figures.ask(platform, { from, to, asOf, waitFor, ...again })
    const definitions = figuresNamed(code)
    const audited = await Promise.all(definitions.map((it) => loneFigure(question, it, this.streams)))
    const context = { ...asker, overlaps: sameFamily, otherRounds: () => [] }
    const moving = audited.map((it, i) => ({
      of: it,
      moving: {
        tables: question.tables,
        platform: question.platform as number,
        window: question.window,
        scheme: NO_SCHEME,
        indicator: loneIndicator(definitions[i]),
        deductionsAt: async () => [],
        struck: false,
      },
    }))
    const answer = await this.answer(audited, moving, query, context, place?.at ?? 0)
    const next = answer.nextAt === undefined ? undefined : { at: answer.nextAt, ...question.window, cut: question.cut }
    const { nextAt: _, ...stated } = answer
    return { platform, ...header, ...stated, next: next && makeCursor(list, next) }
  }

  /** Answers, totals and, since an earlier cut, why each value moved; rows from `first` on. */
  async answer(
    audited: readonly AuditedFigure[],
    moving: readonly { readonly of: AuditedFigure; readonly moving: Moving }[],
    query: AuditRowsQuery,
    context: AuditContext,
    first: number,
  ) {
    const answered = await answeredRows(this.log, audited, context)
    const changed = query.since === undefined ? undefined : await this.changed(moving, query.since)
    const sequences = new Set(changed?.indicators.flatMap((it) => it.entries.map((entry) => entry.sequence)))
    const all = answered.map((it) =>
      sequences.has(it.sequence) ? { ...it, asks: [...it.asks, 'changed' as const] } : it,
    )
    const shown = all.filter((it) => query.question === undefined || it.asks.includes(query.question as AuditQuestion))
    const limit = Number(query.limit ?? ROWS)
    return {
      indicators: await mapInTurns(audited, (it) => totalsOf(it, all)),
      changed,
      total: shown.length,
      rows: shown.slice(first, first + limit) as readonly AnsweredRow[],
      nextAt: first + limit < shown.length ? first + limit : undefined,
    }
  }

  async changed(moving: readonly { readonly of: AuditedFigure; readonly moving: Moving }[], asOf: string) {
    const [one] = moving
    if (!one) return undefined
    const { tables, cut } = one.of.question
    const since = orRefuse(resolveCut(tables, asOf, this.clock()))
    if (since > cut) throw new RefusalException([SINCE_AFTER_CUT])
    return {
      since: cutView(tables, since),
      until: cutView(tables, cut),
      indicators: await this.movements(moving, since, cut),
    }
  }

  /** Why the values moved between two cuts, entry by entry; null where tax bases would have been added. */
  async movements(
    moving: readonly { readonly of: { readonly code: string }; readonly moving: Moving }[],
    since: number,
    until: number,
  ) {
    const found = []
    for (const { of, moving: it } of moving) {
      const answer = await moved(it, since, until, this.streams)
      if (!answer) continue
      const entries = await Promise.all(
        answer.movements.map(async ({ sequence, effect }) => {
          const entry = await entryAt(this.log, it.tables, sequence)
          return { ...entry, effect, how: howOf(entry.type) }
        }),
      )
      const stated = async (cut: number, value: string) => ((await isMixed(it, cut, this.streams)) ? null : value)
      found.push({
        indicator: of.code,
        since: await stated(since, answer.since),
        until: await stated(until, answer.until),
        entries,
      })
    }
    return found
  }

  /** Entries that correct or void a row that was struck: they move nothing, and are told all the same. */
  async onStruckRows({ rows, question, measure }: AuditedFigure, moving: Moving, since: number, until: number) {
    const { tables } = question
    const sequences = new Set<number>()
    for (const { row } of await moving.deductionsAt(since)) {
      const first = rows.find((it) => it.row === row)?.fact
      let fact = first === undefined ? undefined : tables.fact(first)
      while (fact !== undefined && fact.ends <= until) {
        const { ends, contract, kind } = fact
        sequences.add(ends)
        fact = undefined
        for (const it of tables.factsOf(moving.platform))
          if (it.begins === ends && it.ends > ends && it.contract === contract && it.kind === kind) fact = it
      }
    }
    const effect = measure === 'sum' ? '0.00' : '0'
    return Promise.all(
      [...sequences].map(async (sequence) => {
        const entry = await entryAt(this.log, tables, sequence)
        return { ...entry, effect, how: howOf(entry.type), struck: true }
      }),
    )
  }

  get reads(): LogReading {
    return this.log
  }
}

interface Place extends JsonObject {
  readonly at: number
  readonly from: string
  readonly to: string
  readonly cut: number
}

/** 更正, 作废, or an entry of its own: 补录 where it moved what had been told already. */
function howOf(type: string): 'correction' | 'void' | 'entry' {
  return type === 'EntryCorrected' ? 'correction' : type === 'EntryVoided' ? 'void' : 'entry'
}

/** Two variants of one figure count the same rows: side by side they must not be added. */
export function sameFamily(a: AuditedFigure, b: AuditedFigure): boolean {
  return a.figure.code.split('.')[0] === b.figure.code.split('.')[0]
}

function figuresNamed(codes: string): readonly FigureDefinition[] {
  const names = [...new Set(codes.split(',').map((it) => it.trim()))]
  if (names.length > MOST_FIGURES) throw new RefusalException([TOO_MANY_FIGURES])
  return names.map((code) => {
    const figure = figureOf(code)
    if (figure) return figure
    throw new RefusalException([
      refuse('unknown-figure', {
        zh: '没有此指标',
        en: 'there is no such figure',
        facts: { code: shortened(code, 64) },
      }),
    ])
  })
}

const TOO_MANY_FIGURES = refuse('list-too-long', {
  pointer: '/code',
  zh: `一次至多 ${MOST_FIGURES} 个指标`,
  en: `at most ${MOST_FIGURES} figures at once`,
})
const SINCE_AFTER_CUT = refuse('since-after-cut', {
  pointer: '/since',
  zh: '所比较的较早截止（since）晚于本次截止',
  en: 'since lies after the cut of this answer: it names an earlier one',
})
