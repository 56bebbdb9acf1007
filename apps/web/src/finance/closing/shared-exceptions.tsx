import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { Money } from '../../money/money'

/** 分摊例外: invoices and slips over several contracts whose shares do not tie to the document. */
export function SharedExceptions({ platform }: { platform: string }) {
  const { t } = useTranslation()
  const { data } = useAnswer('GET /api/platforms/{id}/shared-documents', { id: platform })
  if (!data || data.documents.length === 0) return null
  return (
    <section className="sheet" aria-label={t('sharing.title')}>
      <h2>{t('sharing.title')}</h2>
      <Table
        rowKey={(it) => `${it.kind} ${it.document}`}
        size="small"
        bordered
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...data.documents]}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'fault',
            title: t('sharing.fault'),
            render: (_, it) => (
              <Tag color={it.fault === 'under' || it.fault === 'slipsDiffer' ? 'orange' : 'red'}>
                {t(`sharing.${it.fault}`)}
              </Tag>
            ),
          },
          { key: 'kind', title: t('shared.kind'), render: (_, it) => t(`shared.${it.kind}`) },
          { key: 'document', title: t('shared.document'), render: (_, it) => it.document.replace(/^[DT]:/, '') },
          { key: 'days', title: t('figure.date'), render: (_, it) => it.days.join(' ') },
          { key: 'payers', title: t('sharing.payers'), render: (_, it) => it.payers.join('、') },
          { key: 'shares', title: t('shared.shares'), align: 'right', render: (_, it) => <Money value={it.shares} /> },
          {
            key: 'total',
            title: t('shared.total'),
            align: 'right',
            render: (_, it) => it.totals.map((total) => <Money key={total} value={total} />),
          },
          {
            key: 'contracts',
            title: t('shared.contracts'),
            render: (_, it) =>
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
