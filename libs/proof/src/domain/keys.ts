import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import type { Checked } from '@pilot-ledger/kernel'
import { fromBase64, toBase64 } from './base64'
import { fault } from './fault'

/** Signature types of C2SP's signed-note: a log's own signature, and a witness's with the time. */
export const ED25519 = 0x01
export const COSIGNATURE = 0x04
export type KeyKind = typeof ED25519 | typeof COSIGNATURE

/** Whom to believe: a name and a public key, told apart in a note by the name and four bytes. */
export interface VerifierKey {
  readonly name: string
  readonly kind: KeyKind
  /** Eight hex digits. */
  readonly id: string
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array
}

export interface SignerKey extends VerifierKey {
  /** 32 bytes (RFC 8032). */
  readonly seed: Uint8Array
}

/** A name without spaces and plus signs, which end it in a note and in a key. */
const NAME = /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u
export const isKeyName = (name: string) => NAME.test(name)

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const PRIVATE = 'PRIVATE+KEY+'

/** Throws TypeError for a name that no note can bear. */
export function signerKey(name: string, kind: KeyKind, seed: Uint8Array): SignerKey {
  if (!isKeyName(name)) throw new TypeError(`not a key name: ${name}`)
  const publicKey = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return { name, kind, id: idOf(name, kind, publicKey), publicKey, seed }
}

/** What others may have of a key, whatever else it holds. */
export function publicPartOf({ name, kind, id, publicKey }: VerifierKey): VerifierKey {
  return { name, kind, id, publicKey }
}

/** `name+id+base64(kind ‖ key)` (signed-note, Verifier keys). */
export function verifierKeyText({ name, kind, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Buffer.concat([Buffer.of(kind), publicKey]))}`
}

export function parseVerifierKey(text: string): Checked<VerifierKey> {
  const parts = partsOf(text)
  if (!parts) return fault('key-malformed')
  const { name, kind, id, key: publicKey } = parts
  return id === idOf(name, kind, publicKey) ? { name, kind, id, publicKey } : fault('key-malformed')
}

/** The form in which Go's sumdb/note keeps a signer's key, so that its tools read ours: keep it secret. */
export function signerKeyText({ name, kind, id, seed }: SignerKey): string {
  return `${PRIVATE}${name}+${id}+${toBase64(Buffer.concat([Buffer.of(kind), seed]))}`
}

export function parseSignerKey(text: string): Checked<SignerKey> {
  const parts = text.startsWith(PRIVATE) ? partsOf(text.slice(PRIVATE.length)) : undefined
  if (!parts) return fault('key-malformed')
  const key = signerKey(parts.name, parts.kind, parts.key)
  return key.id === parts.id ? key : fault('key-malformed')
}

export function signature(key: SignerKey, message: Uint8Array): Uint8Array {
  return sign(null, message, privateKeyOf(key.seed))
}

export function isSignature(by: VerifierKey, message: Uint8Array, signed: Uint8Array): boolean {
  return verify(null, message, publicKeyOf(by), signed)
}

/** Making one takes longer than a signature. */
const PRIVATE_KEYS = new WeakMap<Uint8Array, KeyObject>()
const PUBLIC_KEYS = new WeakMap<Uint8Array, KeyObject>()
function publicKeyOf({ publicKey }: VerifierKey): KeyObject {
  const known = PUBLIC_KEYS.get(publicKey)
  if (known) return known
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
  PUBLIC_KEYS.set(publicKey, key)
  return key
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  const known = PRIVATE_KEYS.get(seed)
  if (known) return known
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  PRIVATE_KEYS.set(seed, key)
  return key
}

/** The first four bytes of SHA-256 over the name, a newline, the kind and the key. */
function idOf(name: string, kind: KeyKind, publicKey: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), publicKey]), 'hex').slice(0, 8)
}

function partsOf(text: string): { name: string; kind: KeyKind; id: string; key: Uint8Array } | undefined {
  const [name, id, ...rest] = text.split('+')
  // Base64 has plus signs of its own.
  const bytes = rest.length === 0 ? undefined : fromBase64(rest.join('+'))
  if (!isKeyName(name) || bytes?.length !== 33) return undefined
  const kind = bytes[0]
  if (kind !== ED25519 && kind !== COSIGNATURE) return undefined
  return { name, kind, id, key: bytes.subarray(1) }
}
