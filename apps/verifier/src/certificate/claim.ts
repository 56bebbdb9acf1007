import type { Json, JsonObject } from '../json/json'
import type { Entry } from '../ledger/live'
import type { Window } from '../ledger/platform'
import type { Words } from '../verdict/words'

/** What a certificate of one format says: of what, and by which entries it is found to be so. */
export interface Claim {
  /** A figure's code; others have none. */
  readonly code?: string
  readonly of: JsonObject
  /** The code of the figure that is made, where one is: what tokens of parties must tell hangs on it. */
  readonly figure?: string
  /** A seal has none: each platform has its own. */
  readonly window?: Window
  plan(): Plan
}

export interface Plan {
  /** Of which keys of the map all entries are needed; those that end with a slash stand for all that begin so. */
  readonly groups: readonly string[]
  /**
   * Makes again from the entries, by plain loops, what the certificate says; fails where it is something else.
   * `groups`: the keys that the map has.
   */
  made(entries: readonly Entry[], groups: readonly string[]): Told
}

/** What was made again, for whoever reads the verdict. */
export interface Told {
  readonly headline: Words
  readonly statement: readonly (readonly [Words, Words])[]
  readonly checked: readonly Words[]
  readonly tables: readonly Table[]
  /** What such a certificate does not prove, beside what none does. */
  readonly unproved?: readonly Words[]
  /** For programs. */
  readonly facts: { readonly [name: string]: Json }
}

export interface Table {
  readonly title: Words
  readonly heads: readonly { readonly words: Words; readonly number?: true }[]
  /** An entry by its index in the log, or what is said. */
  readonly rows: readonly (readonly (string | { readonly entry: number })[])[]
}
