import { t } from 'i18next'
import { useState } from 'react'
import { Choice } from '../../kit/choices'
import { DayInput } from '../../kit/day-input'
import { today } from '../../kit/moment'
import { ReasonForm } from '../../kit/reason-form'
import { SendForm } from '../../kit/send-form'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { type Assessment, AT } from '../assessment/answers'
import { Replies } from '../result/replies'
import { GradeSteps } from './grade-steps'

/** The steps after the rows: conclude, answer the platform, grade, re-open. */
export function StepsPane({ assessment }: { assessment: Assessment }) {
  const { may } = useSession()
  if (!may('verifyAssessment')) return null
  return (
    <section className="sheet" aria-label={t('verify.steps')}>
      <h2>{t('verify.steps')}</h2>
      {assessment.step === 'submitted' && <Conclude assessment={assessment} />}
      {assessment.replies.length > 0 && <Replies assessment={assessment} />}
      <GradeSteps assessment={assessment} />
      <Reopen assessment={assessment} />
    </section>
  )
}

function Conclude({ assessment }: { assessment: Assessment }) {
  const open = assessment.indicators.filter((it) => it.verified === undefined && it.source.from !== 'ratio')
  return (
    <SendForm
      primary
      button={t('verify.conclude')}
      disabled={open.length > 0}
      note={
        open.length > 0
          ? t('verify.concludeWaits', { which: open.map(said).join(t('comma')) })
          : t('verify.concludeMeans', { until: assessment.deadlines.verification })
      }
      sent={() => ({
        route: `POST ${AT}/verification`,
        params: { round: assessment.round, id: assessment.platform },
        after: assessment.history.length,
      })}
    />
  )
}

/** 退回: to the platform, or to the evaluator's own view, always with a reason. */
function Reopen({ assessment }: { assessment: Assessment }) {
  const [to, setTo] = useState<'submission' | 'verification'>('submission')
  const [until, setUntil] = useState<string>()
  if (assessment.step === 'stating' && assessment.deadlines.selfAssessment >= today()) return null
  return (
    <details>
      <summary>{t('verify.reopen')}</summary>
      <ReasonForm
        label={t('reason')}
        button={t('verify.reopen')}
        sent={(reason) => ({
          route: `POST ${AT}/reopening`,
          params: { round: assessment.round, id: assessment.platform },
          body: { to, reason, ...(to === 'submission' && until && { until }) },
          after: assessment.history.length,
        })}
      >
        <Choice
          word="verify.reopenTo"
          value={to}
          from={['submission', 'verification'] as const}
          wordOf="reopen"
          choose={setTo}
        />
        {to === 'submission' && (
          <DayInput
            aria-label={t('verify.reopenUntil')}
            placeholder={t('verify.reopenUntil')}
            value={until}
            onChange={setUntil}
          />
        )}
      </ReasonForm>
    </details>
  )
}
