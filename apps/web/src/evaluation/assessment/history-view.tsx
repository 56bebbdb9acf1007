import { t } from 'i18next'
import { DataTable } from '../../kit/data-table'
import { momentText } from '../../kit/moment'
import { wordIn } from '../../words/word'
import type { Assessment } from './answers'

/** Every step, who took it, when, and why. */
export function HistoryView({ assessment }: { assessment: Assessment }) {
  return (
    <DataTable
      rowKey="entryId"
      pageSize={100}
      rows={[...assessment.history].reverse()}
      columns={[
        { word: 'figure.sequence', right: true, width: 90, cell: (it) => it.sequence },
        { word: 'access.at', width: 150, number: (it) => momentText(it.recordedAt) },
        { word: 'assessment.actor', width: 160, cell: (it) => it.actor },
        { word: 'subsidy.step', width: 180, cell: (it) => t(wordIn('entry', it.type)) },
        { word: 'reason', cell: (it) => it.reason ?? '' },
      ]}
    />
  )
}
