import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Contract, Entry } from '../../api/shapes'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { SendOrWarned } from '../../forms/send-or-warned'
import { ProblemAlert } from '../../kit/states'
import { contentOf, dayOf } from '../timeline/content'
import { Summary } from '../timeline/summary'
import { useChange } from './change'
import { ProposeInstead } from './propose-instead'

interface Fields {
  readonly reason: string
  readonly includeLater?: boolean
}

/** 作废: which entry, why, and whether what leans on it goes with it. */
export function VoidForm({
  contract,
  entry,
  last,
  onDone,
}: {
  contract: Contract
  entry: Entry
  last?: Entry
  onDone: () => void
}) {
  const { t } = useTranslation()
  const { busy, problem, warned, change, propose } = useChange(contract, onDone)
  const content = contentOf(entry)
  return (
    <Form<Fields>
      layout="vertical"
      onValuesChange={() => warned?.answer(false)}
      onFinish={({ reason, includeLater }) =>
        void change({ void: { voids: entry.entryId, reason, ...(includeLater && { includeLater }) } })
      }
    >
      <p>
        <Summary entry={entry} />
      </p>
      <p className="note">{t('contract.voidWarning')}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      {last && last.entryId !== entry.entryId && (
        <Form.Item name="includeLater" valuePropName="checked">
          <Checkbox>{t('contract.includeLater')}</Checkbox>
        </Form.Item>
      )}
      {content && <ClosedNotice platform={contract.platform} type={content.type} before={dayOf(content)} />}
      <ProblemAlert problem={problem} />
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
      <SendOrWarned danger warned={warned} busy={busy} button={t('contract.void')} />
    </Form>
  )
}
