import { PrinterOutlined } from '@ant-design/icons'
import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useAnswer, useCursor } from '../api/answers'
import type { Answers } from '../api/ask'
import { momentText } from '../kit/moment'
import { Pages } from '../kit/pages'
import { Loading, Nothing } from '../kit/states'
import { Title } from '../kit/title'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/platforms'
import { useCatalogue } from './catalogue'
import { Times, useTimes, useTimesText } from './times'
import { Value } from './value-link'

type Row = Answers['GET /api/platforms/{id}/figures/{code}/entries']['entries'][number]

/** 明细: exactly the rows that one figure is made of, each with its entry. */
export function Rows() {
  const { t } = useTranslation()
  const { platform = '', code = '' } = useParams()
  const { times, query, ready } = useTimes()
  const words = useTimesText()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const asked = { id: platform, code, ...times }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, error, refetch } = useAnswer(
    'GET /api/platforms/{id}/figures/{code}/entries',
    { ...asked, cursor: cursor.cursor },
    { enabled: ready },
  )
  const unit = catalogue.unitOf(code)
  // The figure itself, asked for apart from its rows: for what is counted once it is not their sum.
  const figure = useAnswer(
    'GET /api/platforms/{id}/figures',
    { id: platform, ...times, codes: code },
    { enabled: ready },
  ).data?.figures[0]
  const columns: TableColumnsType<Row> = [
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
    { key: 'what', title: t('figure.what'), width: 140, render: (_, it) => t(`entry.${it.type}`) },
    { key: 'counts', title: t('figure.counts'), render: (_, it) => it.counts?.replace(/^\w+:(uscc:)?/, '') },
    {
      key: 'value',
      title: t('figure.amount'),
      align: 'right',
      width: 140,
      render: (_, it) => <FigureValue value={it.value} unit={unit} />,
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
  return (
    <>
      <Title
        text={`${catalogue.nameOf(code)} · ${t('figure.rows')}`}
        note={data && `${nameOf(platform)} · ${words(data)}`}
      >
        <Link to={`/figures/${platform}?${query}`}>{t('figure.ofPlatform')}</Link>
        <Button icon={<PrinterOutlined />} onClick={() => print()}>
          {t('print')}
        </Button>
      </Title>
      <p className="note">{catalogue.definitionOf(code)}</p>
      <Times />
      {data ? (
        <>
          <Table<Row>
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.counts}`}
            size="small"
            bordered
            columns={columns}
            dataSource={[...data.entries]}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <Nothing what={t('figure.noRows')} /> }}
            summary={() => (
              <Table.Summary.Row className="total">
                <Table.Summary.Cell index={0} colSpan={5}>
                  {catalogue.nameOf(code)} · {t('figure.rowCount', { rows: data.total })}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={5} align="right">
                  {figure && <Value figure={figure} />}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={6} />
              </Table.Summary.Row>
            )}
          />
          <Pages cursor={cursor} next={data.next} />
        </>
      ) : (
        <Loading error={error} retry={() => void refetch()} rows={10} />
      )}
    </>
  )
}
