import { Link } from 'react-router'
import { PlatformChoice } from '../figures/figure'
import { useLoaded, usePageParams } from '../kit/loaded'
import { BeginButton, Sheet, Title } from '../kit/page'
import { PlainTable } from '../kit/tables'
import { useUnit } from '../money/money'
import { usePlatforms, useSession } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { Amounts } from './amounts'
import type { Desk, Told } from './desk'
import { useFirstSteps } from './first-steps'
import { Funnel } from './funnel'
import { MonthsChart } from './months-chart'
import { Ranking } from './ranking'
import { useDeskPlatform } from './waiting/waiting'
import { WaitingList } from './waiting-list'
import { YearFigures } from './year-figures'

/** 工作台: what waits, and how the year goes; of all platforms, or one. */
export function DeskPage() {
  const { role, may } = useSession()
  const { unit } = useUnit()
  const { nameOf } = usePlatforms()
  const [chosen] = usePageParams('platform')
  const platform = useDeskPlatform(chosen.platform)
  const { data, waiting } = useLoaded('GET /api/desk', { platform })
  const first = useFirstSteps()
  return (
    <>
      <Title
        text={t('desk.title')}
        note={[
          may('readFigures') && (platform ? nameOf(platform) : t('allPlatforms')),
          data?.today,
          data?.year && t('desk.unit', { unit: t(unit) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        {may('signContract') && <BeginButton to="/contracts/new" word="contract.sign" />}
      </Title>
      <div className="choices">{may('readFigures') && <PlatformChoice all={role !== 'platform'} />}</div>
      {data && first !== undefined ? (
        <>
          {first}
          <Parts desk={data} />
        </>
      ) : (
        waiting(24)
      )}
    </>
  )
}

function Parts({ desk }: { desk: Desk }) {
  return (
    <div className="desk">
      <div className="desk-row">
        <Sheet title={t('desk.waiting')} label={t('desk.waiting')}>
          <WaitingList waiting={desk.waiting} />
        </Sheet>
        {desk.year && <Deadlines deadlines={desk.deadlines} />}
      </div>
      {desk.year && <YearFigures year={desk.year} platform={desk.platform} />}
      {desk.months && <Months months={desk.months} platform={desk.platform} />}
      <div className="desk-row even">
        {desk.funnel && <Funnel funnel={desk.funnel} platform={desk.platform} />}
        {desk.warnings && <Warnings warnings={desk.warnings} platform={desk.platform} />}
      </div>
      {desk.year && desk.platforms && <Ranking platforms={desk.platforms} window={desk.year.window} />}
    </div>
  )
}

/** 期限 of rounds: the next one first. */
function Deadlines({ deadlines }: Pick<Desk, 'deadlines'>) {
  return (
    <Sheet title={t('desk.deadlines')} label={t('desk.deadlines')}>
      {deadlines.length === 0 && <p className="note">{t('desk.noDeadlines')}</p>}
      <ul className="desk-list">
        {deadlines.map(({ round, title, deadline, on }) => (
          <li key={`${round} ${deadline}`}>
            <span className="number">{on}</span>
            <span>
              {t(wordIn('deadline', deadline))} · <Link to={`/rounds/${round}`}>{title}</Link>
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** 近十二个月: as lines, and in digits beside them. */
function Months({ months, platform }: { months: Told<'months'>; platform?: string }) {
  const codes = months[0]?.figures.map((it) => it.code) ?? []
  return (
    <Sheet title={t('desk.months')} label={t('desk.months')}>
      <div className="chart-and-table">
        <MonthsChart months={months} />
        <PlainTable
          label={t('desk.months')}
          rows={[...months].reverse()}
          keyOf={(it) => it.month}
          columns={[
            { word: 'desk.month', cell: (it) => <span className="number">{it.month}</span> },
            ...codes.map((code, at) => ({
              word: wordIn('desk.flow', code),
              right: true,
              cell: (it: Told<'months'>[number]) => (
                <Amounts figure={it.figures[at]} window={it.window} platform={platform} />
              ),
            })),
          ]}
        />
      </div>
    </Sheet>
  )
}

/** 疑点 by kind, the most frequent first. */
function Warnings({ warnings, platform }: { warnings: Told<'warnings'>; platform?: string }) {
  const of = platform ? `&platform=${platform}` : ''
  return (
    <Sheet title={t('desk.warnings')} label={t('desk.warnings')}>
      {warnings.length === 0 && <p className="note">{t('warning.none')}</p>}
      <ul className="desk-list">
        {[...warnings]
          .sort((a, b) => b.contracts - a.contracts)
          .map((it) => (
            <li key={it.code}>
              <Link className="number desk-count" to={`/contracts?warning=${it.code}${of}`}>
                {it.contracts}
              </Link>
              <span>
                {spoken(it)} <span className="note">{it.code}</span>
              </span>
            </li>
          ))}
      </ul>
    </Sheet>
  )
}
