import { Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer, useCursor } from '../../api/answers'
import { momentText } from '../../kit/moment'
import { Pages } from '../../kit/pages'
import { Loading, Nothing } from '../../kit/states'
import { AT, type Row, type RowsAnswer } from './answers'
import { UnitValue } from './unit-value'

/** 填报数 opened to exactly the rows it is made of, and those that the scheme's filters keep out. */
export function RowsTable({ round, platform, indicator }: { round: string; platform: string; indicator: string }) {
  const { t } = useTranslation()
  const asked = { round, id: platform, indicator }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, error, refetch } = useAnswer(`GET ${AT}/indicators/{indicator}/rows`, {
    ...asked,
    cursor: cursor.cursor,
  })
  const columns = useColumns(platform, data?.unit ?? 'count')
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={6} />
  return (
    <>
      <Table<Row>
        rowKey="row"
        size="small"
        bordered
        pagination={false}
        dataSource={[...data.rows]}
        columns={columns}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('figure.noRows')} /> }}
      />
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
  const { t } = useTranslation()
  const columns = useColumns(platform, data.unit)
  if (data.filtered.length === 0) return null
  const by = new Map(data.filtered.map((it) => [it.row, it.by]))
  return (
    <details>
      <summary>{t('assessment.filteredRows', { count: data.filtered.length })}</summary>
      <Table<Row>
        rowKey="row"
        size="small"
        bordered
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={data.filtered.map((it) => ({ ...it, strikes: [] }))}
        columns={[
          ...columns,
          {
            key: 'by',
            title: t('assessment.filteredBy'),
            render: (_, it) =>
              by
                .get(it.row)
                ?.map((of) => t(`filter.${of}`))
                .join(t('comma')),
          },
        ]}
        scroll={{ x: 'max-content' }}
      />
    </details>
  )
}

function useColumns(platform: string, unit: string): TableColumnsType<Row> {
  const { t } = useTranslation()
  return [
    { key: 'sequence', title: t('figure.sequence'), align: 'right', width: 80, render: (_, it) => it.sequence },
    { key: 'date', title: t('figure.date'), width: 100, render: (_, it) => <span className="number">{it.date}</span> },
    {
      key: 'contract',
      title: t('figure.contract'),
      width: 150,
      render: (_, it) =>
        it.engagement ? (
          <Link to={`/contracts/${it.engagement}?entry=${it.entryId}`}>{it.contractNo ?? it.engagement}</Link>
        ) : (
          <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
        ),
    },
    { key: 'client', title: t('verify.client'), render: (_, it) => it.client ?? '' },
    { key: 'what', title: t('figure.what'), width: 120, render: (_, it) => t(`entry.${it.type}`) },
    {
      key: 'value',
      title: t('figure.amount'),
      align: 'right',
      width: 140,
      render: (_, it) => (
        <>
          <UnitValue value={it.value} unit={unit} />
          {it.strikes.some((of) => of.lifted === undefined) && <Tag color="red">{t('verify.struck')}</Tag>}
        </>
      ),
    },
    {
      key: 'recorded',
      title: t('figure.recorded'),
      width: 230,
      render: (_, it) => (
        <span className="number">
          {momentText(it.recordedAt)} {it.actor}
        </span>
      ),
    },
  ]
}
