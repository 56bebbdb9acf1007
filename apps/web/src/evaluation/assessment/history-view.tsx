import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { momentText } from '../../kit/moment'
import type { Assessment } from './answers'

/** Every step, who took it, when, and why. */
export function HistoryView({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  return (
    <Table
      rowKey="entryId"
      size="small"
      bordered
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={[...assessment.history].reverse()}
      scroll={{ x: 'max-content' }}
      columns={[
        { key: 'sequence', title: t('figure.sequence'), align: 'right', width: 90, render: (_, it) => it.sequence },
        {
          key: 'at',
          title: t('assessment.at'),
          width: 150,
          render: (_, it) => <span className="number">{momentText(it.recordedAt)}</span>,
        },
        { key: 'actor', title: t('assessment.actor'), width: 160, render: (_, it) => it.actor },
        { key: 'step', title: t('assessment.step'), width: 180, render: (_, it) => t(`happened.${it.type}`) },
        { key: 'reason', title: t('reason'), render: (_, it) => it.reason ?? '' },
      ]}
    />
  )
}
