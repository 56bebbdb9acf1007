import { refuse } from '@pilot-ledger/kernel'
import type { Role } from './identity'

/** Whom a ledger that wants a second factor wants it of: who gives rights or consents to them, and who decides on grades. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['administrator', 'auditor', 'evaluator']

/** Codes handed out at enrolment, each good once, for the day the telephone is gone. */
export const RECOVERY_CODES = 10

/** So long an offered secret waits for its first code, ms. */
export const OFFER_MS = 15 * 60_000

/** So many wrong codes, and an offer is over: three in a million are right at any time (a step early, this one, a step late). */
export const MOST_WRONG_AT_OFFER = 5

/** What was typed as it is compared: full-width figures are figures, case and what stands between groups says nothing. */
export function typedCode(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '')
}

/** Of an authenticator: six figures (RFC 6238). A recovery code has more. */
export function isOneTimeCode(typed: string): boolean {
  return /^\d{6}$/.test(typed)
}

export const SECOND_FACTOR_NEEDED = refuse('second-factor-needed', {
  pointer: '/code',
  zh: '此账户已启用两步验证，请输入验证码或一枚恢复码',
  en: 'this account has a second factor: give its code, or a recovery code',
})
/** One answer for a wrong code, one that is over and one that was used: which it was helps nobody but a guesser. */
const NOT_THE_CODE = {
  pointer: '/code',
  zh: '验证码不正确、已过期或已用过，请等下一个验证码再试',
  en: 'the code is wrong, over, or was used before; wait for the next one',
}
export const SECOND_FACTOR_WRONG = refuse('second-factor-wrong', NOT_THE_CODE)
/** Of somebody who has a session: nobody is logged out by it. */
export const WRONG_CODE = refuse('wrong-code', NOT_THE_CODE)
export const SECOND_FACTOR_NOT_OFFERED = refuse('second-factor-not-offered', {
  zh: '没有待确认的两步验证，或已超过 15 分钟、输错五次，请重新开始',
  en: 'no second factor waits to be confirmed, or its 15 minutes are over, or five codes were wrong; begin anew',
})
export const NO_SECOND_FACTOR = refuse('no-second-factor', {
  zh: '此账户没有启用两步验证',
  en: 'the account has no second factor',
})
export const OWN_SECOND_FACTOR = refuse('own-account', {
  zh: '不得解除本人的两步验证，请由另一位管理员办理，或用本人验证码更换',
  en: 'nobody takes away his own second factor: another administrator does, or one replaces it with a code of it',
})
