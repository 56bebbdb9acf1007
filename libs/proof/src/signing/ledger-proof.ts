import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, type Position, PRIVATE_FILE, privateFolder, Unavailable } from '@pilot-ledger/event-log'
import { isRefusal, nextTurn } from '@pilot-ledger/kernel'
import { toBase64 } from '../domain/base64'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import { CompactRange } from '../domain/compact-range'
import { leafHash, sameHash } from '../domain/hash'
import { publicPartOf, type VerifierKey, verifierKeyText } from '../domain/keys'
import { Leaves } from '../domain/leaf'
import { LogTree } from '../keeping/log-tree'
import { earlier } from '../keeping/order'
import type { WitnessAddress } from '../witnessing/addresses'
import type { Cosigned } from '../witnessing/cosigned-checkpoints'
import { openWitnesses } from '../witnessing/open-witnesses'
import type { Witnesses, WitnessState } from '../witnessing/witnesses'
import { Audit, type Finding } from './audit'
import { Beginning } from './beginning'
import { CHECKPOINTS, CheckpointFile } from './checkpoint-file'
import { CheckpointSigner } from './checkpoint-signer'
import { ForkedLog } from './forked-log'
import { keepPublicPart, ledgerKey } from './ledger-key'

export interface LedgerProofOptions {
  /** The data folder. */
  readonly folder: string
  /** A signing key that is kept elsewhere; otherwise one is made in the data folder. */
  readonly keyFile?: string
  /** Another folder that every checkpoint is kept in too: whoever can write the data folder should not be able to write there. */
  readonly elsewhere?: string
  /** Who is asked to cosign every checkpoint. */
  readonly witnesses?: readonly WitnessAddress[]
  /** How many of them must have cosigned all that came before a seal or a close: 0 unless told. */
  readonly cosignatures?: number
  /** Entries that are in the tree while it is brought level. */
  readonly onProgress?: (sequence: number) => void
  readonly onNote?: (text: string) => void
  /** So many entries are recomputed before anybody is served (default 50,000, a second or two); of more, while they are. */
  readonly recomputedFirst?: number
  /** While it is served: the log turned out not to be what was signed (`ForkedLog`), or it could not be told whether it is. */
  readonly onForked?: (error: Error) => void
}

export const KEY_FILE = 'proof.key'
/** Its public part. */
export const PUBLIC_KEY_FILE = 'proof.pub'
export const TREE = 'tree'
/** While it is there, all is recomputed before anybody is served: what was found beside serving is not forgotten by a restart. */
export const DOUBTED = 'doubted'

const RECOMPUTED_FIRST = 50_000
/** While others are served: entries at once, and the rest between, so that a tenth of the time goes into it. */
const AT_ONCE = 200
const REST_MS = 30
/** How long whoever needs a checkpoint waits for it. */
const SIGNED_WITHIN_MS = 10_000
/** And for the cosignatures without which nothing is decided, and for those that a certificate has rather than not. */
const COSIGNED_WITHIN_MS = 6_000
const COSIGNED_SOON_MS = 1_000
/** How long a stop waits for the last entries to be in the tree. */
const DRAIN_MS = 10_000

/** What makes a log one that can prove itself: its tree, its key, its checkpoints. */
export class LedgerProof {
  private readonly ending = new AbortController()
  private auditing: Promise<void> = Promise.resolve()
  private signer: CheckpointSigner | undefined
  private doubted: Error | undefined
  private witnesses: Witnesses | undefined
  /** Up to which entry somebody wants it signed at once. */
  private wanted = 0

  private constructor(
    private readonly log: EventLog,
    readonly tree: LogTree,
    readonly key: VerifierKey,
    private readonly files: readonly CheckpointFile[],
    private readonly signed: readonly Checkpoint[],
    private readonly options: LedgerProofOptions,
    private readonly beginning: Beginning,
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
    const beginning = new Beginning(folder, keyFile ?? join(folder, KEY_FILE))
    const files: CheckpointFile[] = []
    try {
      files.push(await CheckpointFile.open(join(folder, CHECKPOINTS)))
      if (elsewhere !== undefined) {
        if (files[0].last !== undefined) mustBeChosen(elsewhere)
        files.push(await CheckpointFile.open(join(elsewhere, CHECKPOINTS)))
      }
      if (files.every((it) => it.last === undefined)) await beginning.allow(log)
      else beginning.over()
      const key = ledgerKey(keyFile ?? join(folder, KEY_FILE), keyFile === undefined)
      keepPublicPart(join(folder, PUBLIC_KEY_FILE), key)
      const signed = files.flatMap((it) => lastOf(it, key)).sort((a, b) => a.size - b.size)
      let proof: LedgerProof | undefined
      const onGrown = () => proof?.grown()
      const onHalt = (error: Error) => onNote?.(`树停止 / the tree halted: ${error.message}`)
      const tree = new LogTree(log, { folder: join(folder, TREE), onProgress, onGrown, onHalt })
      proof = new LedgerProof(log, tree, publicPartOf(key), files, signed, options, beginning)
      await proof.start().catch(async (error) => {
        await tree.stop()
        throw error
      })
      const kept = signed.length === files.length && signed[0].size === signed[signed.length - 1].size
      const witnesses = await openWitnesses(proof.key, tree, options)
      proof.witnesses = witnesses
      proof.signer = new CheckpointSigner(key, tree, files, signed.at(-1)?.size ?? 0, kept)
      const { last } = files[0]
      if (last !== undefined && kept) witnesses?.signed({ size: signed[0].size, note: last })
      proof.signer.told.add((size) => witnesses?.signed({ size, note: files[0].last as string }))
      // Whoever is served finds all of it signed.
      await proof.signer.now()
      proof.perhapsBegun()
      return proof
    } catch (error) {
      for (const it of files) await it.close()
      throw error
    }
  }

  /** The last checkpoint as it was signed and kept, with the cosignatures it has; undefined for a log without entries. */
  get checkpoint(): string | undefined {
    const { last } = this.files[0]
    return last === undefined ? undefined : (this.witnesses?.withCosignatures(last) ?? last)
  }

  /** Whom it asks for cosignatures, and how that stands. */
  get witnessStates(): readonly WitnessState[] {
    return this.witnesses?.states ?? []
  }

  /** How many cosignatures a seal or a close needs. */
  get cosignaturesRequired(): number {
    return this.options.cosignatures ?? 0
  }

  /** A checkpoint of at least so many entries that has the cosignatures required, or as many as it has within patience. */
  async cosigned(size: number): Promise<Cosigned | undefined> {
    await this.signedTo(size)
    return this.witnesses?.of(size, this.cosignaturesRequired, COSIGNED_WITHIN_MS)
  }

  /** A checkpoint of at least so many entries to show, cosigned by those who answer soon. */
  async checkpointOf(size: number): Promise<{ readonly note: string; readonly size: number }> {
    await this.signedTo(size)
    const count = Math.max(this.witnesses?.answering ?? 0, this.cosignaturesRequired)
    const cosigned = await this.witnesses?.of(size, count, COSIGNED_SOON_MS)
    return cosigned && cosigned.size <= this.tree.size ? cosigned : this.signedCheckpoint()
  }

  /** The same with how many entries it is of. Throws `Unavailable` while none is signed or what is kept is made again. */
  signedCheckpoint(): { readonly note: string; readonly size: number } {
    const note = this.checkpoint
    const opened = note === undefined ? undefined : openCheckpoint(note, this.key)
    if (note === undefined || opened === undefined || isRefusal(opened) || opened.size > this.tree.size)
      throw new Unavailable('unreachable', this.failure ?? '尚无检查点 / there is no checkpoint yet')
    return { note, size: opened.size }
  }

  /**
   * What the ledger issues beside checkpoints, signed by its key: of which format, and the SHA-256 of it. No checkpoint reads like
   * this: its second line is a number. Throws `Unavailable` while the log is doubted.
   */
  statement(format: string, digest: Uint8Array): string {
    if (this.doubted || !this.signer) throw new Unavailable('damaged', this.failure ?? '未签名 / nothing is signed')
    return this.signer.noteOf(`${format}\n${this.key.name}\n${toBase64(digest)}\n`)
  }

  /** How many entries it is of. */
  get signedSize(): number {
    return this.signer?.signed ?? 0
  }

  /**
   * Signs at once and resolves when a checkpoint of at least so many entries is kept, by default of all that are in the tree.
   * Throws `Unavailable` where that does not come about within patience.
   */
  async signedTo(size = this.tree.size): Promise<void> {
    const end = performance.now() + SIGNED_WITHIN_MS
    while (this.signedSize < size) {
      if (this.failure !== undefined) throw new Unavailable('unreachable', this.failure)
      if (this.ending.signal.aborted) throw new Unavailable('closed', '正在停止 / it is being stopped')
      if (performance.now() > end)
        throw new Unavailable('unreachable', '检查点未能及时签署 / no checkpoint was signed in time')
      if (this.tree.size >= size) await this.signer?.now()
      if (this.signedSize < size) await sleep(2)
    }
  }

  /** Tells of each checkpoint once it is kept: how many entries it is of. Ends when what it answers is called. */
  onSigned(tell: (size: number) => void): () => void {
    const told = this.signer?.told
    told?.add(tell)
    return () => void told?.delete(tell)
  }

  /** How many entries there are up to a position of the log, as far as that is known of it: all that are in the tree. */
  sizeAt(position: Position): number {
    return this.tree.isNumbered ? Number(position) : this.tree.size
  }

  /** As soon as so many entries are in the tree they are signed, though nobody waits for it. */
  signAt(size: number): void {
    this.wanted = Math.max(this.wanted, size)
    this.grown()
  }

  /** How whoever checks this log is told its key. */
  get verifierKey(): string {
    return verifierKeyText(this.key)
  }

  /** Why nothing is proven or signed just now, if so. */
  get failure(): string | undefined {
    return this.doubted?.message ?? this.tree.failure?.message ?? this.signer?.failure?.message
  }

  async close(): Promise<void> {
    this.ending.abort()
    await this.auditing
    // What was recorded to the very end is signed too.
    if (!this.doubted && this.signer) await this.tree.drain(DRAIN_MS)
    await this.tree.stop(async () => {
      await this.signer?.stop()
      await this.witnesses?.stop(COSIGNED_SOON_MS)
    })
    this.perhapsBegun()
    for (const it of this.files) await it.close()
  }

  private grown(): void {
    if (this.signedSize < this.wanted && this.wanted <= this.tree.size) void this.signer?.now()
    else this.signer?.grown()
    this.perhapsBegun()
  }

  private perhapsBegun(): void {
    if (this.checkpoint !== undefined) this.beginning.over()
  }

  private async start(): Promise<void> {
    const { tree, options } = this
    // What was kept may tell which entry was altered: it is looked at before it is made again.
    if (!(await tree.isOfLog())) {
      await this.recompute()
      tree.beginAnew()
    }
    const isTold = existsSync(join(options.folder, DOUBTED)) || !(await this.isTailOfLog())
    await tree.start()
    if (
      isTold ||
      tree.size <= (options.recomputedFirst ?? RECOMPUTED_FIRST) ||
      !this.signed.every((it) => this.isContinued(it))
    ) {
      await this.mend(await this.recompute())
      rmSync(join(options.folder, DOUBTED), { force: true })
    } else this.auditing = this.recomputeBeside()
  }

  /**
   * Whether what is kept of the entries behind the last checkpoint follows from them. No signature speaks for those hashes, and
   * a power cut may have left anything in their files: the next root that is signed comes from them.
   */
  private async isTailOfLog(): Promise<boolean> {
    const { tree } = this
    const from = this.signed.at(-1)?.size ?? 0
    if (from >= tree.size) return true
    if (!tree.isNumbered || !this.signed.every((it) => this.isContinued(it))) return false
    const last = from === 0 ? undefined : await this.log.readAt(String(from))
    const leaves = new Leaves(from, last?.recordedAt)
    const range = new CompactRange(from, tree)
    const after = from === 0 ? undefined : String(from)
    let same = true
    for await (const page of this.log.readAll({ after, limit: tree.size - from, pageSize: 500 })) {
      for (const entry of page) {
        const leaf = leafHash(leaves.next(entry))
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
    if (finding.earlier !== undefined) throw new Unavailable('damaged', earlier(finding.earlier))
    return finding
  }

  private async recomputeBeside(): Promise<void> {
    const { signal } = this.ending
    try {
      await this.mend(await this.recompute(() => sleep(REST_MS, undefined, { signal }), AT_ONCE))
    } catch (error) {
      if (!signal.aborted) await this.doubt(error as Error)
    }
  }

  /** A log that cannot be read to its end is as little known to be what was signed as one that is not. */
  private async doubt(error: Error): Promise<void> {
    this.doubted = error
    const unsigned = this.signer?.abandon()
    try {
      writeFileSync(join(this.options.folder, DOUBTED), `${error.message}\n`, { mode: PRIVATE_FILE })
    } catch (fault) {
      this.options.onNote?.(`${DOUBTED}: ${(fault as Error).message}`)
    }
    // Whoever is told may end the process: nothing is waited for before.
    this.options.onForked?.(error)
    await unsigned
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

/** A folder without the file may be one whose disk is not mounted: what is kept there already would be passed over. */
function mustBeChosen(elsewhere: string): void {
  const file = join(elsewhere, CHECKPOINTS)
  if (existsSync(file)) return
  throw new Unavailable(
    'unreachable',
    `已有检查点，而另存目录中没有检查点文件 / there are checkpoints already and none in the other folder: ${elsewhere} · 目录未挂载？is it mounted?\n` +
      `若自此另存于该处，请先建空文件 / to begin keeping them there, make an empty file first: ${file}`,
  )
}
