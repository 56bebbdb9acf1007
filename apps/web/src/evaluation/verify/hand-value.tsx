import { Input } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { SendForm } from '../../kit/send-form'
import { TextInput } from '../../kit/text-input'
import { typedAmount } from '../../money/typed-amount'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { type Assessment, AT, type Line, type Words } from '../assessment/answers'
import { EvidenceList } from '../self/evidence-input'
import { sameNumber } from '../self/open-points'

/** A number that the platform entered by hand: its paper, and the value that the evaluator sets; another with a reason. */
export function HandValue({ assessment, line }: { assessment: Assessment; line: Line }) {
  const { may } = useSession()
  const [value, setValue] = useState(line.verified ?? line.claimed ?? '')
  const [reason, setReason] = useState(line.verifiedReason ?? '')
  const works = may('verifyAssessment') && assessment.step === 'submitted'
  const differs = value !== '' && !sameNumber(line.claimed, value)
  return (
    <>
      <p className="note">{t('self.byHand', { evidence: said(line.source.evidence as Words) })}</p>
      <EvidenceList evidence={line.evidence} />
      {line.verifiedReason && <p>{t('verify.setReason', { reason: line.verifiedReason })}</p>}
      {works ? (
        <SendForm
          className="reason-form"
          primary
          button={t('verify.set')}
          disabled={value.trim() === ''}
          sent={() => ({
            route: `POST ${AT}/verified-values`,
            params: { round: assessment.round, id: assessment.platform },
            body: {
              indicator: line.indicator,
              value: line.unit === 'CNY' ? typedAmount(value) : value.trim(),
              ...(differs && reason.trim() && { reason: reason.trim() }),
            },
            after: assessment.history.length,
          })}
        >
          <Input
            className="amount-input"
            aria-label={t('verify.verified')}
            suffix={t(`unit.${line.unit}`)}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          {differs && (
            <TextInput
              label={t('verify.differsReason')}
              value={reason}
              change={setReason}
              max={1000}
              className="reason-text"
            />
          )}
        </SendForm>
      ) : (
        <p className="note">{t(`verify.closed.${assessment.step}`)}</p>
      )}
    </>
  )
}
