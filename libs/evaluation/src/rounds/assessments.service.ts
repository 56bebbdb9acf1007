import { Injectable } from '@nestjs/common'
import { type Checked, inTurns, isRefusal, refuse } from '@pilot-ledger/kernel'
import type { Claim, RoundContent } from '../definitions'
import { grade, standingOf } from '../domain/grading'
import { NOT_IN_ROUND, roundRules } from '../domain/round-rules'
import { type Assessment, assessmentOf, isPublished } from '../domain/round-state'
import { indicatorOf, type SchemeContent } from '../domain/scheme'
import { verifiedItems, verifiedValues } from '../domain/verification'
import {
  differsWithoutReason,
  isComputed,
  prefilled,
  refuseUnit,
  sameValue,
  stated,
  unitOf,
  unknownIndicator,
} from './claims'
import type {
  AssessmentDto,
  ReasonDto,
  ReopeningDto,
  ReplyAnswerDto,
  ReplyDto,
  StrikeDto,
  VerifiedValueDto,
} from './dtos'
import { CUT_NOT_REACHED, type OpenRound, openRound, RoundContext } from './round-context'
import { judged, type OnRound, type RoundDecision, RoundRequests } from './round-requests'
import { scoresIn } from './round-scores'

/** With the platform that the address names. */
type Of<Body> = Body & { readonly platform: string }
type Step = (at: {
  readonly state: OpenRound
  readonly assessment: Assessment
  readonly scheme: SchemeContent
  readonly actor: string
}) => Promise<Checked<RoundContent>>

/** One platform's assessment, step by step: what is recorded is worked out on the figures at the round's cut. */
@Injectable()
export class AssessmentsService extends RoundRequests {
  constructor(private readonly context: RoundContext) {
    super()
  }

  /**
   * 填报: refusals `unknown-indicator`, `unit-mismatch`, `reason-missing`, `evidence-missing`, `evidence-pages-differ`, and those of
   * the step.
   */
  async state({ platform, claims }: Of<AssessmentDto>, on: OnRound): RoundDecision {
    for (const [i, { evidence = [] }] of claims.entries()) {
      const refused = await this.context.refuseOtherPages(platform, evidence, `/claims/${i}/evidence`)
      if (refused) return refused
    }
    return this.claim(platform, 'AssessmentStated', on, (scheme, _, rows) => stated(scheme, claims, rows))
  }

  /** 提交: refusals `claim-missing`, `deadline-passed`. */
  submit({ platform }: Of<object>, on: OnRound): RoundDecision {
    return this.claim(platform, 'AssessmentSubmitted', on, prefilled)
  }

  /** 重开, with a reason. */
  reopen(data: Of<ReopeningDto>, on: OnRound): RoundDecision {
    return this.step(data.platform, on, async () => ({ type: 'AssessmentReopened', data }))
  }

  /** 核减: refusals `unknown-row`, `strike-needs-amounts`, `cut-not-reached`, and those of the step. */
  strike({ platform, indicator: code, row, amount, reason }: Of<StrikeDto>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ state, assessment, scheme }) => {
      const cut = this.finalCut(state)
      if (isRefusal(cut)) return cut
      const indicator = indicatorOf(scheme, code)
      if (!indicator) return unknownIndicator(code, '/indicator')
      const { rows } = await this.context.behind(scheme, state.opened, platform, cut)
      const behind = rows.get(code)
      const found = behind?.rows.find((it) => it.row === row)
      if (!behind || !found) return UNKNOWN_ROW
      if (amount !== undefined && (behind.measure !== 'sum' || found.value.startsWith('-'))) return WHOLE_ROWS_ONLY
      return {
        type: 'RowStruck',
        data: {
          platform,
          strike: String(assessment.strikes.length + 1),
          indicator: code,
          row,
          entryId: found.entryId,
          ...(found.engagement !== undefined && { engagement: found.engagement }),
          date: found.date,
          value: found.value,
          ...(amount !== undefined && { amount }),
          reason,
        },
      }
    })
  }

  /** 撤销核减. */
  lift(data: Of<ReasonDto & { readonly strike: string }>, on: OnRound): RoundDecision {
    return this.step(data.platform, on, async () => ({ type: 'StrikeLifted', data }))
  }

  /** 核定数 of a number entered by hand. */
  setValue({ platform, indicator: code, value, reason }: Of<VerifiedValueDto>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ assessment, scheme }) => {
      const indicator = indicatorOf(scheme, code)
      if (!indicator) return unknownIndicator(code, '/indicator')
      if (indicator.source.from === 'ratio') return isComputed('/indicator')
      if (indicator.source.from !== 'hand') return NOT_BY_HAND
      const wrongUnit = refuseUnit(value, unitOf(indicator, new Map()), '/value')
      if (wrongUnit) return wrongUnit
      const claimed = assessment.claims.find((it) => it.indicator === code)?.claimed
      if (!sameValue(claimed, value) && reason === undefined)
        return differsWithoutReason('/reason', claimed ?? '—', value)
      const data = { platform, indicator: code, value, ...(reason !== undefined && { reason }) }
      return { type: 'ValueVerified', data }
    })
  }

  /** 核定: every indicator's value from the rows that are left. */
  verify({ platform }: Of<object>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ state, assessment, scheme }) => {
      const cut = this.finalCut(state)
      if (isRefusal(cut)) return cut
      const { question, rows } = await this.context.behind(scheme, state.opened, platform, cut)
      const values = await inTurns(verifiedValues(scheme, assessment, rows))
      if (isRefusal(values)) return values
      const all = await inTurns(verifiedItems(scheme, assessment, rows))
      // More than an entry holds are worked out again from the rows when the result is sealed.
      const items = all && all.length <= MOST_ITEMS ? all : undefined
      return {
        type: 'AssessmentVerified',
        data: { platform, cut, window: question.window, values, ...(items && { items }) },
      }
    })
  }

  /** 反馈 before grading, 申诉 after publication. Refusals `evidence-pages-differ`, and those of the step. */
  reply({ platform, accepts, text, evidence }: Of<ReplyDto>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ state }) => {
      const refused = await this.context.refuseOtherPages(platform, evidence ?? [], '/evidence')
      if (refused) return refused
      const stage = isPublished(state) && state.sealStands ? 'appeal' : 'reply'
      return { type: 'VerificationReplied', data: { platform, stage, accepts, text, ...(evidence && { evidence }) } }
    })
  }

  answerReply(data: Of<ReplyAnswerDto>, on: OnRound): RoundDecision {
    return this.step(data.platform, on, async () => ({ type: 'ReplyAnswered', data }))
  }

  /** 拟定等级: the one the scheme's rule gives. Refusals `scores-incomplete`, `place-not-known`. */
  proposeGrade({ platform }: Of<object>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ state, scheme, actor }) => {
      const scores = scoresIn(state, scheme, this.context.today())
      const sheet = scores.sheets.get(platform)
      if (sheet && !sheet.complete) return SCORES_INCOMPLETE
      const given = grade(scheme, standingOf(scores, platform))
      if (isRefusal(given)) return given
      const data = { platform, grade: given.code, score: sheet?.total ?? '0', by: actor }
      return { type: 'GradeProposed', data }
    })
  }

  /** 复核等级, by another evaluator. */
  confirmGrade({ platform }: Of<object>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ actor }) => ({
      type: 'GradeConfirmed',
      data: { platform, by: actor },
    }))
  }

  rejectGrade({ platform, reason }: Of<ReasonDto>, on: OnRound): RoundDecision {
    return this.step(platform, on, async ({ actor }) => ({
      type: 'GradeRejected',
      data: { platform, by: actor, reason },
    }))
  }

  private claim(
    platform: string,
    type: 'AssessmentStated' | 'AssessmentSubmitted',
    on: OnRound,
    claimsOf: (scheme: SchemeContent, assessment: Assessment, rows: Rows) => Checked<readonly Claim[]>,
  ): RoundDecision {
    return this.step(platform, on, async ({ state, assessment, scheme }) => {
      const cut = this.context.cut(state).sequence
      const { rows } = await this.context.behind(scheme, state.opened, platform, cut)
      const claims = claimsOf(scheme, assessment, rows)
      return isRefusal(claims) ? claims : { type, data: { platform, cut, claims: claims as Claim[] } }
    })
  }

  private async step(platform: string, on: OnRound, step: Step): RoundDecision {
    const state = openRound((await on.history()).state)
    const assessment = assessmentOf(state, platform)
    if (!assessment) return NOT_IN_ROUND
    const scheme = await this.context.scheme(state.opened.scheme)
    const content = await step({ state, assessment, scheme, actor: on.identity.actor })
    return judged(roundRules, isRefusal(content) ? content : [content as RoundContent])
  }

  /** What is verified is what the ledger said at the round's cut, so not before that. */
  private finalCut(state: OpenRound): Checked<number> {
    const { sequence, final } = this.context.cut(state)
    if (final && this.context.caughtUp) return sequence
    return CUT_NOT_REACHED
  }
}

type Rows = Parameters<typeof stated>[2]

/** At most 400 bytes each. */
const MOST_ITEMS = 2_000
const UNKNOWN_ROW = refuse('unknown-row', {
  pointer: '/row',
  zh: '该指标没有此明细行',
  en: 'the indicator has no such row',
})
const WHOLE_ROWS_ONLY = refuse('strike-needs-amounts', {
  pointer: '/amount',
  zh: '仅金额为正的行可部分核减；计数与负数行须整行核减',
  en: 'only rows with a positive amount are struck in part; counts and negative rows as a whole',
})
const NOT_BY_HAND = refuse('not-by-hand', {
  pointer: '/indicator',
  zh: '该指标由账本计算，请核减明细行',
  en: 'this indicator is computed from the ledger: strike its rows',
})
const SCORES_INCOMPLETE = refuse('scores-incomplete', {
  zh: '有指标按名次计分，其他平台尚未全部核定',
  en: 'an indicator is scored by rank, and not every participant has been verified',
})
