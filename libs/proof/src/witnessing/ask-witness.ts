import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { fromDecimal } from '../domain/base64'
import { openCheckpoint } from '../domain/checkpoint'
import { fault } from '../domain/fault'
import type { VerifierKey } from '../domain/keys'
import { linesOf } from '../domain/note'
import { type WitnessRequest, witnessRequestText } from '../domain/witness-request'
import type { WitnessAddress } from './addresses'

export interface Cosignature {
  readonly line: string
  /** Milliseconds since 1970, by the witness's clock. */
  readonly at: number
}
/** The witness stands elsewhere than it was thought to. */
export interface StandsAt {
  readonly size: number
}

/** Far more than its lines; a witness that sends without end is not read to it. */
const MOST_BYTES = 65_536
/** What says another time than that is wrong, or was signed at another occasion. */
const MOST_APART_MS = 86_400_000

/**
 * Asks a witness to cosign (c2sp.org/tlog-witness). Whatever it answers, or does not: a cosignature that holds, the size it stands
 * at, or a refusal that says why there is neither.
 */
export async function askWitness(
  { prefix, key }: WitnessAddress,
  log: VerifierKey,
  request: WitnessRequest,
  signal: AbortSignal,
): Promise<Checked<Cosignature | StandsAt>> {
  let [status, body]: [number, string] = [0, '']
  try {
    const answer = await fetch(`${prefix}/add-checkpoint`, {
      method: 'POST',
      body: witnessRequestText(request),
      // To somebody else than was told.
      redirect: 'error',
      signal,
    })
    status = answer.status
    body = await shortText(answer)
  } catch (error) {
    const { message, cause } = error as Error
    return fault('witness-unreachable', { reason: (cause as Error | undefined)?.message ?? message })
  }
  if (status === 200) return cosignatureIn(request.checkpoint, body, key, log)
  const size = status === 409 ? fromDecimal(body.trimEnd()) : undefined
  if (size !== undefined) return { size }
  if (status === 422) return fault('witness-saw-other-history', { size: request.older })
  return fault('witness-refuses', { status, answer: body.slice(0, 200) })
}

function cosignatureIn(note: string, body: string, key: VerifierKey, log: VerifierKey): Checked<Cosignature> {
  const opened = openCheckpoint(note + body, log, [key])
  if (isRefusal(opened)) return fault('witness-answer-wrong', { reason: opened.code })
  const at = (opened.cosigners[0]?.time ?? 0) * 1000
  if (Math.abs(Date.now() - at) > MOST_APART_MS)
    return fault('witness-answer-wrong', { reason: opened.cosigners.length === 0 ? 'no cosignature' : 'time' })
  return { line: linesOf(note + body, [key])[0], at }
}

async function shortText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
