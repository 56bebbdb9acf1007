import { closeSync, constants, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { privateFile, syncFolder, Unavailable } from '@pilot-ledger/event-log'

/** Its name, in the data folder and elsewhere. */
export const CHECKPOINTS = 'checkpoints'
/** Beside it those that were cosigned, with the cosignatures: they come when others are signed already. */
export const cosignedBeside = (checkpoints: string) => `${checkpoints}.cosigned`

/** A checkpoint in its file, and where it ends there. */
export interface Placed {
  readonly note: string
  readonly end: number
}

/** Far more than the longest checkpoint with all its cosignatures. */
const TAIL = 65_536
const CHUNK = 1_048_576
/**
 * On Linux a write returns when its bytes are on the disk: one way to the system and back instead of two, each of which waits its turn
 * behind whatever else is served. Elsewhere that would not reach through the disk's own cache.
 */
const SYNCED = process.platform === 'linux' ? constants.O_DSYNC : 0
const APPEND = constants.O_RDWR | constants.O_APPEND | SYNCED

/**
 * Every checkpoint that was signed, one behind the other, an empty line after each: only ever appended to, and on the disk
 * before anybody is shown it. One that a death tore was shown to nobody; the next begins in its place.
 */
export class CheckpointFile {
  /** The last one; undefined before the first. */
  last: string | undefined
  /** Behind the last one may stand a part of another. */
  private torn = false
  private writing = false

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private length: number,
  ) {}

  /** Throws `Unavailable` where what stands behind the last one is more than a death leaves behind. */
  static async open(file: string): Promise<CheckpointFile> {
    makeOrTighten(file)
    const handle = await open(file, APPEND)
    try {
      const { size, whole, last } = endOf(handle.fd, file)
      if (whole < size) ftruncateSync(handle.fd, whole)
      const opened = new CheckpointFile(file, handle, whole)
      opened.last = last
      return opened
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Resolves when it is on the disk. */
  async append(note: string): Promise<void> {
    const bytes = Buffer.from(`${note}\n`, 'utf8')
    this.writing = true
    try {
      await this.cutTorn()
      this.torn = true
      await this.handle.appendFile(bytes)
      if (SYNCED === 0) await this.handle.sync()
      this.torn = false
    } catch (error) {
      // Where even that fails, it is cut before the next one.
      await this.cutTorn().catch(() => undefined)
      throw error
    } finally {
      this.writing = false
    }
    this.length += bytes.length
    this.last = note
  }

  /** Does not wait for a disk that does not answer. */
  async close(): Promise<void> {
    const closed = this.handle.close()
    if (!this.writing) return closed
    closed.catch(() => undefined)
  }

  /** What of it was written is no checkpoint. */
  private async cutTorn(): Promise<void> {
    if (!this.torn) return
    await this.handle.truncate(this.length)
    this.torn = false
  }
}

function makeOrTighten(file: string): void {
  const there = existsSync(file)
  try {
    privateFile(file)
  } catch (error) {
    // One that may only be appended to: nobody can change its rights either, and that is as it should be.
    if (!there || (error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
  if (!there) syncFolder(dirname(file))
}

/** The checkpoints of a file, from the first on, beside whoever appends to it: of its first so many bytes. */
export function* checkpointsIn(file: string, upTo?: number): Generator<string> {
  for (const { note } of placedIn(file, upTo)) yield note
}

/** The same, each with the byte behind it. */
export function* placedIn(file: string, upTo = Number.MAX_SAFE_INTEGER): Generator<Placed> {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(CHUNK)
    let held = Buffer.alloc(0)
    for (let at = 0; ; ) {
      const read = readSync(handle, bytes, 0, Math.min(CHUNK, upTo - at), at)
      if (read === 0) return
      at += read
      held = Buffer.concat([held, bytes.subarray(0, read)])
      const begin = at - held.length
      const { notes, ends, used } = notesIn(held)
      for (const [i, note] of notes.entries()) yield { note, end: begin + ends[i] }
      held = held.subarray(used)
    }
  } finally {
    closeSync(handle)
  }
}

/** What of a checkpoint is signed. */
export const textOf = (note: string) => note.slice(0, note.indexOf(SIGNATURES) + 1)

/** The last whole checkpoint of a file, beside whoever appends to it; undefined where there is none yet. */
export function lastCheckpointIn(file: string): string | undefined {
  const handle = openSync(file, 'r')
  try {
    return endOf(handle, file).last
  } finally {
    closeSync(handle)
  }
}

/** How far a file is made of whole checkpoints, and the last of them. */
function endOf(handle: number, file: string): { size: number; whole: number; last: string | undefined } {
  const { size } = fstatSync(handle)
  const from = Math.max(0, size - TAIL)
  const bytes = Buffer.alloc(size - from)
  for (let read = 0, got = 1; got > 0 && read < bytes.length; read += got)
    got = readSync(handle, bytes, read, bytes.length - read, from + read)
  const first = from === 0 ? 0 : nextIn(bytes)
  const { notes, used } = notesIn(bytes.subarray(first))
  const whole = first + used
  if (!isTorn(bytes.subarray(whole)))
    throw new Unavailable(
      'damaged',
      `检查点文件自第 ${from + whole} 字节起不是检查点 / what stands in ${file} from byte ${from + whole} on is no checkpoint`,
    )
  return { size, whole: from + whole, last: notes.at(-1) }
}

/** Where the next begins, of bytes that may begin within one: its signatures tell. */
function nextIn(bytes: Buffer): number {
  const text = bytes.indexOf(TEXT_END)
  const end = text === -1 ? -1 : bytes.indexOf(SIGNATURES_END, text + TEXT_END.length)
  return end === -1 ? 0 : end + SIGNATURES_END.length
}

/**
 * Whether a death can have left these behind: the beginning of one checkpoint, whose end may be zeros where the file had grown
 * and its content was not on the disk yet. Anything else may have been checkpoints, and forgetting them would be a fraud's aim.
 */
function isTorn(bytes: Buffer): boolean {
  if (bytes.length > LONGEST_TORN) return false
  const text = bytes.toString('latin1')
  return BEGINNING.test(text.replace(/\0+$/, ''))
}

/** Whether what stands between these two bytes of a file may be what a death left, or what is being written just now. */
export function isTornFrom(file: string, from: number, to: number): boolean {
  const bytes = Buffer.alloc(Math.min(to - from, LONGEST_TORN + 1))
  const handle = openSync(file, 'r')
  try {
    return isTorn(bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, from)))
  } finally {
    closeSync(handle)
  }
}

/** Far more than what a ledger writes. */
const LONGEST_TORN = 4_096
/** Origin, size, root, empty line, signatures with their dash: as far as it goes. Bytes as characters. */
const BEGINNING = /^([^\n\0]+(\n(\d+(\n([\w+/=]+(\n(\n(\xe2[^\n\0]+\n)*(\xe2[^\n\0]*)?)?)?)?)?)?)?)?$/

/** An empty line parts a text from its signatures, whose lines begin with a dash, and ends them. */
const SIGNATURES = '\n\n\u2014'
const TEXT_END = Buffer.from(SIGNATURES, 'utf8')
const SIGNATURES_END = Buffer.from('\n\n', 'utf8')

function notesIn(bytes: Buffer): { notes: string[]; ends: number[]; used: number } {
  const [notes, ends]: [string[], number[]] = [[], []]
  let used = 0
  for (;;) {
    const text = bytes.indexOf(TEXT_END, used)
    const end = text === -1 ? -1 : bytes.indexOf(SIGNATURES_END, text + TEXT_END.length)
    if (end === -1) return { notes, ends, used }
    notes.push(bytes.toString('utf8', used, end + 1))
    used = end + SIGNATURES_END.length
    ends.push(used)
  }
}
