import { Alert } from 'antd'
import { t } from 'i18next'
import { useAnswer } from '../../api/answers'
import { today } from '../../kit/moment'
import { ReasonForm } from '../../kit/reason-form'
import { SendForm } from '../../kit/send-form'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { type Word } from '../../words/word'
import { type Assessment, AT } from '../assessment/answers'
import { lastDay } from '../self/open-points'

/** 等级, with two names: who proposes it cannot confirm it. */
export function GradeSteps({ assessment }: { assessment: Assessment }) {
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
            {t('grade.proposed', { grade: said({ zh: grade.zh ?? '', en: grade.en ?? '' }), by: grade.proposedBy })}
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
            grade: said({ zh: grade.zh ?? '', en: grade.en ?? '' }),
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
        ? data.grades.map((it) => t(cutOffWord(it), { grade: said(it), from: it.from, most: it.most })).join(t('comma'))
        : '…'}
    </p>
  )
}

function cutOffWord({ first, most, notEligible }: { first?: boolean; most?: number; notEligible?: boolean }): Word {
  if (notEligible) return 'grade.notEligible'
  if (most !== undefined) return 'grade.cutOffMost'
  return first ? 'grade.cutOffFirst' : 'grade.cutOff'
}
