import { type BusinessDate, fenOf, formatAmount, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { AssessmentContent, Deadlines, RowStruck, VerificationReplied } from '../definitions'
import {
  type Assessment,
  type AssessmentStep,
  heldStrikes,
  isNoShow,
  isPublished,
  type RoundState,
  submissionUntil,
} from './round-state'

/** Whether one platform's assessment can take this step now: in its order, and by its deadline. */
export function refuseAssessmentStep(
  state: RoundState,
  it: Assessment,
  content: AssessmentContent,
  today: BusinessDate,
): Refusal | undefined {
  const deadlines = state.deadlines as Deadlines
  switch (content.type) {
    case 'AssessmentStated':
    case 'AssessmentSubmitted':
      return notAt(it, 'stating') ?? late('selfAssessment', submissionUntil(state, it), today)
    case 'AssessmentReopened':
      return refuseReopening(state, it, content.data, today)
    case 'RowStruck':
      return (
        notAt(it, 'submitted') ?? late('verification', deadlines.verification, today) ?? refuseStrike(it, content.data)
      )
    case 'StrikeLifted': {
      const { strike } = content.data
      const held = heldStrikes(it).some((old) => old.strike === strike)
      return (
        notAt(it, 'submitted') ??
        late('verification', deadlines.verification, today) ??
        (held ? undefined : UNKNOWN_STRIKE)
      )
    }
    case 'ValueVerified':
    case 'AssessmentVerified':
      return notAt(it, 'submitted') ?? late('verification', deadlines.verification, today)
    case 'VerificationReplied':
      return refuseReply(state, it, content.data, today)
    case 'ReplyAnswered':
      return waiting(it) ? undefined : NOTHING_TO_ANSWER
    case 'GradeProposed':
      return refuseProposal(state, it, today)
    case 'GradeConfirmed':
      // 双人: whoever proposed cannot be the second.
      return notAt(it, 'graded') ?? (it.proposal?.by === content.data.by ? SAME_PERSON : undefined)
    case 'GradeRejected':
      return notAt(it, 'graded')
  }
}

/** 核减: once a row, and never more than the row has; parts only of what was added. */
function refuseStrike(
  it: Assessment,
  { strike, indicator, row, value, amount }: RowStruck['data'],
): Refusal | undefined {
  if (strike !== String(it.strikes.length + 1))
    return refuse('strike-exists', { zh: '核减编号已用', en: 'number used' })
  const own = heldStrikes(it, indicator).filter((old) => old.row === row)
  const taken = own.reduce((sum, old) => sum + fenOf(old.amount ?? '0.00'), 0n)
  if (own.some((old) => old.amount === undefined) || (own.length > 0 && amount === undefined)) {
    return refuse('row-struck', {
      pointer: '/row',
      zh: '该行已核减，请先撤销原核减',
      en: 'the row has been struck already; lift that strike first',
      facts: { strikes: own.map((old) => old.strike).join(', ') },
    })
  }
  if (amount === undefined || fenOf(amount) <= fenOf(value) - taken) return undefined
  return refuse('strike-above-row', {
    pointer: '/amount',
    zh: '核减额超过该行余额',
    en: 'more would be taken off the row than it has',
    facts: { row: value, struck: formatAmount(taken) },
  })
}

function refuseReply(
  state: RoundState,
  it: Assessment,
  { stage }: VerificationReplied['data'],
  today: BusinessDate,
): Refusal | undefined {
  const deadlines = state.deadlines as Deadlines
  if (waiting(it))
    return refuse('reply-exists', { zh: '上一次反馈尚未答复', en: 'the last reply has not been answered' })
  if (stage === 'reply') return notAt(it, 'verified') ?? late('reply', deadlines.reply, today)
  if (!isPublished(state) || it.step !== 'confirmed')
    return refuse('round-not-published', { zh: '结果尚未公布', en: 'the results are not published yet' })
  return late('appeal', deadlines.appeal, today)
}

/** A grade waits for the platform's word on the verification, or for the end of its time to say it. */
function refuseProposal(state: RoundState, it: Assessment, today: BusinessDate): Refusal | undefined {
  if (isNoShow(state, it, today) && it.step === 'stating') return undefined
  const refusal = notAt(it, 'verified')
  if (refusal) return refusal
  if (waiting(it))
    return refuse('reply-not-answered', { zh: '平台反馈尚未答复', en: 'the platform’s reply is not answered' })
  const last = it.replies.at(-1)
  if (last?.stage === 'reply' && last.answer?.outcome === 'granted' && !last.actedOn)
    return refuse('reply-granted', {
      zh: '平台反馈已采纳，须先重开并重新核定',
      en: 'the platform’s reply was granted: re-open the assessment first',
    })
  const { reply } = state.deadlines as Deadlines
  if (it.replied || reply < today) return undefined
  return refuse('reply-still-open', {
    zh: '平台反馈期未满',
    en: 'the platform may still reply',
    facts: { until: reply, today },
  })
}

/** Before sealing with a reason; after it only where an appeal was granted. */
function refuseReopening(
  state: RoundState,
  it: Assessment,
  { to, until }: { readonly to: string; readonly until?: BusinessDate },
  today: BusinessDate,
): Refusal | undefined {
  const appeal = it.replies.at(-1)
  const granted = appeal?.stage === 'appeal' && appeal.answer?.outcome === 'granted' && !appeal.actedOn
  if (state.sealStands && !granted) {
    return refuse('round-sealed', {
      zh: '结果已封存；仅申诉成立的平台可以重开',
      en: 'the results are sealed: only a granted appeal re-opens one',
    })
  }
  if (to === 'verification') return it.verification ? undefined : notAt(it, 'verified')
  if (submissionUntil(state, it) >= today && it.step === 'stating')
    return refuse('submission-open', { zh: '该平台仍可填报', en: 'the platform can still submit' })
  const lastDay = until ?? submissionUntil(state, it)
  if (lastDay >= today) return undefined
  return refuse('deadline-in-the-past', {
    pointer: '/until',
    zh: '请给出新的填报期限（不早于今日）',
    en: 'give the platform a last day, today or later',
    facts: { today },
  })
}

function notAt(it: Assessment, ...steps: readonly AssessmentStep[]): Refusal | undefined {
  if (steps.includes(it.step)) return undefined
  return refuse('not-at-this-step', {
    zh: `此步骤须在“${steps.map((step) => STEPS[step]).join('、')}”阶段进行，现为“${STEPS[it.step]}”`,
    en: `this is done while the assessment is ${steps.join(' or ')}; it is ${it.step}`,
    facts: { step: it.step, expected: steps.join(', ') },
  })
}

export const STEPS: Readonly<Record<AssessmentStep, string>> = {
  stating: '填报中',
  submitted: '已提交',
  verified: '已核定',
  graded: '等级待复核',
  confirmed: '等级已确认',
}

function late(deadline: string, last: BusinessDate, today: BusinessDate): Refusal | undefined {
  if (today <= last) return undefined
  return refuse('deadline-passed', {
    zh: '已过期限；须由评价员说明理由后重开或延期',
    en: 'the deadline has passed: an evaluator may re-open or move it, with a reason',
    facts: { deadline, last, today },
  })
}

const waiting = (it: Assessment) =>
  it.replies.length > 0 && it.replies.at(-1)?.answer === undefined && !it.replies.at(-1)?.accepts

const UNKNOWN_STRIKE = refuse('unknown-strike', {
  zh: '没有此核减或已撤销',
  en: 'there is no such strike, or it was lifted',
})
const NOTHING_TO_ANSWER = refuse('nothing-to-answer', { zh: '没有待答复的反馈', en: 'no reply waits for an answer' })
const SAME_PERSON = refuse('second-person-is-first', {
  zh: '等级须由另一名评价员复核',
  en: 'a grade is confirmed by another evaluator than who proposed it',
})
