import { defineEvent, field } from '@pilot-ledger/kernel'

const RECORD = 'recordEngagementEntry'
const on = field.day('日期', 'Date')
const settlementAmount = field.maybe(field.amountOrZero('结算金额', 'Settlement amount'))

export const contractCompleted = defineEvent({
  type: 'ContractCompleted',
  zh: '完成',
  en: 'Completed',
  route: { path: 'completion', action: RECORD },
  group: 'end',
  day: 'on',
  summary: [{ labelled: 'settlementAmount' }, 'note'],
  fields: {
    on,
    settlementAmount,
    note: field.maybe(field.text(500, '备注', 'Note', { long: true })),
  },
})

export const contractTerminated = defineEvent({
  type: 'ContractTerminated',
  zh: '终止',
  en: 'Terminated',
  route: { path: 'termination', action: RECORD },
  group: 'end',
  day: 'on',
  summary: [{ labelled: 'settlementAmount' }, 'reason'],
  fields: {
    on,
    settlementAmount,
    reason: field.text(500, '理由', 'Reason', { example: '委托方项目取消', long: true }),
  },
})

export const END_EVENTS = [contractCompleted, contractTerminated] as const
