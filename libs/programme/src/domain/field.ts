import {
  type BusinessDate,
  earliestDay,
  isRefusal,
  type Party,
  parseBusinessDate,
  parseDayOrMonth,
  parseParty,
  parsePositiveAmount,
  type Refusal,
  refuse,
  refuseText,
} from '@pilot-ledger/kernel'
import type { EntryData } from './entry'

/** Longest texts of the registers, in characters: a key or number, a name, a reason or wording. */
export const LONGEST = { key: 64, title: 200, wording: 1000 } as const

/**
 * The forms a field can have. `day` and `dayOrMonth` are never after the day of recording (H9); `anyDay` may be: the end
 * of a validity, the day of a target.
 */
export type Form =
  | 'key'
  | 'title'
  | 'wording'
  | 'day'
  | 'dayOrMonth'
  | 'anyDay'
  | 'party'
  | 'amount'
  | 'count'
  | 'flag'
  | 'platform'
  | 'titles'

export interface Field {
  readonly form: Form
  readonly zh: string
  readonly optional?: true
  /** The only texts allowed. */
  readonly values?: readonly string[]
  readonly example?: string
}
export type Fields = Readonly<Partial<Record<keyof EntryData, Field>>>

/** A count of a target: whole and more than none. */
export const COUNT = /^[1-9]\d{0,8}$/
export const PLATFORM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The first field that has not its form, is missing, or has no place in the entry. */
export function refuseFields(fields: Fields, data: EntryData, today: BusinessDate): Refusal | undefined {
  for (const name of Object.keys(data)) {
    if (!(name in fields))
      return refuse('unknown-property', { pointer: `/${name}`, zh: '未知字段', en: 'the property is not known here' })
  }
  for (const [name, field] of Object.entries(fields) as [keyof EntryData, Field][]) {
    const value = data[name]
    if (value === undefined && field.optional) continue
    const refusal = refuseValue(field, value, today, `/${name}`)
    if (refusal) return refusal
  }
  return undefined
}

function refuseValue(field: Field, value: unknown, today: BusinessDate, pointer: string): Refusal | undefined {
  if (value === undefined) return refuse('field-missing', { pointer, zh: '缺少必填项', en: 'the field is missing' })
  if (field.values && !field.values.includes(value as string)) {
    const all = field.values
    return refuse('unknown-value', { pointer, zh: `可选值：${all.join('、')}`, en: `one of ${all.join(', ')}` })
  }
  switch (field.form) {
    case 'day':
      return refusalOf(parseBusinessDate(value, pointer)) ?? refuseFuture(value as string, today, pointer)
    case 'dayOrMonth':
      return refusalOf(parseDayOrMonth(value, pointer)) ?? refuseFuture(value as string, today, pointer)
    case 'anyDay':
      return refusalOf(parseBusinessDate(value, pointer))
    case 'party':
      return refusalOf(parseParty(value as Party, pointer))
    case 'amount':
      return refusalOf(parsePositiveAmount(value, pointer))
    case 'count':
      return COUNT.test(value as string) ? undefined : refuseForm(pointer, '须为正整数', 'a whole number above zero')
    case 'platform':
      return PLATFORM_ID.test(value as string)
        ? undefined
        : refuseForm(pointer, '须为平台 id', 'the id of a platform is expected')
    case 'flag':
      return typeof value === 'boolean' ? undefined : refuseForm(pointer, '须为 true 或 false', 'true or false')
    case 'titles':
      return refuseTitles(value, pointer)
    default:
      return refuseText(value, LONGEST[field.form], pointer)
  }
}

function refuseTitles(value: unknown, pointer: string): Refusal | undefined {
  if (!Array.isArray(value) || value.length < 1 || value.length > 20)
    return refuse('list-expected', { pointer, zh: '须为 1–20 项的列表', en: 'a list of 1 to 20 is expected' })
  for (const [i, it] of value.entries()) {
    const refusal = refuseText(it, LONGEST.key, `${pointer}/${i}`)
    if (refusal) return refusal
  }
  return undefined
}

/** A day, or a month that has begun, not after the day of recording (H9). */
export function refuseFuture(date: string, today: BusinessDate, pointer: string): Refusal | undefined {
  if (earliestDay(date) <= today) return undefined
  return refuse('dated-in-the-future', {
    rule: 'H9',
    pointer,
    zh: '日期晚于登记当日（北京时间）',
    en: 'the date is after the day of recording (Asia/Shanghai)',
    facts: { given: date, today },
  })
}

export function refusalOf(checked: unknown): Refusal | undefined {
  return isRefusal(checked) ? checked : undefined
}

function refuseForm(pointer: string, zh: string, en: string): Refusal {
  return refuse('value-format', { pointer, zh, en })
}
