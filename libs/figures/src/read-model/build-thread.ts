import { parentPort, workerData } from 'node:worker_threads'
import {
  type EventLog,
  type LogAddress,
  type RecordedEvent,
  Unavailable,
  type UnavailableReason,
} from '@pilot-ledger/event-log'
import { Build } from './build'
import type { PageDigests } from './page-digests'

/** What a thread builds, from which log. */
export interface BuildOrder {
  readonly log: LogAddress
  readonly file: string
  /** From the start of the log; otherwise what is stored is gone on with. */
  readonly afresh: boolean
}
/** To the thread. */
export type Order = { readonly readOn: number } | 'finish' | 'leave'
/** From it: an answer to each order but the last, and word of how far it is on the way. */
export type Said =
  | { readonly taken: number; readonly recordedAt: number; readonly sequence: number }
  | { readonly done: readonly PageDigests[] }
  | { readonly failed: string; readonly reason?: UnavailableReason }

/** Entries between two saves of a model that another process may go on with; one that is built afresh is of no use half-made. */
const SAVE_EVERY_ENTRIES = 1_000_000

/** Word of each page would wake the other thread two hundred times a second. */
const TELL_EVERY_MS = 50

/** The whole of a thread that builds a model: it opens the log and the file for itself and does as it is told. */
export function serveBuild(openLog: (address: LogAddress) => Promise<EventLog>): void {
  const { log: address, file, afresh } = workerData as BuildOrder
  const say = (it: Said) => parentPort?.postMessage(it)
  let leaving = false
  let parts: { readonly log: EventLog; readonly build: Build } | undefined

  const open = async () => {
    const log = await openLog(address)
    parts = { log, build: afresh ? Build.afresh(log, file) : Build.load(log, file) }
    return parts
  }
  let untold = { taken: 0, recordedAt: 0 }
  let toldAt = 0
  const tell = (sequence: number): void => {
    say({ ...untold, sequence })
    untold = { taken: 0, recordedAt: 0 }
    toldAt = performance.now()
  }
  const taken = (build: Build, events: readonly RecordedEvent[]): boolean => {
    untold = { taken: untold.taken + events.length, recordedAt: events[events.length - 1].recordedAt }
    if (performance.now() - toldAt > TELL_EVERY_MS) tell(build.sequence)
    if (!afresh && build.unsavedEntries >= SAVE_EVERY_ENTRIES) build.save()
    return !leaving
  }
  const carryOut = async (order: Order): Promise<void> => {
    if (order === 'leave') {
      parts?.build.close()
      await parts?.log.close()
      parentPort?.close()
      return
    }
    try {
      const { build } = parts ?? (await open())
      if (order === 'finish') {
        // What is gone on with is compared with nothing.
        if (!afresh) build.save()
        say({ done: afresh ? await build.finish() : [] })
      } else {
        await build.readOn(order.readOn, (events) => taken(build, events))
        if (untold.taken > 0) tell(build.sequence)
        say({ done: [] })
      }
    } catch (error) {
      // What came before it is whole, and whoever goes on meets it at once.
      if (!afresh) parts?.build.save()
      throw error
    }
  }

  let before = Promise.resolve()
  parentPort?.on('message', (order: Order) => {
    leaving ||= order === 'leave'
    before = before
      .then(() => carryOut(order))
      .catch((error: Error) =>
        say({ failed: error.message, ...(error instanceof Unavailable && { reason: error.reason }) }),
      )
  })
}
