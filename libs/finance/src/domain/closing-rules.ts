import { type BusinessDate, dayNumber, dayOfNumber, type Refusal, type Rules, refuse } from '@pilot-ledger/kernel'
import { CLOSING_EVENTS, type ClosingContent } from '../definitions/closing'
import { type Close, type ClosingState, closeOf, lastClosed, NO_CLOSES, withContent } from './closing-state'

/** What may be recorded about closes; the totals and the checklist are compared by whoever can ask the figures. */
export const closingRules: Rules<ClosingState, ClosingContent> = {
  events: CLOSING_EVENTS,
  initial: NO_CLOSES,
  evolve: (state, content) => withContent(state, content),
  refuse: refuseContent,
}

function refuseContent(state: ClosingState, content: ClosingContent, today: BusinessDate): Refusal | undefined {
  switch (content.type) {
    case 'CloseProposed':
      return refuseProposal(state, content.data, today)
    case 'PeriodClosed':
      return secondOf(openProposal(state, content.data.period), content.data.approvedBy)
    case 'CloseRejected':
      return secondOf(openProposal(state, content.data.period), content.data.rejectedBy)
    case 'ReopeningProposed':
      return refuseReopening(state, content.data.period)
    case 'PeriodReopened':
      return refuseReopening(state, content.data.period, content.data.approvedBy)
    case 'ReopeningRejected':
      return secondOf(openReopening(state, content.data.period), content.data.rejectedBy)
    case 'RestatementApproved':
      return state.approvals.has(content.data.entry)
        ? APPROVED_ALREADY
        : secondOf({ proposedBy: content.data.recordedBy }, content.data.approvedBy)
  }
}

function refuseProposal(
  state: ClosingState,
  { from, to, period }: { from: BusinessDate; to: BusinessDate; period: string },
  today: BusinessDate,
): Refusal | undefined {
  const waiting = state.closes.find((it) => it.status === 'proposed')
  if (waiting) {
    return refuse('close-proposal-exists', {
      zh: '已有结账申请待复核',
      en: 'a close waits for its second person already',
      facts: { period: waiting.terms.period, proposedBy: waiting.terms.proposedBy },
    })
  }
  // Else the next period could be closed upon one that is opened again a moment later.
  if (state.closes.some((it) => it.status === 'reopeningProposed')) return REOPENING_WAITS
  if (to >= today)
    return refuse('period-not-over', {
      rule: 'H9',
      pointer: '/period',
      zh: '期间尚未结束，不得结账',
      en: 'a period is closed when it is over',
      facts: { to, today },
    })
  const last = lastClosed(state)
  if (!last) {
    // The first of all, opened again: a close that leaves its days out would shut them out for ever.
    const first = state.closes.find((it) => it.status === 'reopened')
    return first && from > first.terms.from ? doesNotFollow(period, first.terms.period, first.terms.from) : undefined
  }
  // Without gaps and overlaps every day is in just one close, and one closing balance is the next opening.
  const next = dayOfNumber(dayNumber(last.terms.to) + 1)
  if (from === next) return undefined
  return doesNotFollow(period, last.terms.period, next)
}

const doesNotFollow = (period: string, last: string, next: BusinessDate) =>
  refuse('period-does-not-follow', {
    pointer: '/period',
    zh: '结账期间须与上一期间首尾相接，不得重叠或间断',
    en: 'a period begins on the day after the last one closed: no overlap, no gap',
    facts: { period, last, next },
  })

/** The newest period first: an earlier one opened alone would leave a hole under closed balances. */
function refuseReopening(state: ClosingState, period: string, approvedBy?: string): Refusal | undefined {
  const close = closeOf(state, period)
  if (!close) return UNKNOWN_CLOSE
  if (close.status === 'reopeningProposed') {
    if (approvedBy !== undefined) return secondOf(close.reopening as { proposedBy: string }, approvedBy)
    return REOPENING_WAITS
  }
  if (approvedBy !== undefined) return NOTHING_TO_ANSWER
  if (close.status !== 'closed')
    return refuse('period-not-closed', { zh: '该期间未结账', en: 'the period is not closed' })
  const last = lastClosed(state)
  if (last && last !== close) {
    return refuse('later-period-closed', {
      zh: '须先反结后一期间',
      en: 'open the later period again first',
      facts: { last: last.terms.period },
    })
  }
  if (state.closes.some((it) => it.status === 'proposed'))
    return refuse('close-proposal-exists', { zh: '后一期间的结账申请待复核', en: 'the next close waits already' })
  return undefined
}

function openProposal(state: ClosingState, period: string): { proposedBy: string } | Refusal {
  const close = closeOf(state, period)
  if (!close) return UNKNOWN_CLOSE
  return close.status === 'proposed' ? close.terms : NOTHING_TO_ANSWER
}

function openReopening(state: ClosingState, period: string): { proposedBy: string } | Refusal {
  const close: Close | undefined = closeOf(state, period)
  if (!close) return UNKNOWN_CLOSE
  return close.status === 'reopeningProposed' && close.reopening ? close.reopening : NOTHING_TO_ANSWER
}

function secondOf(first: { proposedBy: string } | Refusal, second: string): Refusal | undefined {
  if ('kind' in first) return first
  return first.proposedBy === second ? SECOND_IS_FIRST : undefined
}

export const APPROVED_ALREADY = refuse('approval-exists', {
  zh: '该追溯记录已复核',
  en: 'this restatement has been approved already',
})
export const UNKNOWN_CLOSE = refuse('unknown-close', { zh: '该期间没有结账', en: 'there is no close of this period' })
const REOPENING_WAITS = refuse('reopening-proposal-exists', {
  zh: '已有反结账申请待复核',
  en: 'a re-opening waits for its second person already',
})
const NOTHING_TO_ANSWER = refuse('nothing-to-answer', {
  zh: '没有待复核的申请',
  en: 'nothing waits for a second person here',
})
const SECOND_IS_FIRST = refuse('second-person-is-first', {
  zh: '复核人不得是提出人或登记人本人',
  en: 'the second person is not the one who proposed or recorded it',
})
