import { Injectable } from '@nestjs/common'
import { cutView } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { decimal, rounded } from '../domain/exact'
import { isRatio, type RatioSource, shownRatio } from '../domain/ratio'
import { isPublished, lastSeal } from '../domain/round-state'
import { indicatorOf } from '../domain/scheme'
import type { ScoreStep } from '../domain/scoring'
import { assessmentIn } from '../rounds/round-reading.service'
import type { Viewer } from '../rounds/round-routes'
import { AuditService } from './audit.service'
import { AuditedRounds, type RoundRead } from './audited-rounds'
import { sealedOf } from './papers/result-of-round'
import { ResultNowService } from './result-now.service'
import { RoundAuditService } from './round-audit.service'
import { SealVerifier } from './seal-verifier'

/** What was sealed, whether it comes out again, and what it would be now. */
@Injectable()
export class SealService {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly verifier: SealVerifier,
    private readonly rounds: RoundAuditService,
    private readonly audit: AuditService,
    private readonly results: ResultNowService,
  ) {}

  /** Every platform's newest result; a platform's account sees its own, once it is published. Refusal `round-not-sealed`. */
  async seal(roundId: string, viewer: Viewer, platforms: readonly string[] | undefined, waitFor?: string) {
    const round = await this.reading.round(roundId, waitFor)
    if (!mayBeShown(round, viewer)) throw NOT_SEALED
    const { sealNo } = sealOf(round)
    const results = await this.verifier.seal(round, sealNo)
    return {
      round: roundId,
      roundNo: round.state.opened.roundNo,
      sealNo,
      stands: round.state.sealStands,
      results: results
        .filter(({ platform }) =>
          [viewer.platforms, platforms].every((own) => own === undefined || own.includes(platform)),
        )
        .map(({ round: _, roundNo: __, ...it }) => it),
    }
  }

  /**
   * 封存以来: for each indicator the sealed verified value, what it would be now, and the entries between whose effects add up
   * to the difference, and what they would make of the whole result. Nothing of it touches what is sealed.
   */
  async sinceSealing(roundId: string, platform: string, viewer: Viewer, waitFor?: string) {
    const round = await this.reading.round(roundId, waitFor)
    assessmentIn(round.state, platform)
    const { tables } = this.reading.context
    // One cut for all that is said here, also while entries come in.
    const until = tables.sequence
    const sealed = mayBeShown(round, viewer) ? sealedOf(round, platform) : undefined
    const nothing = { sealNo: null, hash: null, sealed: null, result: null, indicators: [] }
    if (!sealed) return { round: roundId, platform, ...nothing, now: cutView(tables, until) }
    const { snapshot, event } = sealed
    const since = snapshot.cut.sequence
    const figures = (await this.reading.figures(round, platform, since)).filter((it) =>
      snapshot.indicators.some((sealedIndicator) => sealedIndicator.indicator === it.code),
    )
    const moving = figures.map((of) => ({ of, moving: this.rounds.moving(round, platform, of, snapshot) }))
    const found = await this.audit.movements(moving, since, until)
    const onStruck = new Map<string, Awaited<ReturnType<AuditService['onStruckRows']>>>()
    for (const { of, moving: it } of moving) onStruck.set(of.code, await this.audit.onStruckRows(of, it, since, until))
    const { sheet, shown: result } = await this.results.of(round, sealed, until, viewer.platforms === undefined)
    return {
      round: roundId,
      platform,
      sealNo: sealed.result.sealNo,
      hash: sealed.result.hash,
      sealed: { ...cutView(tables, since), sealedBy: Number(event?.position ?? 0) },
      now: cutView(tables, until),
      result,
      indicators: snapshot.indicators.map((it) => {
        const of = found.find((one) => one.indicator === it.indicator)
        const indicator = indicatorOf(round.scheme.content, it.indicator)
        const step = sheet?.steps.find((step) => step.indicator === it.indicator)
        const unmoved = indicator && isRatio(indicator) && step ? ratioNow(indicator.source, step) : it.verified
        const now = of ? (of.until ?? undefined) : unmoved
        return {
          indicator: it.indicator,
          zh: indicator?.zh ?? it.indicator,
          en: indicator?.en ?? it.indicator,
          sealed: it.verified,
          now,
          difference: now === undefined ? undefined : differenceOf(it.verified, now),
          sealedPoints: it.score.points,
          pointsNow: step?.pending ? undefined : step?.points,
          entries: withStruck(of?.entries ?? [], onStruck.get(it.indicator) ?? []),
        }
      }),
    }
  }
}

/** Nothing to divide by stands as it does in a seal; undefined where a term cannot be told. */
function ratioNow(source: RatioSource, { value, noRatio, numerator, denominator }: ScoreStep): string | undefined {
  return noRatio ? shownRatio(source, { numerator: numerator ?? '0', denominator: denominator ?? '0' }) : value
}

function withStruck<Entry extends { readonly sequence: number }>(moved: readonly Entry[], struck: readonly Entry[]) {
  const silent = struck.filter((it) => moved.every((of) => of.sequence !== it.sequence))
  return [...moved, ...silent].sort((a, b) => a.sequence - b.sequence)
}

/** A platform learns of its result when it is published. */
function mayBeShown({ state }: RoundRead, { platforms }: Viewer): boolean {
  return platforms === undefined || isPublished(state)
}

function sealOf({ state }: RoundRead) {
  const seal = lastSeal(state)
  if (seal) return seal
  throw NOT_SEALED
}

function differenceOf(sealed: string, now: string): string {
  const difference = decimal(now).minus(sealed)
  return rounded(difference, Math.max(...[sealed, now].map((it) => it.split('.')[1]?.length ?? 0)))
}

const NOT_SEALED = new RefusalException([
  refuse('round-not-sealed', { zh: '结果尚未封存', en: 'the results are not sealed' }),
])
