import { Inject, Injectable } from '@nestjs/common'
import { type DayOrMonth, dayNumber, dayOfNumber, earliestDay, latestDay, type Window } from '@pilot-ledger/kernel'
import {
  type ComputedFigure,
  type ComputedOver,
  compareWithPublished,
  type FigurePublished,
  type PlatformContent,
  platformStream,
} from '@pilot-ledger/platforms'
import { contentsAt } from '@pilot-ledger/recording'
import { figureOf } from '../catalogue/catalogue'
import type { FigureDefinition } from '../catalogue/figure'
import { answer } from '../queries/answers'
import { Question } from '../queries/question'
import { FiguresService } from './figures.service'
import type { FiguresQuery } from './queries'
import { EVENT_LOG, type LogReading } from './tokens'

/** What a letter states, laid beside what the ledger says. */
@Injectable()
export class PublishedService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async compare(platformId: string, query: FiguresQuery) {
    const { question, header } = await this.figures.ask(platformId, query)
    const { tables, cut, platform } = question
    const over = (window: Window) => new Question(tables, window, cut, platform)
    const published = (await this.publishedAt(platformId, cut)).map((it) => ({
      ...it,
      comparison: compareWithPublished(it, computedFor(it, question.window, over)),
    }))
    return { platform: platformId, ...header, published }
  }

  private async publishedAt(platformId: string, cut: number): Promise<FigurePublished['data'][]> {
    const contents = await contentsAt<PlatformContent>(this.log, platformStream(platformId), cut)
    return contents.flatMap((it) => (it.type === 'FigurePublished' ? [it.data] : []))
  }
}

/**
 * The candidates over each window the document can mean: where an edge is given only to the month, over its first and its
 * last day; where an edge is not stated, with the asked window's edge. `over` makes the question of whoever published it.
 */
export function computedFor(
  published: FigurePublished['data'],
  requested: Window,
  over: (window: Window) => Question,
): ComputedOver[] {
  const figures = candidatesOf(published)
  const windows = edges(published.windowFrom, requested.from).flatMap((from) =>
    lastDays(published, requested.to).map((to) => ({ from, to })),
  )
  return windows
    .filter((it) => it.from <= it.to)
    .map((window) => ({ window, candidates: answer(over(window), figures) as readonly ComputedFigure[] }))
}

/** One thing on three bases. Any other figure is itself alone: what is outstanding says nothing of what was signed. */
const ON_BASES = ['contractAmount', 'invoicedAmount', 'receivedAmount']

/** The figure named; of an amount that has several bases the one on the stated basis, or all where none is stated. */
function candidatesOf(published: FigurePublished['data']): FigureDefinition[] {
  const named = figureOf(published.figure)
  if (named === undefined) return []
  if (!ON_BASES.includes(named.code) || published.unit === 'count') return [named]
  const family = ON_BASES.flatMap((it) => figureOf(it) ?? [])
  if (published.basis === 'notStated') return family
  const onBasis = family.filter((it) => it.basis === published.basis)
  return onBasis.length > 0 ? onBasis : [named]
}

/** What stands on a day may come and go within a month: then every day of it is one the document can mean. */
function lastDays({ windowTo, figure }: FigurePublished['data'], requested: string): string[] {
  if (windowTo === undefined || figureOf(figure)?.shape !== 'stock') return edges(windowTo, requested)
  const [first, last] = [dayNumber(earliestDay(windowTo)), dayNumber(latestDay(windowTo))]
  return Array.from({ length: last - first + 1 }, (_, i) => dayOfNumber(first + i))
}

function edges(stated: DayOrMonth | undefined, requested: string): string[] {
  return stated === undefined ? [requested] : [...new Set([earliestDay(stated), latestDay(stated)])]
}
