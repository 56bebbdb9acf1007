import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../api/answers'
import { send } from '../../api/ask'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useTwoLanguages } from '../../kit/two-languages'
import { useSession } from '../../session/session'
import { type Assessment, AT } from '../assessment/answers'
import { ReasonForm } from '../assessment/reason-form'
import { lastDay } from '../self/open-points'

/** 等级, with two names: who proposes it cannot confirm it. */
export function GradeSteps({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { actor } = useSession()
  const steps = useSubmission()
  const rejection = useSubmission()
  const params = { round: assessment.round, id: assessment.platform }
  const after = assessment.history.length
  const send1 = (what: 'grade-proposal' | 'grade-confirmation') =>
    steps.submit({ what, after }, (key) => send(`POST ${AT}/${what}`, params, undefined, { key }))
  const reject = (reason: string) =>
    rejection.submit({ reason, after }, (key) => send(`POST ${AT}/grade-rejection`, params, { reason }, { key }))
  const { grade, step } = assessment
  const noShow = step === 'stating' && lastDay(assessment) < today()
  if (!noShow && !['verified', 'graded', 'confirmed'].includes(step)) return null
  return (
    <div className="grade-steps">
      <CutOffs assessment={assessment} />
      {(noShow || step === 'verified') && (
        <div className="choices">
          <Button type="primary" loading={steps.busy} onClick={() => void send1('grade-proposal')}>
            {t('grade.propose')}
          </Button>
          <span className="note">{t(noShow ? 'grade.noShow' : 'grade.proposeMeans')}</span>
        </div>
      )}
      {step === 'graded' && grade && (
        <>
          <p>
            {t('grade.proposed', { grade: said({ zh: grade.zh ?? '', en: grade.en ?? '' }), by: grade.proposedBy })}
          </p>
          {grade.proposedBy === actor ? (
            <Alert type="info" showIcon title={t('grade.samePerson', { actor })} />
          ) : (
            <div className="choices">
              <Button type="primary" loading={steps.busy} onClick={() => void send1('grade-confirmation')}>
                {t('grade.confirm')}
              </Button>
              <span className="note">{t('grade.secondPerson', { actor })}</span>
            </div>
          )}
          <ReasonForm
            danger
            label={t('grade.rejectReason')}
            button={t('grade.reject')}
            busy={rejection.busy}
            problem={rejection.problem}
            send={reject}
          />
        </>
      )}
      {step === 'confirmed' && grade && (
        <p>
          {t('grade.confirmed', {
            grade: said({ zh: grade.zh ?? '', en: grade.en ?? '' }),
            by: grade.proposedBy,
            second: assessment.confirmedBy,
          })}
        </p>
      )}
      <ProblemAlert problem={steps.problem} facts />
    </div>
  )
}

/** Total and the scheme's cut-offs, so that the grade is seen to follow. */
function CutOffs({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { data } = useAnswer('GET /api/rounds/{round}', { round: assessment.round })
  return (
    <p className="note number">
      {t('grade.total', { total: assessment.total ?? '—' })} ·{' '}
      {data
        ? data.grades.map((it) => t(cutOffWord(it), { grade: said(it), from: it.from, most: it.most })).join(t('comma'))
        : '…'}
    </p>
  )
}

function cutOffWord({ first, most, notEligible }: { first?: boolean; most?: number; notEligible?: boolean }): string {
  if (notEligible) return 'grade.notEligible'
  if (most !== undefined) return 'grade.cutOffMost'
  return first ? 'grade.cutOffFirst' : 'grade.cutOff'
}
