import { parentPort, workerData } from 'node:worker_threads'
import { arrays, type Database, openDatabase } from './database'
import { damaged, damagedFile, readingFault } from './faults'
import { digestOf, type StoredRow } from './row'
import { PAGES_AHEAD, type RowsOrder, type RowsReport } from './rows-apart'
import { SQL } from './statements'

/** The whole of a thread that reads a log's rows in order and holds each against its digest; what they mean is told elsewhere. */

let ahead = PAGES_AHEAD
let stopping = false
let wake: (() => void) | undefined

const report = (it: RowsReport) => parentPort?.postMessage(it)

async function read({ file, acknowledged, after, limit, pageSize }: RowsOrder): Promise<void> {
  const database = openDatabase(file, true, acknowledged > 0)
  try {
    const rows = arrays(database, SQL.readAll)
    for (let left = limit; left > 0; ) {
      while (ahead === 0 && !stopping) await new Promise<void>((resolve) => (wake = resolve))
      if (stopping) return
      const due = Math.min(pageSize, left, lastPosition(database, file, acknowledged) - after)
      if (due <= 0) return
      report({ rows: textOf(rows.all(after, due) as StoredRow[], after, due), count: due })
      after += due
      left -= due
      ahead--
    }
  } finally {
    database.close()
  }
}

function lastPosition(database: Database, file: string, acknowledged: number): number {
  const [last] = arrays(database, SQL.lastPosition).get() as [number | null]
  if ((last ?? 0) >= acknowledged) return last ?? 0
  throw damagedFile(file, `it ends at position ${last}, but ${acknowledged} had been stored and acknowledged`)
}

/** The rows as one JSON list. Their own positions are looked at by who reads what they say. */
function textOf(rows: readonly StoredRow[], after: number, due: number): string {
  let text = ''
  for (const [i, [entry, digest]] of rows.entries()) {
    if (typeof entry !== 'string' || digestOf(entry) !== digest)
      throw damaged(after + 1 + i, 'does not match its digest')
    text += i === 0 ? `[${entry}` : `,${entry}`
  }
  if (rows.length < due) throw damaged(after + rows.length + 1, 'is missing')
  return `${text}]`
}

parentPort?.on('message', (more: number | 'stop') => {
  if (more === 'stop') stopping = true
  else ahead += more
  wake?.()
})
const order = workerData as RowsOrder
read(order)
  .then(() => report({ over: true }))
  .catch((error: unknown) => {
    const { reason, message } = readingFault(error, `after position ${order.after}`)
    report({ fault: { reason, message } })
  })
  .finally(() => parentPort?.close())
