import { useState } from 'react'
import { type Answers, type Bodies, type Recorded, send } from '../../api/ask'
import { useSubmission } from '../../kit/send-form'
import { t } from '../../words/word'
import { allocate, type Line, type Match, type Target } from './candidates'

export type Adjustment = NonNullable<Bodies['POST /api/platforms/{id}/reconciliation/matches']['adjustment']>
export type Ran = Answers['POST /api/platforms/{id}/reconciliation/matches/runs']
const AT = '/api/platforms/{id}/reconciliation'

/** What the desk sends, and the last match made here: what `u` takes back. */
export function useMatching(platform: string) {
  const submission = useSubmission()
  const [last, setLast] = useState<string>()
  const [ran, setRan] = useState<Ran>()
  const id = platform
  const remember = (recorded: Recorded | undefined) => {
    if (typeof recorded?.match === 'string') setLast(recorded.match)
    return recorded
  }
  return {
    ...submission,
    last,
    /** What the last run of the rules did here. */
    ran,
    match: async (line: Line, targets: readonly Target[], adjustment?: Adjustment) => {
      const body = { ...allocate(line, targets, adjustment !== undefined), ...(adjustment ? { adjustment } : {}) }
      return remember(
        await submission.submit(body, (key) => send(`POST ${AT}/matches`, { id }, body, { key }), t('bank.confirm')),
      )
    },
    confirm: async ({ match }: Match, adjustment?: Adjustment) => {
      const body = adjustment ? { adjustment } : {}
      const sending = (key: string) => send(`POST ${AT}/matches/{match}/confirmation`, { id, match }, body, { key })
      return remember(await submission.submit({ match, ...body }, sending, t('bank.confirm')))
    },
    undo: async (match: string, reason: string) => {
      const body = { reason }
      const sending = (key: string) => send(`POST ${AT}/matches/{match}/undoing`, { id, match }, body, { key })
      const undone = await submission.submit({ match, reason }, sending, t('bank.undoOne'))
      if (undone) setLast(undefined)
      return undone
    },
    run: async () => {
      setRan(undefined)
      const sending = (key: string) => send(`POST ${AT}/matches/runs`, { id }, {}, { key })
      setRan((await submission.submit({ run: Date.now() }, sending, t('bank.run'))) as Ran | undefined)
    },
    setAside: ({ line }: Line, reason: string) => {
      const sending = (key: string) => send(`POST ${AT}/lines/{line}/setting-aside`, { id, line }, { reason }, { key })
      return submission.submit({ line, reason }, sending, t('bank.setAside'))
    },
  }
}
