import { useState } from 'react'
import { useLocation } from 'react-router'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { type Draft, Drafts, formAt } from './drafts'

/**
 * What is typed where no form of fields is (a reason, a reply, the claims of a self-assessment), kept as a form's draft is: it stands
 * there again after leaving, the end of a session or a dropped line, and is listed among the drafts. `about`: what it is said of,
 * among all that is said at this place; `called`: how it is listed. What is `empty` again is kept no more. Never for a secret.
 */
export function useKept<T>(about: string, called: string, empty: T) {
  const { actor } = useSession()
  const { pathname, search } = useLocation()
  const form = formAt(pathname, about)
  const drafts = new Drafts(actor)
  const read = () => {
    const draft = drafts.of(form)
    return { form, at: draft?.at, value: draft ? keptIn(draft, empty) : empty }
  }
  const [held, setHeld] = useState(read)
  // It is about something else now: another line, another row.
  const now = held.form === form ? held : read()
  const giveUp = () => {
    setHeld({ form, at: undefined, value: empty })
    drafts.drop(form)
  }
  return {
    value: now.value,
    /** Since when it was kept, where it was found and not typed just now. */
    at: now.at,
    change: (value: T) => {
      if (JSON.stringify(value) === JSON.stringify(empty)) return giveUp()
      setHeld({ form, at: now.at, value })
      const title = `${document.title.replace(` · ${t('ledger')}`, '')} · ${called}`
      drafts.keep(form, title, { kept: value }, search)
    },
    giveUp,
  }
}

/** A text that is kept; empty again, once it is recorded, it is not. */
export function useKeptText(about: string, called: string): readonly [string, (text: string) => void] {
  const { value, change } = useKept(about, called, '')
  return [value, change]
}

/** What the browser holds may be of an older page: another kind of thing is none, and what that page did not know is as at first. */
function keptIn<T>({ values: { kept } }: Draft, empty: T): T {
  if (typeof kept !== typeof empty || kept === null) return empty
  return typeof kept === 'object' ? { ...empty, ...kept } : (kept as T)
}
