import { hash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder, Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { openNote, parseCheckpoint, type SignerKey } from '@pilot-ledger/proof'

export interface KeptCheckpoint {
  readonly size: number
  readonly root: Uint8Array
  /** As it was cosigned. */
  readonly note: string
}

/** Enough to show what a log was caught at, too little to fill a disk. */
const MOST_REFUSED = 1_048_576
/** Of what may be honest as well: whoever has seen some checkpoints can ask about each with a proof that is none. */
const MOST_DOUBTFUL = 65_536

/**
 * The last checkpoint of each log that this witness has cosigned, each in a file of its own, and notes of logs that were refused as
 * no continuation, or not shown to be one. Nothing of it is in memory: what is on the disk is what it knows.
 */
export class KeptCheckpoints {
  private readonly folder: string

  constructor(
    folder: string,
    private readonly key: SignerKey,
  ) {
    this.folder = join(folder, 'logs')
    privateFolder(this.folder)
  }

  /** Undefined of a log that was never cosigned. Throws `Unavailable` for what this witness has not cosigned itself. */
  last(origin: string): KeptCheckpoint | undefined {
    const file = this.fileOf(origin)
    if (!existsSync(file)) return undefined
    const note = readFileSync(file, 'utf8')
    const opened = openNote(note, [this.key])
    const checkpoint = isRefusal(opened) ? opened : parseCheckpoint(opened.text)
    if (isRefusal(checkpoint) || checkpoint.origin !== origin)
      throw new Unavailable(
        'damaged',
        `所存检查点不是本见证人所签 / what is kept was not cosigned by this witness: ${file}`,
      )
    return { size: checkpoint.size, root: checkpoint.root, note }
  }

  /** On the disk when it returns. */
  keep(origin: string, note: string): void {
    writeWholeFile(this.fileOf(origin), note)
  }

  /**
   * A log has signed it, and it is not what was cosigned of the same size: whoever looks into the matter will want it.
   * @param note with the log's own signature alone: what else stands in a note, anybody may have put there
   */
  keepRefused(origin: string, note: string): void {
    const file = `${this.fileOf(origin)}.refused`
    const before = notesOf(file)
    if (before.length + note.length > MOST_REFUSED || before.includes(note)) return
    appendFileSync(file, `${note}\n`, { mode: PRIVATE_FILE })
  }

  /** Nobody has shown that it continues what was cosigned, nor that it does not: of such the last ones are kept, apart. */
  keepDoubtful(origin: string, note: string): void {
    const file = `${this.fileOf(origin)}.doubtful`
    let notes = notesOf(file)
    if (notes.includes(note)) return
    notes += `${note}\n`
    while (notes.length > MOST_DOUBTFUL) notes = notes.slice(firstNote(notes))
    writeWholeFile(file, notes)
  }

  /** An origin may hold what no file's name can. */
  private fileOf(origin: string): string {
    return join(this.folder, hash('sha256', origin, 'hex').slice(0, 32))
  }
}

const notesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** How long the first of them is: an empty line stands behind its text, and another behind its signature. */
function firstNote(notes: string): number {
  const text = notes.indexOf('\n\n')
  return notes.indexOf('\n\n', text + 2) + 2
}
