import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useTwoLanguages } from '../../kit/two-languages'
import { typedAmount } from '../../money/typed-amount'
import { useSession } from '../../session/session'
import { type Assessment, AT, type Line, type Words } from '../assessment/answers'
import { EvidenceList } from '../self/evidence-input'
import { sameNumber } from '../self/open-points'

/** A number that the platform entered by hand: its paper, and the value that the evaluator sets; another with a reason. */
export function HandValue({ assessment, line }: { assessment: Assessment; line: Line }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { may } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [value, setValue] = useState(line.verified ?? line.claimed ?? '')
  const [reason, setReason] = useState(line.verifiedReason ?? '')
  const works = may('verifyAssessment') && assessment.step === 'submitted'
  const differs = value !== '' && !sameNumber(line.claimed, value)
  const set = () => {
    const typed = line.unit === 'CNY' ? typedAmount(value) : value.trim()
    const body = { indicator: line.indicator, value: typed, ...(differs && reason.trim() && { reason: reason.trim() }) }
    const params = { round: assessment.round, id: assessment.platform }
    const content = { ...body, after: assessment.history.length }
    return submit(content, (key) => send(`POST ${AT}/verified-values`, params, body, { key }))
  }
  return (
    <>
      <p className="note">{t('self.byHand', { evidence: said(line.source.evidence as Words) })}</p>
      <EvidenceList evidence={line.evidence} />
      {line.verifiedReason && <p>{t('verify.setReason', { reason: line.verifiedReason })}</p>}
      {works ? (
        <form
          className="reason-form"
          onSubmit={(event) => {
            event.preventDefault()
            void set()
          }}
        >
          <Input
            className="amount-input"
            aria-label={t('verify.verified')}
            suffix={t(`unit.${line.unit}`)}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          {differs && (
            <Input
              className="reason-text"
              aria-label={t('verify.differsReason')}
              placeholder={t('verify.differsReason')}
              value={reason}
              maxLength={1000}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
          <Button type="primary" htmlType="submit" loading={busy} disabled={value.trim() === ''}>
            {t('verify.set')}
          </Button>
        </form>
      ) : (
        <p className="note">{t(`verify.closed.${assessment.step}`)}</p>
      )}
      <ProblemAlert problem={problem} facts />
    </>
  )
}
