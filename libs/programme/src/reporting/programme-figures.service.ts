import { Injectable } from '@nestjs/common'
import {
  answer,
  type FigureDefinition,
  type FigureValue,
  figureOf,
  PROGRAMME_FIGURES,
  Question,
} from '@pilot-ledger/figures'
import {
  type ChangesQuery,
  computedFor,
  type FiguresQuery,
  FiguresService,
  figureNamed,
  type RowsQuery,
} from '@pilot-ledger/figures/reporting'
import type { Window } from '@pilot-ledger/kernel'
import { type ComputedOver, compareWithPublished } from '@pilot-ledger/platforms'
import type { ProgrammeFigurePublished } from '../domain/entry'
import { entriesShown } from '../domain/shown'
import { ProgrammeReader } from './programme-reader'
import { isOverAllRegisters } from './scope'
import { targetsAimedAt } from './targets.service'

/** Figures of a programme: its own registers', and those over every register of the ledger. */
@Injectable()
export class ProgrammeFiguresService {
  constructor(
    private readonly figures: FiguresService,
    private readonly reader: ProgrammeReader,
  ) {}

  async all(id: string, query: FiguresQuery) {
    const wanted = selected(query.codes)
    const own = await this.reader.ask(id, false)(query)
    const wide = await this.reader.ask(id, true)({ ...query, asOf: String(own.header.asOf.sequence) })
    const values = new Map<string, FigureValue>()
    for (const [question, isWide] of [
      [own.question, false],
      [wide.question, true],
    ] as const) {
      const requested = wanted.filter((it) => isOverAllRegisters(it) === isWide)
      for (const value of answer(question, requested)) values.set(value.code, value)
    }
    return { programme: id, ...own.header, figures: wanted.map((it) => values.get(it.code) as FigureValue) }
  }

  /** The rows behind a figure; to a unit, how many there are and those that it may read. */
  async rows(id: string, code: string, query: RowsQuery) {
    const figure = figureNamed(code, PROGRAMME_FIGURES)
    const answered = await this.figures.rowsOf(
      { programme: id },
      figure,
      query,
      this.reader.ask(id, isOverAllRegisters(figure)),
    )
    const shown = await this.shown(id, answered.asOf.sequence)
    const entries = answered.entries.filter(shown).map((it) => ({
      ...it,
      synthetic: it.data.synthetic === true || undefined,
    }))
    return { programme: id, ...answered, entries }
  }

  /** Which entries whoever asks may read: all, or those of its own register and of what the programme shows it. */
  private async shown(id: string, cut: number): Promise<(entry: Shown) => boolean> {
    const unit = await this.reader.unit(cut)
    if (!unit) return () => true
    const ids = entriesShown((await this.reader.at(id, { asOf: String(cut) })).events, unit)
    return ({ platform, entryId }) => (platform === undefined ? ids.has(entryId) : unit.platforms.has(platform))
  }

  /** Why figures moved between two cuts; to a unit, by how much, and by which of the entries that it may read. */
  async changes(id: string, query: ChangesQuery) {
    const parts = await Promise.all(
      [false, true].map((wide) => {
        const requested = selected(query.codes).filter((it) => isOverAllRegisters(it) === wide)
        return this.figures.changesOf(requested, query, this.reader.ask(id, wide))
      }),
    )
    const shown = await this.shown(id, parts[0].until.sequence)
    const figures = parts.flatMap((it) => it.figures).map((it) => ({ ...it, entries: it.entries.filter(shown) }))
    return { programme: id, ...parts[0], figures }
  }

  /** What letters state of the programme, laid beside what the ledger says. */
  async published(id: string, query: FiguresQuery) {
    const programme = await this.reader.at(id, query)
    const { question, window, header } = await this.reader.ask(
      id,
      false,
    )({ ...query, asOf: String(programme.asOf.sequence) })
    const over = (figure: FigureDefinition | undefined) => (it: Window) =>
      new Question(
        question.tables,
        it,
        question.cut,
        figure && isOverAllRegisters(figure) ? undefined : question.platform,
      )
    const published = programme.history.state.published.map((it) => ({
      ...it,
      comparison: compareWithPublished(
        it,
        it.states === 'target'
          ? targetsAimedAt(programme, it.figure, window)
          : (computedFor(it, window, over(figureOf(it.figure))) as ComputedOver[]),
      ),
    }))
    return { programme: id, ...header, published: published as readonly PublishedOfProgramme[] }
  }
}

interface Shown {
  readonly platform?: string
  readonly entryId: string
}

export type PublishedOfProgramme = ProgrammeFigurePublished['data'] & {
  readonly comparison: ReturnType<typeof compareWithPublished>
}

function selected(codes: string | undefined): readonly FigureDefinition[] {
  if (codes === undefined) return PROGRAMME_FIGURES
  return [...new Set(codes.split(',').map((it) => it.trim()))].map((it) => figureNamed(it, PROGRAMME_FIGURES))
}
