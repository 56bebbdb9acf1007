import { type ChildProcess, fork } from 'node:child_process'
import { extname, join } from 'node:path'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { RefusalException } from '../problem'
import type { Order, Reading, ReadingLimits, Report } from './reading'

const MiB = 1_048_576
/** Of the memory of a process what JavaScript may take of it; the rest is buffers and the program. */
const HEAP_SHARE = 0.75

/** To load the program takes seconds on a busy machine, and is no fault of the file. */
const START_PATIENCE = 30_000

/** One process that reads, from the side of who asks. */
export class Reader {
  private readonly process: ChildProcess
  private reports: Report[] = []
  private heard: (() => void) | undefined
  private ended: { readonly code: number | null; readonly signal: string | null } | undefined
  private ready = false
  private killed = false

  constructor(private readonly limits: ReadingLimits) {
    const heap = Math.floor((limits.memoryBytes * HEAP_SHARE) / MiB)
    this.process = fork(join(__dirname, `reader-process${extname(__filename)}`), [String(limits.memoryBytes)], {
      serialization: 'advanced',
      execArgv: [...process.execArgv.filter((it) => !it.startsWith('--inspect')), `--max-old-space-size=${heap}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.process.on('message', (it: Report) => {
      if (it.is === 'ready') this.ready = true
      this.reports.push(it)
      this.heard?.()
    })
    const end = (code: number | null, signal: string | null) => {
      this.ended = { code, signal }
      this.heard?.()
    }
    this.process.on('exit', end)
    // It could not be started, or not be told: to the listener it is gone all the same.
    this.process.on('error', () => end(null, null))
  }

  get isGone(): boolean {
    return this.killed || this.ended !== undefined || !this.process.connected
  }

  /** What it gives, batch by batch, and its result at the end. */
  async *read(reading: Reading): AsyncGenerator<readonly unknown[], unknown> {
    const { patience, patienceOfItem } = this.limits
    this.attend(true)
    while (!this.ready) await this.next(START_PATIENCE)
    this.reports = []
    this.send({ read: reading })
    let left = patience
    let over = false
    try {
      for (;;) {
        const since = performance.now()
        const report = await this.next(left)
        left -= performance.now() - since
        if (report.is === 'items') {
          yield report.items
          left += report.items.length * patienceOfItem
          this.send({ more: true })
          continue
        }
        over = report.is !== 'ready' && report.stays
        if (report.is === 'refused') throw new RefusalException(report.refusals as readonly Refusal[], report.status)
        if (report.is === 'failed') throw failure(report.message, report.stack)
        return (report as { readonly result: unknown }).result
      }
    } finally {
      this.attend(false)
      // It stands in the middle of a file, or took too much of something: the next file gets another.
      if (!over) this.end()
    }
  }

  end(): void {
    this.killed = true
    this.process.kill('SIGKILL')
  }

  /** A process that reads keeps this one; one that waits for a file does not. */
  private attend(reads: boolean): void {
    const { channel } = this.process
    if (reads) {
      this.process.ref()
      channel?.ref()
    } else {
      this.process.unref()
      channel?.unref()
    }
  }

  private send(order: Order): void {
    if (!this.isGone) this.process.send(order)
  }

  /** The next word, within so many milliseconds. */
  private async next(patience: number): Promise<Report> {
    if (this.reports.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, patience))
        this.heard = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.heard = undefined
    }
    const report = this.reports.shift()
    if (report) return report
    throw new RefusalException(
      [this.ended ? brokeOff(this.ended) : TOO_LONG],
      this.ended && tooLarge(this.ended) ? 413 : 422,
    )
  }
}

/** The place where it was thrown is in the other process. */
function failure(message: string, stack: string): Error {
  const error = new Error(message)
  error.stack = stack
  return error
}

const TOO_LONG = refuse('file-takes-too-long', {
  zh: '文件读取耗时过长，已中止：请在表格软件中另存（去除多余的格式、合并与下拉），或分成几个文件',
  en: 'reading the file takes too long and was stopped; save it anew without needless formats, or make several files of it',
})

/** Ended by itself for its memory, or by the engine for its heap. */
const tooLarge = ({ code, signal }: { code: number | null; signal: string | null }) =>
  signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134

function brokeOff(ended: { code: number | null; signal: string | null }): Refusal {
  if (tooLarge(ended)) {
    return refuse('file-takes-too-much', {
      zh: '读取该文件所需内存过大，已中止：请分成几个文件',
      en: 'reading the file takes too much memory and was stopped; make several files of it',
    })
  }
  return refuse('file-reading-broke-off', {
    zh: '读取该文件的进程意外中止，未登记任何内容；请在表格软件中另存后再传',
    en: 'the process that read the file ended unexpectedly; nothing was recorded. Save the file anew and send it again',
    facts: { exit: String(ended.signal ?? ended.code ?? '') },
  })
}
