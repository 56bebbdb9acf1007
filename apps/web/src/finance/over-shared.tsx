import { useQueries } from '@tanstack/react-query'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask } from '../api/ask'
import { Money } from '../money/money'
import { usePlatforms } from '../session/platforms'

/** 分摊超额: invoices and slips whose shares over several contracts are more than the document. */
export function OverShared() {
  const { t } = useTranslation()
  const { readable, nameOf } = usePlatforms()
  const answers = useQueries({
    queries: readable.map(({ id }) => ({
      queryKey: ['GET /api/platforms/{id}/over-shared-documents', { id }],
      queryFn: () => ask('GET /api/platforms/{id}/over-shared-documents', { id }),
    })),
  })
  const documents = answers.flatMap(({ data }) =>
    (data?.documents ?? []).map((it) => ({ ...it, platform: data?.platform })),
  )
  return (
    <section className="sheet">
      <h2>{t('shared.title')}</h2>
      {documents.length === 0 ? (
        <p className="note">{t('shared.none')}</p>
      ) : (
        <Table
          rowKey={(it) => `${it.platform} ${it.kind} ${it.document}`}
          size="small"
          bordered
          pagination={false}
          dataSource={documents}
          scroll={{ x: 'max-content' }}
          columns={[
            { key: 'platform', title: t('money.platform'), render: (_, it) => nameOf(it.platform) },
            { key: 'kind', title: t('shared.kind'), render: (_, it) => t(`shared.${it.kind}`) },
            { key: 'document', title: t('shared.document'), render: (_, it) => it.document.replace(/^[DT]:/, '') },
            {
              key: 'shares',
              title: t('shared.shares'),
              align: 'right',
              render: (_, it) => <Money value={it.shares} />,
            },
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
      )}
    </section>
  )
}
