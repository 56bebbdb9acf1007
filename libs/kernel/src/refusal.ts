import { shortened } from './shortened'
/**
 * A business refusal is a value, never an exception: the recording side returns it, the HTTP door turns it into a
 * problem+json answer. `code` is stable for ever (clients switch on it); the texts may improve.
 */
export interface Refusal {
  readonly kind: 'refusal'
  /** Stable, kebab-case, e.g. `amendment-below-invoiced`. */
  readonly code: string
  /** The rule of the domain that refuses, e.g. `H3`; absent for format faults. */
  readonly rule?: string
  /** JSON pointer into the request's content, e.g. `/newAmount`; empty string for the whole. */
  readonly pointer: string
  readonly zh: string
  readonly en: string
  /** Facts a person needs to mend it (amounts, numbers, ids), as strings. */
  readonly facts?: Readonly<Record<string, string>>
  /** What else is wrong with the same content: whoever mends it learns of all of it at once. None of these has others itself. */
  readonly others?: readonly Refusal[]
}

export type Checked<T> = T | Refusal

export function refuse(
  code: string,
  refusal: Omit<Refusal, 'kind' | 'code' | 'pointer'> & { pointer?: string },
): Refusal {
  const { pointer = '', ...rest } = refusal
  return { kind: 'refusal', code, pointer, ...rest }
}

/** All that refuses, as one: the first says what it is, the rest go along. Undefined where nothing does. */
export function together(...refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  const [first, ...others] = refusals.flatMap((it) => (it ? eachRefusal(it) : []))
  return first && (others.length > 0 ? { ...first, others } : first)
}

/** A refusal and what it brings along, each by itself. */
export function eachRefusal({ others = [], ...first }: Refusal): readonly Refusal[] {
  return [first, ...others]
}

/** Where the content stands in a larger one: every pointer leads from there. */
export function refusedBelow(at: string, refusal: Refusal): Refusal {
  const moved = (it: Refusal) => ({ ...it, pointer: at + it.pointer })
  return { ...moved(refusal), ...(refusal.others && { others: refusal.others.map(moved) }) }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal'
}

/** For a `waitFor` that is no position a command of this ledger can have answered. */
export function notAPosition(waitFor: string): Refusal {
  return refuse('not-a-position', {
    pointer: '/waitFor',
    zh: '不是本账本登记答复中的 position',
    en: 'not a position that this ledger answers',
    facts: { waitFor: shortened(waitFor, 40) },
  })
}
