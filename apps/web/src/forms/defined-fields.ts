import { type InvoiceKey, invoiceKeyText } from '@pilot-ledger/engagements/definitions'
import type { AnyEventDefinition, Fields, FormKind } from '@pilot-ledger/kernel'
import type { Params, SendRoute } from '../api/ask'
import { wordIn } from '../words/word'
import type { Field } from './field'

type Values = Readonly<Record<string, unknown>>

/** The control that each form of a value has; an object has those of its parts, a list of objects and what only a program makes none. */
export const CONTROLS: Readonly<Record<Exclude<FormKind, 'object' | 'objects' | 'shaped'>, Field['kind']>> = {
  text: 'text',
  number: 'text',
  pattern: 'text',
  amount: 'amount',
  signedAmount: 'signedAmount',
  day: 'day',
  laterDay: 'day',
  dayOrMonth: 'dayOrMonth',
  laterDayOrMonth: 'dayOrMonth',
  choice: 'choice',
  choices: 'choices',
  texts: 'words',
  whole: 'whole',
  flag: 'flag',
  party: 'party',
  invoice: 'invoice',
  file: 'file',
}

/** The form of an event as its definition says it; what only the program knows is no field of it. */
export const definedFields = ({ type, fields }: AnyEventDefinition): readonly Field[] =>
  listed(fields, `entry.${type}`, '')

function listed(fields: Fields, word: `entry.${string}`, at: string): readonly Field[] {
  return Object.entries(fields).flatMap(([name, it]) => {
    const { kind, values, parts = {}, longest, schema } = it.form
    const own: typeof word = `${word}.${name}`
    if (it.hidden || kind === 'shaped' || kind === 'objects') return []
    if (kind === 'object') return listed(parts, own, `${at}${name}.`)
    // Of a file its name and hash are taken together.
    const named =
      kind === 'file' ? { name: 'file', word: 'field.file' as const } : { name: at + name, word: wordIn(word, name) }
    const field: Field = {
      ...named,
      kind: it.long ? 'long' : CONTROLS[kind],
      needed: !it.optional,
      from: values && Object.keys(values),
      wordOf: values && Object.values(values).every(Boolean) ? own : undefined,
      min: schema.minimum as number | undefined,
      max: (schema.maximum as number | undefined) ?? longest,
      fixed: it.fixed,
      when: it.when,
    }
    return [field]
  })
}

/** What any form begins with: a party is mostly a unit with a credit code. */
export const beginning = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.filter((it) => it.kind === 'party').map((it) => [it.name, { id: { scheme: 'uscc' } }]))

/** Where a new entry is sent, and what of the form goes into the address instead of the body. */
export function routeOf(
  below: '/api/engagements/{id}' | '/api/platforms/{id}' | '/api/programmes/{programme}',
  { type, route }: AnyEventDefinition,
  params: Params,
  values: Values,
): { route: SendRoute; params: Params; body: Values } {
  if (!route) throw new Error(`no route records ${type}`)
  const { path, fromPath = {} } = route
  const parts = Object.entries(fromPath).map(([field, part]) => [part, inPath(values[field])])
  return {
    route: `POST ${below}/${path.replace(/:(\w+)/g, '{$1}')}`,
    params: { ...params, ...Object.fromEntries(parts) },
    body: Object.fromEntries(Object.entries(values).filter(([field]) => !(field in fromPath))),
  }
}

/** An invoice is typed in parts, or chosen by the one text it has in addresses. */
const inPath = (value: unknown) => (typeof value === 'object' ? invoiceKeyText(value as InvoiceKey) : String(value))
