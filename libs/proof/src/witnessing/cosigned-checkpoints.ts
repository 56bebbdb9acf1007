import { isRefusal } from '@pilot-ledger/kernel'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import type { VerifierKey } from '../domain/keys'
import { linesOf } from '../domain/note'
import type { Signed } from './ask-witness'

export interface Cosigned {
  readonly size: number
  /** The log's signature and those of so many witnesses. */
  readonly note: string
  readonly cosigners: number
}

interface Collected {
  readonly size: number
  /** As the log has signed it. Two of one size are two: what is cosigned of one says nothing of the other. */
  readonly note: string
  readonly lines: Map<VerifierKey, string>
  kept: number
}

/** Where cosigned checkpoints are kept, whole and on the disk. */
interface File {
  readonly last: string | undefined
  append(note: string): Promise<void>
  close(): Promise<void>
}

/** Of so many checkpoints that lately were asked for; a witness that answers about older ones is too late. */
const REMEMBERED = 16

/** What witnesses have cosigned: collected line by line, and kept with the checkpoint before anybody is shown it. */
export class CosignedCheckpoints {
  private readonly collected: Collected[] = []
  private readonly kept: Cosigned[] = []
  private writing: Promise<void> = Promise.resolve()

  /**
   * @param files every one of them gets each
   * @param isOfLog whether the log leads to a checkpoint
   */
  constructor(
    private readonly files: readonly File[],
    log: VerifierKey,
    witnesses: readonly VerifierKey[],
    isOfLog: (checkpoint: Checkpoint) => boolean = () => true,
  ) {
    const [{ last }] = files
    if (last === undefined) return
    const opened = openCheckpoint(last, log, witnesses)
    // Of other witnesses than are believed now: what they have cosigned stays in the file.
    if (isRefusal(opened) || opened.cosigners.length === 0) return
    // Of the history before an older backup was continued: it vouches for nothing of what is there now.
    if (!isOfLog(opened)) return
    const lines = new Map(opened.cosigners.map(({ key }) => [key, linesOf(last, [key])[0]]))
    const note = [`${opened.text}\n`, ...linesOf(last, [log])].join('')
    this.collected.push({ size: opened.size, note, lines, kept: lines.size })
    this.kept.push({ size: opened.size, note: last, cosigners: lines.size })
  }

  /** The last one that is kept. */
  get last(): Cosigned | undefined {
    return this.kept.at(-1)
  }

  /** Of those that are of at least so many entries, and of no more than there are, the one with most cosignatures, of these the last. */
  best(size: number, there: number): Cosigned | undefined {
    let best: Cosigned | undefined
    for (const it of this.kept)
      if (it.size >= size && it.size <= there && it.cosigners >= (best?.cosigners ?? 0)) best = it
    return best
  }

  /** The checkpoint with all lines that were collected for it, kept or not; undefined where there are none. */
  collectedOf(note: string): string | undefined {
    const its = this.of(note)
    return its && its.lines.size > 0 ? its.note + [...its.lines.values()].join('') : undefined
  }

  /** Checkpoints of at least so many entries of which more was collected than is kept, in the order in which they came. */
  unkept(size = 0): readonly string[] {
    const last = this.last?.size ?? 0
    const its = this.collected.filter((it) => it.size >= Math.max(size, last) && it.lines.size > it.kept)
    return its.map(({ note }) => note)
  }

  has(note: string, witness: VerifierKey): boolean {
    return this.of(note)?.lines.has(witness) ?? false
  }

  count(note: string): number {
    return this.of(note)?.lines.size ?? 0
  }

  /** @param checkpoint one that the log leads to: whoever adds it has looked */
  add({ size, note }: Signed, witness: VerifierKey, line: string): void {
    let its = this.of(note)
    if (!its) {
      its = { size, note, lines: new Map(), kept: 0 }
      this.collected.push(its)
      if (this.collected.length > REMEMBERED) this.collected.shift()
    }
    its.lines.set(witness, line)
  }

  /** Resolves when what was collected of that checkpoint is kept; rejects where it could not be, and it counts for nothing then. */
  keep(note: string): Promise<void> {
    const keeping = this.writing.then(() => this.write(note))
    this.writing = keeping.catch(() => undefined)
    return keeping
  }

  async close(): Promise<void> {
    for (const it of this.files) await it.close()
  }

  private of(note: string): Collected | undefined {
    return this.collected.find((it) => it.note === note)
  }

  private async write(signed: string): Promise<void> {
    const its = this.of(signed)
    // They are kept in the order of the log: one that comes late for an older one says nothing that a later one does not.
    if (!its || its.lines.size <= its.kept || its.size < (this.last?.size ?? 0)) return
    const { size } = its
    const cosigners = its.lines.size
    const note = this.collectedOf(signed) as string
    for (const it of this.files.toReversed()) if (it.last !== note) await it.append(note)
    its.kept = cosigners
    this.kept.push({ size, note, cosigners })
    if (this.kept.length > REMEMBERED) this.kept.shift()
  }
}
