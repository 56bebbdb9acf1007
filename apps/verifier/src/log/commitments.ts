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
  let its: Json | undefined = data
  for (const path of fields as readonly Json[]) {
    if (typeof path !== 'string' || path === '') throw new Failure('entry-masked', at)
    its = changed(its, path.split('/'), (value) => commitment(salt, path, value), at)
  }
  const request = commitment(salt, '', { idempotencyKey, requestHash })
  return { ...entry, data: its, metadata: { ...open, masked: { fields, request } } }
}

/** 16 bytes. */
const SALT = /^[A-Za-z0-9+/]{21}[AQgw]==$/

const digest = (value: Json) => toBase64(sha256(utf8(canonical(value))))
const commitment = (salt: string, path: string, value: Json) => digest([digest([salt, path]), value])

/** The value with another one in a place within it, which must be there. */
export function changed(value: Json | undefined, path: readonly string[], to: (value: Json) => Json, at: string): Json {
  if (value === undefined) throw new Failure('entry-masked', at)
  const [name, ...further] = path
  if (name === undefined) return to(value)
  if (Array.isArray(value)) {
    if (!/^(0|[1-9]\d*)$/.test(name) || Number(name) >= value.length) throw new Failure('entry-masked', at)
    return value.with(Number(name), changed(value[Number(name)], further, to, at))
  }
  if (!isObject(value) || !Object.hasOwn(value, name)) throw new Failure('entry-masked', at)
  return { ...value, [name]: changed(value[name], further, to, at) }
}
