import { createHmac, randomBytes } from 'node:crypto'
import { canonicalJson, type Json, type JsonObject } from '@pilot-ledger/kernel'
import { leafHash } from '@pilot-ledger/proof'

/**
 * What of an entry is said of a person and may have to be forgotten, wherever it stands in it. An account's name is not: it is the
 * signature under entries of the log, which nobody rewrites, and rules of two persons go by it.
 */
export const PERSONAL: ReadonlySet<string> = new Set(['displayName', 'label', 'address', 'addresses', 'reason'])

/** What a row is hashed by beside its text: a salt, or, where the text is forgotten, the digest that was made of both. */
export interface Committed {
  readonly salt: Uint8Array
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

const DIGEST_BYTES = 32
/** Without it a digest of a few words would tell them to whoever guesses. As long as the digest that may take its place. */
export const newSalt = (): Uint8Array => randomBytes(DIGEST_BYTES)

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
export const readPersonal = ({ address }: Pick<ReadRow, 'address'>): JsonObject =>
  address.trim() === '' ? {} : { address }

/** Whether what it says of a person is gone: a blank stands where its text began. */
export const isForgotten = (row: EntryRow | ReadRow): boolean => textOf(row).startsWith(' ')
const textOf = (row: EntryRow | ReadRow) => ('data' in row ? row.data : row.address)

/** What takes the place of a row's text and salt: as many bytes. Undefined where it says nothing of a person, or it is gone already. */
export function forgotten(row: EntryRow | ReadRow): { readonly text: string; readonly salt: Uint8Array } | undefined {
  const { kept, personal } = 'data' in row ? entryParts(row) : { kept: undefined, personal: readPersonal(row) }
  if (isForgotten(row) || Object.keys(personal).length === 0) return undefined
  const rest = kept === undefined ? '' : canonicalJson(kept)
  const blanks = Math.max(1, Buffer.byteLength(textOf(row)) - Buffer.byteLength(rest))
  return { text: ' '.repeat(blanks) + rest, salt: Buffer.from(saltedDigest(row.salt, personal), 'base64') }
}

export function saltedDigest(salt: Uint8Array, personal: JsonObject): string {
  return createHmac('sha256', salt).update(canonicalJson(personal)).digest('base64')
}

/** A digest that stands beside a text would let the text be altered: it counts only where there is none. */
function digestOf(row: EntryRow | ReadRow, personal: JsonObject): string {
  if (!isForgotten(row)) return saltedDigest(row.salt, personal)
  return Object.keys(personal).length === 0 ? Buffer.from(row.salt).toString('base64') : ''
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
