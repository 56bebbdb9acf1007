import { DEADLINES } from '@pilot-ledger/evaluation/definitions'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ReasonForm } from '../../forms/reason-form'
import { Choice, DayInput, TextInput } from '../../kit/inputs'
import { useLoaded } from '../../kit/loaded'
import { cutFacts, momentText, today } from '../../kit/moment'
import { Sheet, Title } from '../../kit/page'
import { SendForm } from '../../kit/send-form'
import { PlainTable } from '../../kit/tables'
import { useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { type RoundAnswer, StageTag } from '../assessment/assessment'
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
      {DEADLINES.map((it) => `${t(`deadline.${it}`)} ${deadlines[it]}`).join(' · ')}
      <br />
      {t(cut.final ? 'round.cutFinal' : 'round.cutOpen', cutFacts(cut))}
    </>
  )
}

/** 公布名单: what everybody may know. */
function Results({ round }: { round: RoundAnswer }) {
  const last = round.publications.at(-1)
  return (
    <Sheet title={t('round.results')} className="published">
      {last && <p className="note">{[last.on, last.document].filter(Boolean).join(' · ')}</p>}
      <PlainTable
        label={t('round.results')}
        rows={round.results}
        keyOf={(it) => it.platform}
        columns={[
          { word: 'contract.platform', cell: (it) => it.name },
          { word: 'round.grade', cell: (it) => spoken(it.grade) },
        ]}
      />
    </Sheet>
  )
}

/** What is done for the round as a whole: seal, publish, determine the subsidies, move a deadline. */
function RoundSteps({ round }: { round: RoundAnswer }) {
  const params = { round: round.id }
  const after = round.seals.length
  const open = round.platforms.filter((it) => it.step !== 'confirmed').length
  const determined = round.subsidies.every((it) => it.determined)
  return (
    <Sheet title={t('round.steps')} className="round-steps">
      {round.stage === 'assessing' && (
        <SendForm
          primary
          button={t('round.seal')}
          disabled={open > 0}
          note={open > 0 ? t('round.sealWaits', { count: open }) : t('round.sealMeans')}
          sent={() => ({ route: 'POST /api/rounds/{round}/sealing', params, after })}
        />
      )}
      {round.stage === 'sealed' && <Publish round={round.id} />}
      {round.stage === 'published' && round.subsidies.length > 0 && !determined && (
        <SendForm
          primary
          button={t('round.determine')}
          note={t('round.determineMeans')}
          sent={() => ({ route: 'POST /api/rounds/{round}/subsidy', params, after })}
        />
      )}
      <MoveDeadline round={round} />
    </Sheet>
  )
}

function Publish({ round }: { round: string }) {
  const [on, setOn] = useState<string | undefined>(today())
  const [document, setDocument] = useState('')
  return (
    <SendForm
      primary
      button={t('round.publish')}
      disabled={!on}
      note={t('round.publishMeans')}
      sent={() => ({
        route: 'POST /api/rounds/{round}/publication',
        params: { round },
        body: { on: on ?? today(), ...(document.trim() && { document: document.trim() }) },
      })}
    >
      <DayInput aria-label={t('round.publishedOn')} value={on} onChange={setOn} />
      <TextInput className="search" label={t('round.document')} value={document} change={setDocument} max={200} />
    </SendForm>
  )
}

function MoveDeadline({ round }: { round: RoundAnswer }) {
  const [deadline, setDeadline] = useState<(typeof DEADLINES)[number]>('selfAssessment')
  const [to, setTo] = useState<string>()
  return (
    <ReasonForm
      about={`deadline:${round.id}`}
      label={t('reason')}
      button={t('round.moveDeadline')}
      disabled={to === undefined}
      sent={(reason) => ({
        route: 'POST /api/rounds/{round}/deadlines',
        params: { round: round.id },
        body: { deadline, to: to ?? '', reason },
      })}
    >
      <Choice
        word="round.deadline"
        value={deadline}
        from={DEADLINES}
        wordOf="deadline"
        more={(it) => round.deadlines[it]}
        choose={setDeadline}
      />
      <DayInput aria-label={t('round.deadlineTo')} value={to} onChange={setTo} />
    </ReasonForm>
  )
}
