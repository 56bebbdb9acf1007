import { type BusinessDate, type Checked, numberKey, refuse } from '@pilot-ledger/kernel'
import type { ContentOf, ReconciliationContent } from '../definitions/reconciliation'
import type { Book } from './book'

/**
 * Between these days statements of an account are asked for at a close. Refusals: `unknown-bank-account`, `dates-out-of-order`,
 * `day-not-yet` (H9), `account-days-leave-lines` where a statement tells of a movement before or after.
 */
export function decideAccountDays(
  book: Book,
  requested: ContentOf<'AccountDaysSet'>,
  today: BusinessDate,
): Checked<readonly ReconciliationContent[]> {
  const { openedOn, closedOn } = requested
  const key = numberKey(requested.account)
  if (!book.accounts.has(key)) {
    return refuse('unknown-bank-account', {
      pointer: '/account',
      zh: '该银行账号未登记',
      en: 'the bank account is not on the ledger',
    })
  }
  for (const [field, day] of Object.entries({ openedOn, closedOn })) {
    if (day === undefined || day <= today) continue
    return refuse('day-not-yet', {
      rule: 'H9',
      pointer: `/${field}`,
      zh: '日期晚于今日',
      en: 'the day is after today',
      facts: { day, today },
    })
  }
  if (openedOn !== undefined && closedOn !== undefined && closedOn < openedOn) {
    return refuse('dates-out-of-order', {
      pointer: '/closedOn',
      zh: '销户日早于开户日',
      en: 'the account was closed before it was opened',
      facts: { openedOn, closedOn },
    })
  }
  const outside = [...book.lines.values()].find(
    ({ account, day }) =>
      numberKey(account) === key &&
      ((openedOn !== undefined && day < openedOn) || (closedOn !== undefined && day > closedOn)),
  )
  if (outside === undefined) return [{ type: 'AccountDaysSet', data: requested }]
  return refuse('account-days-leave-lines', {
    pointer: openedOn !== undefined && outside.day < openedOn ? '/openedOn' : '/closedOn',
    zh: '对账单在此日之外尚有流水',
    en: 'a statement tells of a movement outside these days',
    facts: { line: outside.id, day: outside.day },
  })
}
