import { parentPort, workerData } from 'node:worker_threads'
import { type LogAddress, openElsewhere, type Position } from '@pilot-ledger/event-log'
import { HASH_BYTES } from '../domain/hash'
import { Leaves } from '../domain/leaf'
import { orderFault } from './order'

/** The whole of the thread that makes leaves: of the entries it is told, out of the log as it lies on the disk. It keeps nothing between. */

export interface LeafOrder {
  /** Exclusive. */
  readonly after: Position
  readonly count: number
  /** Of the entry before the first, as `Leaves` have them. */
  readonly sequence: number
  readonly recordedAt: number
}

/** Of each entry the hash of its leaf, and its time as the tree has it. */
export interface MadeLeaves {
  readonly hashes: Uint8Array
  readonly times: Float64Array
}

/** `ready` is said once. What fails is not told apart here: whoever asked reads the entries himself and finds it. */
export type LeafReport = 'ready' | MadeLeaves | { readonly failed: string }

async function main(): Promise<void> {
  const log = await openElsewhere(workerData as LogAddress)
  parentPort?.on('message', async (order: LeafOrder | 'end') => {
    if (order === 'end') {
      await log.close()
      parentPort?.close()
    } else parentPort?.postMessage(await made(order).catch((error: Error): LeafReport => ({ failed: error.message })))
  })
  parentPort?.postMessage('ready' satisfies LeafReport)

  async function made({ after, count, sequence, recordedAt }: LeafOrder): Promise<LeafReport> {
    const [hashes, times] = [new Uint8Array(count * HASH_BYTES), new Float64Array(count)]
    const leaves = new Leaves(sequence, recordedAt)
    for await (const page of log.readAll({ after, limit: count, pageSize: PAGE })) {
      for (const entry of page) {
        const fault = orderFault(leaves, entry)
        if (fault) throw fault
        const leaf = leaves.nextHash(entry)
        const at = leaves.sequence - sequence - 1
        hashes.set(leaf, at * HASH_BYTES)
        times[at] = leaves.recordedAt
      }
    }
    if (leaves.sequence < sequence + count) throw new RangeError(`there is no entry ${leaves.sequence + 1}`)
    return { hashes, times }
  }
}

/** What is in memory at once. */
const PAGE = 200

void main()
