import { Form, Input } from 'antd'
import { t } from '../words/word'

/** A code of an authenticator, or a recovery code: offered by telephones that fill such things in, never kept by a browser. */
export function CodeItem({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('needed') }]}>
      <Input className="number" autoComplete="one-time-code" inputMode="text" maxLength={40} autoFocus />
    </Form.Item>
  )
}
