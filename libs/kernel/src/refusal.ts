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
}

export type Checked<T> = T | Refusal

export function refuse(
  code: string,
  refusal: Omit<Refusal, 'kind' | 'code' | 'pointer'> & { pointer?: string },
): Refusal {
  const { pointer = '', ...rest } = refusal
  return { kind: 'refusal', code, pointer, ...rest }
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
