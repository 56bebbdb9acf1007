import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PRIVATE_FILE, Unavailable } from '@pilot-ledger/event-log'
import type { LogTree } from '../keeping/log-tree'
import { ForkedLog } from './forked-log'
import type { HeldAgainstSigned } from './held-against-signed'
import type { LastSigned } from './last-signed'
import { DOUBTED, type LedgerProofOptions } from './options'

/** Between two looks at a log that is away, doubled from the first to the longest. */
export const FIRST_PAUSE_MS = 100
export const LONGEST_PAUSE_MS = 3_000
/** So long a leader that was deposed may not know it, and show fewer entries than there are. */
export const LAGGING_MS = 10_000

/** A log that will be there again. */
export const isAway = (error: unknown) => error instanceof Unavailable && error.reason === 'unreachable'

/** That one key never speaks for two histories, while it is served: before each checkpoint, after a cluster took entries back, and at last by all entries. */
export class Continuing {
  /** Why the log is not believed to be what was signed any more. */
  doubted: Error | undefined
  /** Resolves when all entries are recomputed, or will not be. */
  recomputed: Promise<void> = Promise.resolve()
  /** Another service has signed more than is here: since when, and how many entries. */
  private behind: { readonly since: number; readonly signed: number } | undefined

  /** @param abandon nothing more is signed, not even what is under way */
  constructor(
    private readonly tree: LogTree,
    private readonly last: LastSigned,
    private readonly held: HeldAgainstSigned,
    private readonly options: LedgerProofOptions,
    /** It is being stopped. */
    private readonly ending: AbortSignal,
    private readonly abandon: () => Promise<void> | undefined,
  ) {}

  /** Longer than any way from one machine to another takes. */
  get longBehind(): string | undefined {
    const { behind, tree } = this
    if (behind === undefined || performance.now() - behind.since < LAGGING_MS) return undefined
    return `他处已签至 ${behind.signed} 条，此处只见 ${tree.size} 条，未签署 / another service has signed ${behind.signed} entries, and ${tree.size} are here: nothing is signed`
  }

  /**
   * Before anything is signed: one key never speaks for two histories. What is here of fewer entries than another service has signed
   * may be another history than that; whether it is shows when those entries are here: until then nothing is signed.
   */
  mustContinue(): boolean {
    const { size } = this.tree
    const signed = this.last.all
    const broken = signed.find((it) => it.size <= size && !this.held.isContinued(it))
    const most = signed.at(-1)?.size ?? 0
    this.behind = most > size ? { since: this.behind?.since ?? performance.now(), signed: most } : undefined
    if (broken === undefined) return most <= size
    const found = { checkpoint: broken, root: this.tree.root(broken.size) }
    const fork = new ForkedLog({ size, broken: found, vouchedSize: 0, continuations: [] })
    void this.doubt(fork)
    throw fork
  }

  /** The cluster has taken back what it had shown. What is signed of it is there, or the log is another. */
  async afterCut(): Promise<void> {
    const signal = this.ending
    for (let pause = FIRST_PAUSE_MS; !signal.aborted && !this.doubted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const { signed } = this.tree
        if (signed && (await this.tree.goBackTo(signed))) return
        await this.held.recompute()
        await this.tree.makeAgain()
        return
      } catch (error) {
        if (!isAway(error)) return void this.doubt(error as Error)
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }

  recomputeBeside(): void {
    this.recomputed = this.recomputedBeside()
  }

  private async recomputedBeside(): Promise<void> {
    const signal = this.ending
    for (;;) {
      try {
        return await this.held.mend(await this.held.recomputeSlowly())
      } catch (error) {
        if (signal.aborted) return
        if (!this.options.replicated || !isAway(error)) return this.doubt(error as Error)
        await sleep(LONGEST_PAUSE_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** A log that cannot be read to its end is as little known to be what was signed as one that is not. */
  private async doubt(error: Error): Promise<void> {
    this.doubted = error
    const unsigned = this.abandon()
    try {
      writeFileSync(join(this.options.folder, DOUBTED), `${error.message}\n`, { mode: PRIVATE_FILE })
    } catch (fault) {
      this.options.onNote?.(`${DOUBTED}: ${(fault as Error).message}`)
    }
    // Whoever is told may end the process: nothing is waited for before.
    this.options.onForked?.(error)
    await unsigned
  }
}
