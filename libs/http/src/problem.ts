import { HttpException } from '@nestjs/common'
import {
  NewerEntry,
  OutcomeUnknown,
  ReusedEventId,
  TooLarge,
  Unavailable,
  VersionConflict,
} from '@pilot-ledger/event-log'
import { type Checked, eachRefusal, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import { statusOf } from './refusal-status'

/** What is wrong with one field; `pointer` (RFC 6901) leads from the body, or the query, to it. */
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

/** Carries refusals from a route to the filter that answers. */
export class RefusalException extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    readonly status = statusOf(refusals[0].code),
    /** What is behind it, for the log alone. */
    options?: ErrorOptions,
  ) {
    super(refusals[0].code, options)
  }
}

/** The value, or the refusal as an answer. */
export function orRefuse<T>(checked: Checked<T>): T {
  if (isRefusal(checked)) throw new RefusalException([checked])
  return checked as T
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
  if (error instanceof NewerEntry) {
    const { type, version, known } = error.newer
    const newer = problem(
      503,
      error.code,
      '记录由较新版本的程序写入，本程序不能解读；请升级后重试，未记录任何内容',
      'an entry was written by a newer program than this one; upgrade and try again; nothing was recorded',
    )
    return { ...newer, facts: { entryType: type, version: String(version), known: String(known) } }
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
  const status = statusOfFramework(error)
  if (status === undefined || status < 400 || status > 499) return undefined
  const [code, zh, en] = FRAMEWORK[status] ?? ['invalid-request', '请求无法读取', 'the request cannot be read']
  return problem(status, code, zh, en)
}

/** Only what says that it is of the framework: any other error with a `statusCode` is not meant for clients. */
function statusOfFramework(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus()
  const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown }
  return name === 'FastifyError' && typeof statusCode === 'number' ? statusCode : undefined
}

const FRAMEWORK: Readonly<Record<number, readonly [code: string, zh: string, en: string]>> = {
  404: ['unknown-route', '没有此地址', 'there is nothing at this address'],
  405: ['method-not-allowed', '此地址不支持该方法', 'the method is not supported here'],
  413: ['body-too-large', '请求正文超过上限', 'the body is over the limit'],
  414: ['address-too-long', '地址过长', 'the address is too long'],
  415: [
    'media-type-not-supported',
    '此类正文不接收：须为 application/json，或此地址所收的文件类型（如 text/csv、application/octet-stream）',
    'this content type is not taken: application/json, or where a file is taken one of its types (text/csv, application/octet-stream)',
  ],
}

/** One problem; its `type` is a URN made from the code, which is stable. */
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
  const stated = ({ pointer, code, zh, en }: Refusal) => ({ pointer, code, zh, en })
  if (refusals.length > 1) {
    // Also those that are of no field (of a file's rows): nobody can mend what is not named.
    return problem(status, 'invalid-content', '提交内容有误', 'the content has faults', {
      errors: refusals.map(stated),
    })
  }
  // What else is wrong with the same content goes along, each with its place: the code stays that of the first.
  const each = eachRefusal(first)
  const errors = each.filter((it) => it.pointer !== '' || each.length > 1).map(stated)
  return problem(status, code, zh, en, { rule, facts, errors: errors.length > 0 ? errors : undefined })
}
