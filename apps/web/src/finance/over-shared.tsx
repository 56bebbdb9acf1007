import { useQueries } from '@tanstack/react-query'
import { t } from 'i18next'
import { Link } from 'react-router'
import { ask } from '../api/ask'
import { DataTable } from '../kit/data-table'
import { Money } from '../money/money'
import { usePlatforms } from '../session/platforms'

/** 分摊超额: invoices and slips whose shares over several contracts are more than the document. */
export function OverShared() {
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
        <DataTable
          rowKey={(it) => `${it.platform} ${it.kind} ${it.document}`}
          rows={documents}
          columns={[
            { word: 'money.platform', cell: (it) => nameOf(it.platform) },
            { word: 'shared.kind', cell: (it) => t(`shared.${it.kind}`) },
            { word: 'shared.document', cell: (it) => it.document.replace(/^[DT]:/, '') },
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
      )}
    </section>
  )
}
