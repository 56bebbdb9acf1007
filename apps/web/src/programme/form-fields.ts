import { useAnswer } from '../api/answers'
import { type Field, named } from '../forms/field'
import { usePlatforms } from '../session/platforms'
import { said } from '../words/said'
import { wordIn } from '../words/word'
import { fieldsOf, type RegisterField } from './registers'
import { useRegisters } from './use-programme'

const KINDS: Readonly<Record<RegisterField['form'], Field['kind']>> = {
  key: 'text',
  title: 'text',
  wording: 'long',
  day: 'day',
  dayOrMonth: 'dayOrMonth',
  anyDay: 'day',
  party: 'party',
  amount: 'amount',
  count: 'text',
  flag: 'flag',
  platform: 'choice',
  titles: 'words',
}

/** The form of an entry, from the table of registers; what names another thing is chosen from what there is. */
export function useFormFields() {
  const { all } = usePlatforms()
  const { itemsOf } = useRegisters()
  const figures = useAnswer('GET /api/figure-catalogue').data?.figures ?? []
  const chosen = (pairs: Parameters<typeof named>[0]) => ({ kind: 'choice' as const, ...named(pairs) })
  const figure = chosen(figures.filter((it) => it.unit === 'count').map((it) => [it.code, said(it)]))
  const any = chosen(figures.map((it) => [it.code, said(it)]))
  const platform = chosen(all.map((it) => [it.id, it.name ?? it.id]))
  const call = chosen(itemsOf('call').map((it) => [it.key, it.title ? `${it.key} ${it.title}` : it.key]))
  const field = (event: string, { name, form, optional, values }: RegisterField): Field => {
    const needed = !optional
    const one = { name, word: wordIn(`programme.of.${event}`, name), needed }
    if (values) return { ...one, kind: 'choice', from: values, wordOf: 'programme.v' }
    if (form === 'platform') return { ...one, ...platform }
    if (name === 'call') return { ...one, ...call }
    if (name === 'figure') return { ...one, ...figure }
    return { ...one, kind: KINDS[form] }
  }
  return {
    of: (event: string): readonly Field[] => fieldsOf(event).map((it) => field(event, it)),
    anyFigure: any,
  }
}

/** What a form begins with: a party is mostly a unit with a credit code. */
export function startOf(fields: readonly Field[], data: Values = {}): Record<string, unknown> {
  const parties = fields.filter((it) => it.kind === 'party')
  return { ...Object.fromEntries(parties.map((it) => [it.name, { id: { scheme: 'uscc' } }])), ...data }
}

type Values = Readonly<Record<string, unknown>>

/** A party that was left empty is none, though the kind of its identifier was chosen beforehand. */
export function withoutEmptyParties(fields: readonly Field[], body: Values): Values {
  const empty = new Set(fields.filter((it) => it.kind === 'party' && isEmpty(body[it.name])).map((it) => it.name))
  return Object.fromEntries(Object.entries(body).filter(([name]) => !empty.has(name)))
}

function isEmpty(party: unknown): boolean {
  const { name, id } = (party ?? {}) as { name?: string; id?: { value?: string } }
  return name === undefined && id?.value === undefined
}
