import {
  type BusinessDate,
  eachRefusal,
  type Fields,
  type FormKind,
  MISSING,
  numberKey,
  type Refusal,
  type Rules,
  refuse,
  together,
} from '@pilot-ledger/kernel'
import { ENGAGEMENT_EVENTS, type EngagementContent } from './events'
import { evolve } from './evolve'
import { dispositionNeedsBatch } from './rules-batches'
import { approvalNamesProduct } from './rules-delivery'
import { invoicesFit, paymentsFit, refundsFit, reversalsFit } from './rules-money'
import { onlyOnce } from './rules-once'
import { amendmentAddsUp, amendmentStaysAboveMoney } from './rules-terms'
import { type EngagementState, lastsStill, type Suspension, unsigned } from './state'

/** The life of a contract: what each entry does, and what it must not do (H1–H14). */
export const engagementRules: Rules<EngagementState, EngagementContent> = {
  events: ENGAGEMENT_EVENTS,
  initial: unsigned,
  evolve,
  refuse: (state, content, today) => {
    const own = ENGAGEMENT_EVENTS.refuse(content, today)
    if (own && !canBeJudged(own, content)) return own
    const unsigned = signedOnce(state, content)
    if (own || unsigned) return together(own, unsigned ?? ofState(state, content))
    return ofState(state, content)
  },
  // Its own words and days are what they were. What an entry of milder days may break (a day before the signing, a number
  // that only looks like another) stands last: before the others it would hide what a change elsewhere breaks.
  refuseStanding: (state, content) =>
    signedOnce(state, content) ??
    stillOpen(state, content) ??
    notWhileSuspended(state, content) ??
    fits(state, content) ??
    notBeforeSigning(state, content) ??
    onlyOnce(state, content),
}

/** All that the contract as it stands forbids, told at once. */
const ofState = (state: EngagementState, content: EngagementContent) =>
  together(
    stillOpen(state, content),
    notWhileSuspended(state, content),
    notBeforeSigning(state, content),
    onlyOnce(state, content),
    fits(state, content),
  )

/** What is missing, or is no amount or day, leaves the other rules nothing to judge; any other fault of a field is told beside them. */
function canBeJudged(own: Refusal, { type }: EngagementContent): boolean {
  const { fields } = ENGAGEMENT_EVENTS.of(type) as { fields: Fields }
  return eachRefusal(own).every(({ code, pointer }) => {
    if (code === 'dated-in-the-future') return true
    const kind = fields[pointer.split('/')[1]]?.form.kind
    return code !== MISSING.code && (kind === undefined || JUDGED_WITHOUT.has(kind))
  })
}
const JUDGED_WITHOUT = new Set<FormKind>([
  'text',
  'number',
  'pattern',
  'party',
  'invoice',
  'choice',
  'choices',
  'texts',
  'file',
])

function fits(state: EngagementState, content: EngagementContent): Refusal | undefined {
  switch (content.type) {
    case 'ContractAmended':
      return together(amendmentAddsUp(state, content), amendmentStaysAboveMoney(state, content))
    case 'TechContractRegistrationChanged':
      return registrationStands(state, content.data.registrationNo, '/changedOn', content.data.changedOn)
    case 'TechContractRegistrationCancelled':
      return registrationStands(state, content.data.registrationNo, '/cancelledOn', content.data.cancelledOn)
    case 'BatchReleased':
    case 'BatchRejected':
      return dispositionNeedsBatch(state, content)
    case 'InvoiceIssued':
      return invoicesFit(state, content)
    case 'InvoiceReversed':
      return reversalsFit(state, content)
    case 'PaymentReceived':
      return paymentsFit(state, content)
    case 'PaymentRefunded':
      return refundsFit(state, content)
    case 'DrugApprovalObtained':
      return approvalNamesProduct(state, content)
    default:
      return undefined
  }
}

/** H6 for contract numbers (one stream, one live contract) and H8: nothing on a contract that is not signed. */
function signedOnce(state: EngagementState, content: EngagementContent): Refusal | undefined {
  if (content.type === 'ContractSigned') {
    if (!state.terms) return undefined
    return refuse('contract-exists', {
      rule: 'H6',
      pointer: '/contractNo',
      zh: '该平台已有同一编号的合同',
      en: 'the platform has a contract under this number already',
      facts: { contractNo: content.data.contractNo },
    })
  }
  if (state.terms) return undefined
  return refuse('unknown-contract', {
    rule: 'H8',
    zh: '合同未签订或已作废',
    en: 'the contract is not signed, or was voided',
  })
}

/** H8: after termination only settlement, refund, reversal, correction, evidence; after completion neither another end nor a suspension. */
function stillOpen(state: EngagementState, content: EngagementContent): Refusal | undefined {
  const { allowed } = ENGAGEMENT_EVENTS.of(content.type)
  if (state.terminated && !allowed.terminated) {
    return refuse('contract-terminated', {
      rule: 'H8',
      zh: '合同已终止，仅可登记结算、退款、红冲、更正与佐证',
      en: 'the contract is terminated: only settlement, refund, reversal, correction and evidence are recorded',
      facts: { terminatedOn: state.terminated.on },
    })
  }
  if (allowed.completed || state.completedOn === undefined) return undefined
  return refuse('contract-completed', {
    rule: 'H8',
    zh: '合同已完成',
    en: 'the contract is completed already',
    facts: { completedOn: state.completedOn },
  })
}

/** H8: what is changed or cancelled is a registration of this contract that stands, and was there on that day. */
function registrationStands(
  { registrations }: EngagementState,
  registrationNo: string,
  pointer: string,
  day: BusinessDate,
): Refusal | undefined {
  const registration = registrations.get(numberKey(registrationNo))
  if (registration === undefined || registration.cancelledOn !== undefined) {
    const cancelledOn = registration?.cancelledOn
    return refuse('registration-not-standing', {
      rule: 'H8',
      pointer: '/registrationNo',
      zh: cancelledOn ? '该技术合同登记已注销' : '本合同没有该编号的技术合同登记',
      en: cancelledOn ? 'the registration was cancelled' : 'the contract has no registration under this number',
      facts: { registrationNo, ...(cancelledOn && { cancelledOn }) },
    })
  }
  if (day >= registration.since) return undefined
  return refuse('dated-before-registration', {
    rule: 'H8',
    pointer,
    zh: '日期早于该登记或其上次变更',
    en: 'the date lies before the registration or its last change',
    facts: { given: day, since: registration.since },
  })
}

/**
 * H8: a contract is suspended once at a time and resumed from that; no work is dated in between, nor is the contract completed while
 * it stands still. What settles it (money, evidence, termination, an agreement on how to go on) may be.
 */
function notWhileSuspended({ suspensions }: EngagementState, content: EngagementContent) {
  const lasting = lastsStill(suspensions)
  if (content.type === 'ContractSuspended') {
    const { on } = content.data
    const within = suspensions.find((it) => it.until === undefined || on < it.until)
    return within && suspended(within, '/on', on)
  }
  if (content.type === 'ContractResumed') {
    const { on } = content.data
    if (lasting && on > lasting.from) return undefined
    return refuse(lasting ? 'resumed-before-suspended' : 'contract-not-suspended', {
      rule: 'H8',
      pointer: '/on',
      zh: lasting ? '恢复日须晚于中止日' : '合同未在中止中',
      en: lasting ? 'a contract is resumed after the day it was suspended' : 'the contract is not suspended',
      facts: { given: on, ...(lasting && { suspendedOn: lasting.from }) },
    })
  }
  if (suspensions.length === 0 || ENGAGEMENT_EVENTS.of(content.type).allowed.suspended) return undefined
  for (const { field, day } of ENGAGEMENT_EVENTS.daysOf(content)) {
    const within = suspensions.find((it) => it.from <= day && (it.until === undefined || day < it.until))
    if (within) return suspended(within, `/${field}`, day)
  }
  return undefined
}

function suspended({ from, until }: Suspension, pointer: string, given: BusinessDate): Refusal {
  return refuse('contract-suspended', {
    rule: 'H8',
    pointer,
    zh: '合同在该日处于中止期间，不登记工作',
    en: 'the contract was suspended on that day: no work is recorded on it',
    facts: { given, suspendedOn: from, ...(until !== undefined && { resumedOn: until }) },
  })
}

/** H8: nothing on a contract that was not signed yet on that day, but for what may come first. */
function notBeforeSigning(state: EngagementState, content: EngagementContent): Refusal | undefined {
  const signedOn = state.terms?.signedOn
  if (signedOn === undefined || ENGAGEMENT_EVENTS.of(content.type).allowed.beforeSigning) return undefined
  for (const { field, day } of ENGAGEMENT_EVENTS.daysOf(content)) {
    if (day >= signedOn) continue
    return refuse('dated-before-signing', {
      rule: 'H8',
      pointer: `/${field}`,
      zh: '日期早于合同签订日期（仅批次、放行、验收与预收款、退款可早于签订）',
      en: 'the date lies before the signing of the contract; only work, and money as an advance, may come first',
      facts: { given: day, signedOn },
    })
  }
  return undefined
}
