import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import type { Sample } from '../../api/shapes'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
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
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<'none' | 'error'>('none')
  const [wrong, setWrong] = useState('')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const label = row.contractNo ?? row.row
  const find = async () => {
    const body = {
      row: row.row,
      kind,
      ...(kind === 'error' && { wrong: typedAmount(wrong) }),
      ...(note.trim() && { note: note.trim() }),
      ...(row.finding && { reason: reason.trim() }),
    }
    const params = { round: assessment.round, id: assessment.platform, sample }
    const done = await submit(body, (key) => send(`POST ${AT}/samples/{sample}/findings`, params, body, { key }))
    if (done) setOpen(false)
  }
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
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault()
        void find()
      }}
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
      <Input
        aria-label={t('field.note')}
        placeholder={t('field.note')}
        value={note}
        maxLength={2000}
        autoComplete="off"
        onChange={(event) => setNote(event.target.value)}
      />
      {row.finding && (
        <Input
          aria-label={t('sample.whyAgain')}
          placeholder={t('sample.whyAgain')}
          value={reason}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Button
        type="primary"
        htmlType="submit"
        size="small"
        loading={busy}
        disabled={(kind === 'error' && wrong.trim() === '') || (row.finding !== undefined && reason.trim() === '')}
      >
        {t('save')}
      </Button>
      <Button size="small" onClick={() => setOpen(false)}>
        {t('cancel')}
      </Button>
      <ProblemAlert problem={problem} facts />
    </form>
  )
}
