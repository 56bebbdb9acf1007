import { hash } from 'node:crypto'
import { canonicalJson, type EntryMetadata, type Json, type JsonObject, type Masked } from '@pilot-ledger/kernel'

interface Content {
  readonly data: JsonObject
  readonly metadata: EntryMetadata
}

/**
 * What of an entry stands in the tree: where it says which of its values may be masked, a commitment in the place of each, and of
 * the request's key and hash, by which values could be tried out. An entry of before says nothing of it, and stands there whole.
 */
export function committed({ data, metadata }: Content): { readonly data: JsonObject; readonly metadata: JsonObject } {
  const { masked, ...rest } = metadata
  if (masked === undefined) return { data, metadata: rest }
  const { idempotencyKey, requestHash, ...open } = rest
  const its = isMasked(masked) ? withCommitments(data, masked.fields, masked.salt) : undefined
  // What no recorder writes is the leaf of no entry that one wrote: here stands a list.
  if (!its) return { data, metadata: { ...rest, masked: [masked as unknown as Json] } }
  const request = commitment(masked.salt, '', { idempotencyKey, requestHash })
  return { data: its, metadata: { ...open, masked: { fields: masked.fields, request } } }
}

/**
 * Base64 of SHA-256 over the canonical JSON of two texts, or of a text and a value: first a key for the place, out of the entry's
 * salt, then over the value, so that one place can be opened without the others. The salt is as long as every other salt and the
 * digest whole, so that nobody lengthens one of them to another.
 */
export function commitment(salt: string, path: string, value: Json): string {
  return digest([digest([salt, path]), value])
}

const digest = (parts: readonly [string, Json]) => hash('sha256', canonicalJson(parts), 'base64')

const SALT = /^[A-Za-z0-9+/]{21}[AQgw]==$/
function isMasked(it: unknown): it is Masked {
  if (typeof it !== 'object' || it === null) return false
  const { fields, salt, ...further } = it as { readonly fields?: unknown; readonly salt?: unknown }
  if (!Array.isArray(fields) || !fields.every((path) => typeof path === 'string' && path !== '')) return false
  return typeof salt === 'string' && SALT.test(salt) && Object.keys(further).length === 0
}

type Open = Record<string, Json | undefined>

/** Data with commitments, itself as it was; undefined where one of the paths leads to no value. */
function withCommitments(data: JsonObject, paths: readonly string[], salt: string): JsonObject | undefined {
  const copies = new Set<unknown>()
  const copyOf = (it: unknown): Open => {
    if (copies.has(it)) return it as Open
    const copy = Array.isArray(it) ? [...it] : { ...(it as object) }
    copies.add(copy)
    return copy as unknown as Open
  }
  const whole = copyOf(data)
  for (const path of paths) {
    const names = path.split('/')
    const last = names.pop() as string
    let at = whole
    for (const name of names) {
      if (!isOpen(at[name], at, name)) return undefined
      at[name] = copyOf(at[name]) as JsonObject
      at = at[name] as Open
    }
    const value = Object.hasOwn(at, last) ? at[last] : undefined
    if (value === undefined || (Array.isArray(at) && last === 'length')) return undefined
    at[last] = commitment(salt, path, value)
  }
  return whole
}

const isOpen = (value: unknown, of: object, name: string) =>
  Object.hasOwn(of, name) && typeof value === 'object' && value !== null
