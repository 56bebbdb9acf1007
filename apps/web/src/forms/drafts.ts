import { useSyncExternalStore } from 'react'

type Values = Readonly<Record<string, unknown>>

/** 草稿: what was typed into a form and is not recorded. */
export interface Draft {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The form: its place, and what it is about there. */
  readonly form: string
  /** How the place and the form are called. */
  readonly title: string
  readonly values: Values
  /** What of the address tells where in its place it stands: `?view=…`. */
  readonly search?: string
}

const PREFIX = 'pilot-ledger.draft '
/** What nobody came back to in two weeks is not wanted: the browser may be another's by then. */
const LIFE_MS = 14 * 86_400_000

/** A form by its place and what it is about there: an entry, or just its fields. */
export const formAt = (place: string, about: string): string => `${place} ${about}`
export const placeOf = (form: string): string => form.split(' ', 1)[0]
/** The way back to it. */
export const addressOf = ({ form, search = '' }: Draft): string => placeOf(form) + search
export const aboutOf = (form: string): string => form.slice(placeOf(form).length + 1)

/**
 * The drafts of one account in this browser: they outlive Esc, leaving, the end of a session and a dropped line, and go when
 * what they hold is recorded, when they are given up, and after two weeks. Each account sees its own. A browser that keeps
 * nothing (a private window, a full store) has none.
 */
export class Drafts {
  private readonly prefix: string

  constructor(
    account: string,
    private readonly now: () => number = Date.now,
  ) {
    this.prefix = `${PREFIX}${JSON.stringify(account)} `
  }

  keep(form: string, title: string, values: Values, search?: string): void {
    const draft: Draft = { at: this.now(), form, title, values, ...(search && { search }) }
    try {
      localStorage.setItem(this.prefix + form, JSON.stringify(draft))
    } catch {
      // Full, or none: the form goes on as it would without.
    }
    tell()
  }

  drop(form: string): void {
    localStorage.removeItem(this.prefix + form)
    tell()
  }

  of(form: string): Draft | undefined {
    return this.all().find((it) => it.form === form)
  }

  /** The newest first; of whichever account, what is too old is gone. */
  all(): readonly Draft[] {
    const found: Draft[] = []
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue
      const draft = read(localStorage.getItem(key))
      if (draft === undefined || this.now() - draft.at > LIFE_MS) localStorage.removeItem(key)
      else if (key === this.prefix + draft.form) found.push(draft)
    }
    return found.sort((a, b) => b.at - a.at)
  }
}

/** What this page wrote; whatever else stands there is none. */
function read(text: string | null): Draft | undefined {
  try {
    const draft = JSON.parse(text ?? '') as Partial<Draft>
    const whole = typeof draft.at === 'number' && typeof draft.form === 'string' && typeof draft.values === 'object'
    return whole ? (draft as Draft) : undefined
  } catch {
    return undefined
  }
}

const watching = new Set<() => void>()
let changes = 0
function tell(): void {
  changes++
  for (const it of watching) it()
}

function watch(changed: () => void): () => void {
  watching.add(changed)
  return () => watching.delete(changed)
}

/** The drafts of an account, and again whenever one comes or goes. */
export function useDrafts(account: string): { readonly drafts: Drafts; readonly all: readonly Draft[] } {
  useSyncExternalStore(watch, () => changes)
  const drafts = new Drafts(account)
  return { drafts, all: drafts.all() }
}
