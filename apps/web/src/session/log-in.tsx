import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Card, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { ask, Refused, send } from '../api/ask'
import { momentText } from '../kit/moment'
import { problemText } from '../kit/page'
import { LanguageChoice } from '../words/language'
import { t, type Word } from '../words/word'
import { CodeItem } from './code-item'

interface Fields {
  readonly name: string
  readonly password: string
  /** Of the second factor, once the service has asked for it. */
  readonly code?: string
}

interface WrongPasswords {
  readonly address: string
  readonly failures: number
  readonly lastAt: string
}
const MOST_TOLD = 5

function wrongPasswordsOf(answer: unknown): readonly WrongPasswords[] {
  return (answer as { wrongPasswords?: readonly WrongPasswords[] }).wrongPasswords ?? []
}

const AT_ISSUER: Readonly<Record<string, Word>> = {
  'openid-log-in': 'logIn.issuerBroken',
  'openid-role': 'logIn.issuerRole',
  'openid-subject': 'logIn.issuerBroken',
  'issuer-unavailable': 'logIn.issuerAway',
}
/** Whoever comes back from the issuer without a session is told why; the address says it once. */
export function refusedAtIssuer(): string | undefined {
  const word = AT_ISSUER[new URLSearchParams(location.search).get('refused') ?? '']
  if (!word) return undefined
  history.replaceState(null, '', location.pathname + location.hash)
  return t(word)
}

/** 登录. A demonstration names its ready accounts here, and only here. */
export function LogIn({ onIn }: { onIn: () => void }) {
  const { notification } = App.useApp()
  const [form] = Form.useForm<Fields>()
  /** Stays until it is closed: only the holder can say whether it was himself. */
  const tell = (wrong: readonly WrongPasswords[]) => {
    const count = wrong.reduce((sum, it) => sum + it.failures, 0)
    if (count === 0) return
    const lines = wrong.slice(0, MOST_TOLD).map((it) => t('logIn.wrongFrom', { ...it, at: momentText(it.lastAt) }))
    notification.warning({
      duration: 0,
      // Where nothing stands that one may want first: at the top is the way out.
      placement: 'bottomRight',
      title: t('logIn.wrongPasswords', { count }),
      description: [...lines, t('logIn.notYou')].map((it) => <div key={it}>{it}</div>),
    })
  }
  const [refused, setRefused] = useState<string | undefined>(refusedAtIssuer)
  const [busy, setBusy] = useState(false)
  const [leaving, setLeaving] = useState(false)
  /** Whose password was right, and whose code is asked for. */
  const [asked, setAsked] = useState<Fields>()
  const { data: ready } = useQuery({
    queryKey: ['ready-accounts'],
    queryFn: () => ask('GET /api/session/ready-accounts'),
  })
  const enter = async (fields: Fields) => {
    setBusy(true)
    setRefused(undefined)
    try {
      const answer = await send('POST /api/session', {}, fields)
      tell(wrongPasswordsOf(answer))
      onIn()
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'second-factor-needed') setAsked(fields)
      else setRefused(error instanceof Refused ? problemText(error.problem) : String(error))
      form.resetFields(['code'])
    } finally {
      setBusy(false)
    }
  }
  const toIssuer = async () => {
    setLeaving(true)
    setRefused(undefined)
    try {
      location.assign(String((await send('POST /api/session/issuer', {}, undefined)).address))
    } catch (error) {
      setRefused(error instanceof Refused ? problemText(error.problem) : String(error))
    } finally {
      setLeaving(false)
    }
  }
  const anew = () => {
    setAsked(undefined)
    setRefused(undefined)
    form.resetFields()
  }
  if (asked)
    return (
      <main className="log-in">
        <Card>
          <div className="log-in-head">
            <Typography.Title level={1}>{t('factor.title')}</Typography.Title>
            <LanguageChoice />
          </div>
          <Typography.Paragraph type="secondary">{t('logIn.codeNote')}</Typography.Paragraph>
          <Form form={form} layout="vertical" onFinish={({ code }) => enter({ ...asked, code })} requiredMark={false}>
            <CodeItem name="code" label={t('logIn.code')} />
            {refused && <Alert type="error" showIcon title={refused} role="alert" />}
            <Button type="primary" htmlType="submit" block loading={busy}>
              {t('logIn.enter')}
            </Button>
            <Button type="link" block onClick={anew}>
              {t('logIn.other')}
            </Button>
          </Form>
        </Card>
      </main>
    )
  return (
    <main className="log-in">
      <Card>
        <div className="log-in-head">
          <Typography.Title level={1}>{t('ledger')}</Typography.Title>
          <LanguageChoice />
        </div>
        <Form form={form} layout="vertical" onFinish={enter} requiredMark={false}>
          <Form.Item name="name" label={t('logIn.name')} rules={[{ required: true, message: t('needed') }]}>
            <Input prefix={<UserOutlined />} autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('logIn.password')} rules={[{ required: true, message: t('needed') }]}>
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
          </Form.Item>
          {refused && <Alert type="error" showIcon title={refused} role="alert" />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('logIn.enter')}
          </Button>
        </Form>
        {ready?.issuer && (
          <Button block className="below" loading={leaving} onClick={() => void toIssuer()}>
            {t('logIn.atIssuer', { issuer: ready.issuer })}
          </Button>
        )}
        {ready && ready.accounts.length > 0 && (
          <section aria-label={t('logIn.ready')}>
            <Typography.Paragraph type="secondary">{t('logIn.ready')}</Typography.Paragraph>
            {ready.accounts.map((it) => (
              <Button
                key={it.name}
                block
                className="ready-account"
                onClick={() => {
                  form.setFieldsValue(it)
                  void enter({ name: it.name, password: it.password })
                }}
              >
                <span>{it.displayName}</span>
                <code>{it.password}</code>
              </Button>
            ))}
          </section>
        )}
      </Card>
    </main>
  )
}

interface PasswordFields {
  readonly currentPassword: string
  readonly newPassword: string
  readonly again: string
}

/** 修改密码 before anything else: at the first log-in with a one-time password. */
export function NewPassword({ onChanged }: { onChanged: () => void }) {
  return (
    <main className="log-in">
      <Card>
        <Typography.Title level={1}>{t('password.title')}</Typography.Title>
        <Typography.Paragraph type="secondary">{t('password.why')}</Typography.Paragraph>
        <PasswordForm onChanged={onChanged} />
      </Card>
    </main>
  )
}

/** The old password, and the new one twice; every other session of the account ends. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<PasswordFields>()
  const [refused, setRefused] = useState<string>()
  const change = async ({ currentPassword, newPassword }: PasswordFields) => {
    try {
      await send('POST /api/session/password', {}, { currentPassword, newPassword })
      form.resetFields()
      setRefused(undefined)
      void message.success(t('password.changed'))
      onChanged()
    } catch (error) {
      setRefused(error instanceof Refused ? problemText(error.problem) : String(error))
    }
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form form={form} layout="vertical" onFinish={change} requiredMark={false}>
      <Form.Item name="currentPassword" label={t('password.current')} rules={needed}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="newPassword" label={t('password.new')} rules={needed} extra={t('password.rule')}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['newPassword']}
        rules={[
          ...needed,
          ({ getFieldValue }) => ({
            validator: (_, it) =>
              it === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(t('password.differ')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {refused && <Alert type="error" showIcon title={refused} role="alert" />}
      <Button type="primary" htmlType="submit" block>
        {t('password.change')}
      </Button>
    </Form>
  )
}
