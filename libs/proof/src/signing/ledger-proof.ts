import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, privateFolder, Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import { sameHash } from '../domain/hash'
import { type VerifierKey, verifierKeyText } from '../domain/keys'
import { LogTree } from '../keeping/log-tree'
import { Audit, type Finding } from './audit'
import { CheckpointFile } from './checkpoint-file'
import { CheckpointSigner } from './checkpoint-signer'
import { ForkedLog } from './forked-log'
import { ledgerKey } from './ledger-key'

export interface LedgerProofOptions {
  /** The data folder. */
  readonly folder: string
  /** A signing key that is kept elsewhere; otherwise one is made in the data folder. */
  readonly keyFile?: string
  /** Another folder that every checkpoint is kept in too: whoever can write the data folder should not be able to write there. */
  readonly elsewhere?: string
  /** Entries that are in the tree while it is brought level. */
  readonly onProgress?: (sequence: number) => void
  readonly onNote?: (text: string) => void
  /** So many entries are recomputed before anybody is served (default 50,000, a second or two); of more, while they are. */
  readonly recomputedFirst?: number
  /** The log turned out not to be what was signed, while it is served. */
  readonly onForked?: (error: ForkedLog) => void
}

export const KEY_FILE = 'proof.key'
export const CHECKPOINTS = 'checkpoints'
export const TREE = 'tree'

const RECOMPUTED_FIRST = 50_000
/** While others are served: entries at once, and the rest between, so that a tenth of the time goes into it. */
const AT_ONCE = 200
const REST_MS = 30

/** What makes a log one that can prove itself: its tree, its key, its checkpoints. */
export class LedgerProof {
  private readonly ending = new AbortController()
  private auditing: Promise<void> = Promise.resolve()
  private signer: CheckpointSigner | undefined
  private forked: ForkedLog | undefined

  private constructor(
    private readonly log: EventLog,
    readonly tree: LogTree,
    readonly key: VerifierKey,
    private readonly files: readonly CheckpointFile[],
    private readonly signed: readonly Checkpoint[],
    private readonly options: LedgerProofOptions,
  ) {}

  /**
   * Brings the tree level with the log, holds it against what was signed last, here and elsewhere, and goes on signing.
   * Throws `ForkedLog` where the log is not a continuation of it, `Unavailable` where key or checkpoints cannot be believed.
   * @param log the store's own, in the shapes that were stored
   */
  static async open(log: EventLog, options: LedgerProofOptions): Promise<LedgerProof> {
    const { folder, keyFile, elsewhere, onProgress, onNote } = options
    privateFolder(folder)
    if (elsewhere !== undefined && !existsSync(elsewhere))
      throw new Unavailable('unreachable', `没有检查点目录 / there is no folder for checkpoints: ${elsewhere}`)
    const key = ledgerKey(keyFile ?? join(folder, KEY_FILE), keyFile === undefined)
    const files: CheckpointFile[] = []
    try {
      for (const it of [folder, elsewhere])
        if (it !== undefined) files.push(await CheckpointFile.open(join(it, CHECKPOINTS)))
      const signed = files.flatMap((it) => lastOf(it, key)).sort((a, b) => a.size - b.size)
      let proof: LedgerProof | undefined
      const onGrown = () => proof?.signer?.grown()
      const onHalt = (error: Error) => onNote?.(`树停止 / the tree halted: ${error.message}`)
      const tree = new LogTree(log, { folder: join(folder, TREE), onProgress, onGrown, onHalt })
      proof = new LedgerProof(log, tree, key, files, signed, options)
      await proof.start().catch(async (error) => {
        await tree.stop()
        throw error
      })
      const kept = signed.length === files.length && signed[0].size === signed[signed.length - 1].size
      proof.signer = new CheckpointSigner(key, tree, files, signed.at(-1)?.size ?? 0, kept)
      // Whoever is served finds all of it signed.
      await proof.signer.now()
      return proof
    } catch (error) {
      for (const it of files) await it.close()
      throw error
    }
  }

  /** The last checkpoint as it was signed and kept; undefined for a log without entries. */
  get checkpoint(): string | undefined {
    return this.files[0].last
  }

  /** How many entries it is of. */
  get signedSize(): number {
    return this.signer?.signed ?? 0
  }

  /** How whoever checks this log is told its key. */
  get verifierKey(): string {
    return verifierKeyText(this.key)
  }

  /** Why nothing is proven or signed just now, if so. */
  get failure(): string | undefined {
    return this.forked?.message ?? this.tree.failure?.message ?? this.signer?.failure?.message
  }

  async close(): Promise<void> {
    this.ending.abort()
    await this.auditing
    await this.tree.stop(() => this.signer?.stop())
    for (const it of this.files) await it.close()
  }

  private async start(): Promise<void> {
    const { tree } = this
    // What was kept may tell which entry was altered: it is looked at before it is made again.
    if (!(await tree.isOfLog())) {
      await this.recompute()
      tree.beginAnew()
    }
    await tree.start()
    if (
      tree.size <= (this.options.recomputedFirst ?? RECOMPUTED_FIRST) ||
      !this.signed.every((it) => this.isContinued(it))
    ) {
      await this.mend(await this.recompute())
    } else this.auditing = this.recomputeBeside()
  }

  private isContinued({ size, root }: Checkpoint): boolean {
    return size <= this.tree.size && sameHash(root, this.tree.root(size))
  }

  /** Throws `ForkedLog`. */
  private async recompute(betweenPages: () => Promise<unknown> = nextTurn, pageSize = 500): Promise<Finding> {
    const { size } = this.tree
    const kept = { size, node: (level: number, index: number) => this.tree.node(level, index) }
    const audit = new Audit(kept, this.signed.values())
    const limit = Math.max(size, ...this.signed.map((it) => it.size))
    if (limit > 0) {
      for await (const page of this.log.readAll({ limit, pageSize })) {
        for (const entry of page) audit.add(entry)
        await betweenPages()
      }
    }
    const finding = audit.end()
    if (finding.broken) throw new ForkedLog(finding)
    return finding
  }

  private async recomputeBeside(): Promise<void> {
    const { signal } = this.ending
    try {
      await this.mend(await this.recompute(() => sleep(REST_MS, undefined, { signal }), AT_ONCE))
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ForkedLog)) {
        this.options.onNote?.(`核对停止 / recomputing the tree halted: ${(error as Error).message}`)
        return
      }
      this.forked = error
      await this.signer?.abandon()
      this.options.onForked?.(error)
    }
  }

  /** The entries are what was signed: if anything was damaged, it is the kept hashes. */
  private async mend({ differs, damaged = differs }: Finding): Promise<void> {
    if (damaged === undefined) return
    this.options.onNote?.(
      `树自第 ${damaged} 条起损坏，由账本重建 / the kept tree is damaged from entry ${damaged} on: made again from the log`,
    )
    await this.tree.makeAgain()
  }
}

function lastOf({ file, last }: CheckpointFile, key: VerifierKey): Checkpoint[] {
  if (last === undefined) return []
  const opened = openCheckpoint(last, key)
  if (!isRefusal(opened)) return [opened]
  throw new Unavailable(
    'damaged',
    `检查点文件的最后一个检查点不可信 / the last checkpoint of ${file} is not believed under ${key.name}: ${opened.zh} / ${opened.en}`,
  )
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
