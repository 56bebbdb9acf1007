import type { NamedCheckpoint } from '@pilot-ledger/kernel'
import type { BackupContinued } from '../definitions/notices'
import { toBase64 } from '../domain/base64'
import type { Checkpoint } from '../domain/checkpoint'
import { CompactRange } from '../domain/compact-range'
import { type Continuation, continuationOf, explains, isSame, named } from '../domain/continuation'
import { sameHash } from '../domain/hash'
import { Leaves, type StoredEntry } from '../domain/leaf'
import { RecentNodes } from '../domain/recent-nodes'
import { orderFault } from '../keeping/order'

/** The hashes that were kept of so many entries. */
export interface KeptNodes {
  readonly size: number
  /** Undefined where it is missing: what was kept is damaged there. */
  node(level: number, index: number): Uint8Array | undefined
}

/** A checkpoint that was signed. */
export interface Signed extends Checkpoint {
  /** The last one of its history, where another history begins behind it in its file; of one that was cosigned another file tells. */
  readonly end?: NamedCheckpoint | 'cosigned'
  /** Enough of the witnesses that are trusted have cosigned it. */
  readonly vouched?: boolean
}

/** What recomputing the tree from the entries shows. */
export interface Finding {
  /** Entries there are. */
  readonly size: number
  /** The first checkpoint that the entries contradict: they lead to another root, or there are fewer. */
  readonly broken?: { readonly checkpoint: Checkpoint; readonly root?: Uint8Array }
  /** The last checkpoint before it that holds. */
  readonly holds?: Checkpoint
  /** Of how many entries the last one is that holds and that enough witnesses have cosigned. */
  readonly vouchedSize: number
  /** The first entry whose leaf is not the one that was kept, or that is missing. */
  readonly differs?: number
  /** Where all leaves are those that were kept: the first entry above which a hash was kept that does not follow from them. */
  readonly damaged?: number
  /** The first entry that says an earlier time than the one before it: no leaf shows that. */
  readonly earlier?: number
  /** The first entry that names a checkpoint which is not what the log was before it. */
  readonly misnamed?: number
  /** The largest checkpoint that an entry names, and which entry does: it was signed and kept before that. */
  readonly promised?: { readonly sequence: number; readonly size: number }
  /** Older backups that were continued, as the entries say. */
  readonly continuations: readonly Continuation[]
  /** The first entry that says so of another place than its own. */
  readonly misplaced?: number
}

/** Goes along the entries of a log, holding each against what was kept of it and all of them against what was signed. */
export class Audit {
  private readonly range = new CompactRange()
  private readonly leaves = new Leaves()
  private differs: number | undefined
  private damaged: number | undefined
  private earlier: number | undefined
  private misnamed: number | undefined
  private promised: Finding['promised']
  private readonly recent = new RecentNodes()
  private holds: Checkpoint | undefined
  private vouchedSize = 0
  private broken: Finding['broken']
  private next: Signed | undefined
  private readonly continuations: Continuation[] = []
  private misplaced: number | undefined

  /**
   * @param signed the smaller first
   * @param clocksDiffer whether an entry may say an earlier time than the one before it
   * @param recorded how many entries there were before it was looked what is signed: what later ones name may have been signed since
   */
  constructor(
    private readonly kept: KeptNodes,
    private readonly signed: Iterator<Signed>,
    private readonly clocksDiffer = false,
    private readonly recorded = Number.POSITIVE_INFINITY,
  ) {
    this.take()
    this.compare()
  }

  /** The entry's leaf, for whoever looks at it beside. */
  add(entry: StoredEntry): Uint8Array {
    const told = continuationOf(entry)
    const abandoned = told && this.abandonedHere(told)
    if (told && !abandoned) this.misplaced ??= this.range.size + 1
    if (orderFault(this.leaves, entry, this.clocksDiffer)) this.earlier ??= this.leaves.sequence + 1
    if (this.isMisnamed(entry)) this.misnamed ??= this.leaves.sequence + 1
    const leaf = this.leaves.nextHash(entry)
    const { sequence } = this.leaves
    if (this.differs === undefined && !this.isKept(0, sequence - 1, leaf)) this.differs = sequence
    this.recent.add(0, sequence - 1, leaf)
    this.range.append(leaf, (level, index, hash) => {
      this.recent.add(level, index, hash)
      if (this.damaged === undefined && !this.isKept(level, index, hash)) this.damaged = index * 2 ** level + 1
    })
    if (abandoned) this.continuations.push({ sequence, abandoned, root: this.root() })
    this.compare()
    return leaf
  }

  end(): Finding {
    const { size } = this.range
    for (; this.next && !this.broken; this.take())
      if (!this.isExplained(this.next)) this.broken = { checkpoint: this.next }
    if (this.differs === undefined && size < this.kept.size) this.differs = size + 1
    const { broken, holds, vouchedSize, differs, damaged, earlier, misnamed, promised, continuations } = this
    const above = differs === undefined ? damaged : undefined
    const found = { size, broken, holds, vouchedSize, differs, damaged: above, earlier, misnamed, promised }
    return { ...found, continuations, misplaced: this.misplaced }
  }

  /** Of one that is very far back the root is not known any more: its own signature speaks for it. */
  private isMisnamed({ metadata: { checkpoint } }: StoredEntry): boolean {
    if (checkpoint === undefined) return false
    // Whoever altered the file may have written anything there.
    const { size = -1, root } = (checkpoint ?? {}) as Partial<NamedCheckpoint>
    if (!Number.isSafeInteger(size) || size < 0 || size > this.range.size) return true
    const sequence = this.leaves.sequence + 1
    if (sequence <= this.recorded && size > (this.promised?.size ?? 0)) this.promised = { sequence, size }
    const was = this.recent.root(size)
    return was !== undefined && toBase64(was) !== root
  }

  /** Entries so far. */
  get size(): number {
    return this.range.size
  }

  /** Over them. */
  root(): Uint8Array {
    return this.range.root()
  }

  /** An older backup is continued from all that stands before: from nowhere else. */
  private abandonedHere({ from, abandoned }: Partial<BackupContinued['data']>): readonly NamedCheckpoint[] | undefined {
    const here = named({ size: this.range.size, root: this.root() })
    return isSame(from, here) && Array.isArray(abandoned) ? abandoned : undefined
  }

  /** The log is no continuation of it, and says so itself. */
  private isExplained({ end, size }: Signed): boolean {
    return end !== undefined && this.continuations.some((it) => explains(it, end, size))
  }

  /** Or nothing was kept of it. */
  private isKept(level: number, index: number, hash: Uint8Array): boolean {
    if ((index + 1) * 2 ** level > this.kept.size) return true
    const kept = this.kept.node(level, index)
    return kept !== undefined && sameHash(hash, kept)
  }

  private compare(): void {
    while (!this.broken && this.next && this.next.size <= this.range.size) {
      const root = this.root()
      // One that is smaller than those before it can be held against nothing here.
      const holds = this.next.size === this.range.size && sameHash(root, this.next.root)
      if (holds) {
        this.holds = this.next
        if (this.next.vouched) this.vouchedSize = this.next.size
      } else if (!this.isExplained(this.next)) this.broken = { checkpoint: this.next, root }
      this.take()
    }
  }

  private take(): void {
    const { done, value } = this.signed.next()
    this.next = done ? undefined : value
  }
}
