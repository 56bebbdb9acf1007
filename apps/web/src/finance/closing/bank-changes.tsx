import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../api/answers'
import { momentText } from '../../kit/moment'
import { Loading } from '../../kit/states'
import { Second } from './variance'

/** 对账变动，结账后: bank work of these days recorded since; it moves no total. What takes something back waits for a second person. */
export function BankChanges({ platform, period }: { platform: string; period: string }) {
  const { t, i18n } = useTranslation()
  const route = 'GET /api/platforms/{id}/closes/{period}/bank-changes'
  const { data, error, refetch } = useAnswer(route, { id: platform, period })
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={3} />
  return (
    <>
      <h3>{t('closing.bankChanges')}</h3>
      <p className="note">{t('closing.bankChanges.note')}</p>
      <Table
        rowKey="entryId"
        size="small"
        bordered
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...data.changes]}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'sequence', title: t('figure.sequence'), align: 'right', render: (_, it) => it.sequence },
          { key: 'what', title: t('figure.what'), render: (_, it) => (i18n.language === 'en' ? it.en : it.zh) },
          {
            key: 'days',
            title: t('figure.date'),
            render: (_, it) => <span className="number">{it.from === it.to ? it.from : `${it.from} — ${it.to}`}</span>,
          },
          {
            key: 'about',
            title: t('closing.about'),
            render: (_, it) => [it.fileName, it.reason].filter((word) => word !== undefined).join(' · '),
          },
          {
            key: 'recorded',
            title: t('figure.recorded'),
            render: (_, it) => (
              <span className="number">
                {momentText(it.recordedAt)} {it.actor}
              </span>
            ),
          },
          {
            key: 'second',
            title: t('closing.second'),
            render: (_, it) =>
              it.second ? (
                <Second entry={{ ...it, restatement: true, wordsOnly: false }} platform={platform} />
              ) : (
                <span>—</span>
              ),
          },
        ]}
      />
    </>
  )
}
