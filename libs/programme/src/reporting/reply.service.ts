import { Inject, Injectable, Optional } from '@nestjs/common'
import {
  answer,
  type FigureDefinition,
  type FigureValue,
  figureOf,
  PROGRAMME_FIGURES,
  Question,
} from '@pilot-ledger/figures'
import { EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { earliestDay, type Window } from '@pilot-ledger/kernel'
import { PAPER_CHECKPOINTS, type PaperCheckpoint, type PaperCheckpoints } from '@pilot-ledger/proof'
import { liveItems } from '../domain/items'
import {
  REPLY_FIGURES,
  type Reply,
  type ReplyFacts,
  type ReplyFigure,
  type ReplyTarget,
  writeReply,
} from '../domain/reply'
import { registeredPlatforms } from './platforms-at'
import { type ProgrammeAt, ProgrammeReader } from './programme-reader'
import type { LetterQuery } from './queries'
import { isOverAllRegisters } from './scope'
import { TargetsService } from './targets.service'

/** 自有记录以来: what is told over all days. */
const SINCE_EVER = ['demandsMatched', 'demandsFunded']
const FIRST_DAY = '1950-01-01'

/** The letter the other way round: a reply's paragraphs, written from the ledger. */
@Injectable()
export class ReplyService {
  constructor(
    private readonly figures: FiguresService,
    private readonly targets: TargetsService,
    private readonly reader: ProgrammeReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(PAPER_CHECKPOINTS) private readonly checkpoints?: PaperCheckpoints,
  ) {}

  async reply(
    id: string,
    query: LetterQuery,
  ): Promise<{ reply: Reply; title: string; checkpoint: PaperCheckpoint | undefined }> {
    const facts = await this.factsOf(id, query)
    const checkpoint = await this.checkpoints?.covering(facts.cut.sequence)
    return { reply: writeReply(facts), title: facts.programme, checkpoint }
  }

  private async factsOf(id: string, query: LetterQuery): Promise<ReplyFacts> {
    const programme = await this.reader.at(id, query)
    const window = this.reader.windowOf(programme, query)
    const tables = await this.figures.ready(undefined)
    const cut = programme.asOf.sequence
    const owner = tables.platformIds.find(id)
    const ask = (figure: FigureDefinition, over: Window, number: number | undefined) =>
      replyFigure(figure, answer(new Question(tables, over, cut, number), [figure])[0], over)
    const ofProgramme = (figure: FigureDefinition, over: Window) =>
      ask(figure, over, isOverAllRegisters(figure) ? undefined : owner)
    const figures = new Map(PROGRAMME_FIGURES.map((it) => [it.code, ofProgramme(it, window)]))
    const since = { from: firstRecorded(programme, window.to), to: window.to }
    for (const code of SINCE_EVER) figures.set(`since.${code}`, ofProgramme(figureOf(code) as FigureDefinition, since))
    const known = await registeredPlatforms(this.log, tables, cut, window.to)
    const platforms = known
      .filter((it) => it.recognised)
      .map(({ number, name, host }) => ({
        name,
        host,
        figures: REPLY_FIGURES.map((code) => ask(figureOf(code) as FigureDefinition, window, number)),
      }))
    const { targets } = await this.targets.list(id, { to: window.to, asOf: String(cut) }, () => true)
    return {
      programme: programme.history.state.programme?.name ?? '',
      synthetic: programme.history.state.programme?.synthetic === true,
      window,
      cut: programme.asOf,
      platforms,
      figures,
      nominees: nomineesOf(programme, window),
      targets: targets.map((it) => ({
        key: it.key ?? '',
        from: it.from ?? '',
        ...(it.document !== undefined && { document: it.document }),
        zh: it.zh ?? it.figure ?? '',
        atLeast: it.atLeast ?? '',
        ...(it.by !== undefined && { by: it.by }),
        ...(it.scope !== undefined && { scope: it.scope }),
        ...(it.scope !== 'eachPlatform' && aimedAt(it, window.to, ofProgramme)),
        value: it.value,
        missing: it.missing,
        reached: it.reached,
      })),
      policy: subsidyPolicy(programme, window.to),
    }
  }
}

/** A target's figure over the days since it was set, which are not those the reply is asked for; and up to its own day. */
function aimedAt(
  target: { figure?: string; from?: string; by?: string; atDeadline?: { reached: boolean } },
  to: string,
  ofProgramme: (figure: FigureDefinition, over: Window) => ReplyFigure,
): Pick<ReplyTarget, 'figure' | 'atDeadline'> {
  const figure = figureOf(target.figure ?? '')
  if (!figure) return {}
  const from = earliestDay(target.from ?? to)
  const { by, atDeadline } = target
  return {
    figure: ofProgramme(figure, { from, to }),
    ...(by !== undefined &&
      atDeadline && { atDeadline: { figure: ofProgramme(figure, { from, to: by }), reached: atDeadline.reached } }),
  }
}

function replyFigure(
  figure: FigureDefinition,
  { value, basis, refused }: FigureValue,
  { from, to }: Window,
): ReplyFigure {
  const { code, zh, definition, unit, shape } = figure
  return { code, zh, definition: definition.zh, unit, basis, value, parts: refused?.parts, from, to, shape }
}

/** The first day of anything matched: from there on it is “since there are records”. */
function firstRecorded({ history }: ProgrammeAt, to: string): string {
  const days = liveItems(history.live)
    .filter((it) => it.register.kind === 'demand')
    .map((it) => earliestDay(it.data.from ?? ''))
    .sort()
  return days.length > 0 && days[0] <= to ? days[0] : to < FIRST_DAY ? FIRST_DAY : to
}

function nomineesOf({ history }: ProgrammeAt, { from, to }: Window): string[] {
  return liveItems(history.live)
    .filter((it) => it.register.kind === 'nomination' && from <= (it.data.on ?? '') && (it.data.on ?? '') <= to)
    .map((it) => it.data.party?.name ?? it.data.title ?? '')
}

function subsidyPolicy({ history }: ProgrammeAt, on: string): ReplyFacts['policy'] {
  const policy = liveItems(history.live).find(
    ({ register, data, ended }) =>
      register.kind === 'policy' &&
      data.most !== undefined &&
      earliestDay(data.from ?? '') <= on &&
      (data.until === undefined || on <= data.until) &&
      (ended === undefined || on < ended),
  )
  if (!policy) return undefined
  return { title: policy.data.title ?? '', grade: policy.data.grade ?? '' }
}
