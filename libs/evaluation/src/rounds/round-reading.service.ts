import { Injectable } from '@nestjs/common'
import { FiguresService, type StreamAt, StreamReader } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import type { BusinessDate } from '@pilot-ledger/kernel'
import { foldEvents } from '@pilot-ledger/recording'
import { nextStep, type ResultRowsSealed } from '../definitions'
import { mostOf } from '../domain/quota'
import { NOT_IN_ROUND, roundRules, UNKNOWN_ROUND } from '../domain/round-rules'
import {
  type Assessment,
  assessmentOf,
  isNoShow,
  isPublished,
  lastSeal,
  publicationStands,
  type RoundState,
  submissionUntil,
} from '../domain/round-state'
import type { SchemeContent } from '../domain/scheme'
import type { Snapshot } from '../domain/snapshot'
import type { AsOfQuery, RoundsQuery } from './dtos'
import { type OpenRound, openRound, RoundContext } from './round-context'
import type { Viewer } from './round-routes'
import { scoresIn } from './round-scores'
import { subsidySheet } from './subsidy-sheet'

/** A round as it stood at a cut of the ledger. */
export interface RoundAt {
  readonly id: string
  readonly state: OpenRound
  readonly events: StreamAt['events']
  readonly asOf: Awaited<ReturnType<FiguresService['cut']>>
}

/** 评价轮次, read: the list, and one with its platforms. A platform's account sees its own, and what was published. */
@Injectable()
export class RoundReading {
  constructor(
    private readonly figures: FiguresService,
    private readonly reader: StreamReader,
    private readonly context: RoundContext,
  ) {}

  /** Refusal `unknown-round`, also where nothing had been recorded by then. */
  async at(id: string, query: AsOfQuery): Promise<RoundAt> {
    const asOf = await this.figures.cut(query)
    const { events } = await this.reader.stream('round', id, asOf.sequence)
    return { id, state: openRound(stateOf(events)), events, asOf }
  }

  async list(query: RoundsQuery, viewer: Viewer) {
    const asOf = await this.figures.cut(query)
    const streams = await this.reader.streams('round', asOf.sequence)
    const wanted = query.platforms?.split(',')
    const rounds = streams
      .map(({ id, events }) => ({ id, events, state: openRound(stateOf(events)) }))
      .filter(({ state }) => wanted === undefined || state.opened.platforms.some((it) => wanted.includes(it)))
      .map((it) => this.line(it, viewer))
    return { asOf, rounds }
  }

  /** Refusal `unknown-round` too for a platform that takes no part in it. */
  async one(id: string, query: RoundsQuery, viewer: Viewer) {
    const round = await this.at(id, query)
    const { state } = round
    const wanted = query.platforms?.split(',')
    const own = state.assessments.filter((it) => wanted === undefined || wanted.includes(it.platform))
    if (own.length === 0) throw new RefusalException([UNKNOWN_ROUND])
    const scheme = await this.context.scheme(state.opened.scheme)
    const shown = this.mayBeShown(state, viewer)
    const published = viewer.platforms === undefined || isPublished(state)
    return {
      asOf: round.asOf,
      ...this.line(round, viewer),
      title: state.opened.title,
      grades: scheme.grades.levels.map(({ code, zh, en, from, first, quota, notEligible }) => ({
        code,
        zh,
        en,
        from,
        ...(first && { first }),
        ...(quota && { most: mostOf(quota, state.opened.platforms.length) }),
        ...(notEligible && { notEligible }),
      })),
      platforms: await Promise.all(own.map((it) => this.standing(state, scheme, it, shown))),
      results: isPublished(state) ? await this.published(state) : [],
      seals: sealsFor(state, viewer).map(({ sealNo, results }) => ({
        sealNo,
        results: results
          .filter((it) => own.some(({ platform }) => platform === it.platform))
          .map(({ platform, hash }) => ({ platform, hash })),
      })),
      publications: state.publications,
      subsidies: published
        ? subsidySheet(state, rowPartsIn(round.events)).filter((it) =>
            own.some(({ platform }) => platform === it.platform),
          )
        : [],
    }
  }

  /** What an account that is no platform's may see of everybody, and a platform's of itself alone. */
  mayBeShown(state: RoundState, viewer: Viewer): boolean {
    return viewer.platforms === undefined || publicationStands(state)
  }

  /** Of each round whose assessments are not sealed: what each platform's waits for; and of all, what is left to be paid. */
  async waiting(query: RoundsQuery, viewer: Viewer, actor: string) {
    const asOf = await this.figures.cut(query)
    const wanted = query.platforms?.split(',')
    const isWanted = ({ platform }: { readonly platform: string }) => wanted === undefined || wanted.includes(platform)
    const today = this.context.today()
    const rounds = []
    for (const { id, events } of await this.reader.streams('round', asOf.sequence)) {
      const state = openRound(stateOf(events))
      const own = state.assessments.filter(isWanted)
      if (own.length === 0) continue
      const { deadlines, opened } = state
      const stage = stageOf(state)
      const shown = this.mayBeShown(state, viewer)
      rounds.push({
        id,
        title: opened.title,
        stage,
        deadlines,
        platforms: own.map((it) => {
          const proposedBy = shown ? it.proposal?.by : undefined
          const turn = { ...turnOf(state, it, today), ...(proposedBy !== undefined && { proposedBy }) }
          const answered = it.replies.filter((reply) => reply.answer !== undefined).length
          return { platform: it.platform, answered, next: nextStep(turn, { deadlines, stage }, actor, today) }
        }),
        subsidies: isPublished(state) ? subsidySheet(state, rowPartsIn(events)).filter(isWanted) : [],
      })
    }
    return rounds
  }

  nameOf(platform: string): Promise<string> {
    return this.context.nameOf(platform)
  }

  private line({ id, state, events }: { id: string; state: OpenRound; events: RoundAt['events'] }, viewer: Viewer) {
    const { roundNo, title, scheme, year, platforms, synthetic, repeats } = state.opened
    const { platforms: own } = viewer
    return {
      id,
      roundNo,
      title,
      scheme,
      ...(year !== undefined && { year }),
      ...(synthetic && { synthetic }),
      ...(own === undefined && repeats !== undefined && { repeats }),
      // Who else takes part is told with the results.
      takingPart: platforms.filter((it) => own === undefined || own.includes(it)),
      deadlines: state.deadlines,
      cut: { rule: state.opened.cut.rule, ...this.context.cut(state) },
      stage: stageOf(state),
      openedAt: new Date(events[0].recordedAt).toISOString(),
      openedBy: events[0].metadata.actor,
    }
  }

  private async standing(state: OpenRound, scheme: SchemeContent, it: Assessment, shown: boolean) {
    const scores = scoresIn(state, scheme, this.context.today())
    const total = scores.sheets.get(it.platform)?.total
    const place = state.opened.relative ? scores.places?.get(it.platform) : undefined
    const grade = gradeNamed(scheme, it.proposal?.grade)
    return {
      platform: it.platform,
      name: await this.nameOf(it.platform),
      ...turnOf(state, it, this.context.today()),
      ...(shown && total !== undefined && { total }),
      ...(shown && place !== undefined && { place }),
      ...(shown && grade && { grade, proposedBy: it.proposal?.by }),
      ...(shown && it.confirmedBy !== undefined && { confirmedBy: it.confirmedBy }),
    }
  }

  /** 公布名单: who was given which grade. */
  private published(state: RoundState) {
    const results = lastSeal(state)?.results ?? []
    return Promise.all(
      results.map(async ({ platform, snapshot }) => {
        const { code, zh, en } = (snapshot as Snapshot).grade
        return { platform, name: await this.nameOf(platform), grade: { code, zh, en } }
      }),
    )
  }
}

export function stateOf(events: RoundAt['events']): RoundState {
  return foldEvents(roundRules, events).state
}

/** What says whose turn it is, but who proposed a grade: that is not for everybody. */
function turnOf(state: RoundState, it: Assessment, today: BusinessDate) {
  return {
    step: it.step,
    noShow: isNoShow(state, it, today),
    replied: it.replied,
    until: submissionUntil(state, it),
    waitsForAnswer: it.replies.length > 0 && !it.replies.at(-1)?.accepts && it.replies.at(-1)?.answer === undefined,
  }
}

function rowPartsIn(events: RoundAt['events']): ResultRowsSealed['data'][] {
  return events.flatMap((it) =>
    it.type === 'ResultRowsSealed' ? [it.data as unknown as ResultRowsSealed['data']] : [],
  )
}

/** A hash is told with the result it is of: before, grades could be tried against it one by one. */
function sealsFor({ seals, publications }: RoundState, { platforms }: Viewer): RoundState['seals'] {
  return platforms === undefined ? seals : seals.filter((it) => publications.some((of) => of.sealNo === it.sealNo))
}

export function stageOf(state: RoundState): 'assessing' | 'sealed' | 'published' {
  if (!state.sealStands) return 'assessing'
  return isPublished(state) ? 'published' : 'sealed'
}

export function gradeNamed(scheme: SchemeContent, code: string | undefined) {
  const found = scheme.grades.levels.find((it) => it.code === code)
  return found && { code: found.code, zh: found.zh, en: found.en }
}

/** The assessment of a platform, or `platform-not-in-round`. */
export function assessmentIn(state: RoundState, platform: string): Assessment {
  const found = assessmentOf(state, platform)
  if (found) return found
  throw new RefusalException([NOT_IN_ROUND])
}
