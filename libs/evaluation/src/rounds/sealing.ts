import { Injectable } from '@nestjs/common'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { type Checked, inTurns, isRefusal, partyKey, refuse } from '@pilot-ledger/kernel'
import { consequencesOf } from '../domain/consequences'
import { grade, type RoundScores, standingOf } from '../domain/grading'
import { type Assessment, lastSeal, type RoundState } from '../domain/round-state'
import type { Grade, SchemeContent } from '../domain/scheme'
import { type Snapshot, snapshotOf } from '../domain/snapshot'
import { baseOf, type SubsidyGiven, subsidy } from '../domain/subsidy'
import { verifiedItems, verifiedValues } from '../domain/verification'
import { earlierResults } from './earlier-results'
import { type Counts, Grants, grantsOf } from './grants'
import { CUT_NOT_REACHED, type OpenRound, RoundContext, type RowsBy } from './round-context'
import { stateOf } from './round-reading.service'
import { scoresIn } from './round-scores'

/** 封存: every platform's result as it is now, worked out again from the rows at the round's cut. */
@Injectable()
export class Sealing {
  constructor(
    private readonly context: RoundContext,
    private readonly reader: StreamReader,
  ) {}

  /**
   * Refusals `cut-not-reached`, `cut-moved` where a platform was verified at another cut than the round's, `grade-moved` where
   * the ranks have changed since its grade was given. `before`: to make a sealed result again, the last entry before it: what
   * other rounds had granted by then counts, and rows are told as they come out, also where they no longer make what was
   * verified.
   */
  async snapshots(
    roundId: string,
    state: OpenRound,
    before?: number,
    counts: Counts = 'byScheme',
  ): Promise<Checked<readonly Snapshot[]>> {
    const at = before ?? this.context.tables.sequence
    const { opened } = state
    const scheme = await this.context.scheme(opened.scheme)
    const cut = this.context.cut(state)
    if (before === undefined && !(cut.final && this.context.caughtUp)) return CUT_NOT_REACHED
    const scores = scoresIn(state, scheme, this.context.today())
    const granted = await this.grantedElsewhere(roundId, at, counts)
    const earlier =
      scheme.consequences && (await earlierResults(this.reader, this.context, { id: roundId, opened }, at))
    const sealNo = (lastSeal(state)?.sealNo ?? 0) + 1
    const snapshots: Snapshot[] = []
    for (const assessment of state.assessments) {
      const { platform, verification, proposal } = assessment
      const level = scheme.grades.levels.find((it) => it.code === proposal?.grade)
      if (!level) throw new Error(`${platform} has no grade: the round's rules should have refused`)
      if (verification && verification.cut !== cut.sequence) return cutMoved(platform)
      const { rows, faithful } = await this.rows(scheme, opened, assessment)
      if (!faithful && before === undefined) return cutMoved(platform)
      if (before === undefined && !stillGiven(scheme, assessment, scores)) return gradeMoved(platform)
      const answer = await this.subsidyOf(scheme, opened, await givenBy(scheme, assessment, rows, scores), granted, at)
      snapshots.push(
        snapshotOf({
          roundId,
          opened,
          sealNo,
          scheme,
          assessment,
          cut: { sequence: cut.sequence, recordedAt: cut.recordedAt ?? '' },
          behind: rows,
          sheet: scores.sheets.get(platform),
          place: opened.relative ? scores.places?.get(platform) : undefined,
          quotas: namedQuotas(scheme) ? scores.quotas?.get(platform) : undefined,
          consequences:
            earlier &&
            consequencesOf(
              scheme,
              { roundNo: opened.roundNo, grade: level.code, noShow: !verification },
              earlier(platform),
            ),
          grade: level,
          subsidy: answer,
        }),
      )
    }
    return snapshots
  }

  /** The rows again, and whether they still make what was verified. */
  private async rows(scheme: SchemeContent, opened: OpenRound['opened'], assessment: Assessment) {
    const none: RowsBy = new Map()
    const { platform, verification } = assessment
    if (!verification) return { rows: none, faithful: true }
    const { rows } = await this.context.behind(scheme, opened, platform, verification.cut)
    const again = await inTurns(verifiedValues(scheme, assessment, rows))
    const faithful =
      !isRefusal(again) &&
      (again as typeof verification.values).every((it, i) => it.verified === verification.values[i].verified)
    return { rows, faithful }
  }

  /** What one platform is given is added to `granted`, and counts for those of the same body that come after it. */
  async subsidyOf(
    scheme: SchemeContent,
    opened: OpenRound['opened'],
    { platform, ...given }: Given,
    granted: Grants,
    at: number,
  ): Promise<Snapshot['subsidy']> {
    const rule = scheme.subsidy
    if (!rule) return undefined
    const whose = { platform, body: await this.bodyOf(platform, at), year: this.context.yearOf(scheme, opened) }
    const answer = subsidy(rule, { ...given, granted: granted.before(scheme, opened, whose) })
    const { roundNo, synthetic = false } = opened
    const { amount } = answer
    granted.add({ ...whose, roundNo, scheme: opened.scheme.code, synthetic, f22: rule.f22 === true, amount })
    return { ...answer, year: whose.year }
  }

  /**
   * Platforms for whose caps another round counts that was sealed after what this one had read (`readTo`) and before its own
   * entries (`sealedAt`).
   */
  async overtaken(
    roundId: string,
    { opened }: OpenRound,
    { readTo, sealedAt }: { readonly readTo: number; readonly sealedAt: number },
  ): Promise<readonly string[]> {
    const scheme = await this.context.scheme(opened.scheme)
    if (!scheme.subsidy || readTo >= sealedAt - 1) return []
    const capped = scheme.subsidy.capPerBodyAndYear !== undefined
    const counted = await this.grantedElsewhere(roundId, readTo, 'byScheme')
    const stood = await this.grantedElsewhere(roundId, sealedAt - 1, 'byScheme')
    const year = this.context.yearOf(scheme, opened)
    const platforms: string[] = []
    for (const platform of opened.platforms) {
      const whose = { platform, body: await this.bodyOf(platform, readTo), year }
      const [before, now] = [counted, stood].map((it) => it.before(scheme, opened, whose))
      const bodyMoved = capped && before.body.amount !== now.body.amount
      if (bodyMoved || before.f22?.amount !== now.f22?.amount) platforms.push(platform)
    }
    return platforms
  }

  /**
   * What other rounds have granted each body in each year, as of an entry: each platform's newest result counts from its
   * sealing on, because it may be determined at any time.
   */
  async grantedElsewhere(roundId: string, at: number, counts: Counts): Promise<Grants> {
    const granted = new Grants(counts, [])
    for (const id of this.reader.ids('round')) {
      if (id === roundId) continue
      for (const it of grantsOf(await this.roundAt(id, at), counts))
        granted.add({ ...it, body: await this.bodyOf(it.platform, at) })
    }
    return granted
  }

  private async roundAt(id: string, at: number): Promise<RoundState> {
    const { events } = await this.reader.stream('round', id, at)
    return stateOf(events)
  }

  /** 单位: the host behind a platform; two platforms of one host share a cap. */
  async bodyOf(platform: string, at: number): Promise<string> {
    const { tables } = this.context
    const { state } = await this.context.streams.register(tables, platform, at)
    return state.registration ? partyKey(state.registration.host.id) : platform
  }
}

/** What a platform's subsidy is computed from, beside what its body was granted already. */
export type Given = Omit<SubsidyGiven, 'granted'> & { readonly platform: string }

async function givenBy(
  scheme: SchemeContent,
  assessment: Assessment,
  rows: RowsBy,
  { sheets }: RoundScores,
): Promise<Given> {
  const { platform, verification, proposal } = assessment
  const base = baseOf(scheme)
  const eligible = sheets.get(platform)?.eligibility?.met
  return {
    platform,
    ...(eligible !== undefined && { eligible }),
    grade: proposal?.grade ?? '',
    base: verification?.values.find((it) => it.indicator === base)?.verified,
    items: verification && (verification.items ?? (await inTurns(verifiedItems(scheme, assessment, rows)))),
  }
}

/** A grade and its score were right when they were given; in a round that ranks, who came in later may have changed them. */
function stillGiven(scheme: SchemeContent, { platform, proposal }: Assessment, scores: RoundScores) {
  const total = scores.sheets.get(platform)?.total ?? '0'
  const now = grade(scheme, standingOf(scores, platform))
  return !isRefusal(now) && (now as Grade).code === proposal?.grade && total === proposal?.score
}

const namedQuotas = ({ grades }: SchemeContent) => grades.levels.some((it) => it.quota)

function gradeMoved(platform: string) {
  return refuse('grade-moved', {
    zh: '得分或名次在定级之后有变，请说明理由重开并重新定级',
    en: 'the score or the ranks have changed since this grade was given: re-open it and grade anew',
    facts: { platform },
  })
}

function cutMoved(platform: string) {
  return refuse('cut-moved', {
    zh: '截止时点在核定之后有变，请重开核定',
    en: 'the round’s cut has moved since this platform was verified: re-open its verification',
    facts: { platform },
  })
}
