import { Button } from 'antd'
import type { ReactNode } from 'react'
import { type BodyOf, type Params, type Recorded, type SendRoute, send } from '../api/ask'
import { ProblemAlert } from './states'
import { useSubmission } from './submission'

/** What is sent where. The same content goes under the same key; `after` makes it another one when something came between. */
export interface Sent<R extends SendRoute> {
  readonly route: R
  readonly params?: Params
  readonly body?: BodyOf<R>
  readonly after?: unknown
}

/**
 * What stands before a button, the button, and the refusal when there is one: a step that needs nothing but a press, or a few
 * controls in one line. Forms of many fields are lists of fields (`EntryForm`).
 */
export function SendForm<R extends SendRoute>({
  sent,
  onDone,
  button,
  note,
  disabled,
  size,
  primary,
  danger,
  className = 'choices',
  children,
}: {
  sent: () => Sent<R>
  onDone?: (recorded: Recorded) => void
  button: string
  /** What the press means, or why it cannot be pressed. */
  note?: ReactNode
  disabled?: boolean
  size?: 'small'
  primary?: boolean
  danger?: boolean
  className?: string
  children?: ReactNode
}) {
  const { busy, problem, submit } = useSubmission()
  const go = async () => {
    const { route, params = {}, body, after } = sent()
    const content = { route, params, body, after }
    const done = await submit(content, (key) => send(route, params, body as BodyOf<R>, { key }))
    if (done) onDone?.(done)
  }
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled) void go()
      }}
    >
      {children}
      <Button
        htmlType="submit"
        type={primary ? 'primary' : 'default'}
        danger={danger}
        size={size}
        loading={busy}
        disabled={disabled}
      >
        {button}
      </Button>
      {note !== undefined && <span className="note">{note}</span>}
      <ProblemAlert problem={problem} facts />
    </form>
  )
}
