import type { Json } from './entry'

/**
 * The one text of a JSON value (RFC 8785): keys sorted by UTF-16 code units, no spaces, strings as JSON.stringify escapes
 * them. Only whole numbers: the ledger stores no others, and their text is the same everywhere. Throws TypeError for a
 * number with a fraction or beyond 2^53, and for half a character.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not a whole number: ${value}`)
    return String(value === 0 ? 0 : value)
  }
  if (typeof value === 'string') return text(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return listed(value)
  const object = value as { readonly [key: string]: Json | undefined }
  let members = ''
  for (const key of sorted(Object.keys(object))) {
    const its = object[key]
    if (its !== undefined) members += `${members === '' ? '' : ','}${named(key)}${canonicalJson(its)}`
  }
  return `{${members}}`
}

function listed(values: readonly Json[]): string {
  let items = ''
  for (const it of values) items += `${items === '' ? '' : ','}${canonicalJson(it)}`
  return `[${items}]`
}

/** By UTF-16 code units, in their place: every request is hashed in this form, and `sort` makes much beside its answer. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > MANY) return keys.sort()
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]
    let at = i
    for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1]
    keys[at] = key
  }
  return keys
}
/** Moving each behind those before it costs the square of their number. */
const MANY = 32

/** The same in pieces, of a list item by item: whoever hashes a long one may let others have their turn. */
export function* canonicalPieces(value: Json): Generator<string> {
  if (Array.isArray(value)) {
    yield '['
    for (const [i, item] of value.entries()) yield `${i === 0 ? '' : ','}${canonicalJson(item)}`
    yield ']'
  } else if (typeof value === 'object' && value !== null) {
    const object = value as { readonly [key: string]: Json | undefined }
    let before = '{'
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined) continue
      yield `${before}${text(key)}:`
      yield* canonicalPieces(object[key] as Json)
      before = ','
    }
    yield before === '{' ? '{}' : '}'
  } else yield canonicalJson(value)
}

/** A member's name and the colon. There are few, over and over; of what strangers make up no more are kept than so many. */
function named(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const made = `${text(key)}:`
  if (names.size < MOST_NAMES) names.set(key, made)
  return made
}
const names = new Map<string, string>()
const MOST_NAMES = 1_000

function text(value: string): string {
  // Most texts stand as they are: to look whether one does is half the work of writing it by JSON.stringify.
  if (/^[ !#-[\]-\ud7ff\ue000-\uffff]*$/.test(value)) return `"${value}"`
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('half a character has no canonical form')
  return JSON.stringify(value)
}
