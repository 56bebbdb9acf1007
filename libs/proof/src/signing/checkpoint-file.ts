import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { privateFile } from '@pilot-ledger/event-log'

/** Far more than the longest checkpoint with all its cosignatures. */
const TAIL = 65_536
const CHUNK = 1_048_576
const APPEND = constants.O_RDWR | constants.O_APPEND

/**
 * Every checkpoint that was signed, one behind the other, an empty line after each: only ever appended to, and on the disk
 * before anybody is shown it. One that a death tore was shown to nobody; the next begins in its place.
 */
export class CheckpointFile {
  /** The last one; undefined before the first. */
  last: string | undefined

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private length: number,
  ) {}

  static async open(file: string): Promise<CheckpointFile> {
    privateFile(file)
    const handle = await open(file, APPEND)
    const { whole, last } = endOf(handle.fd)
    ftruncateSync(handle.fd, whole)
    const opened = new CheckpointFile(file, handle, whole)
    opened.last = last
    return opened
  }

  /** Resolves when it is on the disk. */
  async append(note: string): Promise<void> {
    const bytes = Buffer.from(`${note}\n`, 'utf8')
    try {
      await this.handle.appendFile(bytes)
      await this.handle.sync()
    } catch (error) {
      // What of it was written is no checkpoint.
      await this.handle.truncate(this.length)
      throw error
    }
    this.length += bytes.length
    this.last = note
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** The checkpoints of a file, from the first on, beside whoever appends to it: of its first so many bytes. */
export function* checkpointsIn(file: string, upTo = Number.MAX_SAFE_INTEGER): Generator<string> {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(CHUNK)
    let held = Buffer.alloc(0)
    for (let at = 0; ; ) {
      const read = readSync(handle, bytes, 0, Math.min(CHUNK, upTo - at), at)
      if (read === 0) return
      at += read
      held = Buffer.concat([held, bytes.subarray(0, read)])
      const { notes, used } = notesIn(held)
      yield* notes
      held = held.subarray(used)
    }
  } finally {
    closeSync(handle)
  }
}

/** How far a file is made of whole checkpoints, and the last of them. */
function endOf(handle: number): { whole: number; last: string | undefined } {
  const { size } = fstatSync(handle)
  const from = Math.max(0, size - TAIL)
  const bytes = Buffer.alloc(size - from)
  for (let read = 0; read < bytes.length; ) read += readSync(handle, bytes, read, bytes.length - read, from + read)
  // The tail may begin within one: signatures tell where the next begins.
  const first =
    from === 0 ? 0 : bytes.indexOf(SIGNATURES_END, bytes.indexOf(TEXT_END) + TEXT_END.length) + SIGNATURES_END.length
  const { notes, used } = notesIn(bytes.subarray(first))
  return { whole: from + first + used, last: notes.at(-1) }
}

/** An empty line parts a text from its signatures, whose lines begin with a dash, and ends them. */
const TEXT_END = Buffer.from('\n\n\u2014', 'utf8')
const SIGNATURES_END = Buffer.from('\n\n', 'utf8')

function notesIn(bytes: Buffer): { notes: string[]; used: number } {
  const notes: string[] = []
  let used = 0
  for (;;) {
    const text = bytes.indexOf(TEXT_END, used)
    const end = text === -1 ? -1 : bytes.indexOf(SIGNATURES_END, text + TEXT_END.length)
    if (end === -1) return { notes, used }
    notes.push(bytes.toString('utf8', used, end + 1))
    used = end + SIGNATURES_END.length
  }
}
