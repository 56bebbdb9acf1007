import { Table } from 'antd'
import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { useAnswer, useCursor } from '../api/answers'
import type { Answers } from '../api/ask'
import { PrintButton } from '../kit/buttons'
import { type Columns, DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { Pages } from '../kit/pages'
import { Title } from '../kit/title'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/platforms'
import { wordIn } from '../words/word'
import { useCatalogue } from './catalogue'
import { Times, timesText, useTimes } from './times'
import { Value } from './value-link'

type Row = Answers['GET /api/platforms/{id}/figures/{code}/entries']['entries'][number]

/** 明细: exactly the rows that one figure is made of, each with its entry. */
export function Rows() {
  const { platform = '', code = '' } = useParams()
  const { times, query, ready } = useTimes()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const asked = { id: platform, code, ...times }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, waiting } = useLoaded(
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
  const columns: Columns<Row> = [
    { word: 'figure.sequence', right: true, width: 80, cell: (it) => it.sequence },
    { word: 'figure.date', width: 100, number: (it) => it.date },
    {
      word: 'figure.contract',
      width: 150,
      cell: (it) =>
        it.engagement ? (
          <Link to={`/contracts/${it.engagement}?entry=${it.entryId}`}>{it.contractNo ?? it.engagement}</Link>
        ) : (
          <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
        ),
    },
    { word: 'figure.what', width: 140, cell: (it) => t(wordIn('entry', it.type)) },
    { word: 'figure.counts', cell: (it) => it.counts?.replace(/^\w+:(uscc:)?/, '') },
    { word: 'figure.amount', right: true, width: 140, cell: (it) => <FigureValue value={it.value} unit={unit} /> },
    { word: 'figure.recorded', width: 230, number: (it) => `${momentText(it.recordedAt)} ${it.actor}` },
  ]
  return (
    <>
      <Title
        text={`${catalogue.nameOf(code)} · ${t('figure.rows')}`}
        note={data && `${nameOf(platform)} · ${timesText(data)}`}
      >
        <Link to={`/figures/${platform}?${query}`}>{t('figure.ofPlatform')}</Link>
        <PrintButton />
      </Title>
      <p className="note">{catalogue.definitionOf(code)}</p>
      <Times />
      {data ? (
        <>
          <DataTable
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.counts}`}
            columns={columns}
            rows={data.entries}
            empty="figure.noRows"
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
        waiting(10)
      )}
    </>
  )
}
