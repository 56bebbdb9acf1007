import { Tag } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { DataTable } from '../../kit/data-table'
import { Money } from '../../money/money'

/** 分摊例外: invoices and slips over several contracts whose shares do not tie to the document. */
export function SharedExceptions({ platform }: { platform: string }) {
  const { data } = useAnswer('GET /api/platforms/{id}/shared-documents', { id: platform })
  if (!data || data.documents.length === 0) return null
  return (
    <section className="sheet" aria-label={t('sharing.title')}>
      <h2>{t('sharing.title')}</h2>
      <DataTable
        rowKey={(it) => `${it.kind} ${it.document}`}
        pageSize={20}
        rows={data.documents}
        columns={[
          {
            word: 'sharing.fault',
            cell: (it) => (
              <Tag color={it.fault === 'under' || it.fault === 'slipsDiffer' ? 'orange' : 'red'}>
                {t(`sharing.${it.fault}`)}
              </Tag>
            ),
          },
          { word: 'shared.kind', cell: (it) => t(`shared.${it.kind}`) },
          { word: 'shared.document', cell: (it) => it.document.replace(/^[DT]:/, '') },
          { word: 'figure.date', cell: (it) => it.days.join(' ') },
          { word: 'sharing.payers', cell: (it) => it.payers.join('、') },
          { word: 'shared.shares', money: (it) => it.shares },
          {
            word: 'shared.total',
            right: true,
            cell: (it) => it.totals.map((total) => <Money key={total} value={total} />),
          },
          {
            word: 'page.contracts',
            cell: (it) =>
              it.entries.map((entry) => (
                <Link key={entry.entryId} to={`/contracts/${entry.engagement}?entry=${entry.entryId}`}>
                  {entry.contractNo}{' '}
                </Link>
              )),
          },
        ]}
      />
    </section>
  )
}
