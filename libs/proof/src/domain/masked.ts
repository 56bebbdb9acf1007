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
export function committed(content: Content): { readonly data: JsonObject; readonly metadata: JsonObject } {
  const { data, metadata } = content
  if (metadata.masked === undefined) return content as Content & { readonly metadata: JsonObject }
  const { masked, idempotencyKey, requestHash, ...open } = metadata
  const its = isMasked(masked) ? withCommitments(data, masked.fields, masked.salt) : undefined
  // What no recorder writes is the leaf of no entry that one wrote: here stands a list.
  if (!its) return { data, metadata: { ...(metadata as unknown as JsonObject), masked: [masked as unknown as Json] } }
  const request = commitment(masked.salt, '', { idempotencyKey, requestHash })
  return { data: its, metadata: { ...open, masked: { fields: masked.fields, request } } }
}

/**
 * Base64 of SHA-256 over the canonical JSON of two texts, or of a text and a value: first a key for the place, out of the entry's
 * salt, then over the value, so that one place can be opened without the others. The salt is as long as every other salt and the
 * digest whole, so that nobody lengthens one of them to another.
 */
export function commitment(salt: string, path: string, value: Json): string {
  // Written out: each entry of the log asks for a few of them.
  const key = hash('sha256', `["${salt}",${JSON.stringify(path)}]`, 'base64')
  return hash('sha256', `["${key}",${canonicalJson(value)}]`, 'base64')
}

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
  const whole: Open = { ...data }
  let copies: Set<unknown> | undefined
  for (const path of paths) {
    let [at, name] = [whole, path]
    if (path.includes('/')) {
      copies ??= new Set()
      const names = path.split('/')
      name = names.pop() as string
      for (const part of names) {
        const inner = own(at, part)
        if (typeof inner !== 'object' || inner === null) return undefined
        // Once for all paths through it.
        const copy = copies.has(inner) ? inner : Array.isArray(inner) ? [...inner] : { ...inner }
        copies.add(copy)
        at[part] = copy as Json
        at = copy as Open
      }
    }
    const value = own(at, name)
    if (value === undefined) return undefined
    at[name] = commitment(salt, path, value)
  }
  return whole
}

const own = (of: Open, name: string) =>
  Object.hasOwn(of, name) && !(Array.isArray(of) && name === 'length') ? of[name] : undefined
