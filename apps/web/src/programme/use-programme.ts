import type { Field, Fields } from '@pilot-ledger/kernel'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { useCatalogue, useTimes } from '../figures/figure'
import { usePageParams } from '../kit/loaded'
import { today } from '../kit/moment'
import { shown } from '../money/amount'
import { useUnit } from '../money/money'
import { usePlatforms } from '../session/session'
import { type Family, t, wordIn } from '../words/word'
import { definitionOf, type Item } from './registers'

export type ProgrammeAnswer = Answers['GET /api/programmes/{programme}']

/** The programme asked about: the one in the address, or the first; with its window and cut. */
export function useProgramme() {
  const [chosen, choose] = usePageParams('programme')
  const { data, error, refetch } = useAnswer('GET /api/programmes')
  const programmes = data?.programmes ?? []
  const programme = programmes.find((it) => it.id === chosen.programme) ?? programmes[0]
  const since = { from: programme?.openedOn ?? `${today().slice(0, 4)}-01-01`, word: t('programme.sinceOpening') }
  const { times, query } = useTimes(since)
  return {
    programmes,
    programme,
    id: programme?.id ?? '',
    come: data !== undefined,
    error,
    retry: () => void refetch(),
    choose: (id: string) => choose({ programme: id }),
    since,
    times,
    /** For links to other places of the programme: the two times, and which programme where there are several. */
    query: programmes.length > 1 ? `${query}&programme=${programme?.id}` : query,
  }
}

/** The registers as they stood at the cut. */
export function useRegisters() {
  const of = useProgramme()
  const { id, times } = of
  const { data, error, refetch } = useAnswer(
    'GET /api/programmes/{programme}',
    { programme: id, asOf: times.asOf },
    { enabled: id !== '' },
  )
  const itemsOf = (kind: string) => (data?.registers[kind] ?? []) as unknown as readonly Item[]
  return { ...of, data, error: of.error ?? error, retry: () => void refetch(), itemsOf }
}

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
