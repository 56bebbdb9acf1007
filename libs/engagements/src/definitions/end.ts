import { field } from '@pilot-ledger/kernel'
import { defineContractEvent } from './contract-event'

const RECORD = 'recordEngagementEntry'
const on = field.day('日期', 'Date')
const settlementAmount = field.maybe(field.amountOrZero('结算金额', 'Settlement amount'))

export const contractCompleted = defineContractEvent({
  type: 'ContractCompleted',
  zh: '完成',
  en: 'Completed',
  route: { path: 'completion', action: RECORD },
  allowed: { beforeSigning: false, suspended: false, completed: false, terminated: false },
  group: 'end',
  outcome: 'achieved',
  day: 'on',
  summary: [{ labelled: 'settlementAmount' }, 'note'],
  fields: {
    on,
    settlementAmount,
    note: field.maybe(field.text(500, '备注', 'Note', { long: true, maskable: true })),
  },
})

export const contractTerminated = defineContractEvent({
  type: 'ContractTerminated',
  zh: '终止',
  en: 'Terminated',
  route: { path: 'termination', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: false, terminated: false },
  group: 'end',
  outcome: 'brokenOff',
  day: 'on',
  summary: [{ labelled: 'settlementAmount' }, 'reason'],
  fields: {
    on,
    settlementAmount,
    reason: field.text(500, '理由', 'Reason', { example: '委托方项目取消', long: true, maskable: true }),
  },
})

/** 中止: the contract stands still from this day until it is resumed; work is not done on it meanwhile (H8). */
export const contractSuspended = defineContractEvent({
  type: 'ContractSuspended',
  zh: '中止',
  en: 'Suspended',
  route: { path: 'suspensions', action: RECORD },
  allowed: { beforeSigning: false, suspended: false, completed: false, terminated: false },
  group: 'end',
  day: 'on',
  summary: ['reason'],
  fields: {
    on,
    reason: field.text(500, '理由', 'Reason', { example: '委托方场地改造', long: true, maskable: true }),
  },
})

/** 恢复: work may be done from this day on. */
export const contractResumed = defineContractEvent({
  type: 'ContractResumed',
  zh: '恢复',
  en: 'Resumed',
  route: { path: 'resumptions', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'end',
  day: 'on',
  summary: ['note'],
  fields: {
    on,
    note: field.maybe(field.text(500, '备注', 'Note', { long: true, maskable: true })),
  },
})

export const END_EVENTS = [contractSuspended, contractResumed, contractCompleted, contractTerminated] as const
