import { nameKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { FigurePublished } from './events'
import type { PlatformState } from './state'

/** A figure that a letter states, of a platform or of a whole programme, has a number of its own, however that is typed. */
export function refuseTakenNumber(
  { published }: Pick<PlatformState, 'published'>,
  { publicationNo }: Pick<FigurePublished['data'], 'publicationNo'>,
): Refusal | undefined {
  const number = nameKey(publicationNo)
  if (!published.some((it) => nameKey(it.publicationNo) === number)) return undefined
  return refuse('publication-exists', {
    rule: 'H6',
    pointer: '/publicationNo',
    zh: '该编号的公布数已登记',
    en: 'a published figure of this number is recorded already',
    facts: { publicationNo },
  })
}
