import { t } from 'i18next'
import { EntryLink } from '../../kit/entry-link'
import { Facts } from '../../kit/facts'
import { momentText } from '../../kit/moment'
import { wordIn } from '../../words/word'
import type { Assessment, AuditedRow, Row } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'
import { RowKnown } from './row-known'
import { Strikes } from './strikes'

/** One row: the entry it comes from, its paper, what speaks against it, and what was struck. */
export function RowPane({
  assessment,
  indicator,
  unit,
  row,
  audited,
  works,
}: {
  assessment: Assessment
  indicator: string
  unit: string
  row: Row
  audited?: AuditedRow
  works: boolean
}) {
  return (
    <section className="row-pane" aria-label={t('verify.row')}>
      <h3>
        <EntryLink entry={row} platform={assessment.platform} /> {audited?.title}
      </h3>
      <Facts
        facts={[
          [
            'figure.amount',
            <>
              <UnitValue value={row.value} unit={unit} />
              {row.taxBasis && ` ${t(`tax.${row.taxBasis}`)}`}
            </>,
          ],
          row.client !== undefined && ['contract.client', row.client],
          row.counts !== undefined && ['figure.counts', row.counts.replace(/^\w+:(uscc:)?/, '')],
          [
            'figure.what',
            <>
              {t(wordIn('entry', row.type))} <span className="number">{row.date}</span>
            </>,
          ],
          [
            'figure.recorded',
            <span key="recorded" className="number">
              {t('figure.sequence')} {row.sequence} · {momentText(row.recordedAt)} {row.actor}
            </span>,
          ],
        ]}
      />
      <RowKnown audited={audited} />
      <Strikes assessment={assessment} indicator={indicator} unit={unit} row={row} works={works} />
    </section>
  )
}
