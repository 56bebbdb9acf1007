import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { fromBase64, fromDecimal, toBase64 } from './base64'
import { fault } from './fault'
import { isHash } from './hash'
import type { VerifierKey } from './keys'
import { openNote, type Signer } from './note'

/** What a log was at one size (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export interface SignedCheckpoint extends Checkpoint {
  /** The text that was signed. */
  readonly text: string
  /** Of the witnesses that are trusted, those who have cosigned it. */
  readonly cosigners: readonly Signer[]
}

/** How a root is shown to people, everywhere: its first 16 hex digits. In notes, and for programs, it is base64. */
export const rootDigits = (root: Uint8Array): string => Buffer.from(root).toString('hex').slice(0, 16)

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Lines after the third are read over: nobody can check what a log says there. */
export function parseCheckpoint(text: string): Checked<Checkpoint> {
  const lines = text.split('\n')
  if (lines.length < 4 || lines.pop() !== '' || lines.includes('')) return fault('checkpoint-malformed')
  const [origin, size, root] = [lines[0], fromDecimal(lines[1]), fromBase64(lines[2])]
  if (size === undefined || !isHash(root)) return fault('checkpoint-malformed')
  return { origin, size, root }
}

/** The checkpoint in a note that the log itself has signed, under its own name. */
export function openCheckpoint(
  note: string,
  log: VerifierKey,
  witnesses: readonly VerifierKey[] = [],
): Checked<SignedCheckpoint> {
  const opened = openNote(note, [log, ...witnesses])
  if (isRefusal(opened)) return opened
  const { text, signers } = opened
  if (!signers.some((it) => it.key === log)) return fault('note-not-signed', { name: log.name })
  const checkpoint = parseCheckpoint(text)
  if (isRefusal(checkpoint)) return checkpoint
  const { origin } = checkpoint
  if (origin !== log.name) return fault('checkpoint-of-other-log', { origin, expected: log.name })
  return { ...checkpoint, text, cosigners: signers.filter((it) => it.key !== log) }
}
