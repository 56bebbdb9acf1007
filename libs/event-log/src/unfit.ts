/** Why the log does not take a value: it could not be read back as it was given. */
export interface Unfit {
  readonly why: 'half-character' | 'not-a-whole-number' | 'not-json' | 'nested-too-deep'
  /** JSON pointer to it. */
  readonly at: string
  readonly en: string
}

/** Half a character has no UTF-8 form. */
const HALF_CHARACTER = /\p{Surrogate}/u
/** Deeper than any document of the domain, and well within what JSON.stringify and SQLite take. */
const DEEPEST = 100

/**
 * What of an event's data the log refuses; undefined where it takes it. Every append asks this, and so does whoever tells
 * beforehand what could be recorded. JSON.stringify would drop or round what is not plain JSON, or write half a character as
 * another one.
 */
export function unfitIn(value: unknown, depth = 0): Unfit | undefined {
  if (typeof value === 'string') return HALF_CHARACTER.test(value) ? HALF : undefined
  if (typeof value === 'number')
    return Number.isSafeInteger(value)
      ? undefined
      : { why: 'not-a-whole-number', at: '', en: `only whole numbers are stored, got ${value}` }
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value !== 'object') return { why: 'not-json', at: '', en: `a ${typeof value} is not JSON` }
  if (depth > DEEPEST) return { why: 'nested-too-deep', at: '', en: 'nested too deep, or in a circle' }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = unfitIn(value[i], depth + 1)
      if (found) return within(i, found)
    }
    return undefined
  }
  const prototype = Object.getPrototypeOf(value)
  // Another realm's Object (a test runner's sandbox) has another prototype, whose own prototype is null as well.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return { why: 'not-json', at: '', en: `a ${value.constructor.name} is not plain JSON` }
  for (const key in value) {
    const it = (value as Record<string, unknown>)[key]
    if (HALF_CHARACTER.test(key)) return HALF
    const found = it === undefined ? undefined : unfitIn(it, depth + 1)
    if (found) return within(key, found)
  }
  return undefined
}

const HALF: Unfit = { why: 'half-character', at: '', en: 'half a character cannot be stored' }

/** Where a fault is, is worked out on the way back from it: nearly nothing that is asked has one. */
function within(key: string | number, found: Unfit): Unfit {
  const at = `/${key}${found.at}`
  return { ...found, at: found.why === 'nested-too-deep' ? at.slice(0, 60) : at }
}
