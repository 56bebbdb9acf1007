import { Link } from 'react-router'
import { useCatalogue, Value } from '../figures/figure'
import { Sheet } from '../kit/page'
import { type Columns, DataTable } from '../kit/tables'
import { usePlatforms } from '../session/session'
import { t } from '../words/word'
import type { Told } from './desk'

type Ranked = Told<'platforms'>[number]

/** 各平台排名 of the year, by what was signed; a click on a head ranks by another figure. */
export function Ranking({
  platforms,
  window: { from, to },
}: {
  platforms: readonly Ranked[]
  window: Told<'year'>['window']
}) {
  const { nameOf } = usePlatforms()
  const figureNames = useCatalogue()
  const columns: Columns<Ranked> = [
    {
      word: 'desk.rank',
      right: true,
      width: 56,
      // Its own, in whatever order they are seen.
      cell: (it) => platforms.indexOf(it) + 1,
    },
    {
      word: 'contract.platform',
      width: 240,
      cell: (it) => <Link to={`/figures/${it.platform}?from=${from}&to=${to}`}>{nameOf(it.platform)}</Link>,
    },
    ...(platforms[0]?.figures ?? []).map(({ code }, at) => ({
      key: code,
      title: figureNames.nameOf(code),
      right: true,
      cell: (it: Ranked) => (
        <Link to={`/figures/${it.platform}/${code}?from=${from}&to=${to}`}>{Value({ figure: it.figures[at] })}</Link>
      ),
    })),
  ]
  return (
    <Sheet title={t('desk.ranking', { year: from.slice(0, 4) })} label={t('desk.ranking', { year: from.slice(0, 4) })}>
      <DataTable rowKey="platform" rows={platforms} columns={columns} pageSize={10} empty="figure.noRows" />
    </Sheet>
  )
}
