import { toBase64 } from '../crypto/base64'
import { utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { canonical } from '../json/canonical'
import { isObject, type Json, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'

/**
 * An entry as it stands in the tree (docs/certificate.md, masked values): where its metadata say so, commitments in the place of
 * values. An entry without a word of it stands there as it is.
 */
export function inTree(entry: JsonObject, at: string): JsonObject {
  const { metadata, data } = entry
  if (!isObject(metadata) || metadata.masked === undefined) return entry
  const { masked, idempotencyKey, requestHash, ...open } = metadata
  if (!isObject(masked) || Object.keys(masked).length !== 2) throw new Failure('entry-masked', at)
  const { fields, salt } = masked
  if (!Array.isArray(fields) || typeof salt !== 'string' || !SALT.test(salt)) throw new Failure('entry-masked', at)
  const its = new Changing(data, at)
  for (const path of fields as readonly Json[]) {
    if (typeof path !== 'string' || path === '') throw new Failure('entry-masked', at)
    its.change(path, (value) => commitment(salt, path, value))
  }
  const request = commitment(salt, '', { idempotencyKey, requestHash })
  return { ...entry, data: its.value, metadata: { ...open, masked: { fields, request } } }
}

/** 16 bytes. */
const SALT = /^[A-Za-z0-9+/]{21}[AQgw]==$/

const digest = (value: Json) => toBase64(sha256(utf8(canonical(value))))
const commitment = (salt: string, path: string, value: Json) => digest([digest([salt, path]), value])

/** A value of which some are exchanged within it: what is on the way to them is copied once, however many there are. */
export class Changing {
  private readonly copies = new Set<unknown>()
  readonly value: JsonObject

  constructor(
    value: Json | undefined,
    private readonly at: string,
  ) {
    if (!isObject(value)) throw new Failure('entry-masked', at)
    this.value = { ...value }
  }

  /** `path`: names and places in lists with `/` between. Fails where it leads to nothing. */
  change(path: string, to: (value: Json) => Json): void {
    const names = path.split('/')
    const last = names.pop() as string
    let holder = this.value as Record<string, Json>
    for (const name of names) {
      const inner = this.in(holder, name)
      if (typeof inner !== 'object' || inner === null) throw new Failure('entry-masked', this.at)
      const copy = this.copies.has(inner) ? inner : Array.isArray(inner) ? [...inner] : { ...inner }
      this.copies.add(copy)
      holder[name] = copy as Json
      holder = copy as Record<string, Json>
    }
    holder[last] = to(this.in(holder, last))
  }

  private in(holder: Readonly<Record<string, Json>>, name: string): Json {
    const isPlace = Array.isArray(holder) ? /^(0|[1-9]\d*)$/.test(name) : true
    if (!isPlace || !Object.hasOwn(holder, name)) throw new Failure('entry-masked', this.at)
    return holder[name]
  }
}
