import { Alert } from 'antd'
import { t } from 'i18next'
import { today } from '../../kit/moment'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import type { Assessment } from '../assessment/answers'
import { EligibilityView, QuotasAndConsequences } from '../assessment/conditions'
import { Deductions } from './deductions'
import { Replies, ReplyForm } from './replies'
import { ScoreTable } from './score-table'
import { SinceSealing } from './since-sealing'

/** 核定结果: verified values and score with their arithmetic, what was struck, the platform's word, the grade, the seal. */
export function ResultView({ assessment }: { assessment: Assessment }) {
  const { may, role } = useSession()
  const shown = assessment.indicators.some((it) => it.verified !== undefined)
  const { grade, stage, step } = assessment
  if (!shown && !grade) return <Alert type="info" showIcon title={t('result.notYet')} />
  const waits = assessment.replies.at(-1)?.accepts === false && assessment.replies.at(-1)?.answer === undefined
  const replies =
    may('assessOwn') &&
    !waits &&
    ((step === 'verified' && today() <= assessment.deadlines.reply) ||
      (stage === 'published' && step === 'confirmed' && today() <= assessment.deadlines.appeal))
  return (
    <>
      {grade && (
        <section className="sheet grade-line">
          <span>
            {t('round.grade')} <strong className="grade">{said({ zh: grade.zh ?? '', en: grade.en ?? '' })}</strong>
          </span>
          <span>{t('grade.total', { total: assessment.total ?? '—' })}</span>
          <span className="note">
            {t('grade.names', { by: grade.proposedBy, second: assessment.confirmedBy ?? '—' })}
          </span>
        </section>
      )}
      {role === 'platform' && !grade && <p className="note">{t('result.gradeLater')}</p>}
      <EligibilityView assessment={assessment} eligibility={assessment.eligibility} />
      <QuotasAndConsequences assessment={assessment} />
      <ScoreTable assessment={assessment} />
      <Deductions assessment={assessment} />
      {assessment.replies.length > 0 && (
        <section className="sheet">
          <h2>{t('reply.replies')}</h2>
          <Replies assessment={assessment} />
        </section>
      )}
      {replies && <ReplyForm assessment={assessment} />}
      {assessment.seal && <SinceSealing assessment={assessment} />}
    </>
  )
}
