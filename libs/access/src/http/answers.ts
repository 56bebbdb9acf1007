import { RefusalException } from '@pilot-ledger/http'
import { type Checked, isRefusal, type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import type { TokenScope } from '../domain/identity'

/** The HTTP status of this capability's refusals; others have the status that every capability gives them. */
const STATUS: Readonly<Record<string, number>> = {
  'platform-not-named': 400,
  'not-authenticated': 401,
  'log-in-refused': 401,
  'logout-token': 400,
  'no-issuer': 404,
  'second-factor-needed': 401,
  'second-factor-wrong': 401,
  'cross-site-request': 403,
  'foreign-host': 403,
  'not-allowed': 403,
  'not-your-platform': 403,
  'openid-role': 403,
  'openid-subject': 403,
  'password-change-needed': 403,
  'route-without-rule': 403,
  'second-factor-missing': 403,
  'token-address': 403,
  'token-not-enough': 403,
  'token-scope': 403,
  'own-account': 403,
  'own-proposal': 403,
  'access-not-committed': 404,
  'unknown-access-entry': 404,
  'unknown-account': 404,
  'unknown-engagement': 404,
  'unknown-proposal': 404,
  'unknown-token': 404,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'issuer-unavailable': 503,
}

export function refused(refusal: Refusal): RefusalException {
  return new RefusalException([refusal], STATUS[refusal.code])
}

/** The value, or the refusal as an answer. */
export function orAnswer<T>(checked: Checked<T>): T {
  if (isRefusal(checked)) throw refused(checked)
  return checked as T
}

export const NOT_AUTHENTICATED = refuse('not-authenticated', {
  zh: '请先登录',
  en: 'log in first, or send a token',
})
export const ROUTE_WITHOUT_RULE = refuse('route-without-rule', {
  zh: '此地址未列入权限表，一律拒绝',
  en: 'the table of rights does not know this address, so it is refused',
})
export const PASSWORD_CHANGE_NEEDED = refuse('password-change-needed', {
  zh: '请先修改一次性密码',
  en: 'change the one-time password first',
})
export const SECOND_FACTOR_MISSING = refuse('second-factor-missing', {
  zh: '此角色须先启用两步验证',
  en: 'this role needs a second factor: enrol one first',
})
export const TOKEN_NOT_ENOUGH = refuse('token-not-enough', {
  zh: '此操作须登录后进行，不接受个人访问令牌',
  en: 'this needs a log-in; a personal access token is not enough',
})
export const TOKEN_ADDRESS = refuse('token-address', {
  zh: '此令牌不得从该地址使用',
  en: 'the token is bound to other addresses',
})
export function tokenScope(scope: TokenScope): Refusal {
  return refuse('token-scope', {
    zh: scope === 'read' ? '此令牌不可读取' : '此令牌只可读取，不可登记',
    en: scope === 'read' ? 'this token may not read' : 'this token may read only, not record',
    facts: { scope },
  })
}
export const FOREIGN_HOST = refuse('foreign-host', {
  zh: '不设账户的台账只应答本机地址（127.0.0.1、localhost）',
  en: 'a ledger without accounts answers under a name of this machine only (127.0.0.1, localhost)',
})
export const CROSS_SITE = refuse('cross-site-request', {
  zh: '请求来自其他网站，已拒绝',
  en: 'the request comes from another site',
})

/** Word for word what the capability of contracts says of an id that was never given: whose it is cannot be told from it. */
export function unknownEngagement(id: string): Refusal {
  return refuse('unknown-engagement', {
    zh: '没有此合同',
    en: 'there is no such contract',
    facts: { id: shortened(id, 64) },
  })
}

export function tooManyRequests(seconds: number): Refusal {
  return refuse('too-many-requests', {
    zh: `请求过多，请 ${seconds} 秒后再试`,
    en: `too many requests; try again in ${seconds} seconds`,
    facts: { seconds: String(seconds) },
  })
}
