import { toBase64 } from '../crypto/base64'
import { utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { canonical } from '../json/canonical'
import type { JsonObject } from '../json/json'
import type { Entry } from '../ledger/live'
import { type Checkpoint, readCheckpoint } from '../log/checkpoint'
import { checkSigned, cosignedAt, fingerprint, otherSigners, readKey, readNote, type VerifierKey } from '../log/note'
import { Failure } from '../verdict/failure'
import { FAULTS, type FaultCode } from '../verdict/faults'
import type { Told } from './claim'
import { checkComplete, checkInLog, entriesOf, leavesFor, mapOf } from './completeness'
import { type Certificate, readCertificate } from './format'
import { checkNotMoved } from './groups'

/** What whoever verifies knows from elsewhere, and asks. */
export interface Expected {
  /** The log's key as it is written, from paper or another trusted place; absent: the file's own, which proves nothing by itself. */
  readonly key?: string
  /** Keys of witnesses who must have cosigned the checkpoint. */
  readonly witnesses?: readonly string[]
  /** How many of them; absent: all. */
  readonly cosignatures?: number
  readonly code?: string
  /** Some of what it must be of, by its members. */
  readonly of?: JsonObject
  readonly from?: string
  readonly to?: string
  readonly cut?: number
}

export interface Fault {
  readonly code: FaultCode
  readonly zh: string
  readonly en: string
  readonly at: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What was read and found, as far as everything before a fault held. */
export interface Verified {
  readonly certificate: Certificate
  readonly checkpoint: Checkpoint
  readonly key: VerifierKey
  readonly fingerprint: string
  /** As made again here. */
  readonly told: Told
  /** Before the cut. */
  readonly entries: readonly Entry[]
  /** Notices that came since. */
  readonly later: readonly Entry[]
  /** The groups of the completeness map all of whose entries are shown. */
  readonly groups: readonly string[]
  readonly cosigned: readonly { readonly witness: string; readonly at: number }[]
  /** Who else signed the checkpoint: unknown here, so not checked. */
  readonly unchecked: readonly string[]
}

/**
 * `valid`: everything holds, under the key that was given. `unconfirmed`: everything holds, under the key that the file itself
 * names: whoever made the file may have made the key. `invalid`: `fault` says what does not hold.
 */
export type Verdict =
  | { readonly verdict: 'valid' | 'unconfirmed'; readonly found: Verified }
  | { readonly verdict: 'invalid'; readonly fault: Fault }

/** Never throws: whatever the file is, a verdict comes. */
export function verify(file: Uint8Array, expected: Expected = {}): Verdict {
  try {
    return { verdict: expected.key === undefined ? 'unconfirmed' : 'valid', found: check(file, expected) }
  } catch (error) {
    return { verdict: 'invalid', fault: faultIn(error) }
  }
}

/** What somebody makes of a verdict to show it. Where that breaks off, nothing is shown as valid: it is a fault, and shown as one. */
export function reported<Report>(verdict: Verdict, report: (verdict: Verdict) => Report): [Verdict, Report] {
  try {
    return [verdict, report(verdict)]
  } catch (error) {
    const broken: Verdict = { verdict: 'invalid', fault: faultIn(error) }
    return [broken, report(broken)]
  }
}

/** What was thrown, as a value. */
export function faultIn(error: unknown): Fault {
  if (error instanceof Failure) return faultOf(error.code, error.at, error.facts)
  return faultOf('verifier-fault', '', { error: String(error) })
}

export function faultOf(code: FaultCode, at: string, facts: Fault['facts']): Fault {
  const [zh, en] = FAULTS[code]
  return { code, zh, en, at, facts }
}

function check(file: Uint8Array, expected: Expected): Verified {
  const certificate = readCertificate(file)
  const key = readKey(certificate.key, '/key')
  if (expected.key !== undefined && readKey(expected.key, 'key').text !== key.text)
    throw new Failure('foreign-key', '/key', { given: expected.key, found: key.text })
  const checkpoint = readCheckpoint(certificate.checkpoint, key, '/checkpoint')
  checkStatement(certificate, checkpoint, key)
  const cosigned = checkWitnesses(checkpoint, expected)
  checkExpected(certificate, expected)
  const { groups: wanted, made } = certificate.claim.plan()

  // What is missing or changed is named by the map first; that the map is the log's, and every entry too, comes last.
  const shown = entriesOf(certificate)
  const [entries, later] = [
    shown.filter((it) => it.index < certificate.cut),
    shown.filter((it) => it.index >= certificate.cut),
  ]
  const leaves = leavesFor(mapOf(certificate), wanted)
  checkComplete(certificate, leaves)
  checkInLog(certificate, shown, checkpoint)
  for (const { entries: its } of certificate.streams) checkNotMoved(its)
  const groups = leaves.map((it) => it.key)

  const told = made(entries, groups)
  const witnesses = (expected.witnesses ?? []).map((it) => readKey(it, 'witness'))
  return {
    certificate,
    checkpoint,
    key,
    fingerprint: fingerprint(key),
    told,
    entries,
    later,
    groups,
    cosigned,
    unchecked: otherSigners(checkpoint.note, [key, ...witnesses]),
  }
}

/** The signature over all of the file: who issued it stands for every word and number of it. */
function checkStatement(
  { format, signature, signedText }: Certificate,
  { origin }: Checkpoint,
  key: VerifierKey,
): void {
  const note = readNote(signature, '/signature')
  // A line of anybody else's would be a part of the file that nobody checks.
  if (note.signatures.length !== 1) throw new Failure('note-format', '/signature')
  checkSigned(note, key, '/signature')
  if (note.text !== `${format}\n${origin}\n${toBase64(sha256(utf8(signedText)))}\n`)
    throw new Failure('statement-altered', '/signature')
}

function checkWitnesses(checkpoint: Checkpoint, { witnesses = [], cosignatures = witnesses.length }: Expected) {
  const cosigned = [...new Set(witnesses)].flatMap((text) => {
    const witness = readKey(text, 'witness')
    const at = cosignedAt(checkpoint.note, witness, '/checkpoint')
    return at === undefined ? [] : [{ witness: witness.name, at }]
  })
  if (cosigned.length < cosignatures)
    throw new Failure('too-few-cosignatures', '/checkpoint', { wanted: cosignatures, found: cosigned.length })
  return cosigned
}

function checkExpected({ claim, cut }: Certificate, expected: Expected): void {
  const { code = '', of, window } = claim
  if (expected.code !== undefined && expected.code !== code)
    throw new Failure('other-figure', '/definition/code', { wanted: expected.code, found: code })
  for (const [name, wanted = null] of Object.entries(expected.of ?? {}))
    if (canonical(wanted) !== canonical(of[name] ?? null))
      throw new Failure('other-scope', `/of/${name}`, { wanted: canonical(wanted), found: canonical(of) })
  for (const end of ['from', 'to'] as const)
    if (expected[end] !== undefined && expected[end] !== window?.[end])
      throw new Failure('other-window', `/window/${end}`, { wanted: expected[end], found: window?.[end] ?? '' })
  if (expected.cut !== undefined && expected.cut !== cut)
    throw new Failure('other-cut', '/cut', { wanted: expected.cut, found: cut })
}
