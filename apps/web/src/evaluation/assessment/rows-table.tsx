import { Tag } from 'antd'
import { t } from 'i18next'
import { useCursor } from '../../api/answers'
import { type Columns, DataTable } from '../../kit/data-table'
import { EntryLink } from '../../kit/entry-link'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Pages } from '../../kit/pages'
import { wordIn } from '../../words/word'
import { AT, type Row, type RowsAnswer } from './answers'
import { UnitValue } from './unit-value'

/** 填报数 opened to exactly the rows it is made of, and those that the scheme's filters keep out. */
export function RowsTable({ round, platform, indicator }: { round: string; platform: string; indicator: string }) {
  const asked = { round, id: platform, indicator }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, waiting } = useLoaded(`GET ${AT}/indicators/{indicator}/rows`, {
    ...asked,
    cursor: cursor.cursor,
  })
  const columns = columnsOf(platform, data?.unit ?? 'count')
  if (!data) return waiting(6)
  return (
    <>
      <DataTable rowKey="row" rows={data.rows} columns={columns} empty="figure.noRows" />
      <p className="note">
        {t('figure.rowCount', { rows: data.total })} · {t('assessment.ledger')}{' '}
        <UnitValue value={data.ledger} unit={data.unit} />
      </p>
      <Pages cursor={cursor} next={data.next} />
      <FilteredRows data={data} platform={platform} />
    </>
  )
}

/** Rows that the scheme's filters keep out, each with the filter. */
export function FilteredRows({ data, platform }: { data: RowsAnswer; platform: string }) {
  const columns = columnsOf(platform, data.unit)
  if (data.filtered.length === 0) return null
  const by = new Map(data.filtered.map((it) => [it.row, it.by]))
  return (
    <details>
      <summary>{t('assessment.filteredRows', { count: data.filtered.length })}</summary>
      <DataTable
        rowKey="row"
        pageSize={50}
        rows={data.filtered.map((it) => ({ ...it, strikes: [] }))}
        columns={[
          ...columns,
          {
            word: 'assessment.filteredBy',
            cell: (it) =>
              by
                .get(it.row)
                ?.map((of) => t(wordIn('filter', of)))
                .join(t('comma')),
          },
        ]}
      />
    </details>
  )
}

function columnsOf(platform: string, unit: string): Columns<Row> {
  return [
    { word: 'figure.sequence', right: true, width: 80, cell: (it) => it.sequence },
    { word: 'figure.date', width: 100, number: (it) => it.date },
    {
      word: 'figure.contract',
      width: 150,
      cell: (it) => <EntryLink entry={it} platform={platform} />,
    },
    { word: 'contract.client', cell: (it) => it.client ?? '' },
    { word: 'figure.what', width: 120, cell: (it) => t(wordIn('entry', it.type)) },
    {
      word: 'figure.amount',
      right: true,
      width: 140,
      cell: (it) => (
        <>
          <UnitValue value={it.value} unit={unit} />
          {it.strikes.some((of) => of.lifted === undefined) && <Tag color="red">{t('verify.struck')}</Tag>}
        </>
      ),
    },
    { word: 'figure.recorded', width: 230, number: (it) => `${momentText(it.recordedAt)} ${it.actor}` },
  ]
}
