import { useParams } from 'react-router'
import { CellLink } from '../kit/cell'
import { Choice } from '../kit/inputs'
import { useLoaded, usePageParams } from '../kit/loaded'
import { PrintButton, Sheet, Title } from '../kit/page'
import { type Columns, DataTable } from '../kit/tables'
import { FigureValue, Money } from '../money/money'
import { PaperLink, usePlatforms } from '../session/session'
import { t, wordIn } from '../words/word'
import { Bars } from './bars'
import { useCertificateMarks } from './certificate'
import { type Figure, FigureChoice, Times, timesText, useCatalogue, useTimes, useValueLinks, Value } from './figure'
import { VolumeButton } from './volume-button'

/** 平台统计: every figure of one platform with its definition and the other ways to count, and how it is spread. */
export function OnePlatform({ platform }: { platform?: string }) {
  const id = useParams().platform ?? platform ?? ''
  const { times, ready } = useTimes()
  const { nameOf } = usePlatforms()
  const certificateOf = useCertificateMarks()
  const linkOf = useValueLinks()
  const catalogue = useCatalogue()
  const codes = catalogue.figures.map((it) => it.code).join(',')
  const { data, waiting } = useLoaded(
    'GET /api/platforms/{id}/figures',
    { id, ...times, codes },
    { enabled: ready && codes !== '' && id !== '' },
  )
  const columns: Columns<Figure> = [
    {
      word: 'figure.figure',
      width: 220,
      cell: (it) => <span className={it.code.includes('.') ? 'switch' : ''}>{catalogue.nameOf(it.code)}</span>,
    },
    {
      word: 'figure.value',
      right: true,
      width: 160,
      cell: (it) => (
        <>
          <CellLink to={linkOf(id, it)}>{Value({ figure: it })}</CellLink> {certificateOf({ platform: id }, it.code)}
        </>
      ),
    },
    { word: 'figure.basis', width: 90, cell: (it) => (it.unit === 'CNY' ? t(wordIn('basis', it.basis)) : '') },
    { word: 'figure.tax', width: 76, cell: (it) => it.taxBasis && t(wordIn('tax', it.taxBasis)) },
    { word: 'figure.definition', cell: (it) => catalogue.definitionOf(it.code) },
  ]
  return (
    <>
      <Title text={nameOf(id)} note={data && timesText(data)}>
        <PaperLink platform={id} times={times} />
        <VolumeButton platform={id} times={times} />
        <PrintButton />
      </Title>
      <Times />
      {data ? (
        <>
          <DataTable rowKey="code" columns={columns} rows={data.figures} fits={860} />
          <Groups platform={id} />
        </>
      ) : (
        waiting(14)
      )}
    </>
  )
}

const GROUPINGS = ['month', 'category', 'client', 'product', 'batchKind']

/** How a figure is spread over months, categories, clients …: as bars and as the table behind them. */
function Groups({ platform }: { platform: string }) {
  const { times } = useTimes()
  const catalogue = useCatalogue()
  const [{ of = 'contractAmount', by = 'month' }, choose] = usePageParams('of', 'by')
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/figures/{code}/groups', {
    id: platform,
    code: of,
    by,
    ...times,
  })
  const unit = catalogue.unitOf(of)
  const flows = catalogue.figures.filter((it) => it.shape === 'flow' || it.code === 'outstanding')
  return (
    <Sheet title={t('figure.charts')} className="groups">
      <div className="choices">
        <FigureChoice from={flows} />
        <Choice
          word="figure.group"
          value={by}
          from={GROUPINGS}
          wordOf="figure.by"
          choose={(it) => choose({ by: it })}
        />
      </div>
      {data ? (
        <div className="chart-and-table">
          <Bars
            label={`${catalogue.nameOf(of)} ${t(wordIn('figure.by', by))}`}
            lying={by !== 'month'}
            money={unit === 'CNY'}
            // What stands on two tax bases has no one length: the table beside says its parts.
            bars={data.groups.flatMap(({ key, name = key, value }) => (value === null ? [] : [{ key, name, value }]))}
          />
          <DataTable
            rowKey="key"
            pageSize={12}
            rows={data.groups}
            columns={[
              { word: 'figure.group', cell: (it) => it.name ?? it.key },
              {
                word: 'figure.value',
                right: true,
                cell: (it) =>
                  it.parts ? (
                    it.parts.map((part) => (
                      <div key={part.taxBasis}>
                        {t(wordIn('tax', part.taxBasis))} <Money value={part.value} />
                      </div>
                    ))
                  ) : (
                    <FigureValue value={it.value} unit={unit} />
                  ),
              },
            ]}
            fits
          />
        </div>
      ) : (
        waiting(9)
      )}
    </Sheet>
  )
}
