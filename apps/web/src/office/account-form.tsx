import { Button, Form, Input, Select } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bodies, send } from '../api/ask'
import type { Account } from '../api/shapes'
import { fieldFaults } from '../kit/field-faults'
import { ProblemAlert } from '../kit/states'
import { useSubmission } from '../kit/submission'
import { usePlatforms } from '../session/platforms'
import { type GivenPassword, passwordGiven } from './given-password'

type Fields = Bodies['POST /api/accounts']
const ROLES = ['platform', 'evaluator', 'finance', 'administrator', 'auditor'] as const

/** A new account, or what may change of one: its name never does. */
export function AccountForm({ account, onDone }: { account?: Account; onDone: (made?: GivenPassword) => void }) {
  const { t, i18n } = useTranslation()
  const { all } = usePlatforms()
  const { busy, problem, submit } = useSubmission()
  const [form] = Form.useForm<Fields>()
  const role = Form.useWatch('role', form)
  useEffect(() => {
    if (!problem) return
    form.setFields(
      fieldFaults(problem, i18n.language).map(({ path, text }) => ({ name: path[0] as 'name', errors: [text] })),
    )
  }, [form, problem, i18n.language])
  const save = async ({ name, displayName, role: as, platforms = [] }: Fields) => {
    const bound = { displayName, role: as, platforms: as === 'platform' ? platforms : [] }
    const body = account ? bound : { name, ...bound }
    const made = await submit(body, (key) =>
      account
        ? send('PATCH /api/accounts/{id}', { id: account.id }, bound, { key })
        : send('POST /api/accounts', {}, { name, ...bound }, { key }),
    )
    if (made) onDone(passwordGiven(account?.name ?? name, made))
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form<Fields> form={form} layout="vertical" onFinish={save} initialValues={account ?? { role: 'platform' }}>
      <Form.Item name="name" label={t('account.name')} rules={needed} extra={t('account.nameForever')}>
        <Input disabled={account !== undefined} autoComplete="off" />
      </Form.Item>
      <Form.Item name="displayName" label={t('account.displayName')} rules={needed}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('account.role')} rules={needed}>
        <Select options={ROLES.map((it) => ({ value: it, label: t(`role.${it}`) }))} />
      </Form.Item>
      {role === 'platform' && (
        <Form.Item name="platforms" label={t('account.platforms')} rules={needed}>
          <Select mode="multiple" options={all.map((it) => ({ value: it.id, label: it.name ?? it.id }))} />
        </Form.Item>
      )}
      <ProblemAlert problem={problem} />
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('save')}
      </Button>
    </Form>
  )
}
