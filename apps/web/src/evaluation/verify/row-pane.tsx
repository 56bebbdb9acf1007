import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { momentText } from '../../kit/moment'
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
  const { t } = useTranslation()
  return (
    <section className="row-pane" aria-label={t('verify.row')}>
      <h3>
        {row.engagement ? (
          <Link to={`/contracts/${row.engagement}?entry=${row.entryId}`}>{row.contractNo ?? row.engagement}</Link>
        ) : (
          <Link to={`/platforms/${assessment.platform}`}>{t('page.register')}</Link>
        )}{' '}
        {audited?.title}
      </h3>
      <dl className="row-facts">
        <dt>{t('figure.amount')}</dt>
        <dd>
          <UnitValue value={row.value} unit={unit} />
          {row.taxBasis && ` ${t(`tax.${row.taxBasis}`)}`}
        </dd>
        {row.client && (
          <>
            <dt>{t('verify.client')}</dt>
            <dd>{row.client}</dd>
          </>
        )}
        {row.counts && (
          <>
            <dt>{t('figure.counts')}</dt>
            <dd>{row.counts.replace(/^\w+:(uscc:)?/, '')}</dd>
          </>
        )}
        <dt>{t('figure.what')}</dt>
        <dd>
          {t(`entry.${row.type}`)} <span className="number">{row.date}</span>
        </dd>
        <dt>{t('figure.recorded')}</dt>
        <dd className="number">
          {t('figure.sequence')} {row.sequence} · {momentText(row.recordedAt)} {row.actor}
        </dd>
      </dl>
      <RowKnown audited={audited} />
      <Strikes assessment={assessment} indicator={indicator} unit={unit} row={row} works={works} />
    </section>
  )
}
