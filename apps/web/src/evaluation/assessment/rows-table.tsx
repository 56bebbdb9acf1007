import { usePaged } from '../../kit/loaded'
import { type Columns, contractColumn, DATE, DataTable, RECORDED, SEQUENCE, WHAT } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { t, wordIn } from '../../words/word'
import { AT, type Row, type RowsAnswer, UnitValue } from './assessment'

/** 填报数 opened to exactly the rows it is made of, and those that the scheme's filters keep out. */
export function RowsTable({ round, platform, indicator }: { round: string; platform: string; indicator: string }) {
  const request = { round, id: platform, indicator }
  const { data, waiting, pages, paged } = usePaged(`GET ${AT}/indicators/{indicator}/rows`, request, { whole: 'rows' })
  const columns = columnsOf(platform, data?.unit ?? 'count')
  if (!data) return waiting(6)
  return (
    <>
      <DataTable paged={paged} rowKey="row" rows={data.rows} columns={columns} empty="figure.noRows" />
      <p className="note">
        {t('figure.rowCount', { rows: data.total })} · {t('assessment.ledger')}{' '}
        <UnitValue value={data.ledger} unit={data.unit} />
      </p>
      {pages}
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
    SEQUENCE,
    DATE,
    contractColumn(platform),
    { word: 'contract.client', cell: (it) => it.client ?? '' },
    WHAT,
    {
      word: 'figure.amount',
      right: true,
      width: 140,
      reads: (it) => it.value,
      cell: (it) => (
        <>
          <UnitValue value={it.value} unit={unit} />
          {it.strikes.some((of) => of.lifted === undefined) && <Tag color="red">{t('verify.struck')}</Tag>}
        </>
      ),
    },
    RECORDED,
  ]
}
