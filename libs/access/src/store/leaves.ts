import { createHmac, randomBytes } from 'node:crypto'
import { canonicalJson, type Json, type JsonObject } from '@pilot-ledger/kernel'
import { leafHash } from '@pilot-ledger/proof'

/**
 * What of an entry is said of a person and may have to be forgotten, wherever it stands in it. An account's name is not: it is the
 * signature under entries of the log, which nobody rewrites, and rules of two persons go by it.
 */
export const PERSONAL: ReadonlySet<string> = new Set(['displayName', 'label', 'address', 'addresses', 'reason'])

/** What a row is hashed by: with its text and a salt, or, where they are forgotten, with the digest that was made of both. */
export interface Committed {
  readonly salt: Uint8Array | null
  /** Base64. */
  readonly erased: string | null
}
export interface EntryRow extends Committed {
  readonly sequence: number
  readonly at: number
  readonly actor: string
  readonly type: string
  readonly account: string
  readonly data: string
}
export interface ReadRow extends Committed {
  readonly sequence: number
  readonly at: number
  readonly actor: string
  readonly role: string
  readonly action: string
  readonly platform: string | null
  readonly address: string
  readonly request: string
}

/** Without it a digest of a few words would tell them to whoever guesses. */
export const newSalt = (): Uint8Array => randomBytes(16)

/** What the leaf of an account entry is made of: what it says, and of what it says of persons the digest alone. */
export function entrySaid(row: EntryRow): JsonObject {
  const { sequence, at, actor, type, account } = row
  const { kept, personal } = entryParts(row)
  return { sequence, at, actor, type, account, data: kept, digest: digestOf(row, personal) }
}

export function readSaid(row: ReadRow): JsonObject {
  const { sequence, at, actor, role, action, request } = row
  const platform = row.platform ?? undefined
  return { sequence, at, actor, role, action, platform, request, digest: digestOf(row, readPersonal(row)) }
}

/** The leaf: the canonical JSON (RFC 8785) of that, as UTF-8. */
export function leafOf(said: JsonObject): Uint8Array {
  return leafHash(Buffer.from(canonicalJson(said), 'utf8'))
}

export const entryParts = ({ data }: Pick<EntryRow, 'data'>) => apart(JSON.parse(data) as JsonObject)
export const readPersonal = ({ address }: Pick<ReadRow, 'address'>): JsonObject => (address === '' ? {} : { address })

export function saltedDigest(salt: Uint8Array, personal: JsonObject): string {
  return createHmac('sha256', salt).update(canonicalJson(personal)).digest('base64')
}

/** A digest that stands beside a text would let the text be altered: it counts only where there is none. */
export function digestOf({ salt, erased }: Committed, personal: JsonObject): string {
  if (salt !== null) return saltedDigest(salt, personal)
  return Object.keys(personal).length === 0 ? (erased ?? '') : ''
}

/** An object in two: what may have to be forgotten, each at its place, and the rest. */
export function apart(data: JsonObject): { readonly kept: JsonObject; readonly personal: JsonObject } {
  const kept: Record<string, Json> = {}
  const personal: Record<string, Json> = {}
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue
    if (PERSONAL.has(name)) personal[name] = value
    else if (isObject(value)) {
      const parts = apart(value)
      kept[name] = parts.kept
      if (Object.keys(parts.personal).length > 0) personal[name] = parts.personal
    } else if (Array.isArray(value) && value.some(isObject)) {
      const parts = value.map((it) => (isObject(it) ? apart(it) : { kept: it as Json, personal: {} }))
      kept[name] = parts.map((it) => it.kept)
      if (parts.some((it) => Object.keys(it.personal).length > 0)) personal[name] = parts.map((it) => it.personal)
    } else kept[name] = value
  }
  return { kept, personal }
}

const isObject = (it: unknown): it is JsonObject => typeof it === 'object' && it !== null && !Array.isArray(it)
