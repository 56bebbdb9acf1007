import { Alert } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../../api/answers'
import { ReasonForm } from '../../forms/reason-form'
import { Choice, DayInput } from '../../kit/inputs'
import { today } from '../../kit/moment'
import { Sheet } from '../../kit/page'
import { SendForm } from '../../kit/send-form'
import { useSession } from '../../session/session'
import { spoken, t, type Word } from '../../words/word'
import { type Assessment, AT } from '../assessment/assessment'
import { Replies } from '../result/replies'
import { lastDay } from '../self/open-points'

/** The steps after the rows: conclude, answer the platform, grade, re-open. */
export function StepsPane({ assessment }: { assessment: Assessment }) {
  const { may } = useSession()
  if (!may('verifyAssessment')) return null
  return (
    <Sheet title={t('verify.steps')} label={t('verify.steps')}>
      {assessment.step === 'submitted' && <Conclude assessment={assessment} />}
      {assessment.replies.length > 0 && <Replies assessment={assessment} />}
      <GradeSteps assessment={assessment} />
      <Reopen assessment={assessment} />
    </Sheet>
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
          ? t('verify.concludeWaits', { which: open.map(spoken).join(t('comma')) })
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
        about={`reopening:${assessment.platform}`}
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

/** 等级, with two names: who proposes it cannot confirm it. */
function GradeSteps({ assessment }: { assessment: Assessment }) {
  const { actor } = useSession()
  const params = { round: assessment.round, id: assessment.platform }
  const after = assessment.history.length
  const { grade, step } = assessment
  const noShow = step === 'stating' && lastDay(assessment) < today()
  if (!noShow && !['verified', 'graded', 'confirmed'].includes(step)) return null
  return (
    <div className="grade-steps">
      <CutOffs assessment={assessment} />
      {(noShow || step === 'verified') && (
        <SendForm
          primary
          button={t('grade.propose')}
          note={t(noShow ? 'grade.noShow' : 'grade.proposeMeans')}
          sent={() => ({ route: `POST ${AT}/grade-proposal`, params, after })}
        />
      )}
      {step === 'graded' && grade && (
        <>
          <p>
            {t('grade.proposed', {
              grade: spoken({ zh: grade.zh ?? '', en: grade.en ?? '' }),
              by: grade.proposedBy,
            })}
          </p>
          {grade.proposedBy === actor ? (
            <Alert type="info" showIcon title={t('grade.samePerson', { actor })} />
          ) : (
            <SendForm
              primary
              button={t('grade.confirm')}
              note={t('grade.secondPerson', { actor })}
              sent={() => ({ route: `POST ${AT}/grade-confirmation`, params, after })}
            />
          )}
          <ReasonForm
            about={`grade:${assessment.platform}`}
            danger
            label={t('grade.rejectReason')}
            button={t('grade.reject')}
            sent={(reason) => ({ route: `POST ${AT}/grade-rejection`, params, body: { reason }, after })}
          />
        </>
      )}
      {step === 'confirmed' && grade && (
        <p>
          {t('grade.confirmed', {
            grade: spoken({ zh: grade.zh ?? '', en: grade.en ?? '' }),
            by: grade.proposedBy,
            second: assessment.confirmedBy,
          })}
        </p>
      )}
    </div>
  )
}

/** Total and the scheme's cut-offs, so that the grade is seen to follow. */
function CutOffs({ assessment }: { assessment: Assessment }) {
  const { data } = useAnswer('GET /api/rounds/{round}', { round: assessment.round })
  return (
    <p className="note number">
      {t('grade.total', { total: assessment.total ?? '—' })} ·{' '}
      {data
        ? data.grades
            .map((it) => t(cutOffWord(it), { grade: spoken(it), from: it.from, most: it.most }))
            .join(t('comma'))
        : '…'}
    </p>
  )
}

function cutOffWord({ first, most, notEligible }: { first?: boolean; most?: number; notEligible?: boolean }): Word {
  if (notEligible) return 'grade.notEligible'
  if (most !== undefined) return 'grade.cutOffMost'
  return first ? 'grade.cutOffFirst' : 'grade.cutOff'
}
