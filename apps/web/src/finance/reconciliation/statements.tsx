import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../../api/answers'
import { type BankAccount as Account, type Answers, send } from '../../api/ask'
import { DayInput } from '../../kit/inputs'
import { Loading, ProblemAlert, Sheet } from '../../kit/page'
import { SendForm, useSubmission } from '../../kit/send-form'
import { DataTable } from '../../kit/tables'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import { BringStatement } from './bring-statement'
import { COLUMNS, mapOf, typedMap, type Values } from './column-map'

const AT = '/api/platforms/{id}/reconciliation'
type Statement = Answers['GET /api/platforms/{id}/reconciliation/statements']['statements'][number]

/** Accounts with how far their statements go, and the statements; who may brings another. */
export function Statements({ platform }: { platform: string }) {
  const { may } = useSession()
  const accounts = useAnswer(`GET ${AT}/accounts`, { id: platform })
  const statements = useAnswer(`GET ${AT}/statements`, { id: platform })
  const failed = accounts.error ? accounts : statements
  if (!accounts.data || !statements.data)
    return <Loading error={failed.error} retry={() => void failed.refetch()} rows={8} />
  return (
    <>
      <Accounts accounts={accounts.data.accounts} />
      {may('bringStatements') && accounts.data.accounts.length > 0 && (
        <BringStatement platform={platform} accounts={accounts.data.accounts} />
      )}
      <StatementTable statements={statements.data.statements} />
      {may('bringStatements') && accounts.data.accounts.length > 0 && (
        <AccountDays platform={platform} accounts={accounts.data.accounts} />
      )}
      {may('bringStatements') && <AccountForm platform={platform} accounts={accounts.data.accounts} />}
    </>
  )
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  return (
    <Sheet title={t('bank.accounts')}>
      <DataTable
        rowKey="account"
        empty="bank.noAccounts"
        rows={accounts}
        columns={[
          { word: 'bank.account', number: (it) => it.account },
          { word: 'bank.bank', cell: (it) => it.bank },
          { word: 'bank.holder', cell: (it) => it.holder },
          { word: 'bank.mapOf', cell: (it) => (it.columnMap ? t('bank.hasMap') : '—') },
          { word: 'bank.openedOn', cell: (it) => it.openedOn ?? '—' },
          { word: 'bank.closedOn', cell: (it) => it.closedOn ?? '—' },
          { word: 'bank.statementCount', right: true, cell: (it) => it.statements },
          { word: 'bank.upTo', number: (it) => it.upTo ?? '—' },
          { word: 'bank.balance', money: (it) => it.balance },
        ]}
      />
    </Sheet>
  )
}

function StatementTable({ statements }: { statements: readonly Statement[] }) {
  const money = (key: 'opening' | 'credits' | 'debits' | 'closing', title: string) => ({
    title,
    money: (it: Statement) => it[key],
  })
  return (
    <Sheet title={t('bank.statements')}>
      <DataTable
        rowKey="statement"
        pageSize={24}
        empty="bank.noStatements"
        rows={statements}
        columns={[
          { word: 'bank.account', number: (it) => it.account },
          { word: 'bank.span', number: (it) => `${it.from} – ${it.to}` },
          { word: 'bank.fileName', cell: (it) => (it.voided ? t('bank.voided', { reason: it.voided }) : it.fileName) },
          money('opening', t('bank.balanceBefore')),
          money('credits', t('bank.came')),
          money('debits', t('bank.went')),
          money('closing', t('bank.balance')),
          { word: 'bank.lineCount', right: true, cell: (it) => it.lineCount },
          { word: 'bank.openLines', right: true, cell: (it) => it.openLines },
        ]}
      />
    </Sheet>
  )
}

/** 开户日、销户日: outside them no statement is asked for. What is left empty is not known. */
function AccountDays({ platform, accounts }: { platform: string; accounts: readonly Account[] }) {
  const [account, setAccount] = useState(accounts[0].account)
  const known = accounts.find((it) => it.account === account)
  const [days, setDays] = useState<{ openedOn?: string; closedOn?: string }>()
  const { openedOn, closedOn } = days ?? { openedOn: known?.openedOn, closedOn: known?.closedOn }
  return (
    <Sheet title={t('bank.setDays')} label={t('bank.setDays')}>
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
    </Sheet>
  )
}

/** A new account, or the column map of one that is there. */
function AccountForm({ platform, accounts }: { platform: string; accounts: readonly Account[] }) {
  const { busy, problem, submit } = useSubmission()
  const [form] = Form.useForm<Values>()
  const typed = Form.useWatch('account', form)
  const direction = Form.useWatch('direction', form)
  const ready = useAnswer(`GET ${AT}/ready-column-maps`, { id: platform }).data?.readyMaps ?? []
  const known = accounts.find((it) => it.account === typed)
  const finish = async (values: Values) => {
    const { account, bank = '', holder = '' } = values
    const columnMap = mapOf(values)
    if (known && columnMap) {
      const body = { account, columnMap }
      await submit(body, (key) => send(`POST ${AT}/column-maps`, { id: platform }, body, { key }), t('bank.mapOf'))
    } else if (!known) {
      const body = { account, bank, holder, currency: 'CNY' as const, ...(columnMap ? { columnMap } : {}) }
      const done = await submit(
        body,
        (key) => send(`POST ${AT}/accounts`, { id: platform }, body, { key }),
        t('bank.openAccount'),
      )
      if (done) form.resetFields()
    }
  }
  return (
    <Sheet title={`${t('bank.openAccount')} · ${t('bank.mapOf')}`}>
      <p className="note">{t('bank.mapNote')}</p>
      <ProblemAlert problem={problem} />
      <Form<Values> form={form} layout="inline" onFinish={(it) => void finish(it)}>
        <Form.Item name="account" label={t('bank.account')} rules={[{ required: true, message: t('needed') }]}>
          <Input autoComplete="off" maxLength={64} />
        </Form.Item>
        {!known && (
          <>
            <Form.Item name="bank" label={t('bank.bank')} rules={[{ required: true, message: t('needed') }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="holder" label={t('bank.holder')} rules={[{ required: true, message: t('needed') }]}>
              <Input maxLength={200} />
            </Form.Item>
          </>
        )}
        <Select
          aria-label={t('bank.readyMap')}
          placeholder={t('bank.readyMap')}
          options={ready.map((it) => ({
            value: it.code,
            label: `${it.bank}（${Object.values(it.columnMap).join('、')}）`,
          }))}
          onChange={(code) => form.setFieldsValue(typedMap(ready.find((it) => it.code === code)?.columnMap ?? {}))}
        />
        {COLUMNS.map((it) => (
          <Form.Item key={it} name={it} label={t(`bank.map.${it}`)}>
            <Input maxLength={100} />
          </Form.Item>
        ))}
        {direction?.trim() && (
          <Form.Item
            name="creditWords"
            label={t('bank.map.creditWords')}
            rules={[{ required: true, message: t('bank.map.wordsNeeded') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        )}
        <Form.Item name="headingRow" label={t('bank.map.headingRow')}>
          <InputNumber min={1} max={1000} precision={0} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
      </Form>
    </Sheet>
  )
}
