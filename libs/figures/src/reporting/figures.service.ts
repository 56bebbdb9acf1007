import { Inject, Injectable } from '@nestjs/common'
import { Unavailable } from '@pilot-ledger/event-log'
import { makeCursor, orRefuse, RefusalException, readCursor } from '@pilot-ledger/http'
import {
  type BusinessDate,
  dayNumber,
  dayOfNumber,
  inTurns,
  type JsonObject,
  mapInTurns,
  nextTurn,
  notAPosition,
  parseWindow,
  refuse,
  shanghaiDay,
  shortened,
  turnIsOver,
  type Window,
} from '@pilot-ledger/kernel'
import { figureOf, MAIN_FIGURES, PLATFORM_FIGURES } from '../catalogue/catalogue'
import { type FigureDefinition, narrowed } from '../catalogue/figure'
import { FACT, STORE, TAX } from '../columns/store'
import { type Ages, ageing, agesOf, agesTold } from '../queries/ageing'
import { answer, answerAllInTurns } from '../queries/answers'
import { BroughtForward } from '../queries/brought-forward'
import { changesByRecount, changesByRow, type MovingFigure, moveText, sequencesThatMove } from '../queries/changes'
import { countingRows, type Grouping, groups } from '../queries/counted-rows'
import type { FigureValue } from '../queries/figure-value'
import { KeptByPlatform } from '../queries/kept-by-platform'
import { Lately } from '../queries/lately'
import { Question } from '../queries/question'
import type { Moves } from '../queries/tally'
import { ReadModel } from '../read-model/read-model'
import { type Tables } from '../read-model/tables'
import type { TaxBasis } from '../read-model/views'
import { cutView, resolveCut } from './cut'
import { contractNames, entryAt } from './entry-view'
import type { ChangesQuery, FiguresQuery, GroupsQuery, PlatformsQuery, RowsQuery, TotalQuery } from './queries'
import { sortedRows } from './sorted-rows'
import { CLOCK, EVENT_LOG, type LogReading, READ_MODEL } from './tokens'

const WAIT_MS = 5000
const ROWS = 100
/** Answers about all platforms: of a desk this year, the one before, twelve months and all days; the table's; and some beside these. */
const KEPT = 20

/** Makes the question a query means, of a platform or of a programme. */
export type Ask = (query: FiguresQuery) => ReturnType<FiguresService['ask']>

type RowsPlace = { readonly at: number; readonly from: string; readonly to: string; readonly cut: number }

/** Answers questions about figures: resolves the two times, asks the tables, says at which cut. */
@Injectable()
export class FiguresService {
  private readonly ages = new KeptByPlatform<Ages>()
  private readonly lately = new Lately<BroughtForward>(KEPT)

  constructor(
    @Inject(READ_MODEL) private readonly model: ReadModel,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(CLOCK) private readonly clock: () => number,
  ) {}

  /** Waits for a position a command gave, as long as five seconds. Refusal: `wait-timed-out`, with how far the figures are. */
  async ready(waitFor: string | undefined): Promise<Tables> {
    if (this.model.failure) throw new Unavailable('damaged', `figures are halted: ${this.model.failure.message}`)
    if (waitFor !== undefined && !(await this.reached(waitFor))) {
      throw new RefusalException([
        refuse('wait-timed-out', {
          pointer: '/waitFor',
          zh: '等待超时，统计尚未计入该位置',
          en: 'the figures have not reached this position in time',
          facts: { waitFor, reached: this.model.position ?? '0' },
        }),
      ])
    }
    return this.model.tables
  }

  /** Refusal `not-a-position` for what no command of this ledger can have answered. */
  private async reached(waitFor: string): Promise<boolean> {
    try {
      return await this.model.reached(waitFor, WAIT_MS)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new RefusalException([notAPosition(waitFor)])
    }
  }

  /** Today in Shanghai. */
  today(): BusinessDate {
    return shanghaiDay(this.clock())
  }

  /** What a cut means; without one, where the ledger stands. Refusals: those of `resolveCut`. */
  async cut({ asOf, waitFor }: { readonly asOf?: string; readonly waitFor?: string }) {
    const tables = await this.ready(waitFor)
    return cutView(tables, orRefuse(resolveCut(tables, asOf, this.clock())))
  }

  async platformFigures(platformId: string, query: FiguresQuery) {
    const { question, header } = await this.ask(platformId, query)
    return { platform: platformId, ...header, figures: answer(question, selected(query.codes)) }
  }

  /** Of one platform, or what all come to together. */
  async totals(platformId: string | undefined, query: FiguresQuery): Promise<readonly FigureValue[]> {
    if (platformId !== undefined) return (await this.platformFigures(platformId, query)).figures
    const { question } = await this.ask(undefined, query)
    return (await this.ofAll(question, selected(query.codes))).totals
  }

  private async ofAll(question: Question, figures: readonly FigureDefinition[]) {
    const { from, to } = question.window
    const requested = [from, to, ...figures.map((it) => it.code)].join(' ')
    const { answers } = await this.lately.of(question.tables, requested, question.cut, (earlier) =>
      earlier ? earlier.to(question) : BroughtForward.of(question, figures),
    )
    return answers
  }

  async allFigures(query: FiguresQuery) {
    const { question, header } = await this.ask(undefined, query)
    const { platforms, totals } = await this.ofAll(question, selected(query.codes))
    const { tables } = question
    const known = platforms.filter((it) => tables.registeredBy(it.platform, question.cut))
    return {
      ...header,
      platforms: known.map(({ platform, figures }) => ({ platform: tables.platformIds.text(platform), figures })),
      totals,
    }
  }

  /**
   * One number over several figures or platforms, where that has a meaning. Refusals: `mixed-bases`, `mixed-units`,
   * `mixed-tax-bases`, each with the parts that were not added (H12).
   */
  async total(query: TotalQuery) {
    const figures = selected(query.codes ?? 'contractAmount')
    const wanted = query.platforms?.split(',')
    const { question, header } = await this.ask(undefined, query)
    const { tables } = question
    const only = wanted && new Set(wanted.map((id) => this.platformNumber(tables, id, question.cut)))
    const answers = (await answerAllInTurns(question, figures, only)).totals
    return { ...header, codes: figures.map((it) => it.code), ...joined(figures, answers) }
  }

  async rows(platformId: string, code: string, query: RowsQuery) {
    const ask = (again: FiguresQuery) => this.ask(platformId, again)
    return { platform: platformId, ...(await this.rowsOf({ platformId }, figureNamed(code), query, ask)) }
  }

  /** The rows behind a figure of whoever `ask` asks about; `whose` binds the cursor to them. */
  async rowsOf(whose: JsonObject, figure: FigureDefinition, query: RowsQuery, ask: Ask) {
    const { code } = figure
    const { from, to, asOf, sort } = query
    const requested = { list: 'rows', ...whose, code, from, to, asOf, sort }
    const place = readCursor<RowsPlace>(requested, query.cursor)
    // Further pages are of the answer that was begun: entries recorded since, or a new day, must not move its rows.
    const again = place && { from: place.from, to: place.to, asOf: String(place.cut) }
    const { question, header, window } = await ask({ ...query, ...again })
    const limit = Number(query.limit ?? ROWS)
    const { tables } = question
    const byDay = await inTurns(countingRows(question, figure))
    const counted = sort === undefined ? byDay : await inTurns(sortedRows(tables, byDay, sort))
    const first = place?.at ?? 0
    const page = counted.slice(first, first + limit)
    const entries = await Promise.all(
      page.map(async (it) => {
        const { entry, kind, contract } = tables.fact(it.row)
        return {
          ...(await entryAt(this.log, tables, entry)),
          ...contractNames(tables, contract),
          date: dayOfNumber(it.day),
          kind,
          value: figure.measure === 'sum' ? yuan(it.value) : String(it.value),
          synthetic: (contract !== undefined && tables.contract(contract).synthetic) || undefined,
          counts: it.key === undefined ? undefined : tables.keyText(it.key),
        }
      }),
    )
    const next =
      first + limit < counted.length
        ? makeCursor(requested, { at: first + limit, ...window, cut: question.cut })
        : undefined
    return { code, ...header, total: String(counted.length), entries, next }
  }

  async groups(platformId: string, code: string, query: GroupsQuery) {
    const { question, header } = await this.ask(platformId, query)
    const names = query.by === 'client' ? clientNames(question.tables, question.platform as number) : undefined
    return {
      platform: platformId,
      code,
      by: query.by,
      ...header,
      groups: (await inTurns(groups(question, figureNamed(code), query.by as Grouping))).map((it) => ({
        ...it,
        name: names?.get(it.key),
      })),
    }
  }

  async ageing(platformId: string, query: FiguresQuery) {
    const { question, header, window } = await this.ask(platformId, query)
    const { tables, cut } = question
    const stands = cut === tables.sequence && window.to === this.today()
    if (!stands) return { platform: platformId, ...header, buckets: ageing(question) }
    // As it stands today every place of money asks for it, of every platform.
    const platforms = [question.platform as number]
    const parts = await this.ages.of(tables, window.to, platforms, async () => agesOf(question))
    return { platform: platformId, ...header, buckets: agesTold(parts) }
  }

  /** 账龄 up to today: of one platform, or of all together. */
  async ageingNow(platformId: string | undefined) {
    const tables = await this.ready(undefined)
    const to = this.today()
    const all = Array.from({ length: tables.platformIds.length }, (_, i) => i)
    const platforms = platformId === undefined ? all : [this.platformNumber(tables, platformId)]
    const parts = await this.ages.of(tables, to, platforms, async (platform, cut) => {
      if (turnIsOver()) await nextTurn()
      return agesOf(new Question(tables, { from: to, to }, cut, platform))
    })
    return agesTold(parts)
  }

  async changes(platformId: string, query: ChangesQuery) {
    const ask = (again: FiguresQuery) => this.ask(platformId, again)
    return { platform: platformId, ...(await this.changesOf(selected(query.codes), query, ask)) }
  }

  /** Why figures of whoever `ask` asks about moved between two cuts. */
  async changesOf(requested: readonly FigureDefinition[], query: ChangesQuery, ask: Ask) {
    const { question, window, header } = await ask(query)
    const { tables, platform } = question
    const since = orRefuse(resolveCut(tables, query.since, this.clock()))
    const until = orRefuse(resolveCut(tables, query.until, this.clock()))
    if (since > until) {
      throw new RefusalException([
        refuse('window-ends-before-it-starts', {
          pointer: '/until',
          zh: '较晚的截止早于较早的截止',
          en: 'until lies before since',
        }),
      ])
    }
    const figures = await Promise.all(
      requested.flatMap(byTaxBasis).map(async ({ figure, taxBasis }) => {
        const moves = await movesOf({ tables, platform, window, figure }, since, until)
        const text = (value: bigint) => moveText(figure, value)
        return {
          code: figure.code,
          taxBasis,
          since: text(moves.since),
          until: text(moves.until),
          entries: await mapInTurns(moves.effects, async ({ sequence, effect }) => ({
            ...(await entryAt(this.log, tables, sequence)),
            effect: text(effect),
          })),
        }
      }),
    )
    return {
      window: header.window,
      since: cutView(tables, since),
      until: cutView(tables, until),
      figures: figures.filter(saysSomething),
    }
  }

  /** A platform and a cut, where no window is asked for. */
  async platformAt(platformId: string, query: { asOf?: string; waitFor?: string }) {
    const tables = await this.ready(query.waitFor)
    const cut = orRefuse(resolveCut(tables, query.asOf, this.clock()))
    return { tables, platform: this.platformNumber(tables, platformId, cut), cut }
  }

  /** The same of each platform asked for, or of all there are, in the order of their registration, at one cut. */
  async each<Query extends PlatformsQuery, Answer>(
    query: Query,
    ask: (platformId: string, query: Query) => Promise<Answer>,
  ): Promise<{ readonly platforms: Answer[] }> {
    const tables = await this.ready(query.waitFor)
    const cut = orRefuse(resolveCut(tables, query.asOf, this.clock()))
    const asked = query.platforms?.split(',').map((it) => this.platformNumber(tables, it, cut))
    const platforms: Answer[] = []
    for (const it of new Set(asked ?? tables.registeredPlatforms(cut))) {
      if (turnIsOver()) await nextTurn()
      platforms.push(await ask(tables.platformIds.text(it), { ...query, asOf: String(cut) }))
    }
    return { platforms }
  }

  /** The question a query means, and what its answer says about itself. */
  async ask(platformId: string | undefined, query: FiguresQuery) {
    const tables = await this.ready(query.waitFor)
    const cut = orRefuse(resolveCut(tables, query.asOf, this.clock()))
    const platform = platformId === undefined ? undefined : this.platformNumber(tables, platformId, cut)
    const window = this.windowOf(tables, platform, cut, query)
    const question = new Question(tables, window, cut, platform)
    return { question, window, header: { window, asOf: cutView(tables, cut), catalogueVersion: 1 } }
  }

  /**
   * The window asked for; to today where the end is left open; from the platform's recognition (of all platforms: the
   * earliest) where the start is.
   */
  private windowOf(tables: Tables, platform: number | undefined, cut: number, query: FiguresQuery): Window {
    const to = query.to ?? this.today()
    const from = query.from ?? recognisedFrom(tables, platform, cut, to)
    if (from === undefined) {
      throw new RefusalException([
        refuse('window-start-missing', {
          pointer: '/from',
          zh: '请给出统计期起始日（期末无有效认定，无缺省）',
          en: 'give the first day of the window (no recognition is in force at its end to start from)',
        }),
      ])
    }
    return orRefuse(parseWindow(from, to))
  }

  /** Refusal `unknown-platform`, also where it was registered after the cut. */
  platformNumber(tables: Tables, id: string, cut: number = tables.sequence): number {
    const number = tables.platformIds.find(id)
    if (number !== undefined && tables.registeredBy(number, cut)) return number
    throw new RefusalException([
      refuse('unknown-platform', {
        zh: '没有此平台（截止时点尚未登记的，视同没有）',
        en: 'there is no such platform, or none yet at the cut',
        facts: { platform: id.slice(0, 64) },
      }),
    ])
  }
}

/** By key, the name under which each client last signed with the platform: a key alone says nothing to a reader. */
function clientNames(tables: Tables, platform: number): Map<string, string> {
  const contracts = tables.contractsOf(platform).map((it) => tables.contract(it))
  return new Map(contracts.map((it) => [tables.keyText(it.client).slice('party:'.length), it.clientName]))
}

/** H12: a figure that never adds the tax bases is explained on each of them. */
function byTaxBasis(figure: FigureDefinition): { figure: FigureDefinition; taxBasis?: TaxBasis }[] {
  if (!figure.splitByTax) return [{ figure }]
  return (['inclusive', 'exclusive'] as const).map((taxBasis) => ({
    taxBasis,
    figure: narrowed(figure, ({ columns }, row) => (columns.tax[row] === TAX.exclusive) === (taxBasis === 'exclusive')),
  }))
}
/** A platform that has no contract without tax is not told that nothing of them moved. */
function saysSomething(it: { taxBasis?: TaxBasis; since: string; until: string; entries: readonly unknown[] }) {
  return it.taxBasis !== 'exclusive' || it.entries.length > 0 || it.since !== it.until || it.until !== '0.00'
}

/** The most that one question may cost. */
const MOST_STEPS = 2_000

/** Refusal `cut-span-too-long` for a figure that must be asked anew at more entries than one question may cost. */
async function movesOf(moving: MovingFigure, since: number, until: number): Promise<Moves> {
  const byRow = await changesByRow(moving, since, until)
  if (byRow) return byRow
  const steps = sequencesThatMove(moving, since, until)
  if (steps.length > MOST_STEPS) {
    throw new RefusalException([
      refuse('cut-span-too-long', {
        pointer: '/since',
        zh: '两个截止之间的记录过多，请缩小范围',
        en: 'too many entries between the two cuts for this figure; take a shorter span',
        facts: { figure: moving.figure.code, entries: String(steps.length), most: String(MOST_STEPS) },
      }),
    ])
  }
  return changesByRecount(moving, steps, since)
}

/** 认定: the first day of the earliest recognition (of any platform, where none is named) not revoked by `day`, at the cut. */
export function recognisedFrom(
  tables: Tables,
  platform: number | undefined,
  cut: number,
  day: BusinessDate,
): BusinessDate | undefined {
  const last = dayNumber(day)
  const rows = tables[STORE].registerRowsOf(platform)
  const { kind, date, from, to, until } = tables[STORE].facts.present
  const days = rows
    .filter((row) => kind[row] === FACT.recognized && from[row] <= cut && cut < to[row] && last < until[row])
    .map((row) => date[row])
  return days.length === 0 ? undefined : dayOfNumber(Math.min(...days))
}

/** One of those that may be asked for: a platform's, unless others are given. */
export function figureNamed(code: string, among: readonly FigureDefinition[] = PLATFORM_FIGURES): FigureDefinition {
  const figure = figureOf(code)
  if (figure && among.includes(figure)) return figure
  throw new RefusalException([
    refuse('unknown-figure', {
      zh: '没有此指标',
      en: 'there is no such figure',
      facts: { code: shortened(code, 64), known: among.map((it) => it.code).join(', ') },
    }),
  ])
}

function selected(codes: string | undefined): readonly FigureDefinition[] {
  if (codes === undefined) return MAIN_FIGURES
  // Each once: naming a figure many times must not make one question cost as much as many.
  return [...new Set(codes.split(',').map((it) => it.trim()))].map((it) => figureNamed(it))
}

export const yuan = (fen: number | bigint) => {
  const [sign, digits] = [fen < 0 ? '-' : '', String(fen < 0 ? -fen : fen).padStart(3, '0')]
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function addTexts(values: readonly FigureValue[]): string {
  const sum = values.reduce((total, it) => total + BigInt((it.value as string).replace('.', '')), 0n)
  return values[0].unit === 'CNY' ? yuan(sum) : String(sum)
}

/** H12: no total over different bases, units or tax bases; the parts are listed instead. */
function joined(figures: readonly FigureDefinition[], answers: readonly FigureValue[]) {
  const parts = answers.map(({ code, basis, unit, taxBasis, value, refused }) => ({
    code,
    basis,
    unit,
    taxBasis,
    value,
    parts: refused?.parts,
  }))
  const kinds = (of: (it: FigureValue) => unknown) => new Set(answers.map(of)).size
  const refuseWith = (code: string, zh: string, en: string) =>
    new RefusalException([refuse(code, { rule: 'H12', zh, en, facts: { parts: parts as never } })])
  if (kinds((it) => it.unit) > 1)
    throw refuseWith('mixed-units', '金额与个数不相加', 'amounts and counts are not added')
  // Each figure counts things of its own kind: contracts and clients are no more added than amounts and counts.
  if (answers[0].unit === 'count' && kinds((it) => it.code.split('.')[0]) > 1)
    throw refuseWith('mixed-units', '不同事物的个数不相加', 'counts of different things are not added')
  if (kinds((it) => it.basis) > 1)
    throw refuseWith('mixed-bases', '不同口径的金额不相加', 'amounts of different bases are not added')
  const taxed = new Set(answers.map((it) => it.taxBasis).filter((it) => it !== undefined))
  if (answers.some((it) => it.refused) || taxed.size > 1) {
    throw refuseWith('mixed-tax-bases', '含税与不含税不相加', 'amounts with and without tax are not added')
  }
  if (new Set(figures.map((it) => it.code.split('.')[0])).size < figures.length) {
    throw refuseWith(
      'overlapping-figures',
      '同一指标的不同口径会重复计数',
      'variants of one figure overlap and are not added',
    )
  }
  return { value: addTexts(answers), unit: answers[0].unit, basis: answers[0].basis, taxBasis: [...taxed][0] }
}
