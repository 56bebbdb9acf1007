import type { AnyEventDefinition, Fields, FormKind } from '@pilot-ledger/kernel'
import { wordIn } from '../words/word'
import type { Field } from './field'

/** The control that each form of a value has; an object has those of its parts. */
export const CONTROLS: Readonly<Record<Exclude<FormKind, 'object'>, Field['kind']>> = {
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
    if (it.hidden) return []
    if (kind === 'object') return listed(parts, own, `${at}${name}.`)
    // Of a file its name and hash are taken together.
    const named =
      kind === 'file' ? { name: 'file', word: wordIn('field', 'file') } : { name: at + name, word: wordIn(word, name) }
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
