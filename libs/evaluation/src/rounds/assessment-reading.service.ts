import { Inject, Injectable } from '@nestjs/common'
import { EVENT_LOG, entryAt, type LogReading } from '@pilot-ledger/figures/reporting'
import { makeCursor, RefusalException, readCursor } from '@pilot-ledger/http'
import { inTurns, isRefusal, mapInTurns, type Window } from '@pilot-ledger/kernel'
import { ARITHMETIC } from '../domain/arithmetic-in-words'
import { type Assessment, heldStrikes, isPublished, lastSeal } from '../domain/round-state'
import { type Indicator, indicatorOf, indicatorsOf, type SchemeContent } from '../domain/scheme'
import { type ScoreSheet, score } from '../domain/scoring'
import type { Snapshot } from '../domain/snapshot'
import { valuesOf, verifiedOf } from '../domain/verification'
import { unitOf, unknownIndicator } from './claims'
import type { AsOfQuery, RowsQuery } from './dtos'
import type { FoundRow, IndicatorRows } from './indicator-rows'
import { RoundContext, type RowsBy } from './round-context'
import { assessmentIn, gradeNamed, type RoundAt, RoundReading, stageOf } from './round-reading.service'
import type { Viewer } from './round-routes'
import { scoresIn } from './round-scores'

const ROWS = 100
/** Steps that a platform is told of when the results are published. */
const UNTIL_PUBLISHED = new Set([
  'GradeProposed',
  'GradeConfirmed',
  'GradeRejected',
  'ResultSealed',
  'ResultRowsSealed',
])

/** 自评表 and what became of it: claimed, verified, scored, indicator by indicator, each open to its rows. */
@Injectable()
export class AssessmentReading {
  constructor(
    private readonly rounds: RoundReading,
    private readonly context: RoundContext,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** Refusals `unknown-round`, `platform-not-in-round`. */
  async one(id: string, platform: string, query: AsOfQuery, viewer: Viewer) {
    const round = await this.rounds.at(id, query)
    const { state } = round
    const it = assessmentIn(state, platform)
    const scheme = await this.context.scheme(state.opened.scheme)
    const cut = it.verification?.cut ?? this.context.cut(state).sequence
    const { question, rows } = await this.context.behind(scheme, state.opened, platform, cut)
    const shown = this.rounds.mayBeShown(state, viewer)
    // While an evaluator is at work a platform sees its own numbers only.
    const worked = viewer.platforms === undefined || it.verification !== undefined
    const scores = scoresIn(state, scheme, this.context.today())
    const places = shown ? scores.sheets.get(platform) : undefined
    const verified = worked ? await this.verified(scheme, it, rows) : new Map<string, string>()
    const sheet = places ?? score(scheme, verified)
    const self = score(scheme, claimedValues(scheme, it, rows))
    const seal = lastSeal(state)?.results.find((of) => of.platform === platform)
    const { consequences } = (seal?.snapshot ?? {}) as Partial<Snapshot>
    const grade = gradeNamed(scheme, it.proposal?.grade)
    const named = scheme.grades.levels.some((of) => of.quota)
    return {
      asOf: round.asOf,
      round: id,
      roundNo: state.opened.roundNo,
      platform,
      name: await this.rounds.nameOf(platform),
      scheme: state.opened.scheme,
      stage: stageOf(state),
      step: it.step,
      deadlines: state.deadlines,
      ...(it.until !== undefined && { until: it.until }),
      ...(it.reopened !== undefined && { reopened: it.reopened }),
      window: question.window,
      cut: { ...this.context.cut(state), sequence: cut },
      groups: scheme.groups.map(({ code, zh, en, weight }) => ({
        group: code,
        zh,
        en,
        weight,
        self: pointsOf(self, code),
        points: pointsOf(sheet, code),
      })),
      indicators: scheme.groups.flatMap((group) =>
        group.indicators.map((indicator) => ({
          group: group.code,
          ...this.line(indicator, it, rows, worked),
          ...ownDays(rows.get(indicator.code), question.window),
          self: stepOf(self, indicator.code),
          ...(worked && verified.has(indicator.code) && { verified: verified.get(indicator.code) }),
          ...(worked && verified.has(indicator.code) && { score: stepOf(sheet, indicator.code) }),
        })),
      ),
      selfTotal: self.total,
      // A sum that lacks others' points is no total: a platform is told it when they are known.
      ...(worked && it.verification && (sheet.complete || viewer.platforms === undefined) && { total: sheet.total }),
      complete: sheet.complete,
      ...(self.eligibility && { selfEligibility: self.eligibility }),
      ...(worked && sheet.eligibility && { eligibility: sheet.eligibility }),
      ...(shown && named && it.verification && scores.quotas && { quotas: scores.quotas.get(platform) ?? [] }),
      gradeNames: scheme.grades.levels.map(({ code, zh, en }) => ({ code, zh, en })),
      ...((shown || isPublished(state)) && consequences && { consequences }),
      arithmetic: ARITHMETIC,
      replies: it.replies.map(({ platform: _, actedOn: __, answer, ...reply }) => ({
        ...reply,
        ...(answer && { answer: { outcome: answer.outcome, text: answer.text } }),
      })),
      ...(shown && it.proposal && grade && { grade: { ...grade, proposedBy: it.proposal.by } }),
      ...(shown && it.confirmedBy !== undefined && { confirmedBy: it.confirmedBy }),
      ...((shown || isPublished(state)) && seal && { seal: { sealNo: seal.sealNo, hash: seal.hash } }),
      history: historyOf(round, platform, shown, worked),
    }
  }

  /** 明细 behind one indicator, those struck with their strikes, those the scheme's filters keep out with the reason. */
  async rows(id: string, platform: string, code: string, query: RowsQuery, viewer: Viewer) {
    const round = await this.rounds.at(id, query)
    const { state } = round
    const it = assessmentIn(state, platform)
    const scheme = await this.context.scheme(state.opened.scheme)
    const indicator = indicatorOf(scheme, code)
    if (!indicator) throw new RefusalException([unknownIndicator(code)])
    const requested = { list: 'indicator-rows', round: id, platform, code }
    const place = readCursor<{ at: number; cut: number }>(requested, query.cursor)
    const cut = place?.cut ?? it.verification?.cut ?? this.context.cut(state).sequence
    const { question, rows } = await this.context.behind(scheme, state.opened, platform, cut)
    const found = rows.get(code)
    const worked = viewer.platforms === undefined || it.verification !== undefined
    const strikes = worked ? it.strikes.filter((of) => of.indicator === code) : []
    const first = place?.at ?? 0
    const limit = Number(query.limit ?? ROWS)
    const page = found?.rows.slice(first, first + limit) ?? []
    const more = first + limit < (found?.rows.length ?? 0)
    const verified = worked ? await inTurns(verifiedOf(scheme, indicator, it, rows)) : undefined
    return {
      asOf: round.asOf,
      round: id,
      platform,
      indicator: code,
      window: (found?.question ?? question).window,
      cut: { ...this.context.cut(state), sequence: cut },
      unit: unitOf(indicator, rows),
      ...(found?.value !== undefined && { ledger: found.value }),
      ...(verified !== undefined && !isRefusal(verified) && { verified: verified as string }),
      total: found?.rows.length ?? 0,
      rows: await Promise.all(
        page.map(async (row) => ({
          ...(await this.opened(row)),
          strikes: strikes
            .filter((of) => of.row === row.row)
            .map(({ platform: _, indicator: __, row: ___, ...of }) => of),
        })),
      ),
      filtered: await Promise.all((found?.filtered ?? []).slice(0, 1000).map((row) => this.opened(row))),
      ...(more && { next: makeCursor(requested, { at: first + limit, cut }) }),
    }
  }

  private async opened<Row extends FoundRow>(row: Row) {
    const { type, recordedAt, actor } = await entryAt(this.log, this.context.tables, row.sequence)
    const { fact: _, ...shown } = row
    return { ...shown, type, recordedAt, actor }
  }

  private line(indicator: Indicator, it: Assessment, rows: RowsBy, worked: boolean) {
    const { code, zh, en, weight, target, source, scoring } = indicator
    const claim = it.claims.find((of) => of.indicator === code)
    const behind: IndicatorRows | undefined = rows.get(code)
    const set = it.handValues.find((of) => of.indicator === code)
    return {
      indicator: code,
      zh,
      en,
      weight,
      ...(target !== undefined && { target }),
      source,
      scoring,
      unit: unitOf(indicator, rows),
      ...(behind?.value !== undefined && { ledger: behind.value }),
      ...(behind && { rows: behind.rows.length, filtered: behind.filtered.length }),
      ...(claim && { claimed: claim.claimed }),
      ...(claim?.reason !== undefined && { reason: claim.reason }),
      ...(claim?.evidence && { evidence: claim.evidence }),
      strikes: worked ? heldStrikes(it, code).length : 0,
      ...(worked && set?.reason !== undefined && { verifiedReason: set.reason }),
    }
  }

  /** As verified; while the evaluator is at work, as far as it can be told. */
  private async verified(scheme: SchemeContent, it: Assessment, rows: RowsBy): Promise<Map<string, string>> {
    const settled = valuesOf(it)
    if (settled) return new Map(settled)
    const found = await mapInTurns(
      indicatorsOf(scheme),
      async (of) => [of.code, await inTurns(verifiedOf(scheme, of, it, rows))] as const,
    )
    return new Map(found.filter((of): of is readonly [string, string] => !isRefusal(of[1])))
  }
}

function claimedValues(scheme: SchemeContent, it: Assessment, rows: RowsBy): Map<string, string> {
  const values = indicatorsOf(scheme).map(({ code }) => {
    const claimed = it.claims.find((of) => of.indicator === code)?.claimed
    return [code, claimed ?? rows.get(code)?.value] as const
  })
  return new Map(values.filter((of): of is readonly [string, string] => of[1] !== undefined))
}

function historyOf({ events }: RoundAt, platform: string, shown: boolean, worked: boolean) {
  return events
    .filter(({ type, data }) => {
      if (data.platform !== platform) return false
      if (!shown && UNTIL_PUBLISHED.has(type)) return false
      return worked || !['RowStruck', 'StrikeLifted', 'ValueVerified'].includes(type)
    })
    .map((it) => ({
      sequence: Number(it.position),
      entryId: it.id,
      type: it.type,
      recordedAt: new Date(it.recordedAt).toISOString(),
      actor: it.metadata.actor,
      ...(typeof it.data.reason === 'string' && { reason: it.data.reason }),
    }))
}

function ownDays(behind: IndicatorRows | undefined, { from, to }: Window): { readonly window?: Window } {
  const own = behind?.window
  return own && (own.from !== from || own.to !== to) ? { window: { from: own.from, to: own.to } } : {}
}

const pointsOf = (sheet: ScoreSheet, group: string) => sheet.groups.find((it) => it.group === group)?.points ?? '0'
const stepOf = (sheet: ScoreSheet, code: string) => {
  const step = sheet.steps.find((it) => it.indicator === code)
  if (!step) throw new Error(`${code} is in no sheet`)
  return step
}
