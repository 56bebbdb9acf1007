import { existsSync } from 'node:fs'
import { Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import type { VerifierKey } from '../domain/keys'
import { linesOf } from '../domain/note'
import type { Signed } from './audit'
import { type CheckpointFile, cosignedBeside, lastCheckpointIn } from './checkpoint-file'
import { checkpointFilesIn, type SharedCheckpoints } from './shared-checkpoints'

/** The last checkpoints of a log in every file that is kept of it: what it has to continue. */
export class LastSigned {
  private opened: ReadonlyMap<string, Checkpoint> = new Map()

  /**
   * @param files of this service
   * @param others of services that share a folder with it
   * @param shared that folder
   */
  constructor(
    private readonly key: VerifierKey,
    private readonly files: readonly CheckpointFile[],
    private readonly others: SharedCheckpoints | undefined,
    private readonly shared: string | undefined,
  ) {}

  /** Each own file's. */
  get own(): readonly Checkpoint[] {
    return this.files.flatMap((it) => (it.last === undefined ? [] : this.open(it.last, it.file)))
  }

  /** What was signed last by this one and by others, each file's, the smaller first. Throws `Unavailable` for what is not believed. */
  get all(): readonly Checkpoint[] {
    const others = (this.others?.last() ?? []).map((it) => this.open(it, this.shared ?? ''))
    return [...this.own, ...others].sort((a, b) => a.size - b.size)
  }

  /**
   * What witnesses have cosigned was signed here too, whichever checkpoints are there: the last of each file. An entry may tell
   * that an older backup was continued since.
   */
  get cosigned(): readonly Signed[] {
    const { files, key } = this
    const shared = this.shared === undefined ? [] : checkpointFilesIn(this.shared)
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
}

/** More than any folder has files with checkpoints. */
const MOST_OPENED = 64

function believed(note: string, key: VerifierKey, file: string): Checkpoint {
  const opened = openCheckpoint(note, key)
  if (!isRefusal(opened)) return opened
  throw new Unavailable(
    'damaged',
    `检查点文件的最后一个检查点不可信 / the last checkpoint of ${file} is not believed under ${key.name}: ${opened.zh} / ${opened.en}`,
  )
}
