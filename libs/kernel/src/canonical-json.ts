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
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const object = value as { readonly [key: string]: Json | undefined }
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${text(key)}:${canonicalJson(object[key] as Json)}`)
  return `{${members.join(',')}}`
}

function text(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('half a character has no canonical form')
  return JSON.stringify(value)
}
