import { t } from 'i18next'
import { useState } from 'react'
import { ReasonForm } from '../../kit/reason-form'
import { AmountInput } from '../../money/amount-input'
import { Money } from '../../money/money'
import { typedAmount } from '../../money/typed-amount'
import { type Assessment, AT, type Row } from '../assessment/answers'

/** 核减 of one row: what was struck and lifted, and the two forms for more; the whole row, or part of an amount. */
export function Strikes({
  assessment,
  indicator,
  unit,
  row,
  works,
}: {
  assessment: Assessment
  indicator: string
  unit: string
  row: Row
  works: boolean
}) {
  const [amount, setAmount] = useState('')
  const params = { round: assessment.round, id: assessment.platform }
  const held = row.strikes.filter((it) => it.lifted === undefined)
  const whole = held.some((it) => it.amount === undefined)
  const part = typedAmount(amount)
  return (
    <>
      {row.strikes.length > 0 && (
        <ul className="strikes">
          {row.strikes.map((it) => (
            <li key={it.strike} className={it.lifted === undefined ? undefined : 'struck'}>
              {it.amount ? (
                <>
                  {t('verify.struckPart')} <Money value={it.amount} />
                </>
              ) : (
                t('verify.struckWhole')
              )}
              ：{it.reason}
              {it.lifted !== undefined && ` → ${t('verify.lifted', { reason: it.lifted })}`}
            </li>
          ))}
        </ul>
      )}
      {works && !whole && (
        <div className="strike-form">
          <ReasonForm
            danger
            label={t('verify.strikeReason')}
            button={`${t('verify.strike')} (s)`}
            sent={(reason) => {
              backToKeys()
              const body = { indicator, row: row.row, reason, ...(part !== '' && { amount: part }) }
              return { route: `POST ${AT}/strikes`, params, body, after: row.strikes.length }
            }}
            onDone={() => setAmount('')}
          >
            {unit === 'CNY' && (
              <span className="strike-amount">
                <label htmlFor="strike-amount">{t('verify.strikeAmount')}</label>
                <AmountInput id="strike-amount" value={amount} onChange={setAmount} />
              </span>
            )}
          </ReasonForm>
        </div>
      )}
      {works && held.length > 0 && (
        <div className="lift-form">
          <ReasonForm
            label={t('verify.liftReason')}
            button={`${t('verify.lift')} (u)`}
            sent={(reason) => {
              backToKeys()
              const last = held[held.length - 1].strike
              return {
                route: `POST ${AT}/strikes/{strike}/lifting`,
                params: { ...params, strike: last },
                body: { reason },
              }
            }}
          />
        </div>
      )}
      {!works && <p className="note">{t(`verify.closed.${assessment.step}`)}</p>}
    </>
  )
}

/** Out of the field at once, so that the next key already moves on. */
const backToKeys = () => (document.activeElement as HTMLElement | null)?.blur()
