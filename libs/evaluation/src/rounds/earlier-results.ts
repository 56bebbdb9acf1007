import type { StreamReader } from '@pilot-ledger/figures/reporting'
import type { ResultInRow } from '../domain/consequences'
import type { Snapshot } from '../domain/snapshot'
import type { Opened, RoundContext } from './round-context'
import { stateOf } from './round-reading.service'

/**
 * Of each platform its published results in earlier rounds under the same scheme (whatever its version), the latest first, as
 * of an entry. Earlier by the year that is evaluated, within a year by the opening; a demonstration's only for a demonstration.
 */
export async function earlierResults(
  reader: Pick<StreamReader, 'ids' | 'stream'>,
  context: RoundContext,
  { id: own, opened }: { readonly id: string; readonly opened: Opened },
  at: number,
): Promise<(platform: string) => readonly ResultInRow[]> {
  const yearOf = async (it: Opened) => context.yearOf(await context.scheme(it.scheme), it)
  const openedAt = Number((await reader.stream('round', own, at)).events[0].position)
  const year = await yearOf(opened)
  const found: { year: number; openedAt: number; results: ReadonlyMap<string, ResultInRow> }[] = []
  for (const id of reader.ids('round')) {
    if (id === own) continue
    const { events } = await reader.stream('round', id, at)
    const { opened: other, publications, seals } = stateOf(events)
    const published = seals.find((it) => it.sealNo === publications.at(-1)?.sealNo)
    if (!other || !published || other.scheme.id !== opened.scheme.id) continue
    if ((other.synthetic === true) !== (opened.synthetic === true)) continue
    const of = { year: await yearOf(other), openedAt: Number(events[0].position) }
    if (of.year > year || (of.year === year && of.openedAt > openedAt)) continue
    const results = published.results.map(({ platform, snapshot }): [string, ResultInRow] => {
      const { grade, noShow = false } = snapshot as Snapshot
      return [platform, { roundNo: other.roundNo, grade: grade.code, noShow }]
    })
    found.push({ ...of, results: new Map(results) })
  }
  found.sort((a, b) => b.year - a.year || b.openedAt - a.openedAt)
  // A year evaluated again is one year: its last result counts, and none beside the one at hand.
  return (platform) => {
    const years = new Set([year])
    return found.flatMap((it) => {
      const result = it.results.get(platform)
      if (result === undefined || years.has(it.year)) return []
      years.add(it.year)
      return [result]
    })
  }
}
