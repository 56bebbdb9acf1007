import { t } from 'i18next'
import { useCatalogue } from '../figures/catalogue'
import { shown } from '../money/amount'
import { useUnit } from '../money/money'
import { usePlatforms } from '../session/platforms'
import { wordIn } from '../words/word'
import { fieldsOf, type RegisterField } from './registers'

/** The values of an entry's fields in words: names of parties and platforms, chosen values, amounts. */
export function useContentText() {
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const { unit } = useUnit()
  const textOf = ({ name, form, values }: RegisterField, value: unknown): string => {
    if (value === undefined || value === null || value === '') return ''
    if (values) return t(wordIn('programme.v', String(value)))
    if (name === 'figure') return catalogue.nameOf(String(value))
    switch (form) {
      case 'party': {
        const { name, id } = value as { name?: string; id?: { value?: string } }
        return [name, id?.value].filter(Boolean).join(' ')
      }
      case 'platform':
        return nameOf(String(value))
      case 'flag':
        return t(value === true ? 'yes' : 'no')
      case 'amount':
        return `${shown(String(value), unit)} ${t(unit === 'wan' ? 'wan' : 'yuanSuffix')}`
      case 'titles':
        return (value as readonly string[]).join('、')
      default:
        return String(value)
    }
  }
  return {
    /** Label and text of each field that the entry states. */
    of: (event: string, data: Readonly<Record<string, unknown>>, without: readonly string[] = []) =>
      fieldsOf(event)
        .filter((it) => !without.includes(it.name))
        .map((it) => ({
          name: it.name,
          label: t(wordIn(`programme.of.${event}`, it.name)),
          text: textOf(it, data[it.name]),
        }))
        .filter((it) => it.text !== ''),
  }
}
