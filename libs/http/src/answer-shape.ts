import { ApiOkResponse } from '@nestjs/swagger'

/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of a part of an answer. */
export type Shape = Readonly<Record<string, unknown>>
const MAYBE = Symbol('may be absent')
type Field = Shape | { readonly [MAYBE]: Shape }

/**
 * The words in which an answer's shape is written down beside its door. The page's types are generated from them, and a test
 * holds real answers against them, nothing missing and nothing more: so that page and service cannot drift apart.
 */
export const text: Shape = { type: 'string' }
export const whole: Shape = { type: 'integer' }
export const yesNo: Shape = { type: 'boolean' }
/** Yuan with two decimals, never a JSON number; net amounts may be negative. */
export const money: Shape = { type: 'string', pattern: '^-?(0|[1-9]\\d*)\\.\\d{2}$' }
/** A count or an amount, as the figure's unit says. */
export const figureValue: Shape = { type: 'string', pattern: '^-?\\d+(\\.\\d{2})?$' }
/** A calendar day in Shanghai. */
export const day: Shape = { type: 'string', format: 'date' }
export const instant: Shape = { type: 'string', format: 'date-time' }
/** Whatever an entry holds: its shape is its command's. */
export const anyObject: Shape = { type: 'object', additionalProperties: true }

export const oneOf = (...values: readonly string[]): Shape => ({ type: 'string', enum: values })
export const listOf = (items: Shape): Shape => ({ type: 'array', items })
export const mapOf = (values: Shape): Shape => ({ type: 'object', additionalProperties: values })
export const orNull = (shape: Shape): Shape => ({ anyOf: [shape, { type: 'null' }] })
export const maybe = (shape: Shape): Field => ({ [MAYBE]: shape })

/** An object with just these fields; those that are `maybe` may be absent. */
export function shape(fields: Readonly<Record<string, Field>>): Shape {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, it]) => [name, MAYBE in it ? (it as { [MAYBE]: Shape })[MAYBE] : it]),
  )
  const required = Object.entries(fields).flatMap(([name, it]) => (MAYBE in it ? [] : [name]))
  return { type: 'object', properties, required, additionalProperties: false }
}

/** Says in the OpenAPI document what a door answers. */
export function Answers(answer: Shape, description = ''): MethodDecorator {
  return ApiOkResponse({ description, content: { 'application/json': { schema: answer as never } } })
}
