import type { AnyEventDefinition, Field, Fields, SummaryPart } from '@pilot-ledger/kernel'
import { type Word, wordIn } from '../../words/word'

/** A part of the line: an amount, a text, a word of the page, or a figure by its code; `label` and `unit` are words that stand around it. */
export type Part = { readonly label?: Word; readonly unit?: Word } & (
  | { readonly amount: string }
  | { readonly text: string }
  | { readonly word: Word }
  | { readonly figure: string }
)

type Values = Readonly<Record<string, unknown>>

/** What an entry says in one line, as its definition has it read; what it does not state is left out. */
export function partsOf({ type, fields, summary }: AnyEventDefinition, data: Values): readonly Part[] {
  const wordOf = (name: string) => wordIn(`entry.${type}`, name)
  // Entries of one mechanism have one line; a field that only some of them have is in it where it is.
  const stated = (name: string) =>
    name in fields ? partOf(name, (fields as Fields)[name], data[name], wordOf(name)) : undefined
  return summary
    .flatMap((part: SummaryPart): readonly (Part | undefined)[] => {
      if (typeof part === 'string') return [stated(part)]
      if ('sign' in part) return [{ text: part.sign }]
      if ('labelled' in part) return [labelled(wordOf(part.labelled), stated(part.labelled))]
      if ('joined' in part) {
        const text = part.joined.flatMap((it) => data[it] ?? []).join(' ')
        return text === '' ? [] : [{ text }]
      }
      // The whole document, where this contract has only a share of it.
      return data[part.share] === data[part.of] ? [] : [labelled(wordOf(part.of), stated(part.of))]
    })
    .filter((it) => it !== undefined)
}

const labelled = (label: Word, it: Part | undefined): Part | undefined => it && { label, ...it }

/** What one field of an entry says; `word` is the field's. */
export function partOf(
  name: string,
  { form: { kind, values }, unit }: Field,
  value: unknown,
  word: Word,
): Part | undefined {
  if (value === undefined || value === '') return undefined
  if (name === 'figure') return { figure: String(value) }
  switch (kind) {
    case 'amount':
    case 'signedAmount':
      return { amount: String(value) }
    case 'choice':
      return values?.[String(value)] ? { word: `${word}.${value}` as Word } : { text: String(value) }
    case 'flag':
      return { word: value === true ? 'yes' : 'no' }
    case 'choices':
    case 'texts':
      return { text: (value as readonly string[]).join('、') }
    case 'party':
      return { text: (value as { name: string }).name }
    case 'invoice': {
      const { code, number } = value as { code?: string; number: string }
      return { text: [code, number].filter(Boolean).join('-') }
    }
    default:
      return { text: String(value), ...(unit && { unit: `${word}.unit` as Word }) }
  }
}
