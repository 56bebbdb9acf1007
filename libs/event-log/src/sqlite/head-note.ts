import { hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { Unavailable } from '../errors'
import { privateFile } from '../private-files'

/** The last entry that was acknowledged: its position and the digest (hex) of its text. */
export interface Acknowledged {
  readonly position: number
  readonly digest: string
}

/**
 * Remembers beside the log how far it was acknowledged. SQLite takes a torn or damaged write-ahead log for an unfinished
 * commit and silently begins before it; without this note acknowledged entries would be missing and nobody told.
 * Written after each commit, in place and without a sync: it survives the death of the process, and after a power cut it is
 * at worst older than the log, which is no contradiction.
 */
export class HeadNote {
  private handle: number | undefined

  constructor(file: string) {
    privateFile(file)
    this.handle = openSync(file, 'r+')
  }

  write(last: Acknowledged): void {
    if (this.handle === undefined) throw new Unavailable('closed', '已关闭 / it is closed')
    writeSync(this.handle, line(last), 0, 'latin1')
  }

  /** Once: the number may be another file's by the second time. */
  close(): void {
    const { handle } = this
    if (handle === undefined) return
    this.handle = undefined
    fsyncSync(handle)
    closeSync(handle)
  }
}

/**
 * What the note says; undefined where there is none, or none that can be read: after a power cut its block may never have
 * been written. The log is then believed as it is, as it would be without a note.
 */
export function readHeadNote(file: string): Acknowledged | undefined {
  let text: string
  try {
    text = readFileSync(file, 'latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [position, digest] = text.trim().split(' ')
  const last = { position: Number(position), digest }
  return line(last) === text ? last : undefined
}

/** Fixed width, so that each writing covers the one before; its own check tells a torn line. */
function line({ position, digest }: Acknowledged): string {
  const stated = `${String(position).padStart(16, '0')} ${digest}`
  return `${stated} ${hash('sha256', stated, 'hex').slice(0, 16)}\n`
}
