import type { BusinessDate } from './business-date'

declare const VALUE: unique symbol
const MAYBE = Symbol('may be absent')
const COMPONENT = 'x-component'

/**
 * A JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of a part of an answer, and the TypeScript type of what fits it. The
 * shape is the definition: a view's type is `ShapeOf<typeof SHAPE>`, and a route that answers otherwise does not compile.
 */
export type Shape<T = unknown> = Readonly<Record<string, unknown>> & { readonly [VALUE]?: T }
export interface Maybe<T = unknown> {
  readonly [MAYBE]: Shape<T>
}
type Fields = Readonly<Record<string, Shape | Maybe>>

export type ShapeOf<S> = S extends Maybe<infer T> ? T | undefined : S extends Shape<infer T> ? T : never
type MaybeNames<F> = { [N in keyof F]: F[N] extends Maybe ? N : never }[keyof F]
type Flat<T> = { readonly [N in keyof T]: T[N] }
/** What fits an object with these fields. */
export type FieldsOf<F> = Flat<
  { readonly [N in Exclude<keyof F, MaybeNames<F>>]: ShapeOf<F[N]> } & { readonly [N in MaybeNames<F>]?: ShapeOf<F[N]> }
>

/**
 * The words in which an answer's shape is written down. A test holds real answers against them, nothing missing and nothing
 * more, so that who reads the document can rely on it.
 */
export const text: Shape<string> = { type: 'string' }
export const whole: Shape<number> = { type: 'integer' }
export const yesNo: Shape<boolean> = { type: 'boolean' }
export const textLike = (pattern: string): Shape<string> => ({ type: 'string', pattern })
/** Yuan with two decimals, never a JSON number; net amounts may be negative. */
export const money = textLike('^-?(0|[1-9]\\d*)\\.\\d{2}$')
/** A count or an amount, as the figure's unit says. */
export const figureValue = textLike('^-?\\d+(\\.\\d{2})?$')
export const sha256 = textLike('^[0-9a-f]{64}$')
/** A calendar day in Shanghai. */
export const day: Shape<BusinessDate> = { type: 'string', format: 'date' }
export const instant: Shape<string> = { type: 'string', format: 'date-time' }

/** Whatever an entry holds: its shape is its command's. */
export const objectOf = <T extends object>(): Shape<T> => ({ type: 'object', additionalProperties: true })
export const anyObject = objectOf<object>()

export const oneOf = <const V extends string>(...values: readonly V[]): Shape<V> => ({ type: 'string', enum: values })
/** One of a table's keys, or of some more. */
export const keyOf = <K extends string, const V extends string = never>(
  table: Readonly<Record<K, unknown>>,
  ...more: readonly V[]
): Shape<K | V> => oneOf(...[...(Object.keys(table) as K[]), ...more])
export const listOf = <T>(items: Shape<T>): Shape<readonly T[]> => ({ type: 'array', items })
export const mapOf = <T>(values: Shape<T>): Shape<Readonly<Record<string, T>>> => ({
  type: 'object',
  additionalProperties: values,
})
export const orNull = <T>(it: Shape<T>): Shape<T | null> => ({ anyOf: [it, { type: 'null' }] })
export const maybe = <T>(it: Shape<T>): Maybe<T> => ({ [MAYBE]: it })

/** An object with just these fields; those that are `maybe` may be absent. */
export function shape<const F extends Fields>(fields: F): Shape<FieldsOf<F>> {
  const given = Object.entries<Shape | Maybe>(fields)
  const properties = Object.fromEntries(given.map(([name, it]) => [name, isMaybe(it) ? it[MAYBE] : it]))
  const required = given.filter(([, it]) => !isMaybe(it)).map(([name]) => name)
  return { type: 'object', properties, required, additionalProperties: false }
}

/** An object that the document names: it stands there once, and whatever holds it refers to it. */
export function named<const F extends Fields>(name: string, fields: F): Shape<FieldsOf<F>> {
  return { [COMPONENT]: name, ...shape(fields) }
}

const isMaybe = (it: Shape | Maybe): it is Maybe => MAYBE in it

/**
 * The same with every named shape taken out: a reference stands in its place, and `components` holds it under its name. Throws
 * where two different ones bear one name.
 */
export function withoutNamed(part: unknown, components: Record<string, unknown>): unknown {
  if (Array.isArray(part)) return part.map((it) => withoutNamed(it, components))
  if (typeof part !== 'object' || part === null) return part
  const { [COMPONENT]: name, ...own } = part as Record<string, unknown>
  const plain = Object.fromEntries(Object.entries(own).map(([key, it]) => [key, withoutNamed(it, components)]))
  if (typeof name !== 'string') return plain
  const before = components[name]
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(plain))
    throw new Error(`two different shapes are called ${name}`)
  components[name] = plain
  return { $ref: `#/components/schemas/${name}` }
}
