import { Button, Form, Input, InputNumber, Select } from 'antd'
import { t } from 'i18next'
import { useAnswer } from '../../api/answers'
import { send } from '../../api/ask'
import type { BankAccount as Account } from '../../api/shapes'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { COLUMNS, mapOf, typedMap, type Values } from './column-map'

const AT = '/api/platforms/{id}/reconciliation'

/** A new account, or the column map of one that is there. */
export function AccountForm({ platform, accounts }: { platform: string; accounts: readonly Account[] }) {
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
      await submit(body, (key) => send(`POST ${AT}/column-maps`, { id: platform }, body, { key }))
    } else if (!known) {
      const body = { account, bank, holder, currency: 'CNY' as const, ...(columnMap ? { columnMap } : {}) }
      const done = await submit(body, (key) => send(`POST ${AT}/accounts`, { id: platform }, body, { key }))
      if (done) form.resetFields()
    }
  }
  return (
    <section className="sheet">
      <h2>{`${t('bank.openAccount')} · ${t('bank.mapOf')}`}</h2>
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
    </section>
  )
}
