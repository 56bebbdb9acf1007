import { Link, useParams } from 'react-router'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { usePaged } from '../kit/loaded'
import { PrintButton, Title } from '../kit/page'
import { type Columns, contractColumn, DATE, DataTable, RECORDED, SEQUENCE, useSort, WHAT } from '../kit/tables'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/session'
import { t } from '../words/word'
import { CertificateButtons } from './certificate'
import { Times, timesText, useCatalogue, useTimes, Value } from './figure'

type Row = Answers['GET /api/platforms/{id}/figures/{code}/entries']['entries'][number]

/** 明细: exactly the rows that one figure is made of, each with its entry. */
export function Rows() {
  const { platform = '', code = '' } = useParams()
  const { times, query, ready } = useTimes()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const sort = useSort()
  const request = { id: platform, code, ...times, sort }
  const { data, waiting, pages, paged } = usePaged('GET /api/platforms/{id}/figures/{code}/entries', request, {
    enabled: ready,
    whole: 'entries',
  })
  const unit = catalogue.unitOf(code)
  // The figure itself, asked for apart from its rows: for what is counted once it is not their sum.
  const figure = useAnswer(
    'GET /api/platforms/{id}/figures',
    { id: platform, ...times, codes: code },
    { enabled: ready },
  ).data?.figures[0]
  const columns: Columns<Row> = [
    { ...contractColumn(platform, times.asOf), sort: 'contractNo' },
    { word: 'contract.title', sort: 'title', width: 180, cell: (it) => it.title },
    { word: 'contract.client', sort: 'client', width: 180, cell: (it) => it.client },
    WHAT,
    { ...DATE, sort: 'date' },
    {
      word: 'figure.amount',
      sort: 'value',
      right: true,
      width: 140,
      cell: (it) => <FigureValue value={it.value} unit={unit} />,
      foot: () => figure && <Value figure={figure} />,
    },
    { word: 'figure.counts', width: 150, away: unit === 'CNY', cell: (it) => it.counts?.replace(/^\w+:(uscc:)?/, '') },
    { ...SEQUENCE, away: true },
    { ...RECORDED, sort: 'sequence' },
  ]
  return (
    <>
      <Title
        text={`${catalogue.nameOf(code)} · ${t('figure.rows')}`}
        note={data && `${nameOf(platform)} · ${timesText(data)}`}
      >
        <Link to={`/figures/${platform}?${query}`}>{t('figure.ofPlatform')}</Link>
        <CertificateButtons of={{ platform }} code={code} />
        <PrintButton />
      </Title>
      <Times />
      {/* Together: each by itself would move what stands below it. */}
      {figure && data && catalogue.figures.length > 0 ? (
        <>
          <p className="note">{catalogue.definitionOf(code)}</p>
          <p className="rows-total">
            {t('total')}{' '}
            <strong>
              <Value figure={figure} />
            </strong>{' '}
            · {t('figure.rowCount', { rows: data.total })}
          </p>
          <DataTable
            name="rows"
            sorts
            paged={paged}
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.counts}`}
            columns={columns}
            rows={data.entries}
            empty="figure.noRows"
            foot={[`${catalogue.nameOf(code)} · ${t('figure.rowCount', { rows: data.total })}`]}
          />
        </>
      ) : (
        waiting(10)
      )}
      {pages}
    </>
  )
}
