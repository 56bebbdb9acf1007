import { Link, useParams } from 'react-router'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { contentOf } from '../contracts/timeline/content'
import { CertificateButtons } from '../figures/certificate'
import { Times, timesText, useCatalogue } from '../figures/figure'
import { usePaged } from '../kit/loaded'
import { PrintButton, Title } from '../kit/page'
import { DATE, DataTable, RECORDED, SEQUENCE, useSort, WHAT } from '../kit/tables'
import { Tag } from '../kit/tag'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/session'
import { t } from '../words/word'
import { itemName, REGISTERS } from './registers'
import { useRegisters } from './use-programme'

type Row = Answers['GET /api/programmes/{programme}/figures/{code}/entries']['entries'][number]

/** 明细: the rows that one figure of the programme is made of, each with its entry. */
export function ProgrammeFigureRows() {
  const { code = '' } = useParams()
  const { id, times, since, query, itemsOf } = useRegisters()
  const catalogue = useCatalogue()
  const { nameOf } = usePlatforms()
  const sort = useSort()
  const request = { programme: id, code, ...times, sort }
  const enabled = id !== ''
  const { data, waiting, pages, paged } = usePaged('GET /api/programmes/{programme}/figures/{code}/entries', request, {
    enabled,
    whole: 'entries',
  })
  const figure = useAnswer(
    'GET /api/programmes/{programme}/figures',
    { programme: id, ...times, codes: code },
    { enabled },
  ).data?.figures[0]
  const addressOf = (row: Row) => {
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
    const address = addressOf(row)
    return address ? <Link to={address}>{nameOfRow(row) || row.entryId}</Link> : nameOfRow(row)
  }
  return (
    <>
      <Title text={`${catalogue.nameOf(code)} · ${t('figure.rows')}`} note={data && timesText(data)}>
        <Link to={`/programme?${query}`}>{t('page.programme')}</Link>
        <CertificateButtons of={{ programme: id }} code={code} times={times} />
        <PrintButton />
      </Title>
      <p className="note">{catalogue.definitionOf(code) || ' '}</p>
      <Times since={since} />
      <DataTable
        sorts
        paged={paged}
        rowKey={(it) => `${it.sequence} ${it.kind} ${it.counts}`}
        rows={data?.entries}
        waiting={waiting(10)}
        empty="figure.noRows"
        columns={[
          { ...SEQUENCE, sort: 'sequence' },
          { ...DATE, sort: 'date' },
          WHAT,
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
            sort: 'value',
            right: true,
            width: 110,
            cell: (it) => <FigureValue value={it.value} unit={catalogue.unitOf(code)} />,
            foot: () => figure && <FigureValue value={figure.value} unit={figure.unit} />,
          },
          RECORDED,
        ]}
        foot={[`${catalogue.nameOf(code)} · ${t('figure.rowCount', { rows: data?.total })}`]}
      />
      {pages}
    </>
  )
}
