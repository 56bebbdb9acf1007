import { t } from 'i18next'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { useTimes } from '../figures/times'
import { today } from '../kit/moment'
import { usePageParams } from '../kit/page-params'
import type { Item } from './items'

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
