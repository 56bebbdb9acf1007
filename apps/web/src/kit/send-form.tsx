import { App, Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useRefresh } from '../api/answers'
import {
  type Answers,
  type BodyOf,
  freshKey,
  type Params,
  type Problem,
  type Recorded,
  Refused,
  type SendOptions,
  type SendRoute,
  send,
} from '../api/ask'
import { t } from '../words/word'
import { ProblemAlert } from './page'

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
    const done = await submit(content, (key) => send(route, params, body as BodyOf<R>, { key }), button)
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

/**
 * One form's sending. The same content goes under the same key however often it is sent (a double click, a lost connection),
 * changed content under a new one. Resolves to what was recorded, or undefined after a refusal, which is then in `problem`.
 */
export function useSubmission() {
  const { message } = App.useApp()
  const refresh = useRefresh()
  const key = useRef<{ content: string; key: string }>(undefined)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const exchange = async <T,>(sending: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setProblem(undefined)
    try {
      return await sending()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
      // The session has ended: who one is is asked anew, and the log-in stands there.
      if (error.problem.status === 401) void refresh()
      return undefined
    } finally {
      setBusy(false)
    }
  }
  const submit = (
    content: unknown,
    sending: (key: string) => Promise<Recorded>,
    /** What was done, in the words of its button. */
    what?: string,
  ): Promise<Recorded | undefined> => {
    const text = JSON.stringify(content)
    const known = key.current?.content === text ? key.current : { content: text, key: freshKey() }
    key.current = known
    return exchange(async () => {
      const recorded = await sending(known.key)
      await refresh()
      // What waits for a second person is asked for, not recorded.
      void (recorded.waits
        ? message.info(t('waitsNow'))
        : message.success(what === undefined ? t('recorded') : t('done', { what })))
      return recorded
    })
  }
  return { busy, problem, submit, exchange, forget: () => setProblem(undefined) }
}

type Warnings = Answers['POST /api/engagements']['warnings']
type Because = NonNullable<Answers['GET /api/proposals']['proposals'][number]['because']>

/** What the recording would bring, put before whoever asked for it: until it is answered nothing is recorded. */
export interface Warned {
  readonly warnings: Warnings
  /** Why it would wait for a second person; empty where it counts at once. */
  readonly because: Because
  /** What the page itself asks: likely a slip, and allowed. */
  readonly questions: readonly string[]
  readonly answer: (record: boolean) => void
}

/**
 * As `useSubmission`, tried first: what is refused is said without anything sent to be recorded, and what would bring warnings
 * or wait for a second person is recorded only when somebody has read that, and why. `sending` is called with the trial, and
 * then with the key. A route that knows no trial is not `tried`.
 */
export function useTriedSubmission(tried = true) {
  const { busy, problem, submit, exchange, forget } = useSubmission()
  const [warned, setWarned] = useState<Warned>()
  // A second click while the first is on its way is the same wish.
  const underWay = useRef(false)

  const confirmed = async (warnings: Warnings, because: Because, questions: readonly string[]): Promise<boolean> => {
    if (warnings.length === 0 && because.length === 0 && questions.length === 0) return true
    const record = await new Promise<boolean>((answer) => setWarned({ warnings, because, questions, answer }))
    setWarned(undefined)
    return record
  }

  const submitTried = async (
    content: unknown,
    sending: (how: SendOptions) => Promise<Recorded>,
    { what, questions = [] }: { readonly what?: string; readonly questions?: readonly string[] } = {},
  ) => {
    if (!tried) return submit(content, (key) => sending({ key }), what)
    if (underWay.current) return undefined
    underWay.current = true
    try {
      const outcome = await exchange(() => sending({ trial: true }))
      if (!outcome) return undefined
      const { because = [] } = (outcome.waits ?? {}) as { because?: Because }
      if (!(await confirmed(outcome.warnings as Warnings, because, questions))) return undefined
      return await submit(content, (key) => sending({ key }), what)
    } finally {
      underWay.current = false
    }
  }
  return { busy, problem, warned, submit: submitTried, forget }
}
