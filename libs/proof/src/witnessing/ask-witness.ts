import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { fromDecimal } from '../domain/base64'
import { openCheckpoint } from '../domain/checkpoint'
import { fault } from '../domain/fault'
import type { VerifierKey } from '../domain/keys'
import { linesOf, signedNote } from '../domain/note'
import { type WitnessRequest, witnessRequestText } from '../domain/witness-request'
import type { WitnessAddress } from './addresses'
import { inFolder, putTextIn, textIn } from './carried-folder'

/** What a log has signed, of how many entries. */
export interface Signed {
  readonly size: number
  readonly note: string
}
export interface Cosignature {
  /** Of what: with a carried answer it may be an older checkpoint than was asked about last. */
  readonly of: Signed
  readonly line: string
  /** Milliseconds since 1970, by the witness's clock. */
  readonly at: number
  /** To be called once it is taken, where it was carried here: until then it lies there. */
  readonly taken?: () => Promise<void>
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
export function askWitness(
  address: WitnessAddress,
  log: VerifierKey,
  request: WitnessRequest,
  signal: AbortSignal,
): Promise<Checked<Cosignature | StandsAt>> {
  return address.prefix.startsWith('file:')
    ? askByFile(address, log, request, signal)
    : askOverHttp(address, log, request, signal)
}

async function askOverHttp(
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
    return unreachable(error as Error)
  }
  if (status !== 200) return saidInstead(status, body, request.older)
  const cosignature = cosignatureIn(request.checkpoint + body, log, key)
  if (isRefusal(cosignature) || Math.abs(Date.now() - cosignature.at) <= MOST_APART_MS) return cosignature
  return fault('witness-answer-wrong', { reason: 'time' })
}

/**
 * By a folder that is carried to a witness without a network and back: the request lies there, always of the last checkpoint, and
 * the answer to any of them, a checkpoint with its cosignature, is taken from there.
 */
async function askByFile(
  { prefix, key }: WitnessAddress,
  log: VerifierKey,
  request: WitnessRequest,
  signal: AbortSignal,
): Promise<Checked<Cosignature | StandsAt>> {
  const folder = fileURLToPath(prefix)
  const remove = () => rm(join(folder, ANSWER), { force: true })
  try {
    return await inFolder(folder, signal, async () => {
      const asked = witnessRequestText(request)
      // What is no request is replaced by one, whatever it is.
      const there = await textIn(folder, REQUEST, MOST_BYTES).catch(() => undefined)
      if (there !== asked) await putTextIn(folder, REQUEST, asked)
      const text = await textIn(folder, ANSWER, MOST_BYTES)
      if (text === undefined) return fault('witness-waits-for-answer', { folder })
      const [, status, body] = /^(\d{3}) (.*)/s.exec(text) ?? []
      const answer =
        status === undefined ? cosignatureIn(text, log, key) : saidInstead(Number(status), body, request.older)
      if (!isRefusal(answer) && 'line' in answer) return { ...answer, taken: () => inFolder(folder, signal, remove) }
      // Nobody hears it any more: the next one who asks shall.
      if (!signal.aborted) await remove()
      return answer
    })
  } catch (error) {
    return unreachable(error as Error)
  }
}

const REQUEST = 'request'
const ANSWER = 'answer'

function saidInstead(status: number, body: string, older: number): Checked<StandsAt> {
  const size = status === 409 ? fromDecimal(body.trimEnd()) : undefined
  if (size !== undefined) return { size }
  if (status === 422) return fault('witness-saw-other-history', { size: older })
  return fault('witness-refuses', { status, answer: body.slice(0, 200) })
}

/** @param note the log's own, with what the witness has added */
function cosignatureIn(note: string, log: VerifierKey, key: VerifierKey): Checked<Cosignature> {
  const opened = openCheckpoint(note, log, [key])
  if (isRefusal(opened)) return fault('witness-answer-wrong', { reason: opened.code })
  const { size, text, cosigners } = opened
  if (cosigners.length === 0) return fault('witness-answer-wrong', { reason: 'no cosignature' })
  const [own] = linesOf(note, [log])
  return {
    of: { size, note: signedNote(text, [own]) },
    line: linesOf(note, [key])[0],
    at: (cosigners[0].time ?? 0) * 1000,
  }
}

export function unreachable({ message, cause }: Error) {
  return fault('witness-unreachable', { reason: (cause as Error | undefined)?.message ?? message })
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
