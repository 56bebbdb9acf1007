import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Form, Input } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bodies } from '../../api/ask'
import type { Contract, Entry } from '../../api/shapes'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { definedFields } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { contentOf, dayOf } from '../timeline/content'
import { useChange } from './change'
import { ProposeInstead } from './propose-instead'

type ContentType = Bodies['POST /api/engagements/{id}/corrections']['content']['type']

/** What names the contract cannot be corrected: void, and sign anew (H13). */
const IDENTITY = ['contractNo']

/** 更正: the whole entry as it stands, to be changed, and why. */
export function CorrectForm({ contract, entry, onDone }: { contract: Contract; entry: Entry; onDone: () => void }) {
  const { t } = useTranslation()
  const { busy, problem, warned, change, propose } = useChange(contract, onDone)
  const content = contentOf(entry)
  const type = content?.type ?? entry.type
  const fields = useMemo(
    () =>
      definedFields(ENGAGEMENT_EVENTS.of(type)).map((it) => ({
        ...it,
        fixed: it.fixed || IDENTITY.includes(it.name),
      })),
    [type],
  )
  const data = content?.data ?? {}
  const start = data.sha256 ? { ...data, file: { fileName: data.fileName, sha256: data.sha256 } } : data
  return (
    <EntryForm
      fields={fields}
      start={{ ...start }}
      below="/content/data"
      busy={busy}
      problem={problem}
      warned={warned}
      button={t('contract.correct')}
      onSend={({ changeReason, ...corrected }) =>
        void change({
          correction: {
            corrects: entry.entryId,
            content: { type: type as ContentType, data: corrected },
            reason: String(changeReason),
          },
        })
      }
    >
      <Form.Item name="changeReason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <ClosedNotice platform={contract.platform} type={type} before={content && dayOf(content)} />
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
    </EntryForm>
  )
}
