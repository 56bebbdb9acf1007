import { t } from 'i18next'
import { DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { said } from '../../words/said'
import { Second } from './variance'

/** 对账变动，结账后: bank work of these days recorded since; it moves no total. What takes something back waits for a second person. */
export function BankChanges({ platform, period }: { platform: string; period: string }) {
  const route = 'GET /api/platforms/{id}/closes/{period}/bank-changes'
  const { data, waiting } = useLoaded(route, { id: platform, period })
  if (!data) return waiting(3)
  return (
    <>
      <h3>{t('closing.bankChanges')}</h3>
      <p className="note">{t('closing.bankChanges.note')}</p>
      <DataTable
        rowKey="entryId"
        pageSize={50}
        rows={data.changes}
        columns={[
          { word: 'figure.sequence', right: true, cell: (it) => it.sequence },
          { word: 'figure.what', cell: (it) => said(it) },
          { word: 'figure.date', number: (it) => (it.from === it.to ? it.from : `${it.from} — ${it.to}`) },
          {
            word: 'closing.about',
            cell: (it) => [it.fileName, it.reason].filter((word) => word !== undefined).join(' · '),
          },
          { word: 'figure.recorded', number: (it) => `${momentText(it.recordedAt)} ${it.actor}` },
          {
            word: 'closing.second',
            cell: (it) =>
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
