import { HttpException } from '@nestjs/common'
import { OutcomeUnknown, ReusedEventId, TooLarge, Unavailable, VersionConflict } from '@pilot-ledger/event-log'
import type { Checked, Refusal } from '@pilot-ledger/kernel'
import { isRefusal } from '@pilot-ledger/kernel'

export interface FieldFault {
  readonly pointer: string
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** RFC 9457 with two languages: `title` Chinese, `titleEn` English; `code` is what programs switch on. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly titleEn: string
  readonly status: number
  readonly code: string
  readonly rule?: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly errors?: readonly FieldFault[]
}

/** Carries refusals from a door to the filter that answers. */
export class RefusalException extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    readonly status = statusOf(refusals[0].code),
  ) {
    super(refusals[0].code)
  }
}

/** The value, or the refusal as an answer. */
export function orRefuse<T>(checked: Checked<T>): T {
  if (isRefusal(checked)) throw new RefusalException([checked])
  return checked as T
}

const STATUS: readonly (readonly [RegExp, number])[] = [
  [/^(idempotency-key-reused|contract-exists|platform-exists|concurrent-change)$/, 409],
  [/^stale-revision$/, 412],
  [/^unknown-(contract|platform|engagement|parent|batch|invoice|payment|entry|figure|route)$/, 404],
  [/^method-not-allowed$/, 405],
  [/^body-too-large$/, 413],
  [/^media-type-not-supported$/, 415],
  [/^wait-timed-out$/, 504],
  [
    /^(json-|duplicate-key|forbidden-key|control-character|lone-surrogate|amount-|not-a-|uscc-|party-|identity-card|text-format|value-format|unknown-value|unknown-property|field-|object-expected|list-expected|invalid-|cursor-|cut-|window-|invoice-number|invoice-code|approval-number|published-value|dates-out-of-order|idempotency-key-format|if-match-format)/,
    400,
  ],
]

/** The HTTP status of a refusal: what cannot be read is 400, what is not there 404, what a rule forbids 422. */
export function statusOf(code: string): number {
  return STATUS.find(([pattern]) => pattern.test(code))?.[1] ?? 422
}

/** The answer to whatever went wrong; undefined for what nobody foresaw (an answer of 500, and a line in the log). */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof RefusalException) return ofRefusals(error.refusals, error.status)
  if (error instanceof VersionConflict) {
    return problem(409, 'concurrent-change', '记录正被频繁修改，请重试', 'others are changing this record; try again')
  }
  if (error instanceof ReusedEventId) {
    return problem(
      409,
      'idempotency-key-reused',
      '该 Idempotency-Key 已用于另一请求',
      'this Idempotency-Key was used for another request',
    )
  }
  if (error instanceof TooLarge) return problem(413, 'body-too-large', '内容超过上限', 'the content is over the limit')
  if (error instanceof OutcomeUnknown) {
    return problem(
      503,
      'outcome-unknown',
      '结果未知，请以同一 Idempotency-Key 重试',
      'the outcome is unknown; repeat with the same Idempotency-Key',
    )
  }
  if (error instanceof Unavailable) {
    return error.reason === 'disk-full'
      ? problem(507, 'disk-full', '磁盘已满，未记录任何内容', 'the disk is full; nothing was recorded')
      : problem(503, `log-${error.reason}`, '账本暂不可用', 'the log cannot serve now')
  }
  return ofFramework(error)
}

/** Errors that the framework raises itself: unknown routes, bodies over the limit, other media types. */
function ofFramework(error: unknown): Problem | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode
  switch (status) {
    case 400:
      return problem(400, 'invalid-request', '请求无法读取', 'the request cannot be read')
    case 404:
      return problem(404, 'unknown-route', '没有此地址', 'there is nothing at this address')
    case 405:
      return problem(405, 'method-not-allowed', '此地址不支持该方法', 'the method is not supported here')
    case 413:
      return problem(413, 'body-too-large', '请求正文超过上限', 'the body is over the limit')
    case 415:
      return problem(
        415,
        'media-type-not-supported',
        '请求正文须为 application/json',
        'the body must be application/json',
      )
    default:
      return undefined
  }
}

export function problem(
  status: number,
  code: string,
  title: string,
  titleEn: string,
  rest: Partial<Problem> = {},
): Problem {
  return { type: `urn:pilot-ledger:problem:${code}`, title, titleEn, status, code, ...rest }
}

function ofRefusals(refusals: readonly Refusal[], status: number): Problem {
  const [first] = refusals
  const { code, zh, en, rule, facts } = first
  const errors = refusals
    .filter((it) => it.pointer !== '')
    .map(({ pointer, code, zh, en }) => ({ pointer, code, zh, en }))
  if (refusals.length > 1) {
    return problem(status, 'invalid-content', '提交内容有误', 'the content has faults', { errors })
  }
  return problem(status, code, zh, en, { rule, facts, errors: errors.length > 0 ? errors : undefined })
}
