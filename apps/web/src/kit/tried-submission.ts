import { useRef, useState } from 'react'
import type { Answers, Recorded, SendOptions } from '../api/ask'
import { useSubmission } from './send-form'

type Warnings = Answers['POST /api/engagements']['warnings']
type Because = NonNullable<Answers['GET /api/proposals']['proposals'][number]['because']>

/** What the recording would bring, put before whoever asked for it: until it is answered nothing is recorded. */
export interface Warned {
  readonly warnings: Warnings
  /** Why it would wait for a second person; empty where it counts at once. */
  readonly because: Because
  readonly answer: (record: boolean) => void
}

/**
 * As `useSubmission`, tried first: what is refused is said without anything sent to be recorded, and what would bring warnings
 * or wait for a second person is recorded only when somebody has read that, and why. `sending` is called with the trial, and
 * then with the key. A route that knows no trial is not `tried`.
 */
export function useTriedSubmission(tried = true) {
  const { busy, problem, submit, exchange } = useSubmission()
  const [warned, setWarned] = useState<Warned>()
  // A second click while the first is on its way is the same wish.
  const underWay = useRef(false)

  const confirmed = async (warnings: Warnings, because: Because): Promise<boolean> => {
    if (warnings.length === 0 && because.length === 0) return true
    const record = await new Promise<boolean>((answer) => setWarned({ warnings, because, answer }))
    setWarned(undefined)
    return record
  }

  const submitTried = async (content: unknown, sending: (how: SendOptions) => Promise<Recorded>) => {
    if (!tried) return submit(content, (key) => sending({ key }))
    if (underWay.current) return undefined
    underWay.current = true
    try {
      const told = await exchange(() => sending({ trial: true }))
      if (!told) return undefined
      const { because = [] } = (told.waits ?? {}) as { because?: Because }
      if (!(await confirmed(told.warnings as Warnings, because))) return undefined
      return await submit(content, (key) => sending({ key }))
    } finally {
      underWay.current = false
    }
  }
  return { busy, problem, warned, submit: submitTried }
}
