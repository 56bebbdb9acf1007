import { App } from 'antd'
import { t } from 'i18next'
import { useRef, useState } from 'react'
import { useRefresh } from '../api/answers'
import { freshKey, type Problem, type Recorded, Refused } from '../api/ask'

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
  const exchange = async <T>(sending: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setProblem(undefined)
    try {
      return await sending()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  const submit = (content: unknown, sending: (key: string) => Promise<Recorded>): Promise<Recorded | undefined> => {
    const text = JSON.stringify(content)
    const known = key.current?.content === text ? key.current : { content: text, key: freshKey() }
    key.current = known
    return exchange(async () => {
      const recorded = await sending(known.key)
      await refresh()
      // What waits for a second person is asked for, not recorded.
      void (recorded.waits ? message.info(t('waitsNow')) : message.success(t('recorded')))
      return recorded
    })
  }
  return { busy, problem, submit, exchange, forget: () => setProblem(undefined) }
}
