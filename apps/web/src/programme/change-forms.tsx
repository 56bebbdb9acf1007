import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bodies, send } from '../api/ask'
import { ProposeInstead } from '../contracts/forms/propose-instead'
import { EntryForm } from '../forms/entry-form'
import { ProblemAlert } from '../kit/states'
import { useSubmission } from '../kit/submission'
import { startOf, useFormFields, withoutEmptyParties } from './form-fields'
import type { WholeStep } from './items'

type Change = Bodies['POST /api/programmes/{programme}/proposals']

interface Doer {
  readonly programme: string
  readonly revision?: number
  readonly onDone: () => void
}

/** Sent as it is; where the entry is too old for one person, it can be put before a second. */
function useChange({ programme, revision, onDone }: Doer) {
  const { busy, problem, submit } = useSubmission()
  const [last, setLast] = useState<Change>()
  const change = async (it: Change) => {
    setLast(it)
    const { correction, void: taken } = it
    const sent = await submit(it, (key) =>
      correction
        ? send('POST /api/programmes/{programme}/corrections', { programme }, correction, { key, revision })
        : send(
            'POST /api/programmes/{programme}/voids',
            { programme },
            taken as Bodies['POST /api/programmes/{programme}/voids'],
            { key, revision },
          ),
    )
    if (sent) onDone()
  }
  const propose = async () => {
    if (!last) return
    const sent = await submit({ propose: last }, (key) =>
      send('POST /api/programmes/{programme}/proposals', { programme }, last, { key, revision }),
    )
    if (sent) onDone()
  }
  return { busy, problem, change, propose }
}

type ContentType = Bodies['POST /api/programmes/{programme}/corrections']['content']['type']

/** 更正: the whole new content of an entry of a register. */
export function CorrectForm({
  entry,
  opened,
  ...doer
}: Doer & {
  entry: WholeStep /** The key of the item a step belongs to; absent where the entry is the item. */
  opened?: string
}) {
  const { t } = useTranslation()
  const { busy, problem, change, propose } = useChange(doer)
  const { entry: corrects, type, steps: _, ended: __, ...data } = entry
  const fields = useFormFields().of(type)
  const start = startOf(fields, data)
  return (
    <EntryForm
      fields={fields}
      start={start}
      below="/content/data"
      busy={busy}
      problem={problem}
      button={t('contract.correct')}
      onSend={({ changeReason, ...corrected }) =>
        void change({
          correction: {
            corrects,
            content: {
              type: type as ContentType,
              data: { ...(opened !== undefined && { key: opened }), ...withoutEmptyParties(fields, corrected) },
            },
            reason: String(changeReason),
          },
        })
      }
    >
      <Form.Item name="changeReason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
    </EntryForm>
  )
}

/** 作废. */
export function VoidForm({ entry, ...doer }: Doer & { entry: WholeStep }) {
  const { t } = useTranslation()
  const { busy, problem, change, propose } = useChange(doer)
  return (
    <Form<{ reason: string }>
      layout="vertical"
      onFinish={({ reason }) => void change({ void: { voids: entry.entry, reason } })}
    >
      <p className="note">{t('contract.voidWarning')}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <ProblemAlert problem={problem} />
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
      <Button danger type="primary" htmlType="submit" block loading={busy}>
        {t('contract.void')}
      </Button>
    </Form>
  )
}
