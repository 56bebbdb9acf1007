import type { ReactNode } from 'react'
import type { SendRoute } from '../api/ask'
import { TextInput } from '../kit/inputs'
import { SendForm, type Sent } from '../kit/send-form'
import { useKeptText } from './use-kept'

/**
 * A step that needs a reason: what stands beside it, the text, and the button. The text is kept until it is recorded; `about`: what
 * the step is of, among all of its place.
 */
export function ReasonForm<R extends SendRoute>({
  about,
  label,
  button,
  sent,
  onDone,
  danger,
  disabled,
  children,
}: {
  about: string
  label: string
  button: string
  sent: (reason: string) => Sent<R>
  onDone?: () => void
  danger?: boolean
  disabled?: boolean
  children?: ReactNode
}) {
  const [reason, setReason] = useKeptText(about, button)
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
