import { type Checked, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import {
  type Checkpoint,
  consistencyFault,
  EMPTY_ROOT,
  linesOf,
  openCheckpoint,
  parseCheckpoint,
  parseWitnessRequest,
  type SignedCheckpoint,
  type SignerKey,
  sameHash,
  signatureLine,
  signedNote,
  type VerifierKey,
} from '@pilot-ledger/proof'
import type { KeptCheckpoint, KeptCheckpoints } from './kept-checkpoints'
import type { TrustedLogs } from './trusted-logs'

/** What is answered, as c2sp.org/tlog-witness has it. */
export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size'
  readonly body: string
}

const TEXT = 'text/plain; charset=utf-8'

/**
 * Cosigns of each log one history only: a checkpoint that continues the last one it has cosigned. It looks and keeps in one go,
 * without a wait in between: of two requests of one moment the second finds what the first has left.
 */
export class Witness {
  constructor(
    private readonly key: SignerKey,
    private readonly logs: TrustedLogs,
    private readonly kept: KeptCheckpoints,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Throws `Unavailable` or what the disk says where it cannot keep what it would cosign: then it has cosigned nothing. */
  add(text: string): Answer {
    const request = parseWitnessRequest(text)
    if (isRefusal(request)) return refused(400, request)
    const { older, proof, checkpoint: note } = request
    const stated = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
    if (isRefusal(stated)) return refused(400, stated)
    const { origin } = stated
    const keys = this.logs.keysOf(origin)
    if (keys.length === 0) return said(404, `不认识此账本 / not a log of this witness: ${origin}`)
    const opened = openedBy(note, keys)
    if (isRefusal(opened)) return refused(403, opened)
    const { checkpoint, line } = opened
    if (older > checkpoint.size)
      return said(400, '旧大小超过检查点的大小 / the old size is beyond that of the checkpoint')
    const kept = this.kept.last(origin)
    const fault = this.unlike(kept, older, checkpoint, proof)
    if (!fault) return this.cosign(checkpoint, line)
    if (fault.is === 'another') this.kept.keepRefused(origin, signedNote(checkpoint.text, [line]))
    if (fault.is === 'unproved') this.kept.keepDoubtful(origin, signedNote(checkpoint.text, [line]))
    return fault.answer
  }

  private unlike(
    kept: KeptCheckpoint | undefined,
    older: number,
    checkpoint: Checkpoint,
    proof: readonly Uint8Array[],
  ): Unlike | undefined {
    const { size, root } = checkpoint
    const [keptSize, olderRoot] = kept ? [kept.size, kept.root] : [0, EMPTY_ROOT]
    const conflict: Answer = { status: 409, type: 'text/x.tlog.size', body: `${keptSize}\n` }
    if (older !== keptSize) return { answer: conflict, is: 'nothing' }
    // Two roots of one size: that is two histories, whatever proof stands there.
    if (size === keptSize && !sameHash(root, olderRoot))
      return kept ? { answer: conflict, is: 'another' } : { answer: said(422, NOT_EMPTY), is: 'nothing' }
    const fault = consistencyFault({ older, size, olderRoot, root, proof })
    return fault && { answer: refused(422, fault), is: 'unproved' }
  }

  private cosign({ origin, text }: SignedCheckpoint, line: string): Answer {
    const cosignature = signatureLine(text, this.key, Math.floor(this.clock() / 1000))
    this.kept.keep(origin, signedNote(text, [line, cosignature]))
    return { status: 200, type: TEXT, body: cosignature }
  }
}

interface Unlike {
  readonly answer: Answer
  /** Another history; one that may be, or an honest one with a proof that is not its own; or nothing to be kept. */
  readonly is: 'another' | 'unproved' | 'nothing'
}

const NOT_EMPTY = '没有条目的树应为空树的根 / a tree without entries has the root of the empty tree'

interface Opened {
  readonly checkpoint: SignedCheckpoint
  /** With which the log has signed it. What else stands in the note is nothing to keep: it could be anything. */
  readonly line: string
}

function openedBy(note: string, keys: readonly VerifierKey[]): Checked<Opened> {
  const tried = keys.map((key): Checked<Opened> => {
    const checkpoint = openCheckpoint(note, key)
    return isRefusal(checkpoint) ? checkpoint : { checkpoint, line: linesOf(note, [key])[0] }
  })
  return tried.find((it) => !isRefusal(it)) ?? tried[0]
}

function said(status: Answer['status'], words: string): Answer {
  return { status, type: TEXT, body: `${words}\n` }
}

function refused(status: Answer['status'], { code, zh, en }: Refusal): Answer {
  return said(status, `${code}: ${zh} / ${en}`)
}
