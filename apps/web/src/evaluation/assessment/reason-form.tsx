import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../api/ask'
import { ProblemAlert } from '../../kit/states'

/** A step that needs a reason: the text, what stands beside it, and the button. */
export function ReasonForm({
  label,
  button,
  busy,
  problem,
  send,
  danger,
  children,
}: {
  label: string
  button: string
  busy: boolean
  problem?: Problem
  /** Resolves to whether it was recorded: then the text is emptied. */
  send: (reason: string) => Promise<unknown>
  danger?: boolean
  children?: ReactNode
}) {
  const [reason, setReason] = useState('')
  const go = async () => {
    if (reason.trim() !== '' && (await send(reason.trim()))) setReason('')
  }
  return (
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      {children}
      <Input
        className="reason-text"
        aria-label={label}
        placeholder={label}
        value={reason}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      <Button htmlType="submit" danger={danger} loading={busy} disabled={reason.trim() === ''}>
        {button}
      </Button>
      <ProblemAlert problem={problem} facts />
    </form>
  )
}

/** Facts of a refusal that help to mend it. */
export function factsOf(problem: Problem): string | undefined {
  const facts = Object.entries((problem.facts ?? {}) as Record<string, unknown>)
  return facts.length === 0 ? undefined : facts.map(([name, it]) => `${name}: ${String(it)}`).join(' · ')
}
