import { Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint, rootDigits } from '../domain/checkpoint'
import { signedNote } from '../domain/note'
import type { LedgerProof } from '../signing/ledger-proof'

/** 检查点 at the foot of a paper: two papers of two histories show that there are two. */
export interface PaperCheckpoint {
  readonly origin: string
  readonly size: number
  /** The first 16 hex digits of the root: what a person compares. */
  readonly root: string
  /** As the ledger signed it, without what others added: what a code on paper has room for. */
  readonly note: string
  /** Of how many entries the paper itself tells: of fewer where it is of an earlier cut, of more where the last could not be signed. */
  readonly cut: number
}

/** What papers bear, from whoever signs this ledger; absent where nobody does. */
export interface PaperCheckpoints {
  /** One of so many entries at least where that can be had; undefined while nothing is signed. */
  covering(cut: number): Promise<PaperCheckpoint | undefined>
}
export const PAPER_CHECKPOINTS = Symbol('PAPER_CHECKPOINTS')

/** 印制时: nobody takes the ledger of that day for what the paper counts. The size stands right before the root, as it is typed. */
export function checkpointWords({ origin, size, root, cut }: PaperCheckpoint): string {
  const unsigned = size < cut ? `，第 ${size + 1} 条起印制时尚未签署` : ''
  return `印制时检查点：${size} 条，根 ${root}，账本 ${origin}；本件所计截至第 ${cut} 条${unsigned}`
}

export class SignedPapers implements PaperCheckpoints {
  constructor(private readonly proof: LedgerProof) {}

  async covering(cut: number): Promise<PaperCheckpoint | undefined> {
    try {
      await this.proof.signedTo(cut)
    } catch (error) {
      // Nobody is kept from his paper by a disk that takes no checkpoint: it bears the one before, which says of how many entries.
      if (!(error instanceof Unavailable)) throw error
    }
    const note = this.proof.checkpoint
    const opened = note === undefined ? undefined : openCheckpoint(note, this.proof.key)
    if (note === undefined || opened === undefined || isRefusal(opened)) return undefined
    const { origin, size, root, text } = opened
    const own = note.split('\n').find((it) => it.startsWith(`\u2014 ${origin} `))
    return { origin, size, root: rootDigits(root), note: signedNote(text, [`${own}\n`]), cut }
  }
}
