import { extname } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/** What every process of this one loads first, however it is started: under test the transpiler. */
const PRELOADED = process.execArgv.flatMap((it, i, all) => (it === '--require' ? [it, all[i + 1]] : []))

/**
 * Starts a thread of this program.
 * @param file its file without an ending: compiled or not, as the file that asks is
 * @param asking the file that asks
 * @param resourceLimits of its memory; default: Node's own
 */
export function startThread(
  file: string,
  asking: string,
  workerData: unknown,
  resourceLimits?: ResourceLimits,
): Worker {
  const ending = extname(asking)
  return new Worker(file + ending, {
    workerData,
    resourceLimits,
    // Of the options of a process many are not those of a thread, and it would refuse to start with them.
    ...(ending === '.ts' && { execArgv: PRELOADED }),
  })
}
