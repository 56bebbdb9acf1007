import {
  type BusinessDate,
  isBusinessDate,
  isRefusal,
  type Party,
  parseAmount,
  parseParty,
  parsePositiveAmount,
  parseSignedAmount,
  type Refusal,
  refuse,
  refuseNumber,
  refuseText,
} from '@pilot-ledger/kernel'
import type { InvoiceKey } from './events'

/** 国药准字 + H/Z/S + C or J for import + year and sequence; and the legacy letters, which are accepted with W13. */
const APPROVAL_NUMBER = /^国药准字[HZS][CJ]?\d{8}$/
const LEGACY_APPROVAL_NUMBER = /^国药准字[HZSBTFJ]\d{8}$/

export function approvalNumber(value: string): Refusal | undefined {
  if (APPROVAL_NUMBER.test(value) || LEGACY_APPROVAL_NUMBER.test(value)) return undefined
  return malformed(
    'approval-number-format',
    '/approvalNo',
    '批准文号格式不符，如 国药准字H20240001',
    'an approval number reads like 国药准字H20240001',
    'H10',
  )
}

/** 数电票 20 digits; traditional: code of 10 or 12 digits and a number of 8. */
export function invoiceKey(key: InvoiceKey, pointer: string): Refusal | undefined {
  if (key.kind === 'digital') {
    if ((key as { code?: string }).code !== undefined)
      return foreignField(`${pointer}/code`, '数电票没有发票代码', 'a fully electronic invoice has no code')
    return /^\d{20}$/.test(key.number)
      ? undefined
      : malformed(
          'invoice-number-format',
          `${pointer}/number`,
          '数电票号码须为 20 位数字',
          'a fully electronic invoice number has 20 digits',
        )
  }
  if (!/^(\d{10}|\d{12})$/.test(key.code)) {
    return malformed(
      'invoice-code-format',
      `${pointer}/code`,
      '发票代码须为 10 或 12 位数字',
      'an invoice code has 10 or 12 digits',
    )
  }
  return /^\d{8}$/.test(key.number)
    ? undefined
    : malformed('invoice-number-format', `${pointer}/number`, '发票号码须为 8 位数字', 'an invoice number has 8 digits')
}

export function parentFits(kind: string, parent: string | undefined): Refusal | undefined {
  if (kind === 'callOff' && parent === undefined) {
    return malformed(
      'call-off-needs-framework',
      '/parent',
      '订单须注明所属框架协议编号',
      'a call-off names its framework',
      'H11',
    )
  }
  if (kind !== 'callOff' && parent !== undefined) {
    return malformed(
      'only-call-off-has-framework',
      '/parent',
      '仅订单可注明框架协议',
      'only a call-off names a framework',
      'H11',
    )
  }
  return parent === undefined ? undefined : no(parent, '/parent', 64)
}

/** The identity has the fields of its scheme and no others: a stray country would be stored and never read. */
export function party(value: Party, pointer: string): Refusal | undefined {
  if (value.id.scheme !== 'foreign' && (value.id as { country?: string }).country !== undefined)
    return foreignField(`${pointer}/id/country`, '仅境外单位填写国家代码', 'only a foreign party has a country')
  return orNothing(parseParty(value, pointer))
}

function foreignField(pointer: string, zh: string, en: string): Refusal {
  return malformed('unknown-property', pointer, zh, en)
}

export function first(...faults: (Refusal | undefined)[]): Refusal | undefined {
  return faults.find((it) => it !== undefined)
}

export function optional<T>(value: T | undefined, check: (value: T) => Refusal | undefined): Refusal | undefined {
  return value === undefined ? undefined : check(value)
}

export function each<T>(
  values: readonly T[],
  pointer: string,
  check: (value: T, at: string) => Refusal | undefined,
): Refusal | undefined {
  return first(...values.map((it, i) => check(it, `${pointer}/${i}`)))
}

export const text = (value: string, pointer: string, most: number) => refuseText(value, most, pointer)
/** A number that identifies: see `refuseNumber`. */
export const no = (value: string, pointer: string, most: number) => refuseNumber(value, most, pointer)

export function decimal(value: string, pointer: string, format: RegExp): Refusal | undefined {
  return format.test(value)
    ? undefined
    : malformed('value-format', pointer, '格式不符', 'the value does not have the form expected')
}

export function pages(value: number): Refusal | undefined {
  if (Number.isSafeInteger(value) && value >= 1 && value <= 100_000) return undefined
  return malformed('value-format', '/pages', '页数须为正整数', 'pages is a whole number from 1')
}

export function oneOf(value: string, known: readonly string[], pointer: string): Refusal | undefined {
  if (known.includes(value)) return undefined
  return malformed('unknown-value', pointer, `可选值：${known.join('、')}`, `one of ${known.join(', ')}`)
}

export function inOrder(earlier: BusinessDate, later: BusinessDate, pointer: string): Refusal | undefined {
  if (earlier <= later) return undefined
  return malformed('dates-out-of-order', pointer, '结束日期早于开始日期', 'the end lies before the start')
}

function malformed(code: string, pointer: string, zh: string, en: string, rule?: string): Refusal {
  return refuse(code, { pointer, zh, en, rule })
}

const orNothing = (checked: unknown) => (isRefusal(checked) ? checked : undefined)
export const positive = (value: string, pointer: string) => orNothing(parsePositiveAmount(value, pointer))
export const notNegative = (value: string, pointer: string) => orNothing(parseAmount(value, pointer))

export function signed(value: string, pointer: string): Refusal | undefined {
  const checked = parseSignedAmount(value, pointer)
  if (isRefusal(checked)) return checked
  if (checked !== 0n) return undefined
  return malformed(
    'amendment-changes-nothing',
    pointer,
    '补充协议的增减额不能为零',
    'an amendment changes the amount',
    'H1',
  )
}

export function day(value: string, pointer: string): Refusal | undefined {
  return isBusinessDate(value)
    ? undefined
    : malformed('not-a-calendar-day', pointer, '日期须为真实存在的日历日', 'a date is an existing calendar day')
}
