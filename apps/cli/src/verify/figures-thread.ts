import { parentPort, workerData } from 'node:worker_threads'
import { openElsewhere, Unavailable } from '@pilot-ledger/event-log'
import { noProgress } from '../progress'
import type { FiguresOrder, FiguresSaid, FiguresTold } from './figures-apart'
import { FiguresHere } from './figures-check'

const say = (it: FiguresSaid) => parentPort?.postMessage(it)

/** The whole of a thread that makes figures of all entries of a log. */
async function serve({ log: address, file }: FiguresOrder): Promise<void> {
  const told = new Promise<FiguresTold>((resolve) => parentPort?.once('message', resolve))
  const log = await openElsewhere(address)
  const figures = new FiguresHere(log, file, noProgress)
  for await (const page of log.readAll()) await figures.take(page)
  const { sound } = await told
  say({ found: await figures.end(sound) })
  await figures.close()
  await log.close()
}

// Of a damaged log its own faults are told, and nobody asks here.
serve(workerData as FiguresOrder).catch((error: Error) => {
  say({ failed: error.message, ...(error instanceof Unavailable && { reason: error.reason }) })
})
