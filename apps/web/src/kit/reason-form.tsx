import { type ReactNode, useState } from 'react'
import type { SendRoute } from '../api/ask'
import { SendForm, type Sent } from './send-form'
import { TextInput } from './text-input'

/** A step that needs a reason: what stands beside it, the text, and the button. Once it is recorded the text is emptied. */
export function ReasonForm<R extends SendRoute>({
  label,
  button,
  sent,
  onDone,
  danger,
  disabled,
  children,
}: {
  label: string
  button: string
  sent: (reason: string) => Sent<R>
  onDone?: () => void
  danger?: boolean
  disabled?: boolean
  children?: ReactNode
}) {
  const [reason, setReason] = useState('')
  return (
    <SendForm
      className="reason-form"
      button={button}
      danger={danger}
      disabled={disabled || reason.trim() === ''}
      sent={() => sent(reason.trim())}
      onDone={() => {
        setReason('')
        onDone?.()
      }}
    >
      {children}
      <TextInput className="reason-text" label={label} max={1000} value={reason} change={setReason} />
    </SendForm>
  )
}
