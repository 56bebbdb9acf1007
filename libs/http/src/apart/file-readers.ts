import { availableParallelism } from 'node:os'
import { refuse } from '@pilot-ledger/kernel'
import { RefusalException } from '../problem'
import { Reader } from './reader'
import { READING_LIMITS, type Reading, type ReadingLimits } from './reading'

interface Waiting {
  readonly of: string
  readonly begin: (reader: Reader) => void
}

export interface FileReadersLimits extends ReadingLimits {
  /** Files read at once, over all senders: each may take the memory of one. */
  readonly readers: number
  /** Files that wait, half of them of one sender at most; more are refused at once. */
  readonly waiting: number
  /** Milliseconds that one waits. */
  readonly waitPatience: number
  /** Milliseconds that a process stays for another file. */
  readonly idle: number
}

export const FILE_READERS_LIMITS: FileReadersLimits = {
  ...READING_LIMITS,
  readers: Math.max(2, Math.min(4, availableParallelism())),
  waiting: 64,
  waitPatience: 8_000,
  idle: 15_000,
}

/**
 * Reads what was sent in processes of their own, a few at once and of each sender one: what a file does to its reader
 * costs nobody but who sent it. Refusals, thrown: those of the reading; `file-takes-too-long`, `file-takes-too-much`,
 * `file-reading-broke-off`; `reading-busy` where too many wait.
 */
export class FileReaders {
  private readonly idle = new Map<Reader, NodeJS.Timeout>()
  private readonly busy = new Set<string>()
  private readonly waiting: Waiting[] = []

  constructor(private readonly limits: FileReadersLimits = FILE_READERS_LIMITS) {}

  /** What a reading gives at its end. `of`: whose file it is. */
  async result<T>(of: string, reading: Reading): Promise<T> {
    const read = this.batches(of, reading)
    for (;;) {
      const { done, value } = await read.next()
      if (done) return value as T
    }
  }

  /** What a reading gives on the way, in its order. */
  async *items<T>(of: string, reading: Reading): AsyncGenerator<T> {
    for await (const batch of this.batches(of, reading)) yield* batch as readonly T[]
  }

  private async *batches(of: string, reading: Reading): AsyncGenerator<readonly unknown[], unknown> {
    const reader = await this.taken(of)
    try {
      return yield* reader.read(reading)
    } finally {
      this.busy.delete(of)
      if (!reader.isGone) this.rest(reader)
      this.beginNext()
    }
  }

  private async taken(of: string): Promise<Reader> {
    if (this.mayBegin(of)) return this.readerFor(of)
    const { waiting } = this.limits
    const its = this.waiting.filter((it) => it.of === of).length
    if (this.waiting.length >= waiting || its >= Math.ceil(waiting / 2)) throw busy()
    return new Promise((begin, refuse) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(it), 1)
        refuse(busy())
      }, this.limits.waitPatience)
      const it: Waiting = {
        of,
        begin: (reader) => {
          clearTimeout(timer)
          begin(reader)
        },
      }
      this.waiting.push(it)
    })
  }

  private mayBegin(of: string): boolean {
    return this.busy.size < this.limits.readers && !this.busy.has(of)
  }

  private readerFor(of: string): Reader {
    this.busy.add(of)
    for (const [reader, end] of [...this.idle].reverse()) {
      clearTimeout(end)
      this.idle.delete(reader)
      if (!reader.isGone) return reader
    }
    return new Reader(this.limits)
  }

  /** To load a reader takes longer than to read most files: it stays for the next one, for a while. */
  private rest(reader: Reader): void {
    const end = setTimeout(() => {
      this.idle.delete(reader)
      reader.end()
    }, this.limits.idle)
    this.idle.set(reader, end.unref())
  }

  private beginNext(): void {
    const at = this.waiting.findIndex(({ of }) => this.mayBegin(of))
    if (at === -1) return
    const [{ of, begin }] = this.waiting.splice(at, 1)
    begin(this.readerFor(of))
  }
}

const busy = () =>
  new RefusalException(
    [
      refuse('reading-busy', {
        zh: '正在读取的文件过多，请稍后再传',
        en: 'too many files are being read; send it again in a while',
      }),
    ],
    503,
  )

/** One for the process: its readers are shared by every route. */
export const fileReaders = new FileReaders()
