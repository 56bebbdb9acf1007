import type { Field, Fields } from '@pilot-ledger/kernel'
import { t } from 'i18next'
import { useCatalogue } from '../figures/catalogue'
import { shown } from '../money/amount'
import { useUnit } from '../money/money'
import { usePlatforms } from '../session/platforms'
import { type Family, wordIn } from '../words/word'
import { definitionOf } from './registers'

/** The values of an entry's fields in words: names of parties and platforms, chosen values, amounts. */
export function useContentText() {
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const { unit } = useUnit()
  const textOf = ({ form: { kind, values } }: Field, name: string, word: Family, value: unknown): string => {
    if (value === undefined || value === null || value === '') return ''
    if (values) return t(wordIn(word, String(value)))
    if (name === 'figure') return catalogue.nameOf(String(value))
    if (name === 'platform') return nameOf(String(value))
    switch (kind) {
      case 'party': {
        const { name, id } = value as { name?: string; id?: { value?: string } }
        return [name, id?.value].filter(Boolean).join(' ')
      }
      case 'flag':
        return t(value === true ? 'yes' : 'no')
      case 'amount':
        return `${shown(String(value), unit)} ${t(unit === 'wan' ? 'wan' : 'yuan')}`
      case 'texts':
        return (value as readonly string[]).join('、')
      default:
        return String(value)
    }
  }
  return {
    /** Label and text of each field that the entry states. */
    of: (event: string, data: Readonly<Record<string, unknown>>, without: readonly string[] = []) =>
      Object.entries(statedFields(event))
        .filter(([name]) => !without.includes(name))
        .map(([name, it]) => ({
          name,
          label: t(wordIn(`entry.${event}`, name)),
          text: textOf(it, name, `entry.${event}.${name}`, data[name]),
        }))
        .filter((it) => it.text !== ''),
  }
}

/** What is read of an entry: a step's key is its item's. */
const statedFields = (event: string): Fields => {
  const { fields, route } = definitionOf(event)
  return Object.fromEntries(
    Object.entries(fields as Fields).filter(([name, { hidden }]) => !hidden && !(name in (route?.fromPath ?? {}))),
  )
}
