import type { Checked } from '@pilot-ledger/kernel'
import { fromBase64, fromDecimal, toBase64 } from './base64'
import { fault } from './fault'
import { isHash } from './hash'

/** What a log asks of a witness (c2sp.org/tlog-witness, add-checkpoint): to cosign a checkpoint that continues an older one. */
export interface WitnessRequest {
  /** The size of the last checkpoint that the witness has cosigned; 0 before the first. */
  readonly older: number
  /** That the checkpoint's tree begins with that of the older size. */
  readonly proof: readonly Uint8Array[]
  /** The note. */
  readonly checkpoint: string
}

/** A tree has no more levels than numbers have bits, less one. */
const MOST_HASHES = 63
const OLD = 'old '

export function witnessRequestText({ older, proof, checkpoint }: WitnessRequest): string {
  return `${[OLD + older, ...proof.map(toBase64), ''].join('\n')}\n${checkpoint}`
}

export function parseWitnessRequest(text: string): Checked<WitnessRequest> {
  const end = text.indexOf('\n\n')
  const [first, ...hashes] = text.slice(0, Math.max(end, 0)).split('\n')
  const older = first.startsWith(OLD) ? fromDecimal(first.slice(OLD.length)) : undefined
  const proof = hashes.map(fromBase64).filter((it) => isHash(it)) as Buffer[]
  if (older === undefined || proof.length < hashes.length || hashes.length > MOST_HASHES)
    return fault('witness-request-malformed')
  return { older, proof, checkpoint: text.slice(end + 2) }
}
