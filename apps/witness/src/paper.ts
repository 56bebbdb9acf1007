import { type Checked, isRefusal, refuse } from '@pilot-ledger/kernel'
import { consistencyFault, openCheckpoint, type VerifierKey } from '@pilot-ledger/proof'

/** What stands at the foot of a paper: the signed checkpoint, scanned, or the size and how the root begins, typed. */
export interface Paper {
  /** Of which log. */
  readonly origin: string
  readonly size: number
  /** The root in hex, or how it begins. */
  readonly root: string
  /** Where the whole was scanned: the log has signed it. */
  readonly isSigned: boolean
}

/** What the log was at one size, as is known of it. */
export interface Known {
  readonly size: number
  readonly root: Uint8Array
}

/** That of two sizes the smaller is the beginning of the larger, and what its root was, as whoever keeps the log says. */
export interface Shown {
  readonly olderRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

export type Verdict = 'contained' | 'continued' | 'other-history' | 'not-shown'

/**
 * As the foot has it, or as somebody types it: `3721 条，根 0f1e2d3c4b5a6978`, `3721 0f1e2d3c4b5a6978`. Where a sign before or behind
 * could be one of theirs, misread (`3,721`, an O for a 0), it is none: the rest of a number is another number.
 */
const TYPED = /(?<![\d.,，])(\d{1,15})(?:\s*条)?[\s·,，]+(?:根|root)?\s*([0-9a-f]{16,64})(?![\p{L}\p{N}])/iu
/** A scanned one has signatures. */
const SIGNED = /\n\u2014 /

/** Of a scanned checkpoint the log's signature must hold: what anybody could have printed shows nothing. */
export function paperOf(text: string, keys: readonly VerifierKey[]): Checked<Paper> {
  if (!SIGNED.test(text)) return typedPaper(text, keys)
  // A scanner may drop the last line's end.
  const note = text.endsWith('\n') ? text : `${text}\n`
  const opened = keys.map((it) => openCheckpoint(note, it))
  const checkpoint = opened.find((it) => !isRefusal(it)) ?? opened[0] ?? NO_LOG
  if (isRefusal(checkpoint)) return checkpoint
  const { origin, size, root } = checkpoint
  return { origin, size, root: hex(root), isSigned: true }
}

function typedPaper(text: string, keys: readonly VerifierKey[]): Checked<Paper> {
  const [, size, root] = TYPED.exec(text) ?? []
  if (size === undefined) return NO_PAPER
  const origins = [...new Set(keys.map(({ name }) => name))]
  const origin = origins.find((it) => text.includes(it)) ?? (origins.length === 1 ? origins[0] : undefined)
  return origin === undefined ? NO_LOG : { origin, size: Number(size), root: root.toLowerCase(), isSigned: false }
}

const NO_PAPER = refuse('no-checkpoint', {
  zh: '不是检查点，也不是现有的文件：应为扫码所得，或「条数 根的十六进制前 16 位」；请核对有无误读的字符',
  en: 'no checkpoint, nor a file that is there: it is one that was scanned, or a size with the first 16 hex digits of a root; look for a misread sign',
})
const NO_LOG = refuse('unknown-log', {
  zh: '不知是哪个账本：请以 --log 指明其验证公钥',
  en: 'it is not known of which log: give its verification key with --log',
})

/** Which part of the log has to be shown, to hold the paper against what is known; undefined where they are of one size. */
export function toBeShown(paper: Paper, known: Known): readonly [older: number, size: number] | undefined {
  if (paper.size === known.size) return undefined
  return paper.size < known.size ? [paper.size, known.size] : [known.size, paper.size]
}

/** Whether a paper is of the history that the known checkpoint is of. Nobody's word counts, only what proofs lead to. */
export function verdictOn(paper: Paper, known: Known, shown?: Shown): Verdict {
  const isOn = (root: Uint8Array) => hex(root).startsWith(paper.root)
  if (paper.size === known.size) return isOn(known.root) ? 'contained' : 'other-history'
  if (shown === undefined) return 'not-shown'
  const { proof } = shown
  if (paper.size > known.size) {
    // Newer than what is known. Of a part of the root nothing can be computed.
    const root = Buffer.from(paper.root, 'hex')
    const fault = consistencyFault({ older: known.size, size: paper.size, olderRoot: known.root, root, proof })
    return fault ? 'not-shown' : 'continued'
  }
  const { olderRoot } = shown
  if (consistencyFault({ older: paper.size, size: known.size, olderRoot, root: known.root, proof })) return 'not-shown'
  // What stood there at that size is proven. The paper says this, or something else.
  return isOn(olderRoot) ? 'contained' : 'other-history'
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
