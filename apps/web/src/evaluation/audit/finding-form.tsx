import { Button, Radio } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import type { Sample } from '../../api/shapes'
import { SendForm } from '../../kit/send-form'
import { TextInput } from '../../kit/text-input'
import { AmountInput } from '../../money/amount-input'
import { typedAmount } from '../../money/typed-amount'
import { type Assessment, AT } from '../assessment/answers'

/** What was found on one row that was looked at: nothing, or how much is wrong and why. */
export function FindingForm({
  assessment,
  sample,
  row,
}: {
  assessment: Assessment
  sample: string
  row: Sample['rows'][number]
}) {
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<'none' | 'error'>('none')
  const [wrong, setWrong] = useState('')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const label = row.contractNo ?? row.row
  if (!open)
    return (
      <Button
        size="small"
        aria-label={`${t(row.finding ? 'sample.findAgain' : 'sample.find')} ${label}`}
        onClick={() => setOpen(true)}
      >
        {t(row.finding ? 'sample.findAgain' : 'sample.find')}
      </Button>
    )
  return (
    <SendForm
      className="reason-form"
      primary
      size="small"
      button={t('save')}
      disabled={(kind === 'error' && wrong.trim() === '') || (row.finding !== undefined && reason.trim() === '')}
      sent={() => ({
        route: `POST ${AT}/samples/{sample}/findings`,
        params: { round: assessment.round, id: assessment.platform, sample },
        body: {
          row: row.row,
          kind,
          ...(kind === 'error' && { wrong: typedAmount(wrong) }),
          ...(note.trim() && { note: note.trim() }),
          ...(row.finding && { reason: reason.trim() }),
        },
      })}
      onDone={() => setOpen(false)}
      note={
        <Button size="small" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      }
    >
      <Radio.Group
        value={kind}
        options={(['none', 'error'] as const).map((it) => ({ value: it, label: t(`finding.${it}`) }))}
        onChange={(event) => setKind(event.target.value as 'none')}
      />
      {kind === 'error' && (
        <>
          <label htmlFor={`wrong-${row.entryId}`}>{t('sample.wrongAmount')}</label>
          <AmountInput id={`wrong-${row.entryId}`} value={wrong} onChange={setWrong} />
        </>
      )}
      <TextInput label={t('field.note')} value={note} change={setNote} max={2000} />
      {row.finding && <TextInput label={t('sample.whyAgain')} value={reason} change={setReason} max={1000} />}
    </SendForm>
  )
}
