import { canonicalJson, type Json } from '@pilot-ledger/kernel'
import { createContext, useState } from 'react'
import { useLocation } from 'react-router'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { bodyOf } from './body'
import { Drafts, formAt } from './drafts'
import type { Field } from './field'

type Values = Readonly<Record<string, unknown>>

/** Keeps the form as it stands: for who fills a field otherwise than by typing into it. */
export const KeepDraft = createContext<() => void>(() => undefined)

/** What tells a form from another of the same fields at its place, and how it is called. */
export interface DraftName {
  readonly about?: string
  readonly called: string
}

/**
 * What a form begins with, where something was typed into it before and not recorded: all of that, but for what is only shown,
 * which is as it is now. Every change is kept at once; what is changed back to the beginning is none.
 */
export function useDraft(fields: readonly Field[], start: Values, { about, called }: DraftName) {
  const { actor } = useSession()
  const { pathname } = useLocation()
  const [{ drafts, form }] = useState(() => {
    const its = about ?? fields.map((it) => it.name).join()
    return { drafts: new Drafts(actor), form: formAt(pathname, its) }
  })
  const [found, setFound] = useState(() => drafts.of(form))
  const shownOnly = fields.filter((it) => it.fixed && it.name in start).map((it) => [it.name, start[it.name]])
  return {
    at: found?.at,
    beginning: found ? { ...found.values, ...Object.fromEntries(shownOnly) } : start,
    keep: (values: Values) => {
      if (same(values, start)) return drafts.drop(form)
      drafts.keep(form, `${document.title.replace(` · ${t('ledger')}`, '')} · ${called}`, values)
    },
    drop: () => drafts.drop(form),
    giveUp: () => {
      drafts.drop(form)
      setFound(undefined)
    },
  }
}

const same = (a: Values, b: Values) => canonicalJson(bodyOf(a) as Json) === canonicalJson(bodyOf(b) as Json)
