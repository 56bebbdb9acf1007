import { hash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, News, type Position, privateFolder, TailCut, Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { toBase64 } from '../domain/base64'
import { openCheckpoint } from '../domain/checkpoint'
import { publicPartOf, type VerifierKey, verifierKeyText } from '../domain/keys'
import { LogTree } from '../keeping/log-tree'
import type { Cosigned } from '../witnessing/cosigned-checkpoints'
import { openWitnesses } from '../witnessing/open-witnesses'
import { OTHER_HISTORY, type Witnesses, type WitnessState } from '../witnessing/witnesses'
import { Beginning } from './beginning'
import { CHECKPOINTS, CheckpointFile } from './checkpoint-file'
import { CheckpointSigner } from './checkpoint-signer'
import { Continuing, FIRST_PAUSE_MS, isAway, LAGGING_MS, LONGEST_PAUSE_MS } from './continuing'
import { elsewhereOf } from './elsewhere'
import { ForkedLog } from './forked-log'
import { HeldAgainstSigned } from './held-against-signed'
import { LastSigned } from './last-signed'
import { keepPublicPart, ledgerKey, sharePublicPart } from './ledger-key'
import { BEGUN, KEY_FILE, type LedgerProofOptions, PUBLIC_KEY_FILE, TREE } from './options'
import { SharedCheckpoints } from './shared-checkpoints'

/** How long whoever needs a checkpoint waits for it. */
const SIGNED_WITHIN_MS = 10_000
/** And for the cosignatures without which nothing is decided, and for those that a certificate has rather than not. */
const COSIGNED_WITHIN_MS = 6_000
const COSIGNED_SOON_MS = 1_000
/** Whoever waits is woken when the tree grows; whether it failed or is being stopped he looks himself. */
const LOOK_AGAIN_MS = 20
/** How long a stop waits for the last entries to be in the tree. */
const DRAIN_MS = 10_000

/** What makes a log one that can prove itself: its tree, its key, its checkpoints. */
export class LedgerProof {
  private readonly ending = new AbortController()
  private signer: CheckpointSigner | undefined
  private witnesses: Witnesses | undefined
  /** Up to which entry somebody wants it signed at once. */
  private wanted = 0
  private begun: Promise<void> | undefined
  private closing: Promise<void> | undefined
  private readonly told = new Set<(size: number) => void>()
  /** Of the tree, whenever it has grown. */
  private readonly news = new News()
  /** Why the log is not held against what was signed yet; undefined once it was. */
  private waiting: string | undefined = '账本尚未与检查点核对 / the log is not held against what was signed yet'
  private readonly last: LastSigned
  private readonly held: HeldAgainstSigned
  private readonly continuing: Continuing

  private constructor(
    private readonly log: EventLog,
    readonly tree: LogTree,
    readonly key: VerifierKey,
    private readonly files: readonly CheckpointFile[],
    others: SharedCheckpoints | undefined,
    private readonly options: LedgerProofOptions,
    private readonly beginning: Beginning,
    private readonly signerFrom: (signed: number, kept: boolean, before: () => boolean) => CheckpointSigner,
  ) {
    this.last = new LastSigned(key, files, others, options.shared)
    this.held = new HeldAgainstSigned(log, tree, this.last, options, this.ending.signal)
    const { last, held, ending } = this
    this.continuing = new Continuing(tree, last, held, options, ending.signal, () => this.signer?.abandon())
  }

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
        if (error instanceof TailCut && options.replicated) void proof?.continuing.afterCut()
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
    const { files, last, held } = this
    if (last.all.length === 0) this.beginning.allow()
    if (!(await held.start())) this.continuing.recomputeBeside()
    const { own } = last
    const kept = own.length === files.length && own.every((it) => it.size === own[0].size)
    const signed = Math.max(0, ...last.all.map((it) => it.size))
    if (!this.signer) {
      this.signer = this.signerFrom(signed, kept, () => this.continuing.mustContinue())
      this.witnesses = await openWitnesses(
        this.key,
        this.tree,
        files.map(({ file }) => file),
        this.options,
      )
      const note = files[0].last
      if (note !== undefined && kept) this.witnesses?.signed({ size: own[0].size, note })
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
    if (this.continuing.doubted || !this.signer)
      throw new Unavailable('damaged', this.failure ?? '未签名 / nothing is signed')
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
      const news = this.news.next()
      if (this.tree.size >= size) await this.signer?.now()
      if (this.signedSize < size) await Promise.race([news, sleep(LOOK_AGAIN_MS)])
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
      await Promise.race([this.news.next(), sleep(LOOK_AGAIN_MS)])
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
    const { continuing, waiting, tree, signer } = this
    const { doubted, longBehind } = continuing
    return doubted?.message ?? waiting ?? tree.failure?.message ?? signer?.failure?.message ?? longBehind
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
    await this.continuing.recomputed
    // What was recorded to the very end is signed too.
    if (!this.continuing.doubted && this.signer && this.tree.caughtUp) await this.tree.drain(DRAIN_MS)
    await this.tree.stop(async () => {
      await this.signer?.stop()
      await this.witnesses?.stop(COSIGNED_SOON_MS)
    })
    for (const it of this.files) await it.close()
  }

  private grown(): void {
    this.news.tell()
    if (this.signedSize < this.wanted && this.wanted <= this.tree.size) void this.signer?.now()
    else this.signer?.grown()
  }

  private tell(size: number): void {
    this.beginning.over()
    this.witnesses?.signed({ size, note: this.files[0].last as string })
    for (const it of this.told) it(size)
  }
}

/** It shows fewer entries than were signed. */
const isLagging = (error: unknown) =>
  error instanceof ForkedLog && error.finding.size < (error.finding.broken?.checkpoint.size ?? 0)
