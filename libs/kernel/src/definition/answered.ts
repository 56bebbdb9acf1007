import { PARTY } from '../answer-pieces'
import { day, listOf, type Maybe, maybe, money, oneOf, type Shape, shape, text, whole, yesNo } from '../answer-shape'
import type { Field, Fields, Form, FormKind } from './form'

type ValueOf<F> = F extends { readonly form: Form<infer Value> } ? Value : never
type Answered<F> = {
  readonly [N in keyof F]: F[N] extends { optional: true } ? Maybe<ValueOf<F[N]>> : Shape<ValueOf<F[N]>>
}
type AllMaybe<F> = { readonly [N in keyof F]: Maybe<ValueOf<F[N]>> }

/** An event's fields as an answer tells them: by their types, without the limits that hold when they are recorded. */
export function answered<const F extends Fields>(fields: F): Answered<F> {
  return mapped(fields, (it) => (it.optional ? maybe(shapeOf(it.form)) : shapeOf(it.form))) as Answered<F>
}

/** The same where any of them may be absent, as of something that was voided or waits. */
export function maybeAnswered<const F extends Fields>(fields: F): AllMaybe<F> {
  return mapped(fields, (it) => maybe(shapeOf(it.form))) as AllMaybe<F>
}

const mapped = <T>(fields: Fields, of: (field: Field) => T) =>
  Object.fromEntries(Object.entries(fields).map(([name, it]) => [name, of(it)]))

function shapeOf({ kind, schema, values = {}, parts = {} }: Form): Shape {
  const one = oneOf(...Object.keys(values))
  const ofKind: Readonly<Record<FormKind, Shape>> = {
    ...{ text, number: text, pattern: text, file: text, dayOrMonth: text, laterDayOrMonth: text },
    ...{ amount: money, signedAmount: money, day, laterDay: day, whole, flag: yesNo, party: PARTY },
    ...{ choice: one, choices: listOf(one), texts: listOf(text) },
    ...{ invoice: shape(answered(parts)), object: shape(answered(parts)), shaped: schema },
    objects: listOf(shape(answered(parts))),
  }
  return ofKind[kind]
}
