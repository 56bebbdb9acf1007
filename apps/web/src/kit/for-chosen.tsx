import { Alert, Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useRefresh } from '../api/answers'
import { freshKey } from '../api/ask'
import { t } from '../words/word'
import { eachInTurn, type Outcome } from './each-in-turn'
import { problemText } from './page'

/** What is done to one of the chosen rows. */
export interface ActOnEach<Row> {
  readonly button: string
  /** Those of the chosen to which it can be done. */
  readonly rows: readonly Row[]
  /** What a row is known by. */
  readonly called: (row: Row) => string
  /** What is sent of a row: the same goes under the same key however often it is sent. */
  readonly content: (row: Row) => unknown
  /** Rejects with `Refused`. */
  readonly act: (row: Row, key: string) => Promise<unknown>
  /** These are done: they are chosen no more. What failed stays. */
  readonly settled: (rows: readonly Row[]) => void
  readonly disabled?: boolean
}

/** Does to each chosen row what is done to one, by the same routes: how far it is, and what came of it. */
export function useForChosen<Row>({ rows, content, act, settled }: ActOnEach<Row>) {
  const refresh = useRefresh()
  const keys = useRef(new Map<string, string>())
  const [behind, setBehind] = useState<number>()
  const [outcome, setOutcome] = useState<Outcome<Row>>()
  const textOf = (row: Row) => JSON.stringify(content(row))
  const keyOf = (row: Row): string => {
    const text = textOf(row)
    const key = keys.current.get(text) ?? freshKey()
    keys.current.set(text, key)
    return key
  }
  const go = async () => {
    setOutcome(undefined)
    try {
      const came = await eachInTurn(rows, (row) => act(row, keyOf(row)), setBehind)
      setOutcome(came)
      // What was done and taken back elsewhere is done anew.
      for (const it of came.done) keys.current.delete(textOf(it))
      settled(came.done)
      return came
    } finally {
      setBehind(undefined)
      await refresh()
    }
  }
  return { behind, busy: behind !== undefined, outcome, go, forget: () => setOutcome(undefined) }
}

/** The button for all chosen rows, what stands before it, and below what came of it. Without rows only the last is there. */
export function ForChosen<Row>({ children, ...it }: ActOnEach<Row> & { readonly children?: ReactNode }) {
  const { behind, busy, outcome, go, forget } = useForChosen(it)
  return (
    <div className="for-chosen">
      {(it.rows.length > 0 || busy) && (
        <form
          className="choices"
          onSubmit={(event) => {
            event.preventDefault()
            void go()
          }}
        >
          {children}
          <Button htmlType="submit" size="small" loading={busy} disabled={it.disabled}>
            {behind === undefined
              ? t('each.button', { what: it.button, count: it.rows.length })
              : t('each.underway', { what: it.button, behind, count: it.rows.length })}
          </Button>
        </form>
      )}
      <OutcomeOfEach what={it.button} outcome={outcome} called={it.called} forget={forget} />
    </div>
  )
}

/** N are done; which failed, each with why; and which were let be. */
export function OutcomeOfEach<Row>({
  what,
  outcome,
  called,
  forget,
}: {
  what: string
  outcome: Outcome<Row> | undefined
  called: (row: Row) => string
  forget: () => void
}) {
  if (!outcome) return null
  const { done, failed, left } = outcome
  return (
    <Alert
      role="status"
      className="no-print"
      type={failed.length > 0 ? 'warning' : 'success'}
      closable={{ 'aria-label': t('each.close') }}
      afterClose={forget}
      title={t('each.done', { what, count: done.length })}
      description={
        failed.length > 0 && (
          <>
            {t('each.failed', { count: failed.length + left.length })}
            <ul>
              {failed.map(({ row, problem }) => (
                <li key={called(row)}>
                  {called(row)}：{problemText(problem)}
                </li>
              ))}
            </ul>
            {left.length > 0 && t('each.left', { count: left.length })}
          </>
        )
      }
    />
  )
}
