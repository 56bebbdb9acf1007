import type { Shape } from '../answer-shape'
import type { BusinessDate, DayOrMonth } from '../business-date'
import type { Party } from '../party'
import {
  AMOUNT_FORM,
  AMOUNT_OR_ZERO_FORM,
  choiceForm,
  choicesForm,
  DAY_FORM,
  DAY_OR_MONTH_FORM,
  FILE_FORM,
  type Field,
  type Fields,
  FLAG_FORM,
  type Form,
  LATER_DAY_FORM,
  LATER_DAY_OR_MONTH_FORM,
  numberForm,
  PARTY_FORM,
  patternForm,
  SIGNED_AMOUNT_FORM,
  shapedForm,
  textForm,
  textsForm,
  type Words,
  wholeForm,
} from './form'

type ValueOf<F> = F extends { readonly form: Form<infer Value> } ? Value : never
type OptionalNames<F extends Fields> = { [N in keyof F]: F[N] extends { optional: true } ? N : never }[keyof F]
type Flat<T> = { readonly [N in keyof T]: T[N] }
/** The data of an event with these fields. */
export type DataOf<F extends Fields> = Flat<
  { readonly [N in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[N]> } & {
    readonly [N in OptionalNames<F>]?: ValueOf<F[N]>
  }
>

type More = Partial<Omit<Field, 'form' | 'zh' | 'en' | 'optional'>>
const field =
  <Value>(form: Form<Value>, byDefault: More = {}) =>
  (zh: string, en: string, more: More = {}): Field<Value> =>
    ({ form, zh, en, ...byDefault, ...more }) as Field<Value>

/** Fields as they recur. Examples are what the document shows and what a sample holds. */
export const text = (longest: number, zh: string, en: string, more: More = {}): Field<string> =>
  field(textForm(longest))(zh, en, more)
export const number = (zh: string, en: string, more: More = {}): Field<string> => field(numberForm())(zh, en, more)
export const amount = field<string>(AMOUNT_FORM, { example: '380000.00' })
export const amountOrZero = field<string>(AMOUNT_OR_ZERO_FORM, { example: '380000.00' })
export const signedAmount = field<string>(SIGNED_AMOUNT_FORM, { example: '380000.00' })
export const day = field<BusinessDate>(DAY_FORM, { example: '2025-03-18' })
export const laterDay = field<BusinessDate>(LATER_DAY_FORM, { example: '2026-03-17' })
export const dayOrMonth = field<DayOrMonth>(DAY_OR_MONTH_FORM, { example: '2024-11' })
export const laterDayOrMonth = field<DayOrMonth>(LATER_DAY_OR_MONTH_FORM, { example: '2024-11' })
export const party = field<Party>(PARTY_FORM)
export const file = field<string>(FILE_FORM, {
  example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
})
export const flag = field<boolean>(FLAG_FORM)
export const texts = (longest: number, zh: string, en: string, more: More = {}): Field<readonly string[]> =>
  field(textsForm(longest))(zh, en, more)
export const whole = (from: number, to: number, zh: string, en: string, more: More = {}): Field<number> =>
  field(wholeForm(from, to))(zh, en, more)
export const matching = (pattern: RegExp, zh: string, en: string, more: More = {}): Field<string> =>
  field(patternForm(pattern))(zh, en, more)
/** The id of something else on the ledger; whether it is there is looked up, by who decides. */
export const reference = field<string>({
  ...patternForm(/^[0-9a-f-]{36}$/, ['须为台账中的 id', 'the id of something on the ledger is expected']),
  strictFault: () => undefined,
})
export const choice = <Code extends string>(
  values: Readonly<Record<Code, Words>> | readonly Code[],
  zh: string,
  en: string,
  more: More = {},
): Field<Code> => field(choiceForm(values))(zh, en, more)
export const choices = <Code extends string>(
  values: Readonly<Record<Code, Words>> | readonly Code[],
  zh: string,
  en: string,
  more: More = {},
): Field<readonly Code[]> => field(choicesForm(values))(zh, en, more)
export const shaped = <T>(shape: Shape<T>, zh: string, en: string, more: More = {}): Field<T> =>
  field(shapedForm(shape))(zh, en, more)
/** Of a form that one kind of entry has for itself. */
export const formed = <Value>(form: Form<Value>, zh: string, en: string, more: More = {}): Field<Value> =>
  field(form)(zh, en, more)
/** May be left out. */
export const maybe = <Value>(it: Field<Value>) => ({ ...it, optional: true as const })
