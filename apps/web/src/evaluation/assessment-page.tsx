import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { Turn } from '../kit/choices'
import { useLoaded } from '../kit/loaded'
import { cutFacts } from '../kit/moment'
import { usePageParams } from '../kit/page-params'
import { Title } from '../kit/title'
import { useSession } from '../session/session'
import type { Assessment } from './assessment/answers'
import { HistoryView } from './assessment/history-view'
import { StageTag, StepTag } from './assessment/stage-tag'
import { AuditView } from './audit/audit-view'
import { SamplesView } from './audit/samples-view'
import { PaperChoice } from './paper-choice'
import { ResultView } from './result/result-view'
import { SelfView } from './self/self-view'
import { VerifyView } from './verify/verify-view'

/** One platform in one round, from its self-assessment to its result; the first view is the one of one's work. */
export function AssessmentPage() {
  const { may, role } = useSession()
  const { round = '', platform = '' } = useParams()
  const views = viewsOf(role, may('verifyAssessment'), may('readSamples'))
  const [{ view = views[0] }, choose] = usePageParams('view')
  const { data, waiting } = useLoaded('GET /api/rounds/{round}/platforms/{id}', { round, id: platform })
  if (!data) return waiting(14)
  return (
    <>
      <Title text={data.name} note={<About assessment={data} />}>
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
        <PaperChoice round={round} platform={platform} />
      </Title>
      <div className="choices no-print">
        <Turn
          word="assessment.views"
          value={view}
          from={views}
          wordOf="assessment.view"
          turn={(it) => choose({ view: it === views[0] ? undefined : it })}
          className="scrolled-choice"
        />
      </div>
      {view === 'self' && <SelfView assessment={data} />}
      {view === 'verify' && <VerifyView assessment={data} />}
      {view === 'result' && <ResultView assessment={data} />}
      {view === 'audit' && <AuditView assessment={data} />}
      {view === 'samples' && <SamplesView assessment={data} />}
      {view === 'history' && <HistoryView assessment={data} />}
    </>
  )
}

function viewsOf(role: string, verifies: boolean, draws: boolean): readonly string[] {
  if (role === 'platform') return ['self', 'result', 'audit', 'history']
  return [...(verifies ? ['verify'] : []), 'result', 'self', 'audit', ...(draws ? ['samples'] : []), 'history']
}

function About({ assessment: it }: { assessment: Assessment }) {
  return (
    <>
      {it.stage === 'assessing' ? <StepTag step={it.step} /> : <StageTag stage={it.stage} />} {it.roundNo} ·{' '}
      <Link to={`/schemes/${it.scheme.id}?version=${it.scheme.version}`}>
        {t('scheme.scheme')} {t('scheme.version', { version: it.scheme.version })}
      </Link>{' '}
      · {t('times.window', it.window)} · {t('times.cut', cutFacts(it.cut))}
      {it.reopened && (
        <>
          <br />
          <strong>{t('assessment.reopened', { reason: it.reopened })}</strong>
        </>
      )}
    </>
  )
}
