import { Select } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import type { BankAccount as Account } from '../../api/shapes'
import { DayInput } from '../../kit/day-input'
import { SendForm } from '../../kit/send-form'

/** 开户日、销户日: outside them no statement is asked for. What is left empty is not known. */
export function AccountDays({ platform, accounts }: { platform: string; accounts: readonly Account[] }) {
  const [account, setAccount] = useState(accounts[0].account)
  const known = accounts.find((it) => it.account === account)
  const [days, setDays] = useState<{ openedOn?: string; closedOn?: string }>()
  const { openedOn, closedOn } = days ?? { openedOn: known?.openedOn, closedOn: known?.closedOn }
  return (
    <section className="sheet" aria-label={t('bank.setDays')}>
      <h2>{t('bank.setDays')}</h2>
      <p className="note">{t('bank.daysNote')}</p>
      <SendForm
        button={t('bank.setDays')}
        disabled={days === undefined}
        sent={() => ({
          route: 'POST /api/platforms/{id}/reconciliation/account-days',
          params: { id: platform },
          body: { account, ...(openedOn ? { openedOn } : {}), ...(closedOn ? { closedOn } : {}) },
        })}
      >
        <Select
          aria-label={t('bank.account')}
          value={account}
          options={accounts.map((it) => ({ value: it.account, label: it.account }))}
          onChange={(it) => {
            setAccount(it)
            setDays(undefined)
          }}
        />
        <DayInput
          aria-label={t('bank.openedOn')}
          placeholder={t('bank.openedOn')}
          value={openedOn}
          onChange={(it) => setDays({ closedOn, ...(it ? { openedOn: it } : {}) })}
        />
        <DayInput
          aria-label={t('bank.closedOn')}
          placeholder={t('bank.closedOn')}
          value={closedOn}
          onChange={(it) => setDays({ openedOn, ...(it ? { closedOn: it } : {}) })}
        />
      </SendForm>
    </section>
  )
}
