import { figureOf } from '@pilot-ledger/figures'
import { shanghaiDay, type Window } from '@pilot-ledger/kernel'
import { type CountedRow, valueOfRows } from '../../domain/counted'
import type { EligibilityAnswer } from '../../domain/eligibility'
import { type Assessment, heldStrikes, lastSeal, publicationStands } from '../../domain/round-state'
import { type Indicator, windowOf } from '../../domain/scheme'
import { type ScoreSheet, score } from '../../domain/scoring'
import { assembleSnapshot, type Snapshot } from '../../domain/snapshot'
import { valuesOf } from '../../domain/verification'
import { assessmentIn } from '../../rounds/round-reading.service'
import type { Viewer } from '../../rounds/round-routes'
import { scoresIn } from '../../rounds/round-scores'
import { AuditedRounds, type RoundRead } from '../audited-rounds'
import { consequenceWords, eligibilityView, nameOf, quotaWords } from './conditions'
import type { IndicatorView, ResultView, StruckView } from './result-view'

/** What a paper says of one indicator, from a snapshot or from the round as it stands. */
interface Stated {
  readonly claimed?: string
  readonly reason?: string
  readonly ledger?: string
  readonly verified?: string
  readonly points?: string
  readonly rows?: readonly CountedRow[]
  readonly strikes: readonly {
    readonly strike: string
    readonly row: string
    readonly amount?: string
    readonly reason: string
  }[]
}

/**
 * One platform's result for its papers: the sealed one while it stands, else a draft of what there is. A platform's own
 * account sees strikes and verified values once it is verified, the grade and the seal once they are published.
 */
export async function resultOf(
  reading: AuditedRounds,
  round: RoundRead,
  platform: string,
  viewer: Viewer,
): Promise<ResultView> {
  const { state, scheme } = round
  const whole = assessmentIn(round.state, platform)
  const { shown, sealed, cut, window, platform: named } = await standingOf(reading, round, platform, viewer)
  const assessment = shown || whole.verification ? whole : ownNumbers(whole)
  const stated = sealed
    ? fromSnapshot(sealed.snapshot)
    : await asItStands(reading, round, assessment, viewer.platforms === undefined)
  const own = score(scheme.content, new Map(assessment.claims.map((it) => [it.indicator, it.claimed])))
  const grade = sealed
    ? sealed.snapshot.grade.zh
    : shown && scheme.content.grades.levels.find((it) => it.code === assessment.proposal?.grade)?.zh
  // A sum that lacks others' points is no total: a platform is told it when they are known.
  const reported = viewer.platforms === undefined || stated.sheet?.complete !== false
  const total = sealed ? sealed.snapshot.total : reported ? stated.sheet?.total : undefined
  return {
    round: {
      id: round.id,
      roundNo: state.opened.roundNo,
      title: state.opened.title,
      appealUntil: state.deadlines.appeal,
      ...(state.opened.synthetic && { synthetic: true }),
    },
    scheme: {
      code: scheme.code,
      version: scheme.version,
      titles: scheme.titles,
      sample: scheme.sample === true,
      contentHash: state.opened.scheme.contentHash,
      fullScore: scheme.content.fullScore,
    },
    platform: named,
    window,
    cut,
    ...(sealed && { sealed: sealed.mark }),
    groups: scheme.content.groups.map((group) => ({
      code: group.code,
      zh: group.zh,
      weight: group.weight,
      ...pointsOf(stated.sheet, group.code),
      indicators: group.indicators.map((it) => indicatorView(it, stated.of(it.code), own, assessment, window)),
    })),
    ...(own.complete && { selfTotal: own.total }),
    ...(total !== undefined && { total }),
    ...(grade && { grade }),
    ...(stated.eligibility && { eligibility: eligibilityView(scheme.content, stated.eligibility) }),
    ...(!stated.eligibility &&
      own.eligibility && {
        eligibility: { ...eligibilityView(scheme.content, own.eligibility), stated: true as const },
      }),
    ...(sealed?.snapshot.quotas && { quotas: quotaWords(scheme.content, sealed.snapshot.quotas) }),
    ...(sealed?.snapshot.consequences && { consequences: consequenceWords(sealed.snapshot.consequences) }),
    ...(sealed?.snapshot.subsidy && { subsidy: sealed.snapshot.subsidy }),
  }
}

/** Of which platform, window and cut a result tells, and whether its viewer is shown the sealed one. */
export async function standingOf(reading: AuditedRounds, round: RoundRead, platform: string, viewer: Viewer) {
  const { state, scheme } = round
  const { context } = reading
  const shown = viewer.platforms === undefined || publicationStands(state)
  const sealed = shown && state.sealStands ? sealedOf(round, platform) : undefined
  const cut = sealed?.snapshot.cut.sequence ?? round.cut.sequence
  const window = sealed?.snapshot.window ?? (await context.window(scheme.content, state.opened, platform, cut))
  const { registration } = (await context.streams.register(context.tables, platform, cut)).state
  const named: ResultView['platform'] = {
    id: platform,
    name: registration?.name ?? platform,
    host: registration?.host.name ?? '',
    town: registration?.town ?? '',
    synthetic: registration?.synthetic === true || state.opened.synthetic === true,
  }
  return { shown, sealed, cut, window, platform: named }
}

export type SealedResult = NonNullable<ReturnType<typeof sealedOf>>

/** The newest sealed result of a platform, whole. */
export function sealedOf({ state, events }: RoundRead, platform: string, sealNo = lastSeal(state)?.sealNo) {
  const result = state.seals.find((it) => it.sealNo === sealNo)?.results.find((it) => it.platform === platform)
  if (!result) return undefined
  const kept = events.flatMap((it) => (it.type === 'ResultRowsSealed' ? [it.data as never] : []))
  const snapshot: Snapshot = assembleSnapshot(result, kept)
  const event = events.find(
    ({ type, data }) => type === 'ResultSealed' && data.platform === platform && data.sealNo === result.sealNo,
  )
  const published = state.publications.find((it) => it.sealNo === result.sealNo)
  return {
    result,
    snapshot,
    event,
    mark: {
      sealNo: result.sealNo,
      hash: result.hash,
      on: shanghaiDay(event?.recordedAt ?? 0),
      ...(published && { publishedOn: published.on }),
    },
  }
}

/** While an evaluator is at work a platform sees its own numbers only. */
const ownNumbers = (it: Assessment): Assessment => ({ ...it, strikes: [], handValues: [] })

interface AllStated {
  readonly sheet?: Pick<ScoreSheet, 'groups' | 'total'> & Partial<Pick<ScoreSheet, 'complete'>>
  readonly eligibility?: EligibilityAnswer
  of(indicator: string): Stated
}

function fromSnapshot({ indicators, groups, total, eligibility }: Snapshot): AllStated {
  return {
    ...(eligibility && { eligibility }),
    sheet: { groups, total },
    of: (code) => {
      const it = indicators.find((it) => it.indicator === code)
      return it ? { ...it, points: it.score.points } : NOTHING
    },
  }
}

async function asItStands(
  reading: AuditedRounds,
  round: RoundRead,
  assessment: Assessment,
  atWork: boolean,
): Promise<AllStated> {
  const { platform, claims, handValues } = assessment
  const figures = await reading.figures(round, platform)
  // Places among the others are told with the results.
  const sheet =
    atWork || publicationStands(round.state)
      ? scoresIn(round.state, round.scheme.content, reading.context.today()).sheets.get(platform)
      : assessment.verification && score(round.scheme.content, valuesOf(assessment) ?? new Map())
  const verified = new Map(assessment.verification?.values.map((it) => [it.indicator, it.verified]))
  return {
    ...(sheet && { sheet, ...(sheet.eligibility && { eligibility: sheet.eligibility }) }),
    of: (code) => {
      const behind = figures.find((it) => it.code === code)
      const claim = claims.find((it) => it.indicator === code)
      const strikes = heldStrikes(assessment, code)
      // What an evaluator has come to so far; a platform sees it when it is verified.
      const soFar = () =>
        behind
          ? valueOfRows(behind.measure, behind.rows, strikes)
          : handValues.find((it) => it.indicator === code)?.value
      const value = verified.get(code) ?? (atWork ? soFar() : undefined)
      const points = sheet?.steps.find((it) => it.indicator === code)?.points
      return {
        ...(claim && { claimed: claim.claimed }),
        ...(claim?.reason !== undefined && { reason: claim.reason }),
        ...(behind?.value !== undefined && { ledger: behind.value }),
        ...(behind && { rows: behind.rows }),
        ...(value !== undefined && { verified: value }),
        ...(points !== undefined && { points }),
        strikes,
      }
    },
  }
}

const NOTHING: Stated = { strikes: [] }

function pointsOf(sheet: AllStated['sheet'], group: string) {
  const points = sheet?.groups.find((it) => it.group === group)?.points
  return points === undefined ? {} : { points }
}

function indicatorView(
  it: Indicator,
  stated: Stated,
  own: ScoreSheet,
  assessment: Assessment,
  window: Window,
): IndicatorView {
  const { source } = it
  const step = own.steps.find((step) => step.indicator === it.code)
  const claim = assessment.claims.find((claim) => claim.indicator === it.code)
  const { claimed, ledger, verified, reason, points, rows } = stated
  const days = windowOf(it, window)
  return {
    code: it.code,
    zh: nameOf(it),
    weight: it.weight,
    ...(it.target !== undefined && { target: it.target }),
    unit: source.from === 'ledger' ? (figureOf(source.figure)?.unit ?? 'count') : source.unit,
    ...(claimed !== undefined && { claimed }),
    ...(ledger !== undefined && { ledger }),
    ...(verified !== undefined && { verified }),
    ...(reason !== undefined && { reason }),
    ...(step && !step.pending && { selfPoints: step.points }),
    ...(points !== undefined && { points }),
    evidence: (claim?.evidence ?? []).map(({ fileName, pages }) => `${fileName}（共 ${pages} 页）`),
    ...(rows && { rows: rows.length }),
    ...(days !== window && (days.from !== window.from || days.to !== window.to) && { window: days }),
    struck: stated.strikes.flatMap((strike) => struckView(strike, rows ?? [])),
  }
}

function struckView(strike: Stated['strikes'][number], rows: readonly CountedRow[]): StruckView[] {
  const row = rows.find((it) => it.row === strike.row)
  if (!row) return []
  return [
    {
      strike: strike.strike,
      row: row.row,
      entryId: row.entryId,
      ...(row.contractNo !== undefined && { contractNo: row.contractNo }),
      ...(row.client !== undefined && { client: row.client }),
      date: row.date,
      value: row.value,
      takenOff: strike.amount ?? row.value,
      reason: strike.reason,
    },
  ]
}
