import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Form, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type Bodies, send } from '../../api/ask'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { definedFields } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { today } from '../../kit/moment'
import { Loading } from '../../kit/states'
import { Title } from '../../kit/title'
import { useTriedSubmission } from '../../kit/tried-submission'
import { usePlatforms } from '../../session/platforms'

const FIELDS = definedFields(ENGAGEMENT_EVENTS.of('ContractSigned'))

/** 合同签订: a new contract of one's own platform. */
export function NewContract() {
  const { t } = useTranslation()
  const go = useNavigate()
  const { readable } = usePlatforms()
  const { busy, problem, warned, submit } = useTriedSubmission()
  const start = useMemo(
    () => ({
      kind: 'single',
      client: { id: { scheme: 'uscc' } },
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: today(),
      platform: readable[0]?.id,
    }),
    [readable],
  )
  if (readable.length === 0) return <Loading />
  return (
    <>
      <Title text={t('contract.sign')} />
      <section className="sheet narrow">
        <EntryForm
          fields={FIELDS}
          start={start}
          busy={busy}
          problem={problem}
          warned={warned}
          button={t('contract.record')}
          onSend={async (values) => {
            const body = values as unknown as Bodies['POST /api/engagements']
            const recorded = await submit(body, (how) => send('POST /api/engagements', {}, body, how))
            if (recorded?.id) void go(`/contracts/${recorded.id}`)
          }}
        >
          {readable.length > 1 && (
            <Form.Item name="platform" label={t('contract.platform')}>
              <Select options={readable.map((it) => ({ value: it.id, label: it.name }))} />
            </Form.Item>
          )}
          <ClosedNotice platform={readable[0]?.id} type="ContractSigned" />
        </EntryForm>
      </section>
    </>
  )
}
