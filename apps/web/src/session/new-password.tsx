import { Alert, App, Button, Card, Form, Input, Typography } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Refused, send } from '../api/ask'
import { problemText } from '../kit/states'

interface Fields {
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
  const [form] = Form.useForm<Fields>()
  const [refused, setRefused] = useState<string>()
  const change = async ({ currentPassword, newPassword }: Fields) => {
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
      <Form.Item name="newPassword" label={t('password.new')} rules={needed}>
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
