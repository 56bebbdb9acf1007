import { hash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs'
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

/**
 * The last checkpoint of each log that this witness has cosigned, each in a file of its own, and notes of logs that were refused as
 * no continuation. Nothing of it is in memory: what is on the disk is what it knows.
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

  /** A log has signed it, and it continues nothing: whoever looks into the matter will want it. */
  keepRefused(origin: string, note: string): void {
    const file = `${this.fileOf(origin)}.refused`
    const before = existsSync(file) ? statSync(file).size : 0
    if (before + note.length > MOST_REFUSED || (before > 0 && readFileSync(file, 'utf8').includes(note))) return
    appendFileSync(file, `${note}\n`, { mode: PRIVATE_FILE })
  }

  /** An origin may hold what no file's name can. */
  private fileOf(origin: string): string {
    return join(this.folder, hash('sha256', origin, 'hex').slice(0, 32))
  }
}
