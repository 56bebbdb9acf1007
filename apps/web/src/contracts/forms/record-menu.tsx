import { PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Contract } from '../../api/shapes'

const GROUPS = {
  terms: ['ContractAmended', 'TechContractRegistered', 'EvidenceAttached'],
  delivery: ['BatchRun', 'BatchReleased', 'BatchRejected', 'DeliverableAccepted', 'DrugApprovalObtained'],
  money: ['InvoiceIssued', 'PaymentReceived', 'InvoiceReversed', 'PaymentRefunded'],
  end: ['ContractCompleted', 'ContractTerminated'],
}
/** One click for what is recorded every day. */
const DAILY = ['BatchRun', 'InvoiceIssued', 'PaymentReceived']

/** What can be recorded on a contract, as far as it makes sense now; whether it may is judged by the service. */
export function RecordMenu({ contract, onChoose }: { contract: Contract; onChoose: (type: string) => void }) {
  const { t } = useTranslation()
  const items = Object.entries(GROUPS).map(([group, types]) => ({
    key: group,
    type: 'group' as const,
    label: t(`group.${group}`),
    children: types.map((type) => ({ key: type, label: t(`entry.${type}`), disabled: !possible(type, contract) })),
  }))
  return (
    <>
      {DAILY.map((type) => (
        <Button key={type} onClick={() => onChoose(type)} disabled={!possible(type, contract)}>
          {t(`entry.${type}`)}
        </Button>
      ))}
      <Dropdown menu={{ items, onClick: ({ key }) => onChoose(key) }} trigger={['click']}>
        <Button type="primary" icon={<PlusOutlined />}>
          {t('contract.record')}
        </Button>
      </Dropdown>
    </>
  )
}

/** Nothing to release without a completed batch, nothing to reverse without an invoice. */
function possible(type: string, { batches = [], invoices = [], payments = [], state }: Contract): boolean {
  if (type === 'BatchReleased' || type === 'BatchRejected')
    return batches.some((it) => it.completedOn && !it.disposition)
  if (type === 'InvoiceReversed') return invoices.some((it) => it.left !== '0.00')
  if (type === 'PaymentRefunded') return payments.some((it) => it.left !== '0.00')
  if (type === 'ContractCompleted' || type === 'ContractTerminated') return state === 'active'
  return true
}
