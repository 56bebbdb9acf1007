import { Inject, Injectable } from '@nestjs/common'
import { answer, figureOf, Question, type Tables } from '@pilot-ledger/figures'
import { EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { dayNumber, earliestDay, type Window } from '@pilot-ledger/kernel'
import type { ComputedOver } from '@pilot-ledger/platforms'
import type { TargetSet } from '../domain/entry'
import { type LiveItem, liveItems } from '../domain/items'
import { registeredPlatforms } from './platforms-at'
import { type ProgrammeAt, ProgrammeReader } from './programme-reader'
import type { TargetsQuery } from './queries'
import { isOverAllRegisters } from './scope'
import type { Sees } from './who-sees'

/** Whether a figure has reached what is aimed at, or how far from it. */
export interface Measured {
  readonly value: string
  readonly reached: boolean
  /** How many are missing; 0 when reached. */
  readonly missing: string
}

/** 目标: reached, or how far from it, on a day and as of a cut. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly figures: FiguresService,
    private readonly reader: ProgrammeReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async list(id: string, query: TargetsQuery, sees: Sees) {
    const programme = await this.reader.at(id, query)
    const tables = await this.figures.ready(undefined)
    const to = this.reader.windowOf(programme, { to: query.to }).to
    const requested = liveItems(programme.history.live).filter(
      (it) => it.register.kind === 'target' && standsOn(it, to),
    )
    const targets = []
    for (const it of requested) targets.push(await this.target(tables, id, programme, it, to, sees))
    return { programme: id, day: to, asOf: programme.asOf, targets }
  }

  private async target(tables: Tables, id: string, { asOf }: ProgrammeAt, item: LiveItem, to: string, sees: Sees) {
    const { key, title, figure: code, atLeast, from, by, scope, document, synthetic } = item.data as TargetSet
    const figure = figureOf(code ?? '')
    const window: Window = { from: earliestDay(from ?? to), to }
    const owner = figure && isOverAllRegisters(figure) ? undefined : tables.platformIds.find(id)
    const measure = (question: Question) => measured(question, code ?? '', Number(atLeast))
    const entry = {
      entry: item.live.id,
      key,
      title,
      figure: code,
      zh: figure?.zh,
      en: figure?.en,
      atLeast,
      from,
      by,
      scope,
      document,
      synthetic,
      ...(by !== undefined && { daysLeft: dayNumber(by) - dayNumber(to) }),
    }
    if (scope !== 'eachPlatform') {
      const on = (last: string) => measure(new Question(tables, { ...window, to: last }, asOf.sequence, owner))
      // What came after the deadline does not make it reached in time.
      return { ...entry, ...on(to), ...(by !== undefined && by < to && { atDeadline: on(by) }) }
    }
    const platforms = await registeredPlatforms(this.log, tables, asOf.sequence, to)
    const rows = platforms
      .filter((it) => it.recognised)
      .map(({ number, id: platform, name, host }) => ({
        id: platform,
        name,
        host,
        ...measure(new Question(tables, window, asOf.sequence, number)),
      }))
    const reached = rows.filter((it) => it.reached).length
    return {
      ...entry,
      // How many of the recognised platforms have reached it: all of them is what is aimed at.
      value: String(reached),
      reached: rows.length > 0 && reached === rows.length,
      missing: String(rows.length - reached),
      platforms: rows.filter((it) => sees(it.id)),
    }
  }
}

/** What the programme aims at, as candidates for a letter's own statement of a target. */
export function targetsAimedAt(programme: ProgrammeAt, code: string, window: Window): ComputedOver[] {
  const candidates = liveItems(programme.history.live)
    .filter((it) => it.register.kind === 'target' && it.data.figure === code && standsOn(it, window.to))
    .map(({ data }) => ({
      code,
      unit: 'count' as const,
      basis: 'notApplicable' as const,
      value: data.atLeast ?? null,
    }))
  return candidates.length === 0 ? [] : [{ window, candidates }]
}

function standsOn({ data, ended }: LiveItem, day: string): boolean {
  return earliestDay(data.from ?? '') <= day && (ended === undefined || day < ended)
}

function measured(question: Question, code: string, atLeast: number): Measured {
  const figure = figureOf(code)
  const value = Number(figure ? answer(question, [figure])[0].value : 0)
  return { value: String(value), reached: value >= atLeast, missing: String(Math.max(0, atLeast - value)) }
}
