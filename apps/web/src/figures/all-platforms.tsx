import type { Answers } from '../api/ask'
import { CellLink } from '../kit/cell'
import { useLoaded, usePageParams } from '../kit/loaded'
import { Loading, PrintButton, Sheet, Title } from '../kit/page'
import { type Column, type Columns, DataTable } from '../kit/tables'
import { PaperLink, usePlatforms, useSession } from '../session/session'
import { Hint } from '../words/hint'
import { t } from '../words/word'
import { Bars } from './bars'
import { useCertificateMarks } from './certificate'
import {
  FigureChoice,
  PlatformChoice,
  Times,
  timesText,
  useCatalogue,
  usePlatformChoice,
  useTimes,
  useValueLinks,
  Value,
} from './figure'
import { OnePlatform } from './one-platform'

type Row = Answers['GET /api/figures']['platforms'][number]

/** What fits a laptop without scrolling sideways stands there at first; these are chosen. */
const AT_CHOICE = new Set(['batchesReleased', 'jointCentres', 'productionLines', 'sharedEquipment', 'libraryProjects'])

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
  const { chosen } = usePlatformChoice()
  const certificateOf = useCertificateMarks()
  const linkOf = useValueLinks()
  const { data, waiting, isFetching } = useLoaded('GET /api/figures', times, { enabled: ready })
  const rows = data?.platforms.filter((it) => chosen === undefined || it.platform === chosen)
  const codes = data?.totals.map((it) => it.code) ?? []
  /** As plain as it can be, for there are a thousand: but where one of them is refused, or only to the month. */
  const valuesOf = (code: string, i: number): Column<Row> => {
    const value = (it: Row) => it.figures[i].value
    const to = (it: Row) => linkOf(it.platform, it.figures[i])
    const beside = (it: Row) => certificateOf({ platform: it.platform }, code)
    if (rows?.some(({ figures: { [i]: it } }) => it.refused || it.onlyToTheMonth))
      return {
        reads: (it) => value(it) ?? '',
        cell: (it) => (
          <>
            <CellLink to={to(it)}>{Value({ figure: it.figures[i] })}</CellLink> {beside(it)}
          </>
        ),
      }
    return figureNames.unitOf(code) === 'CNY'
      ? { to, beside, money: value }
      : { to, beside, number: (it) => value(it) ?? '—' }
  }
  const columns: Columns<Row> = [
    {
      word: 'contract.platform',
      width: 200,
      cell: (it) => <CellLink to={`/figures/${it.platform}?${query}`}>{nameOf(it.platform)}</CellLink>,
    },
    ...codes.map((code, i) => ({
      key: code,
      away: AT_CHOICE.has(code),
      title: <Hint title={figureNames.definitionOf(code)}>{figureNames.nameOf(code)}</Hint>,
      right: true,
      width: figureNames.unitOf(code) === 'CNY' ? 136 : 76,
      foot: () =>
        data && (
          <>
            <Value figure={data.totals[i]} /> {certificateOf('all', code)}
          </>
        ),
      ...valuesOf(code, i),
    })),
  ]
  return (
    <>
      <Title
        text={t('figure.platforms')}
        note={data && [chosen && nameOf(chosen), timesText(data)].filter(Boolean).join(' · ')}
      >
        <PaperLink times={times} />
        <PrintButton />
      </Title>
      <Times />
      <div className="choices">
        <PlatformChoice all />
      </div>
      {/* Not before the names: a code in a heading is narrower than its name, and all below would jump. */}
      {data && figureNames.figures.length > 0 ? (
        <>
          <DataTable
            rowKey="platform"
            columns={columns}
            rows={rows}
            busy={isFetching}
            empty="figure.noRows"
            // The sum is of all of them, and says nothing of one.
            foot={chosen === undefined ? [t('total')] : undefined}
          />
          <PlatformBars answer={data} />
        </>
      ) : (
        waiting(8)
      )}
    </>
  )
}

/** One figure of every platform as bars; the table above says the same in digits. */
function PlatformBars({ answer }: { answer: Answers['GET /api/figures'] }) {
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const [{ of = 'contractAmount' }] = usePageParams('of')
  const at = answer.totals.findIndex((it) => it.code === of)
  // Where tax bases are not added there is no one length to draw.
  const bars = answer.platforms.flatMap(({ platform, figures }) => {
    const value = figures[at]?.value
    return typeof value === 'string' ? [{ key: platform, name: nameOf(platform), value }] : []
  })
  return (
    <Sheet title={t('money.by.platform')} className="groups">
      <div className="choices">
        <FigureChoice from={answer.totals} />
      </div>
      <Bars
        label={`${catalogue.nameOf(of)} ${t('money.by.platform')}`}
        lying
        money={catalogue.unitOf(of) === 'CNY'}
        bars={bars}
      />
    </Sheet>
  )
}
