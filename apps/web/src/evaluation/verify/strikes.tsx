import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { useSubmission } from '../../kit/submission'
import { AmountInput } from '../../money/amount-input'
import { Money } from '../../money/money'
import { typedAmount } from '../../money/typed-amount'
import { type Assessment, AT, type Row } from '../assessment/answers'
import { ReasonForm } from '../assessment/reason-form'

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
  const { t } = useTranslation()
  const strike = useSubmission()
  const lift = useSubmission()
  const [amount, setAmount] = useState('')
  const params = { round: assessment.round, id: assessment.platform }
  const held = row.strikes.filter((it) => it.lifted === undefined)
  const whole = held.some((it) => it.amount === undefined)
  const strikeIt = async (reason: string) => {
    backToKeys()
    const part = typedAmount(amount)
    const body = { indicator, row: row.row, reason, ...(part !== '' && { amount: part }) }
    const content = { ...body, after: row.strikes.length }
    const done = await strike.submit(content, (key) => send(`POST ${AT}/strikes`, params, body, { key }))
    if (done) setAmount('')
    return done
  }
  const liftIt = async (reason: string) => {
    backToKeys()
    const last = held[held.length - 1].strike
    const content = { last, reason }
    const done = await lift.submit(content, (key) =>
      send(`POST ${AT}/strikes/{strike}/lifting`, { ...params, strike: last }, { reason }, { key }),
    )
    return done
  }
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
            busy={strike.busy}
            problem={strike.problem}
            send={strikeIt}
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
            busy={lift.busy}
            problem={lift.problem}
            send={liftIt}
          />
        </div>
      )}
      {!works && <p className="note">{t(`verify.closed.${assessment.step}`)}</p>}
    </>
  )
}

/** Out of the field at once, so that the next key already moves on. */
const backToKeys = () => (document.activeElement as HTMLElement | null)?.blur()
