import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type EventLog, openElsewhere, Unavailable } from '@pilot-ledger/event-log'
import { nextTurn } from '@pilot-ledger/kernel'
import type { Checkpoint } from '../domain/checkpoint'
import { CompactRange } from '../domain/compact-range'
import { sameHash } from '../domain/hash'
import { Leaves } from '../domain/leaf'
import type { LogTree } from '../keeping/log-tree'
import { earlier } from '../keeping/order'
import { Audit, type Finding } from './audit'
import { ForkedLog } from './forked-log'
import type { LastSigned } from './last-signed'
import { DOUBTED, type LedgerProofOptions } from './options'
import { restWhileBusy } from './rest-while-busy'
import { endBefore, endBeforeNoted, misnamed as misnamedBy, REMEDY } from './taken-away'

const RECOMPUTED_FIRST = 50_000
/** While others are served: entries at once. So few that what is made of them is soon collected and does not pile up among what stays. */
const AT_ONCE = 25

/** Whether a log continues what was signed of it: by its last entries at once, by all of them where that does not settle it. */
export class HeldAgainstSigned {
  constructor(
    private readonly log: EventLog,
    private readonly tree: LogTree,
    private readonly last: LastSigned,
    private readonly options: LedgerProofOptions,
    /** It is being stopped. */
    private readonly ending: AbortSignal,
  ) {}

  /**
   * Brings the tree level with the log and holds it against what was signed last. False where all entries are still to be recomputed,
   * while others are served. Throws `ForkedLog`, and `Unavailable` where checkpoints were taken away.
   */
  async start(): Promise<boolean> {
    const { tree, options } = this
    // What was kept may tell which entry was altered: it is looked at before it is made again.
    if (!(await tree.isOfLog())) {
      await this.recompute()
      tree.beginAnew()
    }
    const isTold = existsSync(join(options.folder, DOUBTED)) || !(await this.isTailOfLog())
    await tree.start()
    const { recomputedFirst = RECOMPUTED_FIRST } = options
    const all = [...this.last.all, ...this.last.cosigned]
    const isLooked = isTold || tree.size <= recomputedFirst || !all.every((it) => this.isContinued(it))
    if (!isLooked && !(await this.isMoreSigned())) return false
    await this.mend(await this.recompute())
    rmSync(join(options.folder, DOUBTED), { force: true })
    return true
  }

  /**
   * Whether what is kept of the entries behind the last checkpoint follows from them. No signature speaks for those hashes, and
   * a power cut may have left anything in their files: the next root that is signed comes from them.
   */
  private async isTailOfLog(): Promise<boolean> {
    const { tree } = this
    const signed = this.last.all
    const upTo = signed.at(-1)?.size ?? 0
    if (upTo >= tree.size) return true
    if (!signed.every((it) => this.isContinued(it))) return false
    const begin = upTo === 0 ? NO_PLACE : await tree.placeUpTo(upTo)
    if (!begin) return false
    const leaves = new Leaves(begin.sequence, begin.recordedAt)
    const range = new CompactRange(begin.sequence, tree)
    const limit = tree.size - begin.sequence
    let same = true
    for await (const page of this.log.readAll({ after: begin.position, limit, pageSize: 500 })) {
      for (const entry of page) {
        const leaf = leaves.nextHash(entry)
        same &&= sameHash(leaf, tree.leaf(leaves.sequence))
        range.append(leaf, (level, index, hash) => {
          same &&= sameHash(hash, tree.node(level, index))
        })
      }
      if (!same) return false
      await nextTurn()
    }
    return true
  }

  /** Whether the note beside the tree, or an entry behind the last checkpoint, tells of a later one: it was taken away. */
  private async isMoreSigned(): Promise<boolean> {
    const { tree, options } = this
    const signed = this.last.all
    const upTo = signed.at(-1)?.size ?? 0
    if (upTo === 0 || upTo >= tree.size || options.replicated) return false
    if ((tree.signed?.sequence ?? 0) > upTo) return true
    const after = (await tree.placeUpTo(upTo))?.position
    for await (const page of this.log.readAll({ after, limit: tree.size - upTo, pageSize: 500 })) {
      if (page.some(({ metadata }) => (metadata.checkpoint?.size ?? 0) > upTo)) return true
      await nextTurn()
    }
    return false
  }

  isContinued({ size, root }: Checkpoint): boolean {
    return size <= this.tree.size && sameHash(root, this.tree.root(size))
  }

  /** Throws `ForkedLog`, and `Unavailable` where checkpoints were taken away. */
  async recompute(log = this.log, betweenPages: () => Promise<unknown> = nextTurn, pageSize = 500): Promise<Finding> {
    const { size } = this.tree
    const kept = { size, node: (level: number, index: number) => this.tree.node(level, index) }
    const signed = [...this.last.all, ...this.last.cosigned].sort((a, b) => a.size - b.size)
    const audit = new Audit(kept, signed.values(), this.options.replicated)
    const limit = Math.max(size, ...signed.map((it) => it.size))
    if (limit > 0) {
      for await (const page of log.readAll({ limit, pageSize })) {
        for (const entry of page) audit.add(entry)
        await betweenPages()
        if (this.ending.aborted) throw new Unavailable('closed', '正在停止 / it is being stopped')
      }
    }
    const finding = audit.end()
    if (finding.broken) throw new ForkedLog(finding)
    if (finding.earlier !== undefined) throw new Unavailable('damaged', earlier(finding.earlier))
    const other = this.takenAway(finding)
    if (other !== undefined) throw new Unavailable('damaged', `${other}\n${REMEDY}`)
    return finding
  }

  /**
   * What tells that more was signed than the checkpoints that are there, or another log. Of a key that has signed nothing yet what
   * entries name may be another key's; on a cluster others may keep it.
   */
  private takenAway({ misnamed, promised }: Finding): string | undefined {
    if (misnamed !== undefined) return misnamedBy(misnamed)
    const signed = this.last.all.at(-1)?.size ?? 0
    if (signed === 0 || this.options.replicated) return undefined
    if (promised && promised.size > signed) return endBefore(promised, signed)
    const noted = this.tree.signed?.sequence ?? 0
    return noted > signed ? endBeforeNoted(noted, signed) : undefined
  }

  /** A file through a connection of its own: all of it would else lie in the cache of the one that appends need. */
  async recomputeSlowly(): Promise<Finding> {
    const signal = this.ending
    const { address } = this.log
    const log = address && 'folder' in address ? await openElsewhere(address) : this.log
    try {
      return await this.recompute(log, () => restWhileBusy(signal), AT_ONCE)
    } finally {
      if (log !== this.log) await log.close()
    }
  }

  /** The entries are what was signed: if anything was damaged, it is the kept hashes. */
  async mend({ differs, damaged = differs }: Finding): Promise<void> {
    if (damaged === undefined) return
    this.options.onNote?.(
      `树自第 ${damaged} 条起损坏，由账本重建 / the kept tree is damaged from entry ${damaged} on: made again from the log`,
    )
    const again = this.tree.makeAgain()
    // Whoever stops does not wait for it: what is missing is made the next time.
    const signal = this.ending
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    again.catch(() => undefined)
    await Promise.race([again, stopped])
  }
}

/** Before the first entry. */
const NO_PLACE = { sequence: 0, recordedAt: 0, position: undefined }
