import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { DayInput } from '../../kit/day-input'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useTwoLanguages } from '../../kit/two-languages'
import { useSession } from '../../session/session'
import { type Assessment, AT } from '../assessment/answers'
import { ReasonForm } from '../assessment/reason-form'
import { Replies } from '../result/replies'
import { GradeSteps } from './grade-steps'

/** The steps after the rows: conclude, answer the platform, grade, re-open. */
export function StepsPane({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
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
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { busy, problem, submit } = useSubmission()
  const open = assessment.indicators.filter((it) => it.verified === undefined && it.source.from !== 'ratio')
  const params = { round: assessment.round, id: assessment.platform }
  const conclude = () =>
    submit({ verify: assessment.history.length }, (key) => send(`POST ${AT}/verification`, params, undefined, { key }))
  return (
    <>
      <div className="choices">
        <Button type="primary" loading={busy} disabled={open.length > 0} onClick={() => void conclude()}>
          {t('verify.conclude')}
        </Button>
        <span className="note">
          {open.length > 0
            ? t('verify.concludeWaits', { which: open.map(said).join(t('comma')) })
            : t('verify.concludeMeans', { until: assessment.deadlines.verification })}
        </span>
      </div>
      <ProblemAlert problem={problem} facts />
    </>
  )
}

/** 退回: to the platform, or to the evaluator's own desk, always with a reason. */
function Reopen({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [to, setTo] = useState<'submission' | 'verification'>('submission')
  const [until, setUntil] = useState<string>()
  if (assessment.step === 'stating' && assessment.deadlines.selfAssessment >= today()) return null
  const reopen = (reason: string) => {
    const body = { to, reason, ...(to === 'submission' && until && { until }) }
    const params = { round: assessment.round, id: assessment.platform }
    const content = { ...body, after: assessment.history.length }
    return submit(content, (key) => send(`POST ${AT}/reopening`, params, body, { key }))
  }
  return (
    <details>
      <summary>{t('verify.reopen')}</summary>
      <ReasonForm label={t('reason')} button={t('verify.reopen')} busy={busy} problem={problem} send={reopen}>
        <Select
          aria-label={t('verify.reopenTo')}
          value={to}
          options={(['submission', 'verification'] as const).map((it) => ({ value: it, label: t(`reopen.${it}`) }))}
          onChange={setTo}
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
