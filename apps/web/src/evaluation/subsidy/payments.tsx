import { Input } from 'antd'
import { useState } from 'react'
import { ReasonForm } from '../../forms/reason-form'
import { DayInput } from '../../kit/inputs'
import { today } from '../../kit/moment'
import { SendForm } from '../../kit/send-form'
import { typedAmount } from '../../money/amount'
import { AmountInput, Money } from '../../money/money'
import { t } from '../../words/word'
import type { Subsidy } from '../assessment/assessment'

/** 拨付: what was paid by which bank slip, what is left, and the form for the next; a wrong one is voided with a reason. */
export function Payments({ round, subsidy, pays }: { round: string; subsidy: Subsidy; pays: boolean }) {
  const { payments, left } = subsidy
  return (
    <>
      <p>
        {t('subsidy.paid')} <Money value={subsidy.paid} /> · {t('subsidy.left')} <Money value={left} />
      </p>
      {payments.length > 0 && (
        <ul className="evidence-list">
          {payments.map((it) => (
            <li key={`${it.bankReference} ${it.paidOn} ${it.voided}`} className={it.voided ? 'struck' : undefined}>
              <span className="number">{it.paidOn}</span> · {it.bankReference} · <Money value={it.amount} />
              {it.voided && ` → ${t('subsidy.voided', { reason: it.voided })}`}
            </li>
          ))}
        </ul>
      )}
      {pays && subsidy.determined && left !== '0.00' && <Pay key={left} round={round} subsidy={subsidy} />}
      {pays && payments.some((it) => it.voided === undefined) && <VoidPayment round={round} subsidy={subsidy} />}
    </>
  )
}

function Pay({ round, subsidy }: { round: string; subsidy: Subsidy }) {
  const [bankReference, setReference] = useState('')
  const [amount, setAmount] = useState(subsidy.left)
  const [paidOn, setPaidOn] = useState<string | undefined>(today())
  const id = `pay-${subsidy.platform}`
  return (
    <SendForm
      className="reason-form no-print"
      primary
      button={t('subsidy.pay')}
      disabled={bankReference.trim() === '' || !paidOn}
      sent={() => ({
        route: 'POST /api/rounds/{round}/subsidy-payments',
        params: { round },
        body: {
          platform: subsidy.platform,
          bankReference: bankReference.trim(),
          amount: typedAmount(amount),
          paidOn: paidOn ?? '',
        },
      })}
    >
      <label htmlFor={id}>{t('subsidy.reference')}</label>
      <Input
        id={id}
        className="search"
        value={bankReference}
        maxLength={64}
        autoComplete="off"
        onChange={(event) => setReference(event.target.value)}
      />
      <label htmlFor={`${id}-amount`}>{t('field.amount')}</label>
      <AmountInput id={`${id}-amount`} value={amount} onChange={setAmount} />
      <DayInput aria-label={t('subsidy.paidOn')} value={paidOn} onChange={setPaidOn} />
    </SendForm>
  )
}

function VoidPayment({ round, subsidy }: { round: string; subsidy: Subsidy }) {
  const live = subsidy.payments.filter((it) => it.voided === undefined)
  const [bankReference, setReference] = useState(live[live.length - 1].bankReference)
  return (
    <details className="no-print">
      <summary>{t('subsidy.void')}</summary>
      <ReasonForm
        about={`void:${round}:${subsidy.platform}`}
        danger
        label={t('reason')}
        button={t('subsidy.void')}
        sent={(reason) => ({
          route: 'POST /api/rounds/{round}/subsidy-payments/voids',
          params: { round },
          body: { platform: subsidy.platform, bankReference, reason },
        })}
      >
        <select
          aria-label={t('subsidy.reference')}
          value={bankReference}
          onChange={(event) => setReference(event.target.value)}
        >
          {live.map((it) => (
            <option key={it.bankReference}>{it.bankReference}</option>
          ))}
        </select>
      </ReasonForm>
    </details>
  )
}
