import { t } from 'i18next'
import type { Answers } from '../../api/ask'
import { DataTable } from '../../kit/data-table'

type Carried = NonNullable<Answers['GET /api/platforms/{id}/closes/{period}']['carriedOver']>
type Line = Carried['lines'][number]

const ZERO = '0.00'

/** 上期结转: the last close's closing + what was restated of it before this one = this one's opening. */
export function CarriedOver({ carried }: { carried: Carried }) {
  const name = (it: Line) => `${t(`bridge.${it.column}`)}${t(`bridge.${it.taxBasis}`)}`
  const lines = carried.lines.filter((it) => it.closedBefore !== ZERO || it.restated !== ZERO || it.opening !== ZERO)
  const money = (key: 'closedBefore' | 'restated' | 'opening') => ({
    word: `closing.carried.${key}` as const,
    money: (it: Line) => it[key],
  })
  return (
    <>
      <h3>{t('closing.carriedOver', { period: carried.period })}</h3>
      <DataTable
        rowKey={name}
        rows={lines}
        columns={[
          { word: 'closing.cell', cell: (it) => name(it) },
          money('closedBefore'),
          money('restated'),
          money('opening'),
        ]}
      />
    </>
  )
}
