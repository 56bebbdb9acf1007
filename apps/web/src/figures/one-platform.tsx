import { t } from 'i18next'
import { useParams } from 'react-router'
import { PrintButton } from '../kit/buttons'
import { type Columns, DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { Title } from '../kit/title'
import { PaperLink } from '../session/paper-link'
import { usePlatforms } from '../session/platforms'
import { wordIn } from '../words/word'
import { useCatalogue } from './catalogue'
import { Groups } from './groups'
import { Times, timesText, useTimes } from './times'
import { type Figure, ValueLink } from './value-link'

/** 平台统计: every figure of one platform with its definition and the other ways to count, and how it is spread. */
export function OnePlatform({ platform }: { platform?: string }) {
  const id = useParams().platform ?? platform ?? ''
  const { times, ready } = useTimes()
  const { nameOf } = usePlatforms()
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
    { word: 'figure.value', right: true, width: 160, cell: (it) => <ValueLink platform={id} figure={it} /> },
    { word: 'figure.basis', width: 90, cell: (it) => (it.unit === 'CNY' ? t(wordIn('basis', it.basis)) : '') },
    { word: 'figure.tax', width: 76, cell: (it) => it.taxBasis && t(wordIn('tax', it.taxBasis)) },
    { word: 'figure.definition', cell: (it) => catalogue.definitionOf(it.code) },
  ]
  return (
    <>
      <Title text={nameOf(id)} note={data && timesText(data)}>
        <PaperLink platform={id} times={times} />
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
