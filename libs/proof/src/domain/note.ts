import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { fromBase64, toBase64 } from './base64'
import { fault } from './fault'
import { COSIGNATURE, isKeyName, isSignature, type SignerKey, signature, type VerifierKey } from './keys'

/** A text and who has signed it (c2sp.org/signed-note). */
export interface OpenedNote {
  /** With its last newline. */
  readonly text: string
  /** Those of trusted keys, all of them checked; what others signed is passed over. */
  readonly signers: readonly Signer[]
}
export interface Signer {
  readonly key: VerifierKey
  /** Seconds since 1970, of a cosignature. */
  readonly time?: number
}

const DASH = '\u2014'
/** Far more than the 16 that every reader must take, and soon refused. */
const MOST_SIGNATURES = 64
const LONGEST = 1_048_576
/** Eight bytes of time stand before a cosignature. */
const TIME_BYTES = 8

/**
 * The line that a key adds to a text. A cosigner signs the time with it (c2sp.org/tlog-cosignature).
 * @param time seconds since 1970, for a cosigner
 */
export function signatureLine(text: string, key: SignerKey, time = 0): string {
  const signed = signature(key, messageOf(text, key, time))
  const parts = [Buffer.from(key.id, 'hex'), ...(key.kind === COSIGNATURE ? [timeBytes(time)] : []), signed]
  return `${DASH} ${key.name} ${toBase64(Buffer.concat(parts))}\n`
}

/** The note with one more line. */
export const signedNote = (text: string, lines: readonly string[]) => `${text}\n${lines.join('')}`

/** Of a note the lines that bear these keys' names and ids, as they stand there; whether they hold is not asked. */
export function linesOf(note: string, keys: readonly VerifierKey[]): string[] {
  const parts = partsOf(note)
  if (isRefusal(parts)) return []
  return parts.lines.filter((it) => signerAmong(keys, it)).map(({ row }) => `${row}\n`)
}

/** Its text and signers, if at least one trusted key has signed and none of them wrongly. */
export function openNote(note: string, trusted: readonly VerifierKey[]): Checked<OpenedNote> {
  const parts = partsOf(note)
  if (isRefusal(parts)) return parts
  const signers: Signer[] = []
  for (const line of parts.lines) {
    const key = signerAmong(trusted, line)
    if (!key) continue
    const signer = signerOf(parts.text, key, line.bytes.subarray(4))
    if (!signer) return fault('note-signature-wrong', { name: line.name })
    signers.push(signer)
  }
  return signers.length === 0 ? fault('note-not-signed') : { text: parts.text, signers }
}

function signerOf(text: string, key: VerifierKey, bytes: Buffer): Signer | undefined {
  if (key.kind !== COSIGNATURE) return isSignature(key, messageOf(text, key, 0), bytes) ? { key } : undefined
  if (bytes.length < TIME_BYTES) return undefined
  const time = Number(bytes.readBigUInt64BE())
  if (!Number.isSafeInteger(time)) return undefined
  return isSignature(key, messageOf(text, key, time), bytes.subarray(TIME_BYTES)) ? { key, time } : undefined
}

function messageOf(text: string, { kind }: VerifierKey, time: number): Buffer {
  return Buffer.from(kind === COSIGNATURE ? `cosignature/v1\ntime ${time}\n${text}` : text, 'utf8')
}

function timeBytes(time: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES)
  bytes.writeBigUInt64BE(BigInt(time))
  return bytes
}

function signerAmong(keys: readonly VerifierKey[], { name, bytes }: Line): VerifierKey | undefined {
  const id = bytes.subarray(0, 4).toString('hex')
  return keys.find((it) => it.name === name && it.id === id)
}

interface Line {
  readonly row: string
  readonly name: string
  readonly bytes: Buffer
}
interface Parts {
  readonly text: string
  readonly lines: readonly Line[]
}

function partsOf(note: string): Checked<Parts> {
  if (note.length > LONGEST || !note.endsWith('\n') || unfit(note)) return fault('note-malformed')
  // The last empty line parts them: the text may have empty lines of its own.
  const end = note.lastIndexOf('\n\n')
  const rows = end === -1 ? [] : note.slice(end + 2, -1).split('\n')
  if (rows.length === 0 || rows.length > MOST_SIGNATURES) return fault('note-malformed')
  const lines = rows.map(lineOf)
  const wrong = lines.find(isRefusal)
  return wrong ?? { text: note.slice(0, end + 1), lines: lines as Line[] }
}

function lineOf(row: string): Checked<Line> {
  const [dash, name, text, ...rest] = row.split(' ')
  const bytes = text === undefined ? undefined : fromBase64(text)
  if (dash !== DASH || !isKeyName(name ?? '') || rest.length > 0 || bytes === undefined || bytes.length < 5)
    return fault('note-malformed')
  return { row, name, bytes }
}

/** Half a character has no UTF-8; control characters but the newline are not allowed. */
function unfit(note: string): boolean {
  if (/\p{Surrogate}/u.test(note)) return true
  for (let i = 0; i < note.length; i++) if (note.charCodeAt(i) < 0x20 && note[i] !== '\n') return true
  return false
}
