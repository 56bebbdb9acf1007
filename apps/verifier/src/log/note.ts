import { fromBase64 } from '../crypto/base64'
import { joined, toHex, utf8 } from '../crypto/bytes'
import { isSignedBy } from '../crypto/ed25519'
import { sha256 } from '../crypto/sha2'
import { Failure } from '../verdict/failure'

/** Signed notes and the keys that verify them (c2sp.org/signed-note), cosignatures of witnesses (c2sp.org/tlog-cosignature). */
export const LOG_KEY = 0x01
const WITNESS_KEY = 0x04
/** Far more witnesses than anybody has. */
const MOST_SIGNATURES = 100

export interface VerifierKey {
  readonly text: string
  readonly name: string
  readonly type: typeof LOG_KEY | typeof WITNESS_KEY
  /** Four bytes in hex. */
  readonly id: string
  readonly publicKey: Uint8Array
}

/** A key as it is written down: `name+id+base64(type ‖ key)`. */
export function readKey(text: string, at: string): VerifierKey {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  if (material === undefined) throw new Failure('key-format', at)
  const bytes = fromBase64(material, at)
  const type = bytes[0]
  if ((type !== LOG_KEY && type !== WITNESS_KEY) || bytes.length !== 33) throw new Failure('key-format', at)
  if (toHex(sha256(joined(utf8(`${name}\n`), bytes)).subarray(0, 4)) !== id) throw new Failure('key-format', at)
  return { text, name, type, id, publicKey: bytes.subarray(1) }
}

/** What a person compares with paper: SHA-256 of the key as it is written, in groups of four. */
export function fingerprint(key: VerifierKey): string {
  return (toHex(sha256(utf8(key.text))).match(/.{4}/g) ?? []).join(' ')
}

interface SignatureLine {
  readonly name: string
  readonly id: string
  readonly signature: Uint8Array
}

export interface Note {
  /** With its last line break. */
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

export function readNote(note: string, at: string): Note {
  const end = note.lastIndexOf('\n\n')
  if (end === -1 || /(?![\n\u007f-\u009f])\p{Cc}/u.test(note) || !note.endsWith('\n'))
    throw new Failure('note-format', at)
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) throw new Failure('note-format', at)
  const signatures = lines.map((line) => {
    const [, name, base64] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    if (base64 === undefined) throw new Failure('note-format', at)
    const bytes = fromBase64(base64, at)
    if (bytes.length < 5) throw new Failure('note-format', at)
    return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
  })
  return { text: note.slice(0, end + 1), signatures }
}

const isOf = (key: VerifierKey) => (it: SignatureLine) => it.name === key.name && it.id === key.id

/** That the key signed the note; a wrong signature of it fails also beside a right one. */
export function checkSigned(note: Note, key: VerifierKey, at: string): void {
  const own = note.signatures.filter(isOf(key))
  if (own.length === 0) throw new Failure('not-signed', at, { key: key.name })
  for (const { signature } of own)
    if (!isSignedBy(key.publicKey, utf8(note.text), signature))
      throw new Failure('signature-wrong', at, { key: key.name })
}

/** The last second that a calendar with years of four digits has; a clock that tells a later one is none. */
const LAST_SECOND = 253_402_300_799n

/** When a witness cosigned the note, in seconds since 1970; undefined where he did not. A wrong cosignature of his fails. */
export function cosignedAt(note: Note, witness: VerifierKey, at: string): number | undefined {
  if (witness.type !== WITNESS_KEY) throw new Failure('key-format', at)
  let latest: number | undefined
  for (const { signature } of note.signatures.filter(isOf(witness))) {
    if (signature.length !== 72) throw new Failure('signature-wrong', at, { key: witness.name })
    const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
    const message = utf8(`cosignature/v1\ntime ${time}\n${note.text}`)
    if (!isSignedBy(witness.publicKey, message, signature.subarray(8)))
      throw new Failure('signature-wrong', at, { key: witness.name })
    if (time > LAST_SECOND) throw new Failure('cosignature-time', at, { key: witness.name, time: String(time) })
    latest = Math.max(latest ?? 0, Number(time))
  }
  return latest
}

/** Who else signed, beside these keys. */
export function otherSigners(note: Note, known: readonly VerifierKey[]): readonly string[] {
  return note.signatures.filter((it) => !known.some((key) => isOf(key)(it))).map((it) => it.name)
}
