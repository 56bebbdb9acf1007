import { Table, Tooltip } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { PrintButton } from '../kit/buttons'
import { type Columns, DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { PaperLink } from '../session/paper-link'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { useCatalogue } from './catalogue'
import { compareValues } from './compare-values'
import { OnePlatform } from './one-platform'
import { PlatformBars } from './platform-bars'
import { Times, timesText, useTimes } from './times'
import { Value, ValueLink } from './value-link'

type Row = Answers['GET /api/figures']['platforms'][number]

/** 各平台统计: every platform in one table, for any window and moment; who has one platform sees that one. */
export function AllPlatforms() {
  const { may } = useSession()
  const { readable } = usePlatforms()
  if (may('readFiguresOfAllPlatforms')) return <EveryPlatform />
  return readable[0] ? <OnePlatform platform={readable[0].id} /> : <Loading />
}

function EveryPlatform() {
  const { times, query, ready } = useTimes()
  const { nameOf } = usePlatforms()
  const figureNames = useCatalogue()
  const { data, waiting, isFetching } = useLoaded('GET /api/figures', times, { enabled: ready })
  const codes = data?.totals.map((it) => it.code) ?? []
  const columns: Columns<Row> = [
    {
      word: 'contract.platform',
      width: 200,
      fixed: 'left',
      sorter: (a, b) => nameOf(a.platform).localeCompare(nameOf(b.platform), 'zh-CN'),
      cell: (it) => <Link to={`/figures/${it.platform}?${query}`}>{nameOf(it.platform)}</Link>,
    },
    ...codes.map((code, i) => ({
      title: <Tooltip title={figureNames.definitionOf(code)}>{figureNames.nameOf(code)}</Tooltip>,
      right: true,
      width: figureNames.unitOf(code) === 'CNY' ? 120 : 76,
      sorter: (a: Row, b: Row) => compareValues(a.figures[i].value, b.figures[i].value),
      cell: (it: Row) => <ValueLink platform={it.platform} figure={it.figures[i]} />,
    })),
  ]
  return (
    <>
      <Title text={t('figure.platforms')} note={data && timesText(data)}>
        <PaperLink times={times} />
        <PrintButton />
      </Title>
      <Times />
      {/* Not before the names: a code in a heading is narrower than its name, and all below would jump. */}
      {data && figureNames.figures.length > 0 ? (
        <>
          <DataTable
            rowKey="platform"
            columns={columns}
            rows={data.platforms}
            aria-busy={isFetching}
            empty="figure.noRows"
            summary={() => (
              <Table.Summary.Row className="total">
                <Table.Summary.Cell index={0}>{t('total')}</Table.Summary.Cell>
                {data.totals.map((it, i) => (
                  <Table.Summary.Cell key={it.code} index={i + 1} align="right">
                    <Value figure={it} />
                  </Table.Summary.Cell>
                ))}
              </Table.Summary.Row>
            )}
          />
          <PlatformBars answer={data} />
        </>
      ) : (
        waiting(8)
      )}
    </>
  )
}
