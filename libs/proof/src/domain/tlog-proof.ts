import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { fromBase64, fromDecimal, toBase64 } from './base64'
import { openCheckpoint, type SignedCheckpoint } from './checkpoint'
import { fault } from './fault'
import { isHash } from './hash'
import { inclusionFault } from './inclusion'
import type { VerifierKey } from './keys'

/** That one entry is in a log, for whoever has the log's key and no network (c2sp.org/tlog-proof). */
export interface TlogProof {
  /** From 0. */
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** The checkpoint as it was signed. */
  readonly checkpoint: string
  /** Signed by nobody. */
  readonly extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'
const EXTRA = 'extra '
const INDEX = 'index '

export function tlogProofText({ index, proof, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER, ...(extra ? [EXTRA + toBase64(extra)] : []), INDEX + index, ...proof.map(toBase64), '']
  return `${lines.join('\n')}\n${checkpoint}`
}

export function parseTlogProof(text: string): Checked<TlogProof> {
  const end = text.indexOf('\n\n')
  const [header, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (header !== HEADER) return fault('tlog-proof-malformed')
  const extra = lines[0]?.startsWith(EXTRA) ? (lines.shift() as string).slice(EXTRA.length) : undefined
  const extraBytes = extra === undefined ? undefined : fromBase64(extra)
  const [place, ...hashes] = lines
  const index = place?.startsWith(INDEX) ? fromDecimal(place.slice(INDEX.length)) : undefined
  const proof = hashes.map(fromBase64).filter((it) => isHash(it)) as Buffer[]
  if (index === undefined || proof.length < hashes.length || (extra !== undefined && !extraBytes))
    return fault('tlog-proof-malformed')
  return { index, proof, checkpoint: text.slice(end + 2), ...(extraBytes && { extra: extraBytes }) }
}

export interface Proven {
  /** From 0. */
  readonly index: number
  readonly checkpoint: SignedCheckpoint
}

/** Where the leaf stands and under which checkpoint, if the file proves it. */
export function provenBy(
  text: string,
  leaf: Uint8Array,
  log: VerifierKey,
  witnesses: readonly VerifierKey[] = [],
): Checked<Proven> {
  const parsed = parseTlogProof(text)
  if (isRefusal(parsed)) return parsed
  const { index, proof } = parsed
  const checkpoint = openCheckpoint(parsed.checkpoint, log, witnesses)
  if (isRefusal(checkpoint)) return checkpoint
  const { size, root } = checkpoint
  return inclusionFault({ leaf, index, size, root, proof }) ?? { index, checkpoint }
}
