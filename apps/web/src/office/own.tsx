import { Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../api/answers'
import { type Bodies, send } from '../api/ask'
import { ProblemAlert } from '../kit/states'
import { useSubmission } from '../kit/submission'
import { Title } from '../kit/title'
import { PasswordForm } from '../session/new-password'
import { useSession } from '../session/session'
import { useAct } from './act'
import { Secret } from './secret'
import { TokenTable } from './tokens'

/** 我的账户: password and tokens. */
export function Own() {
  const { t } = useTranslation()
  const { account, actor, role } = useSession()
  return (
    <>
      <Title text={t('own.title')} note={`${actor} · ${t(`role.${role}`)}`} />
      {account !== undefined && (
        <div className="register">
          <section className="sheet">
            <h2>{t('password.change')}</h2>
            <PasswordForm onChanged={() => undefined} />
          </section>
          <Tokens />
        </div>
      )}
    </>
  )
}

const SCOPES = ['read', 'record'] as const
type Fields = Omit<Bodies['POST /api/tokens'], 'addresses'> & { readonly addresses?: string }

function Tokens() {
  const { t } = useTranslation()
  const { data } = useAnswer('GET /api/tokens')
  const { busy, problem, submit } = useSubmission()
  const act = useAct()
  const [made, setMade] = useState<string>()
  const create = async ({ addresses = '', ...fields }: Fields) => {
    const body = { ...fields, addresses: addresses.split(/[\s,，、;；]+/).filter((it) => it !== '') }
    const answer = await submit([body, data?.tokens.length], () => send('POST /api/tokens', {}, body))
    if (answer) setMade(String(answer.token))
  }
  // Not `required`: the library would say so of a group of boxes, which may not be called required.
  const oneAtLeast = {
    validator: (_: unknown, chosen: readonly string[]) =>
      chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('needed'))),
  }
  return (
    <section className="sheet">
      <h2>{t('token.title')}</h2>
      <p className="note">{t('token.note')}</p>
      <Form layout="inline" onFinish={create} initialValues={{ days: 90, scopes: [...SCOPES] }}>
        <Form.Item name="label" label={t('token.label')} rules={[{ required: true, message: t('needed') }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="days" label={t('token.days')}>
          <InputNumber min={1} max={365} precision={0} />
        </Form.Item>
        <Form.Item name="scopes" label={t('token.scopes')} rules={[oneAtLeast]}>
          <Checkbox.Group options={SCOPES.map((it) => ({ value: it, label: t(`token.scope.${it}`) }))} />
        </Form.Item>
        <Form.Item name="addresses" label={t('token.addresses')}>
          <Input autoComplete="off" placeholder={t('token.addressesHint')} />
        </Form.Item>
        <Button htmlType="submit" loading={busy}>
          {t('token.new')}
        </Button>
      </Form>
      <ProblemAlert problem={problem} />
      <TokenTable
        tokens={data?.tokens ?? []}
        revoke={(id) => void act(() => send('DELETE /api/tokens/{id}', { id }, undefined))}
      />
      <Modal open={made !== undefined} title={t('token.title')} footer={null} onCancel={() => setMade(undefined)}>
        {made && <Secret label={t('token.title')} note={t('token.note')} secret={made} />}
      </Modal>
    </section>
  )
}
