import { hash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type EventLog,
  openElsewhere,
  type Position,
  PRIVATE_FILE,
  privateFolder,
  TailCut,
  Unavailable,
  writeWholeFile,
} from '@pilot-ledger/event-log'
import { isRefusal, nextTurn } from '@pilot-ledger/kernel'
import { toBase64 } from '../domain/base64'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import { CompactRange } from '../domain/compact-range'
import { sameHash } from '../domain/hash'
import { publicPartOf, type VerifierKey, verifierKeyText } from '../domain/keys'
import { Leaves } from '../domain/leaf'
import { linesOf } from '../domain/note'
import { LogTree } from '../keeping/log-tree'
import { earlier } from '../keeping/order'
import type { WitnessAddress } from '../witnessing/addresses'
import type { Cosigned } from '../witnessing/cosigned-checkpoints'
import { openWitnesses } from '../witnessing/open-witnesses'
import { OTHER_HISTORY, type Witnesses, type WitnessState } from '../witnessing/witnesses'
import { Audit, type Finding, type Signed } from './audit'
import { Beginning } from './beginning'
import { CHECKPOINTS, CheckpointFile, cosignedBeside, lastCheckpointIn } from './checkpoint-file'
import { CheckpointSigner } from './checkpoint-signer'
import { ForkedLog } from './forked-log'
import { keepPublicPart, ledgerKey, sharePublicPart } from './ledger-key'
import { checkpointFilesIn, ownFolderIn, SharedCheckpoints } from './shared-checkpoints'
import { endBefore, endBeforeNoted, misnamed as misnamedBy, REMEDY } from './taken-away'

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
  /** Instead: a folder that several services of one ledger share, each with one of its own in it. What they signed is continued too. */
  readonly shared?: string
  /** Make the key where there is none: by default unless it is kept elsewhere. */
  readonly makeKey?: boolean
  /**
   * The log is a cluster's: several machines write it, each by its clock; it may be away, and is waited for; and it may take back
   * what no majority had.
   */
  readonly replicated?: boolean
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
/** While nothing is signed yet. */
export const BEGUN = 'proof.begun'
/** Under which name, one of its own, a service keeps its checkpoints among those of others. */
const NAME_FILE = 'proof.name'
/** While it is there, all is recomputed before anybody is served: what was found beside serving is not forgotten by a restart. */
export const DOUBTED = 'doubted'

const RECOMPUTED_FIRST = 50_000
/**
 * While others are served: entries at once, and the rest between, so that a tenth of the time goes into it. So few that what is
 * made of them is soon collected and does not pile up among what stays.
 */
const AT_ONCE = 50
const REST_MS = 8
/** How long whoever needs a checkpoint waits for it. */
const SIGNED_WITHIN_MS = 10_000
/** And for the cosignatures without which nothing is decided, and for those that a certificate has rather than not. */
const COSIGNED_WITHIN_MS = 6_000
const COSIGNED_SOON_MS = 1_000
/** How long a stop waits for the last entries to be in the tree. */
const DRAIN_MS = 10_000
/** Between two looks at a log that is away, doubled from the first to the longest. */
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3_000
/** So long a leader that was deposed may not know it, and show fewer entries than there are. */
const LAGGING_MS = 10_000

/** What makes a log one that can prove itself: its tree, its key, its checkpoints. */
export class LedgerProof {
  private readonly ending = new AbortController()
  private auditing: Promise<void> = Promise.resolve()
  private signer: CheckpointSigner | undefined
  private doubted: Error | undefined
  private witnesses: Witnesses | undefined
  /** Up to which entry somebody wants it signed at once. */
  private wanted = 0
  private begun: Promise<void> | undefined
  private closing: Promise<void> | undefined
  private readonly told = new Set<(size: number) => void>()
  /** Another service has signed more than is here: since when, and how many entries. */
  private behind: { readonly since: number; readonly signed: number } | undefined
  /** Why the log is not held against what was signed yet; undefined once it was. */
  private waiting: string | undefined = '账本尚未与检查点核对 / the log is not held against what was signed yet'
  private opened: ReadonlyMap<string, Checkpoint> = new Map()

  private constructor(
    private readonly log: EventLog,
    readonly tree: LogTree,
    readonly key: VerifierKey,
    private readonly files: readonly CheckpointFile[],
    private readonly others: SharedCheckpoints | undefined,
    private readonly options: LedgerProofOptions,
    private readonly beginning: Beginning,
    private readonly signerFrom: (signed: number, kept: boolean, before: () => boolean) => CheckpointSigner,
  ) {}

  /**
   * Brings the tree level with the log, holds it against what was signed last, here and elsewhere, and goes on signing.
   * Throws `ForkedLog` where the log is not a continuation of it, `Unavailable` where key or checkpoints cannot be believed.
   * @param log the store's own, in the shapes that were stored
   */
  static async open(log: EventLog, options: LedgerProofOptions): Promise<LedgerProof> {
    const proof = await LedgerProof.prepare(log, options)
    try {
      await proof.begin()
    } catch (error) {
      await proof.close()
      throw error
    }
    return proof
  }

  /** All of it that needs no log: its key is known, and nothing is proven or signed before it begins. */
  static async prepare(log: EventLog, options: LedgerProofOptions): Promise<LedgerProof> {
    const { folder, keyFile, shared, onProgress, onNote, replicated: clocksDiffer } = options
    privateFolder(folder)
    const ownKey = join(folder, KEY_FILE)
    const make = options.makeKey ?? keyFile === undefined
    // Beside the key: whoever can write only the data folder must not be able to say that a key has signed nothing.
    const mark = keyFile === undefined ? join(folder, BEGUN) : `${keyFile}.begun`
    const beginning = new Beginning(mark, keyFile ?? ownKey)
    beginning.look()
    const files: CheckpointFile[] = []
    try {
      files.push(await CheckpointFile.open(join(folder, CHECKPOINTS)))
      const elsewhere = elsewhereOf(options, files[0].last === undefined)
      if (elsewhere !== undefined) files.push(await CheckpointFile.open(join(elsewhere, CHECKPOINTS)))
      const others = shared === undefined ? undefined : new SharedCheckpoints(shared, files[1].file)
      const othersSigned = (others?.last() ?? []).length > 0
      if (othersSigned || files.some((it) => it.last !== undefined)) beginning.over()
      else beginning.perhapsMark()
      const key = ledgerKey(keyFile ?? ownKey, make && !othersSigned)
      keepPublicPart(join(folder, PUBLIC_KEY_FILE), key)
      // Witnesses are told of the log by it.
      if (shared !== undefined) sharePublicPart(join(shared, PUBLIC_KEY_FILE), key)
      let proof: LedgerProof | undefined
      const onGrown = () => proof?.grown()
      const onHalt = (error: Error) => {
        onNote?.(`树停止 / the tree halted: ${error.message}`)
        if (error instanceof TailCut && options.replicated) void proof?.afterCut()
      }
      const tree = new LogTree(log, { folder: join(folder, TREE), clocksDiffer, onProgress, onGrown, onHalt, onNote })
      const signerFrom = (signed: number, kept: boolean, before: () => boolean) =>
        new CheckpointSigner(key, tree, files, signed, kept, before)
      proof = new LedgerProof(log, tree, publicPartOf(key), files, others, options, beginning, signerFrom)
      return proof
    } catch (error) {
      for (const it of files) await it.close()
      throw error
    }
  }

  /** Resolves when the log is held against what was signed and all of it is signed. A second call joins the first. */
  begin(): Promise<void> {
    this.begun ??= this.beginWhenThere()
    return this.begun
  }

  private async beginWhenThere(): Promise<void> {
    const { signal } = this.ending
    const end = performance.now() + LAGGING_MS
    for (let pause = FIRST_PAUSE_MS; this.waiting !== undefined; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.beginNow()
        this.waiting = undefined
      } catch (error) {
        if (
          signal.aborted ||
          !this.options.replicated ||
          !(isAway(error) || (isLagging(error) && performance.now() < end))
        )
          throw error
        this.waiting = (error as Error).message
        await sleep(pause, undefined, { signal }).catch(() => {
          throw new Unavailable('closed', '正在停止 / it is being stopped')
        })
      }
    }
  }

  private async beginNow(): Promise<void> {
    const { files } = this
    if (this.signed.length === 0) this.beginning.allow()
    await this.start()
    const own = files.flatMap((it) => (it.last === undefined ? [] : this.open(it.last, it.file)))
    const kept = own.length === files.length && own.every((it) => it.size === own[0].size)
    const signed = Math.max(0, ...this.signed.map((it) => it.size))
    if (!this.signer) {
      this.signer = this.signerFrom(signed, kept, () => this.mustContinue())
      this.witnesses = await openWitnesses(
        this.key,
        this.tree,
        files.map(({ file }) => file),
        this.options,
      )
      const { last } = files[0]
      if (last !== undefined && kept) this.witnesses?.signed({ size: own[0].size, note: last })
      this.signer.told.add((size) => this.tell(size))
    }
    // Whoever is served finds all of it signed.
    await this.signer.now()
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

  /** Which witnesses have seen another history of this log than the one that is here; undefined while none has. */
  get contradiction(): string | undefined {
    const names = this.witnessStates.filter(({ fault }) => fault?.code === OTHER_HISTORY).map(({ name }) => name)
    return names.length === 0 ? undefined : `${OTHER_HISTORY}: ${names.join(', ')}`
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
      this.mustGoOn(end)
      if (this.tree.size >= size) await this.signer?.now()
      if (this.signedSize < size) await sleep(2)
    }
  }

  private mustGoOn(end: number): void {
    if (this.failure !== undefined) throw new Unavailable('unreachable', this.failure)
    if (this.ending.signal.aborted) throw new Unavailable('closed', '正在停止 / it is being stopped')
    if (performance.now() > end)
      throw new Unavailable('unreachable', '检查点未能及时签署 / no checkpoint was signed in time')
  }

  /** Tells of each checkpoint once it is kept: how many entries it is of. Ends when what it answers is called. */
  onSigned(tell: (size: number) => void): () => void {
    this.told.add(tell)
    return () => void this.told.delete(tell)
  }

  /** How many entries there are up to a position of the log, as far as that is known of it: all that are in the tree. */
  sizeAt(position: Position): number {
    return this.options.replicated ? this.tree.size : Number(position)
  }

  /** The same once they are in the tree: what was just recorded of a cluster's log comes here a little later. Throws as `signedTo`. */
  async sizeWhenAt(position: Position): Promise<number> {
    const end = performance.now() + SIGNED_WITHIN_MS
    const isHere = () => this.tree.end !== undefined && this.log.compare(this.tree.end.position, position) >= 0
    while (this.options.replicated && !isHere()) {
      this.mustGoOn(end)
      await sleep(2)
    }
    return this.sizeAt(position)
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

  /** Whether the log was held against what was signed. */
  get hasBegun(): boolean {
    return this.waiting === undefined
  }

  /** The same to be compared by eye with a paper: as verifiers show it, SHA-256 of the key's text. */
  get fingerprint(): string {
    return (hash('sha256', this.verifierKey, 'hex').match(/.{4}/g) ?? []).join(' ')
  }

  /** Why nothing is proven or signed just now, if so. */
  get failure(): string | undefined {
    const { doubted, waiting, tree, signer } = this
    return doubted?.message ?? waiting ?? tree.failure?.message ?? signer?.failure?.message ?? this.longBehind
  }

  /** A second call joins the first. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    this.ending.abort()
    if (!this.hasBegun) {
      await this.tree.growNoMore()
      await this.begun?.catch(() => undefined)
    }
    await this.auditing
    // What was recorded to the very end is signed too.
    if (!this.doubted && this.signer && this.tree.caughtUp) await this.tree.drain(DRAIN_MS)
    await this.tree.stop(async () => {
      await this.signer?.stop()
      await this.witnesses?.stop(COSIGNED_SOON_MS)
    })
    for (const it of this.files) await it.close()
  }

  /** What was signed last by this one and by others, each file's, the smaller first. Throws `Unavailable` for what is not believed. */
  private get signed(): readonly Checkpoint[] {
    const own = this.files.flatMap((it) => (it.last === undefined ? [] : this.open(it.last, it.file)))
    const others = (this.others?.last() ?? []).map((it) => this.open(it, this.options.shared ?? ''))
    return [...own, ...others].sort((a, b) => a.size - b.size)
  }

  /**
   * What witnesses have cosigned was signed here too, whichever checkpoints are there: the last of each file. An entry may tell
   * that an older backup was continued since.
   */
  private get cosignedOnes(): readonly Signed[] {
    const { files, key, options } = this
    const shared = options.shared === undefined ? [] : checkpointFilesIn(options.shared)
    const all = new Set([...files.map(({ file }) => file), ...shared].map(cosignedBeside))
    return [...all].flatMap((file) => {
      const last = existsSync(file) ? lastCheckpointIn(file) : undefined
      // Of another key, as where another history was begun on purpose: it says nothing of this one.
      if (last === undefined || linesOf(last, [key]).length === 0) return []
      return [{ ...this.open(last, file), end: 'cosigned' as const }]
    })
  }

  private open(note: string, file: string): Checkpoint {
    const checkpoint = this.opened.get(note) ?? believed(note, this.key, file)
    this.opened = new Map([...this.opened, [note, checkpoint] as const].slice(-MOST_OPENED))
    return checkpoint
  }

  private grown(): void {
    if (this.signedSize < this.wanted && this.wanted <= this.tree.size) void this.signer?.now()
    else this.signer?.grown()
  }

  private tell(size: number): void {
    this.beginning.over()
    this.witnesses?.signed({ size, note: this.files[0].last as string })
    for (const it of this.told) it(size)
  }

  /** Longer than any way from one machine to another takes. */
  private get longBehind(): string | undefined {
    const { behind, tree } = this
    if (behind === undefined || performance.now() - behind.since < LAGGING_MS) return undefined
    return `他处已签至 ${behind.signed} 条，此处只见 ${tree.size} 条，未签署 / another service has signed ${behind.signed} entries, and ${tree.size} are here: nothing is signed`
  }

  /**
   * Before anything is signed: one key never speaks for two histories. What is here of fewer entries than another service has signed
   * may be another history than that; whether it is shows when those entries are here: until then nothing is signed.
   */
  private mustContinue(): boolean {
    const { size } = this.tree
    const { signed } = this
    const broken = signed.find((it) => it.size <= size && !this.isContinued(it))
    const most = signed.at(-1)?.size ?? 0
    this.behind = most > size ? { since: this.behind?.since ?? performance.now(), signed: most } : undefined
    if (broken === undefined) return most <= size
    const found = { checkpoint: broken, root: this.tree.root(broken.size) }
    const fork = new ForkedLog({ size, broken: found, vouchedSize: 0, continuations: [] })
    void this.doubt(fork)
    throw fork
  }

  /** The cluster has taken back what it had shown. What is signed of it is there, or the log is another. */
  private async afterCut(): Promise<void> {
    const { signal } = this.ending
    for (let pause = FIRST_PAUSE_MS; !signal.aborted && !this.doubted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const { signed } = this.tree
        if (signed && (await this.tree.goBackTo(signed))) return
        await this.recompute()
        await this.tree.makeAgain()
        return
      } catch (error) {
        if (!isAway(error)) return void this.doubt(error as Error)
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
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
    const { recomputedFirst = RECOMPUTED_FIRST } = options
    const all = [...this.signed, ...this.cosignedOnes]
    const isLooked = isTold || tree.size <= recomputedFirst || !all.every((it) => this.isContinued(it))
    if (isLooked || (await this.isMoreSigned())) {
      await this.mend(await this.recompute())
      rmSync(join(options.folder, DOUBTED), { force: true })
    } else this.auditing = this.recomputeBeside()
  }

  /**
   * Whether what is kept of the entries behind the last checkpoint follows from them. No signature speaks for those hashes, and
   * a power cut may have left anything in their files: the next root that is signed comes from them.
   */
  private async isTailOfLog(): Promise<boolean> {
    const { tree, signed } = this
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
    const { tree, signed, options } = this
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

  private isContinued({ size, root }: Checkpoint): boolean {
    return size <= this.tree.size && sameHash(root, this.tree.root(size))
  }

  /** Throws `ForkedLog`. */
  private async recompute(
    log = this.log,
    betweenPages: () => Promise<unknown> = nextTurn,
    pageSize = 500,
  ): Promise<Finding> {
    const { size } = this.tree
    const kept = { size, node: (level: number, index: number) => this.tree.node(level, index) }
    const { ending } = this
    const signed = [...this.signed, ...this.cosignedOnes].sort((a, b) => a.size - b.size)
    const audit = new Audit(kept, signed.values(), this.options.replicated)
    const limit = Math.max(size, ...signed.map((it) => it.size))
    if (limit > 0) {
      for await (const page of log.readAll({ limit, pageSize })) {
        for (const entry of page) audit.add(entry)
        await betweenPages()
        if (ending.signal.aborted) throw new Unavailable('closed', '正在停止 / it is being stopped')
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
    const signed = this.signed.at(-1)?.size ?? 0
    if (signed === 0 || this.options.replicated) return undefined
    if (promised && promised.size > signed) return endBefore(promised, signed)
    const noted = this.tree.signed?.sequence ?? 0
    return noted > signed ? endBeforeNoted(noted, signed) : undefined
  }

  private async recomputeBeside(): Promise<void> {
    const { signal } = this.ending
    for (;;) {
      try {
        return await this.mend(await this.recomputeSlowly())
      } catch (error) {
        if (signal.aborted) return
        if (!this.options.replicated || !isAway(error)) return this.doubt(error as Error)
        await sleep(LONGEST_PAUSE_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** A file through a connection of its own: all of it would else lie in the cache of the one that appends need. */
  private async recomputeSlowly(): Promise<Finding> {
    const { signal } = this.ending
    const { address } = this.log
    const log = address && 'folder' in address ? await openElsewhere(address) : this.log
    try {
      return await this.recompute(log, () => sleep(REST_MS, undefined, { signal }), AT_ONCE)
    } finally {
      if (log !== this.log) await log.close()
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
    const again = this.tree.makeAgain()
    // Whoever stops does not wait for it: what is missing is made the next time.
    const { signal } = this.ending
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    again.catch(() => undefined)
    await Promise.race([again, stopped])
  }
}

/** More than any folder has files with checkpoints. */
const MOST_OPENED = 64
/** Before the first entry. */
const NO_PLACE = { sequence: 0, recordedAt: 0, position: undefined }

/** A log that will be there again. */
const isAway = (error: unknown) => error instanceof Unavailable && error.reason === 'unreachable'
/** It shows fewer entries than were signed. */
const isLagging = (error: unknown) =>
  error instanceof ForkedLog && error.finding.size < (error.finding.broken?.checkpoint.size ?? 0)

function believed(note: string, key: VerifierKey, file: string): Checkpoint {
  const opened = openCheckpoint(note, key)
  if (!isRefusal(opened)) return opened
  throw new Unavailable(
    'damaged',
    `检查点文件的最后一个检查点不可信 / the last checkpoint of ${file} is not believed under ${key.name}: ${opened.zh} / ${opened.en}`,
  )
}

/** The other folder that checkpoints are kept in. Throws `Unavailable` where it is not there, or looks like another one. */
function elsewhereOf({ folder, elsewhere, shared }: LedgerProofOptions, isFirst: boolean): string | undefined {
  const told = shared ?? elsewhere
  if (told === undefined) return undefined
  if (!existsSync(told))
    throw new Unavailable('unreachable', `没有检查点目录 / there is no folder for checkpoints: ${told}`)
  const its = shared === undefined ? told : ownFolderIn(shared, nameIn(folder), isFirst)
  if (!isFirst) mustBeChosen(its)
  return its
}

function nameIn(folder: string): string {
  const file = join(folder, NAME_FILE)
  if (!existsSync(file)) writeWholeFile(file, randomBytes(8).toString('hex'))
  return readFileSync(file, 'utf8')
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
