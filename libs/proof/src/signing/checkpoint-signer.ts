import { checkpointText } from '../domain/checkpoint'
import type { SignerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import type { LogTree } from '../keeping/log-tree'
import type { CheckpointFile } from './checkpoint-file'

/** Between two checkpoints while entries come: well within the second that is promised. */
const EVERY_MS = 500
/** After one that could not be kept: whatever was in its way may pass while no entry comes. */
const AGAIN_MS = 1_000
/** After one that had to wait for entries that others have already. */
const SOON_MS = 50
/** So long one may take to be kept before that is a fault, and whoever stops waits no longer. */
const PATIENCE_MS = 10_000

/** Signs what the tree has grown to: at once after a pause, twice a second under load, and when it stops. */
export class CheckpointSigner {
  private failed: Error | undefined
  /** When the one began that is being kept. */
  private begunAt: number | undefined
  private lastAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private signing: Promise<void> = Promise.resolve()
  private stopped = false
  /** Told of each checkpoint once it is kept: how many entries it is of. */
  readonly told = new Set<(size: number) => void>()

  /**
   * @param files all of them have a checkpoint before it counts
   * @param signed the size of the last that was signed and kept, 0 before the first: never a smaller one is signed
   * @param kept whether every file has that one
   * @param beforeSigning whether this may be signed already; throws where the tree does not continue what is signed
   */
  constructor(
    private readonly key: SignerKey,
    private readonly tree: LogTree,
    private readonly files: readonly CheckpointFile[],
    public signed: number,
    private kept: boolean,
    private readonly beforeSigning: () => boolean = () => true,
  ) {}

  /** Why the last one is not kept; it was shown to nobody and is tried again. */
  get failure(): Error | undefined {
    if (this.begunAt === undefined || performance.now() - this.begunAt < PATIENCE_MS) return this.failed
    return new Error('检查点久未写入 / a checkpoint has been waiting to be written for too long')
  }

  /** A text under the same key. */
  noteOf(text: string): string {
    return signedNote(text, [signatureLine(text, this.key)])
  }

  grown(): void {
    this.signWithin(Math.max(0, this.lastAt + EVERY_MS - performance.now()))
  }

  /** Signs all there is; resolves when it is kept, or could not be. */
  now(): Promise<void> {
    this.sign()
    return this.signing
  }

  /** The last checkpoint is of all there is, unless a disk does not answer. */
  async stop(): Promise<void> {
    if (!this.stopped) await orPatience(this.now())
    await this.abandon()
  }

  /** Nothing more is signed. */
  abandon(): Promise<void> {
    clearTimeout(this.timer)
    this.stopped = true
    return this.begunAt === undefined ? this.signing : orPatience(this.signing, this.begunAt)
  }

  private signWithin(ms: number): void {
    if (this.timer || this.stopped) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.sign()
    }, ms)
  }

  private sign(): void {
    this.lastAt = performance.now()
    this.signing = this.signing
      .then(() => this.keep())
      .then(
        () => {
          this.failed = undefined
        },
        (error) => {
          this.failed = error
          this.signWithin(AGAIN_MS)
        },
      )
      .finally(() => {
        this.begunAt = undefined
      })
  }

  private async keep(): Promise<void> {
    if (this.stopped) return
    const { size, end } = this.tree
    if (size === 0 || size < this.signed || (size === this.signed && this.kept)) return
    if (!this.beforeSigning()) return this.signWithin(SOON_MS)
    this.kept = false
    this.begunAt = performance.now()
    const text = checkpointText({ origin: this.key.name, size, root: this.tree.root(size) })
    const note = signedNote(text, [signatureLine(text, this.key)])
    // Elsewhere first: what is shown is the one in the data folder.
    // One that has it already got it before another failed.
    for (const it of this.files.toReversed()) if (it.last !== note) await it.append(note)
    this.signed = size
    this.kept = true
    if (end?.sequence === size) this.tree.signedUpTo(end)
    for (const tell of this.told) tell(size)
  }
}

/** Resolves with what is waited for, or when patience has run out since then. */
async function orPatience(signing: Promise<void>, since = performance.now()): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, since + PATIENCE_MS - performance.now()))
  })
  await Promise.race([signing, patience])
  clearTimeout(timer)
}
