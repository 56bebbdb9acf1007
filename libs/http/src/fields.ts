import { applyDecorators } from '@nestjs/common'
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger'
import {
  isRefusal,
  parseAmount,
  parseBusinessDate,
  parseDayOrMonth,
  parsePositiveAmount,
  parseSignedAmount,
  type Refusal,
  refuse,
  refuseText,
} from '@pilot-ledger/kernel'
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator'
import { nestedField } from './nested-fields'

/** What every field may say about itself. */
export interface FieldOptions {
  readonly optional?: boolean
  readonly example?: unknown
  readonly description?: string
}

type Check = (value: unknown) => Refusal | undefined

/** One field: its check and its place in the OpenAPI document, so that the two cannot drift. */
function field(
  name: string,
  check: Check,
  schema: ApiPropertyOptions,
  { optional, ...words }: FieldOptions,
): PropertyDecorator {
  const faultOf = (value: unknown) => (value === undefined || value === null ? MISSING : check(value))
  return applyDecorators(
    ApiProperty({ ...schema, ...words, required: !optional } as ApiPropertyOptions),
    // Absent is fine, null is not: IsOptional would let both pass, and null would be stored.
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ValidateBy({
      name,
      validator: {
        validate: (value) => faultOf(value) === undefined,
        defaultMessage: (it) => {
          const { code, zh, en } = faultOf(it?.value) as Refusal
          return JSON.stringify({ code, zh, en })
        },
      },
    }),
  )
}

const MISSING = refuse('field-missing', { zh: '缺少必填项', en: 'the field is missing' })
const orNothing = (checked: unknown) => (isRefusal(checked) ? checked : undefined)
const DAY = { type: String, format: 'date', example: '2025-03-18' } as const
const AMOUNT = { type: String, pattern: '^(0|[1-9]\\d*)\\.\\d{2}$', example: '380000.00' } as const

/** Yuan with two decimals, more than zero. */
export const Amount = (options: FieldOptions = {}) =>
  field('amount', (it) => orNothing(parsePositiveAmount(it)), AMOUNT, options)
/** Yuan with two decimals, zero allowed. */
export const AmountOrZero = (options: FieldOptions = {}) =>
  field('amount', (it) => orNothing(parseAmount(it)), AMOUNT, options)
/** Yuan with two decimals, with a minus sign where it lowers. */
export const SignedAmount = (options: FieldOptions = {}) =>
  field(
    'amount',
    (it) => orNothing(parseSignedAmount(it)),
    { ...AMOUNT, pattern: '^-?(0|[1-9]\\d*)\\.\\d{2}$' },
    options,
  )
export const BusinessDay = (options: FieldOptions = {}) =>
  field('day', (it) => orNothing(parseBusinessDate(it)), DAY, options)
export const DayOrMonth = (options: FieldOptions = {}) =>
  field('dayOrMonth', (it) => orNothing(parseDayOrMonth(it)), { type: String, example: '2024-11' }, options)

export function Text(most: number, options: FieldOptions = {}): PropertyDecorator {
  return field('text', (it) => refuseText(it, most), { type: String, minLength: 1, maxLength: most }, options)
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field('oneOf', (it) => oneOfFault(it, values), { type: String, enum: [...values] }, options)
}

/** `expected` says the form in words, where a person types it. */
export function Matching(
  pattern: RegExp,
  options: FieldOptions = {},
  expected: { readonly zh: string; readonly en: string } = {
    zh: '格式不符',
    en: 'the value does not have the form expected',
  },
): PropertyDecorator {
  const fault = refuse('value-format', expected)
  return field(
    'matching',
    (it) => (typeof it === 'string' && pattern.test(it) ? undefined : fault),
    { type: String, pattern: pattern.source },
    options,
  )
}

export function TextList(most: number, options: FieldOptions & { each?: readonly string[] } = {}): PropertyDecorator {
  const { each, ...rest } = options
  const check: Check = (value) => {
    if (!Array.isArray(value) || value.length > 200)
      return refuse('list-expected', { zh: '须为列表（至多 200 项）', en: 'a list of at most 200 is expected' })
    return value.map((it) => (each ? oneOfFault(it, each) : refuseText(it, most))).find((it) => it !== undefined)
  }
  const items = each ? { type: 'string', enum: [...each] } : { type: 'string' }
  return field('textList', check, { type: 'array', items } as ApiPropertyOptions, rest)
}

export function WholeNumber(from: number, to: number, options: FieldOptions = {}): PropertyDecorator {
  const fault = refuse('value-format', { zh: `须为 ${from}–${to} 的整数`, en: `a whole number from ${from} to ${to}` })
  const check: Check = (it) =>
    Number.isSafeInteger(it) && (it as number) >= from && (it as number) <= to ? undefined : fault
  return field('wholeNumber', check, { type: 'integer', minimum: from, maximum: to }, options)
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  const fault = refuse('value-format', { zh: '须为 true 或 false', en: 'true or false' })
  return field('flag', (it) => (typeof it === 'boolean' ? undefined : fault), { type: Boolean }, options)
}

/** Any JSON object: for content whose class depends on another field and is checked by the door itself. */
export function AnyObject(options: FieldOptions = {}): PropertyDecorator {
  const fault = refuse('object-expected', { zh: '须为 JSON 对象', en: 'an object is expected' })
  const check: Check = (it) => (isObject(it) ? undefined : fault)
  return field('object', check, { type: 'object', additionalProperties: true } as ApiPropertyOptions, options)
}

/** An object of a class of its own, checked by that class; its faults point into it. */
export function Nested(of: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  const { optional, ...words } = options
  const fault = refuse('object-expected', { zh: '须为 JSON 对象', en: 'an object is expected' })
  const check: Check = (it) => (isObject(it) ? undefined : fault)
  // The document's maker knows a late class by its function's name, which is the property's: `type: of` would be nameless.
  const schema = { type: () => of() } as ApiPropertyOptions
  return applyDecorators(nestedField(of), ValidateNested(), field('nested', check, schema, { optional, ...words }))
}

/** A list of such objects, `from` to `to` of them. */
export function NestedList(
  of: () => new () => object,
  from = 0,
  to = 200,
  options: FieldOptions = {},
): PropertyDecorator {
  const { optional, ...words } = options
  const fault = refuse('list-expected', {
    zh: `须为 ${from}–${to} 个 JSON 对象的列表`,
    en: `a list of ${from} to ${to} objects is expected`,
  })
  const check: Check = (it) =>
    Array.isArray(it) && it.length >= from && it.length <= to && it.every(isObject) ? undefined : fault
  const schema = { type: () => of(), isArray: true, minItems: from, maxItems: to } as ApiPropertyOptions
  return applyDecorators(nestedField(of), ValidateNested(), field('nestedList', check, schema, { optional, ...words }))
}

/** SHA-256 in lower-case hex. */
export const Sha256 = (options: FieldOptions = {}) =>
  Matching(/^[0-9a-f]{64}$/, {
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ...options,
  })

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function oneOfFault(value: unknown, values: readonly string[]): Refusal | undefined {
  if (typeof value === 'string' && values.includes(value)) return undefined
  return refuse('unknown-value', { zh: `可选值：${values.join('、')}`, en: `one of ${values.join(', ')}` })
}
