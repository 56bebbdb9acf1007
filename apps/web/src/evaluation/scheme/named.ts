import type { Indicator } from '@pilot-ledger/evaluation/definitions'
import { useCatalogue } from '../../figures/figure'
import { spoken } from '../../words/word'

interface Named {
  readonly zh?: string
  readonly en?: string
  readonly code?: string
}

/** What something is called, also while it has not been named in both languages yet. */
export const nameOf = (it: Named): string => String(spoken(it) || it.zh || it.en || it.code || '')

/** The unit that an indicator's values are in; undefined while nobody has said where they come from. */
export function useUnits() {
  const { figures } = useCatalogue()
  return {
    unitOf: ({ source }: Indicator) =>
      source.from === 'ledger' ? figures.find((it) => it.code === source.figure)?.unit : source.unit,
  }
}
