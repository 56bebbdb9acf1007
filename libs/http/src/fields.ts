import { applyDecorators } from '@nestjs/common'
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger'
import {
  AMOUNT_FORM,
  AMOUNT_OR_ZERO_FORM,
  choiceForm,
  choicesForm,
  DAY_FORM,
  DAY_OR_MONTH_FORM,
  type DataOf,
  type Field,
  type Fields,
  FLAG_FORM,
  type Form,
  MISSING,
  patternForm,
  type Refusal,
  refuse,
  SIGNED_AMOUNT_FORM,
  textForm,
  textsForm,
  type Words,
  wholeForm,
} from '@pilot-ledger/kernel'
import { ValidateBy, ValidateIf, ValidateNested } from './class-validator'
import { nestedField } from './nested-fields'

/** What every field may say about itself. */
export interface FieldOptions {
  readonly optional?: boolean
  readonly example?: unknown
  readonly description?: string
}
export type ContentClass = new () => object

/** One field: its check and its place in the OpenAPI document, so that the two cannot drift. */
function Formed(
  { kind, schema, fault }: Pick<Form, 'schema' | 'fault'> & { readonly kind: string },
  { optional, ...words }: FieldOptions,
): PropertyDecorator {
  const faultOf = (value: unknown) => (value === undefined || value === null ? MISSING : fault(value))
  return applyDecorators(
    ApiProperty({ ...schema, ...words, required: !optional } as ApiPropertyOptions),
    // Absent is fine, null is not: IsOptional would let both pass, and null would be stored.
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ValidateBy({
      name: kind,
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

/** The class of defined fields, under the name of its component in the document. One class for each object that is part of many. */
export function contentClass<F extends Fields>(name: string, fields: F): new () => DataOf<F> {
  const content = class {}
  Object.defineProperty(content, 'name', { value: name })
  for (const [it, field] of Object.entries(fields)) defined(field)(content.prototype, it)
  return content as new () => DataOf<F>
}

function defined({ form, zh, note, optional, example }: Field): PropertyDecorator {
  const codes = Object.entries(form.values ?? {}).flatMap(([code, words]) => (words ? [`${words[0]} ${code}`] : []))
  const description = [zh, note, codes.join(' · ')].filter((it) => it).join('；')
  const options = { ...(optional && { optional }), description, ...(example !== undefined && { example }) }
  const { component, parts, many } = form
  if (!component || !parts) return Formed(form, options)
  const of = () => objectClass(component, parts)
  return many ? NestedList(of, ...many, options) : Nested(of, options)
}

const objectClasses = new Map<string, ContentClass>()
function objectClass(component: string, parts: Fields): ContentClass {
  const known = objectClasses.get(component) ?? contentClass(component, parts)
  objectClasses.set(component, known)
  return known
}

const DAY = { example: '2025-03-18' }
const YUAN = { example: '380000.00' }

/** Yuan with two decimals, more than zero. */
export const Amount = (options: FieldOptions = {}) => Formed(AMOUNT_FORM, { ...YUAN, ...options })
/** Yuan with two decimals, zero allowed. */
export const AmountOrZero = (options: FieldOptions = {}) => Formed(AMOUNT_OR_ZERO_FORM, { ...YUAN, ...options })
/** Yuan with two decimals, with a minus sign where it lowers. */
export const SignedAmount = (options: FieldOptions = {}) => Formed(SIGNED_AMOUNT_FORM, { ...YUAN, ...options })
export const BusinessDay = (options: FieldOptions = {}) => Formed(DAY_FORM, { ...DAY, ...options })
export const DayOrMonth = (options: FieldOptions = {}) => Formed(DAY_OR_MONTH_FORM, { example: '2024-11', ...options })
export const Text = (most: number, options: FieldOptions = {}) => Formed(textForm(most), options)
export const OneOf = (values: readonly string[], options: FieldOptions = {}) => Formed(choiceForm(values), options)
export const WholeNumber = (from: number, to: number, options: FieldOptions = {}) =>
  Formed(wholeForm(from, to), options)
export const Flag = (options: FieldOptions = {}) => Formed(FLAG_FORM, options)

/** `expected` says the form in words, where a person types it. */
export const Matching = (pattern: RegExp, options: FieldOptions = {}, expected?: Words) =>
  Formed(patternForm(pattern, expected), options)

export function TextList(most: number, options: FieldOptions & { each?: readonly string[] } = {}): PropertyDecorator {
  const { each, ...rest } = options
  return Formed(each ? choicesForm(each) : textsForm(most), rest)
}

const AN_OBJECT = refuse('object-expected', { zh: '须为 JSON 对象', en: 'an object is expected' })

/** Any JSON object: for content whose class depends on another field and is checked by the route itself. */
export const AnyObject = (options: FieldOptions = {}) =>
  Formed({ kind: 'object', schema: { type: 'object', additionalProperties: true }, fault: notAnObject }, options)

/** An object of a class of its own, checked by that class; its faults point into it. */
export function Nested(of: () => ContentClass, options: FieldOptions = {}): PropertyDecorator {
  // The document's maker knows a late class by its function's name, which is the property's: `type: of` would be nameless.
  const schema = { type: () => of() }
  return applyDecorators(
    nestedField(of),
    ValidateNested(),
    Formed({ kind: 'nested', schema, fault: notAnObject }, options),
  )
}

/** A list of such objects, `from` to `to` of them. */
export function NestedList(of: () => ContentClass, from = 0, to = 200, options: FieldOptions = {}): PropertyDecorator {
  const expected = refuse('list-expected', {
    zh: `须为 ${from}–${to} 个 JSON 对象的列表`,
    en: `a list of ${from} to ${to} objects is expected`,
  })
  const fault = (it: unknown) =>
    Array.isArray(it) && it.length >= from && it.length <= to && it.every(isObject) ? undefined : expected
  const schema = { type: () => of(), isArray: true, minItems: from, maxItems: to }
  return applyDecorators(nestedField(of), ValidateNested(), Formed({ kind: 'nestedList', schema, fault }, options))
}

/** SHA-256 in lower-case hex. */
export const Sha256 = (options: FieldOptions = {}) =>
  Matching(/^[0-9a-f]{64}$/, {
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ...options,
  })

const notAnObject = (it: unknown) => (isObject(it) ? undefined : AN_OBJECT)

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
