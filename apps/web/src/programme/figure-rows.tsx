import { Table, Tag } from 'antd'
import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { useAnswer, useCursor } from '../api/answers'
import type { Answers } from '../api/ask'
import { contentOf } from '../contracts/timeline/content'
import { useCatalogue } from '../figures/catalogue'
import { Times, timesText } from '../figures/times'
import { PrintButton } from '../kit/buttons'
import { DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { Pages } from '../kit/pages'
import { Title } from '../kit/title'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/platforms'
import { wordIn } from '../words/word'
import { itemName } from './items'
import { REGISTERS } from './registers'
import { useRegisters } from './use-programme'

type Row = Answers['GET /api/programmes/{programme}/figures/{code}/entries']['entries'][number]

/** 明细: the rows that one figure of the programme is made of, each with its entry. */
export function ProgrammeFigureRows() {
  const { code = '' } = useParams()
  const { id, times, since, query, itemsOf } = useRegisters()
  const catalogue = useCatalogue()
  const { nameOf } = usePlatforms()
  const asked = { programme: id, code, ...times }
  const cursor = useCursor(JSON.stringify(asked))
  const enabled = id !== ''
  const { data, waiting } = useLoaded(
    'GET /api/programmes/{programme}/figures/{code}/entries',
    { ...asked, cursor: cursor.cursor },
    { enabled },
  )
  const figure = useAnswer(
    'GET /api/programmes/{programme}/figures',
    { programme: id, ...times, codes: code },
    { enabled },
  ).data?.figures[0]
  const placeOf = (row: Row) => {
    const { type } = contentOf(row) ?? row
    const register = REGISTERS.find((it) => it.event === type || it.steps.some((step) => step.event === type))
    if (!register) return undefined
    const item = itemsOf(register.kind).find(
      (it) => it.entry === row.entryId || it.steps.some((step) => step.entry === row.entryId),
    )
    return `/programme/registers/${register.kind}?${query}${item ? `&item=${encodeURIComponent(itemName(item))}` : ''}`
  }
  const nameOfRow = (row: Row) => {
    const data = (contentOf(row)?.data ?? {}) as { key?: string; title?: string; party?: { name?: string } }
    return [data.key, data.title, data.party?.name].filter(Boolean).join(' ')
  }
  const where = (row: Row) => {
    if (row.platform) return <Link to={`/platforms/${row.platform}`}>{nameOf(row.platform)}</Link>
    const place = placeOf(row)
    return place ? <Link to={place}>{nameOfRow(row) || row.entryId}</Link> : nameOfRow(row)
  }
  return (
    <>
      <Title text={`${catalogue.nameOf(code)} · ${t('figure.rows')}`} note={data && timesText(data)}>
        <Link to={`/programme?${query}`}>{t('page.programme')}</Link>
        <PrintButton />
      </Title>
      <p className="note">{catalogue.definitionOf(code) || ' '}</p>
      <Times since={since} />
      {data ? (
        <>
          <DataTable
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.counts}`}
            rows={data.entries}
            empty="figure.noRows"
            columns={[
              { word: 'figure.sequence', right: true, width: 80, cell: (it) => it.sequence },
              { word: 'figure.date', width: 100, number: (it) => it.date },
              { word: 'figure.what', width: 140, cell: (it) => t(wordIn('entry', it.type)) },
              {
                word: 'programme.where',
                cell: (it) => (
                  <span className="programme-where">
                    {where(it)}
                    {it.synthetic && <Tag className="synthetic">{t('synthetic')}</Tag>}
                  </span>
                ),
              },
              {
                word: 'figure.amount',
                right: true,
                width: 110,
                cell: (it) => <FigureValue value={it.value} unit={catalogue.unitOf(code)} />,
              },
              { word: 'figure.recorded', width: 230, number: (it) => `${momentText(it.recordedAt)} ${it.actor}` },
            ]}
            summary={() => (
              <Table.Summary.Row className="total">
                <Table.Summary.Cell index={0} colSpan={4}>
                  {catalogue.nameOf(code)} · {t('figure.rowCount', { rows: data.total })}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={4} align="right">
                  {figure && <FigureValue value={figure.value} unit={figure.unit} />}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={5} />
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
