import type { Shape } from '../answer-shape'
import { type BusinessDate, type DayOrMonth, parseBusinessDate, parseDayOrMonth } from '../business-date'
import { parseAmount, parsePositiveAmount, parseSignedAmount } from '../money'
import { refuseNumber } from '../name-key'
import { type Party, parseParty } from '../party'
import { isRefusal, type Refusal, refuse, refusedBelow, together } from '../refusal'
import { refuseText } from '../text'

/** What a field is to people: how the page lets it be typed, and how a summary shows it. */
export type FormKind =
  | 'text'
  | 'number'
  | 'pattern'
  | 'amount'
  | 'signedAmount'
  | 'day'
  | 'laterDay'
  | 'dayOrMonth'
  | 'laterDayOrMonth'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'whole'
  | 'flag'
  | 'party'
  | 'invoice'
  | 'file'
  | 'object'
  | 'shaped'
  | 'objects'

/** The form of a value: how it is checked, and how the document describes it. `Value` is its type in an event. */
export interface Form<Value = unknown> {
  readonly kind: FormKind
  /** A JSON Schema (draft 2020-12), without its words. */
  readonly schema: Readonly<Record<string, unknown>>
  /** Whatever JSON was sent: the fault of its form, pointing into the value. */
  fault(value: unknown): Refusal | undefined
  /** What the ledger asks beyond that; in its place where content has the right type already. */
  strictFault?(value: Value, pointer: string): Refusal | undefined
  /** In characters. */
  readonly longest?: number
  /** The only values, with their words where they are codes. */
  readonly values?: Readonly<Record<string, Words | undefined>>
  /** Of an object, and of each in a list of them: its component in the document, and its parts. */
  readonly component?: string
  readonly parts?: Fields
  /** Of a list of objects: how many there may be. */
  readonly many?: readonly [from: number, to: number]
  /** The value that a part of an address names. */
  ofPath?(text: string): Value | Refusal
  /** Only for its type. */
  readonly value?: Value
}

/** One field of an event, said once: from it come its type, its checks, its place in the document and in forms. */
export interface Field<Value = unknown> {
  readonly form: Form<Value>
  readonly zh: string
  readonly en: string
  readonly optional?: boolean
  readonly example?: unknown
  /** What the document says beside the name. */
  readonly note?: string
  /** What the page asks only where another field has this value. */
  readonly when?: { readonly field: string; readonly is: string }
  /** No field of a form: what the program knows itself. */
  readonly hidden?: true
  /** Shown in a form and not changed there: it follows from what stands. */
  readonly fixed?: true
  /** What is counted, said behind the value. */
  readonly unit?: Words
  /** Written over several lines. */
  readonly long?: true
  /**
   * It names a client, a product or a title, or leads to one: outsiders may be shown an entry without it. Where figures count by it,
   * what makes two of them one; a party is known by its form.
   */
  readonly maskable?: true | 'name' | 'number' | 'text'
}
export type Fields = Readonly<Record<string, Field>>

/** Chinese first, English beside it. */
export type Words = readonly [zh: string, en: string]

const orNothing = (checked: unknown) => (isRefusal(checked) ? checked : undefined)
const malformed = (zh: string, en: string) => refuse('value-format', { zh, en })

/** A text of a paper, 1 to `longest` characters. */
export const textForm = (longest: number): Form<string> => ({
  kind: 'text',
  schema: { type: 'string', minLength: 1, maxLength: longest },
  longest,
  fault: (it) => refuseText(it, longest),
})

/** A number that identifies: see `refuseNumber`. */
export const numberForm = (longest = 64): Form<string> => ({
  ...textForm(longest),
  kind: 'number',
  strictFault: (it, pointer) => refuseNumber(it, longest, pointer),
})

/** `expected` says the form in words, where a person types it; of what no person types, the pattern itself. */
export function patternForm(
  pattern: RegExp,
  [zh, en]: Words = [`须符合 ${pattern.source}`, `${pattern.source} is expected`],
): Form<string> {
  const fault = refuse('value-format', { zh, en })
  return {
    kind: 'pattern',
    schema: { type: 'string', pattern: pattern.source },
    fault: (it) => (typeof it === 'string' && pattern.test(it) ? undefined : fault),
  }
}
const SHA_256: Words = ['须为 64 位十六进制数（SHA-256）', '64 hexadecimal digits (SHA-256) are expected']

/** SHA-256 of a file that lies elsewhere; its name stands in the field `fileName`. */
export const FILE_FORM: Form<string> = { ...patternForm(/^[0-9a-f]{64}$/, SHA_256), kind: 'file' }

const AMOUNT = { type: 'string', pattern: '^(0|[1-9]\\d*)\\.\\d{2}$' }
/** Yuan with two decimals, more than zero. */
export const AMOUNT_FORM: Form<string> = {
  kind: 'amount',
  schema: AMOUNT,
  fault: (it) => orNothing(parsePositiveAmount(it)),
}
/** Yuan with two decimals, zero allowed. */
export const AMOUNT_OR_ZERO_FORM: Form<string> = { ...AMOUNT_FORM, fault: (it) => orNothing(parseAmount(it)) }
/** Yuan with two decimals, with a minus sign where it lowers. */
export const SIGNED_AMOUNT_FORM: Form<string> = {
  kind: 'signedAmount',
  schema: { ...AMOUNT, pattern: '^-?(0|[1-9]\\d*)\\.\\d{2}$' },
  fault: (it) => orNothing(parseSignedAmount(it)),
}

const DAY = { type: 'string', format: 'date' }
/** A day on which something happened: never after the day it is recorded (H9). */
export const DAY_FORM: Form<BusinessDate> = {
  kind: 'day',
  schema: DAY,
  fault: (it) => orNothing(parseBusinessDate(it)),
}
/** A day that may lie ahead: an end that is promised, a deadline. */
export const LATER_DAY_FORM: Form<BusinessDate> = { ...DAY_FORM, kind: 'laterDay' }
/** A day, or a month where the paper gives no more. */
export const DAY_OR_MONTH_FORM: Form<DayOrMonth> = {
  kind: 'dayOrMonth',
  schema: { type: 'string' },
  fault: (it) => orNothing(parseDayOrMonth(it)),
}

/** One that may lie ahead: the end of a running year. */
export const LATER_DAY_OR_MONTH_FORM: Form<DayOrMonth> = { ...DAY_OR_MONTH_FORM, kind: 'laterDayOrMonth' }

/** One of these codes, each with its words; or one of these words, which say it themselves. */
export function choiceForm<Code extends string>(values: Readonly<Record<Code, Words>> | readonly Code[]): Form<Code> {
  const known = valuesOf(values)
  return {
    kind: 'choice',
    schema: { type: 'string', enum: Object.keys(known) },
    values: known,
    fault: (it) => notAmong(it, known),
  }
}

/** Several of them. */
export function choicesForm<Code extends string>(
  values: Readonly<Record<Code, Words>> | readonly Code[],
): Form<readonly Code[]> {
  const known = valuesOf(values)
  return {
    kind: 'choices',
    schema: { type: 'array', items: { type: 'string', enum: Object.keys(known) } },
    values: known,
    ...listOf((it) => notAmong(it, known)),
  }
}

/** Texts of `longest` characters. */
export const textsForm = (longest: number): Form<readonly string[]> => ({
  kind: 'texts',
  schema: { type: 'array', items: { type: 'string' } },
  longest,
  ...listOf((it) => refuseText(it, longest)),
})

const MOST_IN_A_LIST = 200

function listOf(
  faultOf: (value: unknown) => Refusal | undefined,
): Pick<Form<readonly string[]>, 'fault' | 'strictFault'> {
  const at = (it: Refusal | undefined, pointer: string) => it && { ...it, pointer }
  return {
    fault: (value) =>
      Array.isArray(value) && value.length <= MOST_IN_A_LIST
        ? value.map((it) => at(faultOf(it), '')).find((it) => it !== undefined)
        : refuse('list-expected', {
            zh: `须为列表（至多 ${MOST_IN_A_LIST} 项）`,
            en: `a list of at most ${MOST_IN_A_LIST} is expected`,
          }),
    strictFault: (value, pointer) =>
      value.map((it, i) => at(faultOf(it), `${pointer}/${i}`)).find((it) => it !== undefined),
  }
}

export function wholeForm(from: number, to: number): Form<number> {
  const fault = malformed(`须为 ${from}–${to} 的整数`, `a whole number from ${from} to ${to}`)
  return {
    kind: 'whole',
    schema: { type: 'integer', minimum: from, maximum: to },
    fault: (it) => (Number.isSafeInteger(it) && (it as number) >= from && (it as number) <= to ? undefined : fault),
  }
}

/** A part that only a program makes, and judges where it is made: of the shape in which answers tell it. */
export const shapedForm = <T>(schema: Shape<T>): Form<T> => ({ kind: 'shaped', schema, fault: () => undefined })

export const FLAG_FORM: Form<boolean> = {
  kind: 'flag',
  schema: { type: 'boolean' },
  fault: (it) => (typeof it === 'boolean' ? undefined : malformed('须为 true 或 false', 'true or false')),
}

/** A form whose fault has words of its own where content is judged that has the right type already. */
export function refusedAs<Value>(form: Form<Value>, as: Refusal): Form<Value> {
  return { ...form, strictFault: (it, pointer) => form.fault(it) && { ...as, pointer } }
}

/** The faults of content that has the types of its fields, or of its columns: an import's is text wherever it comes from. */
export function refuseFields(fields: Fields, data: object, at = ''): Refusal | undefined {
  const values = data as Readonly<Record<string, unknown>>
  const faults: Refusal[] = []
  for (const name in fields) {
    const fault = faultOfField(fields[name], values[name], `${at}/${name}`)
    if (fault) faults.push(fault)
  }
  const unknown = Object.keys(values).find((it) => values[it] !== undefined && !Object.hasOwn(fields, it))
  if (unknown !== undefined) faults.push(foreignPart(`${at}/${unknown}`, '未知字段', 'the property is not known here'))
  return faults.length > 0 ? together(...faults) : undefined
}

function faultOfField({ form, optional }: Field, value: unknown, pointer: string): Refusal | undefined {
  if (value === undefined) return optional ? undefined : { ...MISSING, pointer }
  return form.strictFault ? form.strictFault(value, pointer) : under(pointer, form.fault(value))
}

export const MISSING = refuse('field-missing', { zh: '缺少必填项', en: 'the field is missing' })
const under = (pointer: string, fault: Refusal | undefined) => fault && refusedBelow(pointer, fault)

/** An object of parts; its faults point into it. */
export function objectForm<Value>(component: string, parts: Fields, more: Partial<Form<Value>> = {}): Form<Value> {
  return {
    kind: 'object',
    schema: { type: 'object' },
    component,
    parts,
    fault: (it) =>
      isObject(it) ? undefined : refuse('object-expected', { zh: '须为 JSON 对象', en: 'an object is expected' }),
    strictFault: (it, pointer) => refuseFields(parts, it as object, pointer),
    ...more,
  }
}

/** A list of objects of these parts, `from` to `to` of them; its faults point into it. */
export function objectsForm<Value>(component: string, parts: Fields, from: number, to: number): Form<readonly Value[]> {
  const fault = refuse('list-expected', {
    zh: `须为 ${from}–${to} 个 JSON 对象的列表`,
    en: `a list of ${from} to ${to} objects is expected`,
  })
  const faultOf = (it: unknown) =>
    Array.isArray(it) && it.length >= from && it.length <= to && it.every(isObject) ? undefined : fault
  return {
    kind: 'objects',
    schema: { type: 'array', minItems: from, maxItems: to },
    component,
    parts,
    many: [from, to],
    fault: faultOf,
    strictFault: (value, pointer) =>
      under(pointer, faultOf(value)) ??
      value.map((it, i) => refuseFields(parts, it as object, `${pointer}/${i}`)).find((it) => it !== undefined),
  }
}

/** The identity has the fields of its scheme and no others: a stray country would be stored and never read. */
export const PARTY_FORM: Form<Party> = objectForm(
  'PartyDto',
  {
    id: {
      form: objectForm('PartyIdDto', {
        scheme: {
          form: choiceForm({
            uscc: ['统一社会信用代码', 'Credit code (USCC)'],
            foreign: ['境外单位', 'Foreign party'],
            person: ['自然人（平台内部编号）', 'Person'],
          }),
          zh: '标识类别',
          en: 'Identifier',
        },
        value: { form: textForm(64), zh: '标识', en: 'Number', example: '91440101MA5CJQ4N59' },
        country: {
          form: patternForm(/^[A-Z]{2}$/, [
            '须为两个大写字母的国家代码，如 DE',
            'a country’s code of two capital letters is expected, as DE',
          ]),
          zh: '国家代码',
          en: 'Country',
          optional: true,
          example: 'DE',
        },
      }),
      zh: '标识',
      en: 'Identity',
    },
    name: { form: textForm(200), zh: '单位名称', en: 'Name', example: '示例光电科技有限公司' },
  },
  {
    kind: 'party',
    strictFault: (value, pointer) =>
      value.id.scheme !== 'foreign' && (value.id as { country?: string }).country !== undefined
        ? foreignPart(`${pointer}/id/country`, '仅境外单位填写国家代码', 'only a foreign party has a country')
        : orNothing(parseParty(value, pointer)),
  },
)

/** A part that this variant of an object does not have. */
export function foreignPart(pointer: string, zh: string, en: string): Refusal {
  return refuse('unknown-property', { pointer, zh, en })
}

function valuesOf(
  values: Readonly<Record<string, Words>> | readonly string[],
): Readonly<Record<string, Words | undefined>> {
  return Array.isArray(values)
    ? Object.fromEntries(values.map((it: string) => [it, undefined]))
    : (values as Readonly<Record<string, Words>>)
}

function notAmong(value: unknown, values: Readonly<Record<string, unknown>>): Refusal | undefined {
  if (typeof value === 'string' && Object.hasOwn(values, value)) return undefined
  const all = Object.keys(values)
  return refuse('unknown-value', { zh: `可选值：${all.join('、')}`, en: `one of ${all.join(', ')}` })
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
