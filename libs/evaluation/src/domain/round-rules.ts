import {
  type BusinessDate,
  fenOf,
  formatAmount,
  formerNumberKey,
  numberKey,
  type Refusal,
  type Rules,
  refuse,
} from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import {
  DEADLINES,
  type Deadlines,
  type FindingRecorded,
  ROUND_EVENTS,
  type RoundContent,
  type RoundOpened,
  type SubsidyPaid,
} from '../definitions'
import { refuseAssessmentStep } from './assessment-steps'
import { evolve } from './round-evolve'
import { assessmentOf, isPublished, lastSeal, type RoundState, UNOPENED } from './round-state'

/** The room's own namespace (random once, fixed for ever). */
const ROUND = '0a3f1a86-4d0e-4a52-8f57-6f6c2d6c8b3e'

/** A round is named by its number, however it is typed. */
export function roundIdOf(roundNo: string): string {
  return uuidv5(formerNumberKey(roundNo), ROUND)
}

/** The order of a round's steps, its deadlines, and who stands for what. */
export const roundRules: Rules<RoundState, RoundContent> = {
  events: ROUND_EVENTS,
  initial: UNOPENED,
  evolve,
  refuse: (state, content, today) => refuseStep(state, content, today) ?? ROUND_EVENTS.refuse(content, today),
}

function refuseStep(state: RoundState, content: RoundContent, today: BusinessDate): Refusal | undefined {
  if (content.type === 'RoundOpened') return state.opened ? ROUND_EXISTS : refuseOpening(content.data, today)
  if (!state.opened) return UNKNOWN_ROUND
  switch (content.type) {
    case 'DeadlineMoved':
      return (
        refuseDeadlines({ ...(state.deadlines as Deadlines), [content.data.deadline]: content.data.to }, '/to') ??
        (content.data.to < today ? alreadyPast('/to', today) : undefined)
      )
    case 'ResultRowsSealed':
    case 'ResultSealed':
      return refuseSealing(state, content.data.platform)
    case 'SealOvertaken':
      return state.sealStands && lastSeal(state)?.sealNo === content.data.sealNo ? undefined : NOT_SEALED
    case 'ResultPublished':
      return refusePublication(state)
    case 'SubsidyDetermined':
      return refuseSubsidy(state, content.data.platform)
    case 'SubsidyPaid':
      return refusePayment(state, content.data)
    case 'SubsidyPaymentVoided':
      return livePayment(state, content.data.platform, content.data.bankReference) ? undefined : UNKNOWN_PAYMENT
    case 'SampleDrawn':
      return content.data.sample === String(state.samples.length + 1) ? undefined : SAMPLE_EXISTS
    case 'FindingRecorded': {
      const { sample, platform, row } = content.data
      const drawn = state.samples.find((it) => it.drawn.sample === sample)?.drawn.drawn
      if (drawn === undefined) return UNKNOWN_SAMPLE
      if (!drawn.some((it) => it.platform === platform && it.row === row)) return ROW_NOT_DRAWN
      return refuseFindingAgain(state, content.data)
    }
    default: {
      const assessment = assessmentOf(state, content.data.platform)
      return assessment ? refuseAssessmentStep(state, assessment, content, today) : NOT_IN_ROUND
    }
  }
}

function refuseOpening({ platforms, deadlines }: RoundOpened['data'], today: BusinessDate): Refusal | undefined {
  const twice = platforms.findIndex((it, i) => platforms.indexOf(it) < i)
  if (twice !== -1)
    return refuse('platform-twice', {
      pointer: `/platforms/${twice}`,
      zh: '平台重复',
      en: 'the platform stands here twice',
    })
  if (deadlines.selfAssessment < today) return alreadyPast('/deadlines/selfAssessment', today)
  return refuseDeadlines(deadlines, '/deadlines')
}

function refuseDeadlines(deadlines: Deadlines, pointer: string): Refusal | undefined {
  const late = DEADLINES.findIndex((it, i) => i > 0 && deadlines[it] < deadlines[DEADLINES[i - 1]])
  if (late === -1) return undefined
  return refuse('deadlines-out-of-order', {
    pointer,
    zh: '期限须依次为自评、核定、反馈、申诉',
    en: 'deadlines follow one another: self-assessment, verification, reply, appeal',
    facts: { [DEADLINES[late]]: deadlines[DEADLINES[late]], [DEADLINES[late - 1]]: deadlines[DEADLINES[late - 1]] },
  })
}

/** 封存: when every grade of the round is confirmed, and once. */
export function refuseSealing(state: RoundState, platform: string): Refusal | undefined {
  if (!assessmentOf(state, platform)) return NOT_IN_ROUND
  if (state.sealStands) {
    return refuse('round-sealed', { zh: '本轮结果已封存', en: 'the results of this round are sealed already' })
  }
  const open = state.assessments.filter((it) => it.step !== 'confirmed').map((it) => it.platform)
  if (open.length === 0) return undefined
  return refuse('grades-not-confirmed', {
    zh: '尚有平台等级未经复核确认',
    en: 'not every grade has been confirmed by a second person',
    facts: { platforms: open.join(', ') },
  })
}

/** What counts against its caps was sealed in the same moment: it is not published and pays nothing, but is sealed anew. */
export function grantsMoved(platforms: readonly string[]): Refusal {
  return refuse('grants-moved', {
    zh: '另一轮次在同一时刻封存并占用了同一单位的补助上限，请重新封存',
    en: 'another round was sealed in the same moment and counts against a cap of this one: seal it anew',
    facts: { platforms: platforms.join(', ') },
  })
}

function refusePublication(state: RoundState): Refusal | undefined {
  if (!state.sealStands) return NOT_SEALED
  return isPublished(state)
    ? refuse('publication-exists', { zh: '结果已公布', en: 'the results are published' })
    : undefined
}

function refuseSubsidy(state: RoundState, platform: string): Refusal | undefined {
  if (!assessmentOf(state, platform)) return NOT_IN_ROUND
  const sealNo = lastSeal(state)?.sealNo
  if (!isPublished(state)) return NOT_PUBLISHED
  if (!state.sealStands) return NOT_SEALED
  if (!state.subsidies.some((it) => it.platform === platform && it.sealNo === sealNo)) return undefined
  return refuse('subsidy-exists', { zh: '补助金额已核定', en: 'the subsidy of this result is determined already' })
}

/** 拨付: never more than was determined, and each bank slip once. */
function refusePayment(
  state: RoundState,
  { platform, bankReference, amount, paidOn }: SubsidyPaid['data'],
): Refusal | undefined {
  const determined = state.subsidies.filter((it) => it.platform === platform).at(-1)
  if (!determined) return NOT_DETERMINED
  // What an appeal has re-opened may come out lower: nothing more is paid until it is determined anew.
  if (!state.sealStands) return NOT_SEALED
  if (determined.sealNo !== lastSeal(state)?.sealNo) return NOT_DETERMINED
  // A slip pays one payee, whichever of the platforms it was noted for.
  if (slipNoted(state, bankReference))
    return refuse('payment-exists', {
      pointer: '/bankReference',
      zh: '该回单已登记',
      en: 'this bank slip is noted already',
    })
  const published = state.publications.filter((it) => it.sealNo === determined.sealNo).at(-1)
  if (published && paidOn < published.on) {
    return refuse('paid-before-publication', {
      pointer: '/paidOn',
      zh: '拨付日期早于公布日期',
      en: 'the payment is dated before the publication',
      facts: { given: paidOn, published: published.on },
    })
  }
  const paid = state.payments.filter((it) => it.platform === platform && it.voided === undefined)
  const sum = paid.reduce((total, it) => total + fenOf(it.amount), 0n)
  const left = fenOf(determined.amount) - sum
  if (fenOf(amount) <= left) return undefined
  return refuse('paid-above-subsidy', {
    pointer: '/amount',
    zh: '拨付合计超过核定补助',
    en: 'more would be paid than was determined',
    facts: { determined: determined.amount, paid: formatAmount(sum), left: formatAmount(left) },
  })
}

function slipNoted({ payments }: Pick<RoundState, 'payments'>, bankReference: string): boolean {
  return payments.some((it) => it.voided === undefined && numberKey(it.bankReference) === numberKey(bankReference))
}

function livePayment({ payments }: RoundState, platform: string, bankReference: string): boolean {
  return slipNoted({ payments: payments.filter((it) => it.platform === platform) }, bankReference)
}

/** 公布: not before the day on which what is published was sealed. */
export function refusePublicationBefore(on: BusinessDate, sealedOn: BusinessDate): Refusal | undefined {
  if (on >= sealedOn) return undefined
  return refuse('published-before-sealing', {
    pointer: '/on',
    zh: '公布日期早于封存当日',
    en: 'the publication is dated before the day of the sealing',
    facts: { given: on, sealedOn },
  })
}

/** A slip pays once: one that stands in another round already. */
export function refuseSlipElsewhere(other: RoundState, bankReference: string): Refusal | undefined {
  if (!other.opened || !slipNoted(other, bankReference)) return undefined
  return refuse('payment-exists', {
    pointer: '/bankReference',
    zh: '该回单已在另一轮次登记',
    en: 'this bank slip is noted in another round already',
    facts: { round: other.opened.roundNo },
  })
}

/** What was found is not replaced in silence: a further finding on a row says why. */
function refuseFindingAgain({ samples }: RoundState, { sample, platform, row, reason }: FindingRecorded['data']) {
  const found = samples.find((it) => it.drawn.sample === sample)?.findings ?? []
  if (reason !== undefined || !found.some((it) => it.platform === platform && it.row === row)) return undefined
  return refuse('reason-missing', {
    pointer: '/reason',
    zh: '该行已有核查结果，改记须说明理由',
    en: 'the row has a finding already: another one says why it takes its place',
  })
}

function alreadyPast(pointer: string, today: BusinessDate): Refusal {
  return refuse('deadline-in-the-past', {
    pointer,
    zh: '期限早于今日',
    en: 'the deadline lies before today',
    facts: { today },
  })
}

export const UNKNOWN_ROUND = refuse('unknown-round', { zh: '没有此轮次', en: 'there is no such round' })
export const ROUND_EXISTS = refuse('round-exists', {
  pointer: '/roundNo',
  zh: '该编号的轮次已存在',
  en: 'a round under this number exists already',
})
export const NOT_IN_ROUND = refuse('platform-not-in-round', {
  zh: '该平台不参加本轮评价',
  en: 'the platform takes no part in this round',
})
export const NOT_SEALED = refuse('round-not-sealed', {
  zh: '结果尚未封存，或封存后又有重开',
  en: 'the results are not sealed, or were re-opened since',
})
const NOT_DETERMINED = refuse('subsidy-not-determined', { zh: '补助尚未核定', en: 'no subsidy has been determined' })
const NOT_PUBLISHED = refuse('round-not-published', { zh: '结果尚未公布', en: 'the results are not published yet' })
const UNKNOWN_PAYMENT = refuse('unknown-payment', { zh: '没有此拨付记录', en: 'there is no such payment' })
const UNKNOWN_SAMPLE = refuse('unknown-sample', { zh: '没有此样本', en: 'there is no such sample' })
const SAMPLE_EXISTS = refuse('sample-exists', {
  zh: '样本编号须依次递增',
  en: 'samples are numbered one after the other',
})
const ROW_NOT_DRAWN = refuse('row-not-drawn', {
  pointer: '/row',
  zh: '该行不在样本中',
  en: 'the row is not in the sample',
})
