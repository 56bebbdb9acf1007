import { checkpointText } from '../domain/checkpoint'
import type { SignerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import type { LogTree } from '../keeping/log-tree'
import type { CheckpointFile } from './checkpoint-file'

/** Between two checkpoints while entries come: well within the second that is promised. */
const EVERY_MS = 500

/** Signs what the tree has grown to: at once after a pause, twice a second under load, and when it stops. */
export class CheckpointSigner {
  /** Why the last one could not be kept; it was shown to nobody and is tried again with the next entry. */
  failure: Error | undefined
  private lastAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private signing: Promise<void> = Promise.resolve()
  private stopped = false

  /**
   * @param files all of them have a checkpoint before it counts
   * @param signed the size of the last that was signed and kept, 0 before the first: never a smaller one is signed
   * @param kept whether every file has that one
   */
  constructor(
    private readonly key: SignerKey,
    private readonly tree: LogTree,
    private readonly files: readonly CheckpointFile[],
    public signed: number,
    private kept: boolean,
  ) {}

  grown(): void {
    if (this.timer || this.stopped) return
    const wait = Math.max(0, this.lastAt + EVERY_MS - performance.now())
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.sign()
    }, wait)
  }

  /** Signs all there is; resolves when it is kept, or could not be. */
  now(): Promise<void> {
    this.sign()
    return this.signing
  }

  /** The last checkpoint is of all there is. */
  async stop(): Promise<void> {
    if (!this.stopped) await this.now()
    await this.abandon()
  }

  /** Nothing more is signed. */
  abandon(): Promise<void> {
    clearTimeout(this.timer)
    this.stopped = true
    return this.signing
  }

  private sign(): void {
    this.lastAt = performance.now()
    this.signing = this.signing
      .then(() => this.keep())
      .then(
        () => {
          this.failure = undefined
        },
        (error) => {
          this.failure = error
        },
      )
  }

  private async keep(): Promise<void> {
    const { size } = this.tree
    if (size === 0 || size < this.signed || (size === this.signed && this.kept)) return
    this.kept = false
    const text = checkpointText({ origin: this.key.name, size, root: this.tree.root(size) })
    const note = signedNote(text, [signatureLine(text, this.key)])
    // Elsewhere first: what is shown is the one in the data folder.
    for (const it of this.files.toReversed()) await it.append(note)
    this.signed = size
    this.kept = true
  }
}
