import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Entry } from '../../api/shapes'
import { Money } from '../../money/money'
import { type Content, contentOf } from './content'

/** What an entry says in one line, as its kind is read. */
export function Summary({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const content = contentOf(entry)
  const reason = typeof entry.data.reason === 'string' ? entry.data.reason : undefined
  return (
    <span className="summary">
      {content && <Said content={content} />}
      {(!content || entry.type === 'EntryCorrected') && reason && (
        <em>
          {t('reason')}：{reason}
        </em>
      )}
    </span>
  )
}

export function Said({ content: { type, data } }: { content: Content }) {
  const { t } = useTranslation()
  const text = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : undefined)
  const money = (name: string) => <Money key={name} value={text(name)} />
  const party = (name: string) => (data[name] as { name?: string } | undefined)?.name
  const parts: readonly ReactNode[] = (() => {
    switch (type) {
      case 'ContractSigned':
        return [text('contractNo'), text('title'), party('client'), money('amount'), t(`tax.${text('taxBasis')}`)]
      case 'ContractAmended':
        return [text('amendmentNo'), money('previousAmount'), '→', money('newAmount'), text('reason')]
      case 'TechContractRegistered':
        return [text('registrationNo'), text('regime'), money('dealAmount')]
      case 'BatchRun':
        return [
          text('batchNo'),
          text('product'),
          text('kind'),
          `${text('size')} ${text('unit')}`,
          text('line'),
          text('yieldPercent') && `${t('field.yieldPercent')} ${text('yieldPercent')}`,
        ]
      case 'BatchReleased':
      case 'BatchRejected':
        return [text('batchNo'), text('product'), text('by'), text('reason')]
      case 'DeliverableAccepted':
        return [text('deliverableNo'), text('title'), text('acceptedBy')]
      case 'InvoiceIssued':
        return [
          invoiceText(data.invoice),
          money('share'),
          ...ofDocument(t('field.total'), text('share'), text('total')),
        ]
      case 'InvoiceReversed':
        return [invoiceText(data.invoice), '−', money('amount')]
      case 'PaymentReceived':
        return [
          text('bankReference'),
          party('payer'),
          money('share'),
          ...ofDocument(t('field.slipTotal'), text('share'), text('total')),
        ]
      case 'PaymentRefunded':
        return [text('bankReference'), '−', money('amount')]
      case 'DrugApprovalObtained':
        return [text('variety'), text('product'), text('approvalNo'), text('certificateNo'), party('holder')]
      case 'ContractCompleted':
      case 'ContractTerminated':
        return [
          text('settlementAmount') && [`${t('contract.settlement')} `, money('settlementAmount')],
          text('note'),
          text('reason'),
        ]
      case 'EvidenceAttached':
        return [text('kind'), text('fileName'), t('field.pagesOf', { pages: data.pages })]
      default:
        return []
    }
  })()
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change their order
  return parts.filter(Boolean).map((it, i) => <span key={i}>{it}</span>)
}

/** The whole document, where this contract has only a share of it. */
function ofDocument(word: string, share: string | undefined, total: string | undefined): ReactNode[] {
  return share === total ? [] : [`${word} `, <Money key="total" value={total} />]
}

export function invoiceText(key: unknown): string {
  const { code, number } = (key ?? {}) as { code?: string; number?: string }
  return [code, number].filter(Boolean).join('-')
}
