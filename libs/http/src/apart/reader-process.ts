import { Worker } from 'node:worker_threads'
import { BATCHES_AHEAD, type Order, type Reading, type Report } from './reading'

/** The whole of a process that reads files that were sent: one after the other, and nothing of the ledger is in it. */

const ITEMS_AT_ONCE = 256
/** Characters, as far as they can be counted cheaply: the listener must never be long with one batch. */
const CHARACTERS_AT_ONCE = 256 * 1024
/** What a process has grown to stays with it; a larger one is ended when it has read. */
const STAYS_BELOW = 300 * 1_048_576

/**
 * A thread beside the reading one: that may be deep in a calculation that ends never. It ends the process when it takes more
 * memory than it may, wherever that lies, and when whoever asked is gone.
 */
const WATCH = `
const { workerData } = require('node:worker_threads')
setInterval(() => {
  if (process.ppid !== workerData.parent || process.memoryUsage.rss() > workerData.memoryBytes) process.kill(process.pid, 'SIGKILL')
}, 40)`

let credit = BATCHES_AHEAD
let wake: (() => void) | undefined

function begin(memoryBytes: number): void {
  new Worker(WATCH, { eval: true, workerData: { parent: process.ppid, memoryBytes }, execArgv: [] }).unref()
  // Ctrl-C reaches every process of a terminal; who asked ends first and this with it.
  for (const it of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(it, () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', (order: Order) => {
    if ('more' in order) {
      credit++
      wake?.()
      return
    }
    void answer(order.read).then(report)
  })
  report({ is: 'ready' })
}

async function answer({ module, name, args }: Reading): Promise<Report> {
  credit = BATCHES_AHEAD
  try {
    const read = (require(module) as Record<string, (...args: unknown[]) => unknown>)[name]
    const given = read(...args)
    const result = isStream(given) ? await streamed(given) : await given
    return { is: 'done', result, stays: stays() }
  } catch (error) {
    return wrong(error)
  }
}

async function streamed(items: AsyncIterable<unknown>): Promise<undefined> {
  let batch: unknown[] = []
  let characters = 0
  const send = async () => {
    while (credit === 0) await new Promise<void>((resolve) => (wake = resolve))
    credit--
    report({ is: 'items', items: batch })
    batch = []
    characters = 0
  }
  try {
    for await (const it of items) {
      batch.push(it)
      characters += charactersOf(it)
      if (batch.length >= ITEMS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) await send()
    }
  } finally {
    // What came before a refusal has been reported.
    if (batch.length > 0) await send()
  }
  return undefined
}

function charactersOf(it: unknown): number {
  if (typeof it === 'string') return it.length
  if (typeof it !== 'object' || it === null) return 1
  let sum = 1
  for (const key in it) sum += charactersOf((it as Record<string, unknown>)[key])
  return sum
}

function isStream(it: unknown): it is AsyncIterable<unknown> {
  return typeof it === 'object' && it !== null && Symbol.asyncIterator in it
}

/** A refusal of the file is an answer; whatever else was thrown is a mistake of ours, told with its place. */
function wrong(error: unknown): Report {
  const { refusals, status } = error as { refusals?: readonly object[]; status?: number }
  if (Array.isArray(refusals)) return { is: 'refused', refusals, ...(status && { status }), stays: stays() }
  const { message = String(error), stack = '' } = error as Partial<Error>
  return { is: 'failed', message, stack, stays: false }
}

const stays = () => process.memoryUsage.rss() < STAYS_BELOW

function report(it: Report): void {
  process.send?.(it)
}

begin(Number(process.argv[2]))
