import { randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type NewEvent, openSqliteEventLog } from '@pilot-ledger/event-log'
import { Latencies, type Line, perSecond } from './measure'

const CALLERS = 64
const SECONDS = 6
/** What one row takes in the file, key and digest included, for an event of 400 bytes. */
const ROW_BYTES = 640

/** Durable appends by 64 callers beside a bare write-and-sync loop with the same batches, and by one caller alone. */
export async function measureAppends(folder: string): Promise<Line[]> {
  const limit = syncedWrites(join(folder, 'limit'), CALLERS)
  const log = await openSqliteEventLog({ folder: join(folder, 'append') })
  try {
    const alone = await appending(log.append.bind(log), 1)
    const many = await appending(log.append.bind(log), CALLERS)
    return [
      {
        what: `durable append in process, ${CALLERS} callers`,
        measured: many.rate,
        unit: 'events/s',
        limit: { what: `write + fdatasync of ${CALLERS} rows`, value: limit },
        latency: many.latency,
        aim: '≥ 30,000',
        met: many.rate >= 30_000,
      },
      {
        what: 'the same against one caller',
        measured: many.rate,
        unit: 'events/s',
        limit: { what: 'one caller, a sync each', value: alone.rate },
        latency: alone.latency,
        aim: '≥ 7×',
        met: many.rate >= 7 * alone.rate,
      },
    ]
  } finally {
    await log.close()
  }
}

type Append = (stream: string, expected: 'none' | number, events: readonly NewEvent[]) => Promise<unknown>

/** Events a second, each caller on a stream of its own, the next append once the last is answered. */
export async function appending(append: Append, callers: number, seconds = SECONDS) {
  const latencies = new Latencies()
  const end = performance.now() + seconds * 1000
  let count = 0
  const start = performance.now()
  const one = async (caller: number) => {
    const stream = `engagement-${randomUUID()}`
    for (let revision = -1; performance.now() < end; revision++) {
      const sent = performance.now()
      await append(stream, revision === -1 ? 'none' : revision, [event(`${caller}-${revision}`)])
      latencies.add(performance.now() - sent)
      count++
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, i) => one(i)))
  return { rate: perSecond(count, performance.now() - start), latency: latencies.percentiles() }
}

/** An event of about 400 bytes with its metadata. */
export function event(reference: string): NewEvent {
  return {
    id: randomUUID(),
    type: 'PaymentReceived',
    version: 1,
    data: {
      bankReference: `BENCH-${reference}`.padEnd(30, '0'),
      payer: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户科技有限公司' },
      share: '9116800.00',
      total: '9116800.00',
      receivedOn: '2025-03-04',
    },
    metadata: { actor: 'clerk-bench', correlationId: randomUUID(), idempotencyKey: randomUUID() },
  }
}

function syncedWrites(file: string, rows: number): number {
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(rows * ROW_BYTES, 7)
  const start = performance.now()
  let written = 0
  while (performance.now() - start < 3_000) {
    writeSync(handle, block)
    fdatasyncSync(handle)
    written += rows
  }
  const rate = perSecond(written, performance.now() - start)
  closeSync(handle)
  rmSync(file)
  return rate
}
