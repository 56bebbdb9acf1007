import { Button } from 'antd'
import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { useLoaded } from '../../kit/loaded'
import { cutFacts, momentText } from '../../kit/moment'
import { PlainTable } from '../../kit/plain-table'
import { Title } from '../../kit/title'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import type { RoundAnswer } from '../assessment/answers'
import { StageTag } from '../assessment/stage-tag'
import { RoundSteps } from './round-steps'
import { WorkList } from './work-list'

/** One round: where every platform stands, what is to be done for the whole, what came out. */
export function RoundPage() {
  const { may } = useSession()
  const { round = '' } = useParams()
  const { data, waiting } = useLoaded('GET /api/rounds/{round}', { round })
  if (!data) return waiting(10)
  return (
    <>
      <Title text={data.title} note={<About round={data} />}>
        <Link to={`/rounds/${round}/seal`}>{t('seal.title')}</Link>
        {data.subsidies.length > 0 && <Link to={`/rounds/${round}/subsidy`}>{t('subsidy.title')}</Link>}
        {may('takePapersOfAllPlatforms') && (
          <Button href={`./api/rounds/${round}/papers/summary.xlsx`}>{t('paper.summary')}</Button>
        )}
      </Title>
      <WorkList round={data} />
      {may('keepRound') && <RoundSteps round={data} />}
      {data.results.length > 0 && <Results round={data} />}
    </>
  )
}

function About({ round }: { round: RoundAnswer }) {
  const { scheme, deadlines, cut } = round
  return (
    <>
      <StageTag stage={round.stage} /> {round.roundNo} ·{' '}
      <Link to={`/schemes/${scheme.id}?version=${scheme.version}`}>
        {t('scheme.scheme')} {t('scheme.version', { version: scheme.version })}
      </Link>{' '}
      · {t('round.opened', { at: momentText(round.openedAt), by: round.openedBy })}
      {round.repeats && (
        <>
          <br />
          {t('round.repeated', { reason: round.repeats })}
        </>
      )}
      <br />
      {(['selfAssessment', 'verification', 'reply', 'appeal'] as const)
        .map((it) => `${t(`deadline.${it}`)} ${deadlines[it]}`)
        .join(' · ')}
      <br />
      {t(cut.final ? 'round.cutFinal' : 'round.cutOpen', cutFacts(cut))}
    </>
  )
}

/** 公布名单: what everybody may know. */
function Results({ round }: { round: RoundAnswer }) {
  const last = round.publications.at(-1)
  return (
    <section className="sheet published">
      <h2>{t('round.results')}</h2>
      {last && <p className="note">{[last.on, last.document].filter(Boolean).join(' · ')}</p>}
      <PlainTable
        label={t('round.results')}
        rows={round.results}
        keyOf={(it) => it.platform}
        columns={[
          { word: 'contract.platform', cell: (it) => it.name },
          { word: 'round.grade', cell: (it) => said(it.grade) },
        ]}
      />
    </section>
  )
}
