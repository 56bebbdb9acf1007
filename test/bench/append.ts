import { randomUUID } from 'node:crypto'
import { closeSync, copyFileSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type NewEvent, openSqliteEventLog } from '@pilot-ledger/event-log'
import { bareInserts } from './bare-insert'
import { Latencies, type Line, perSecond } from './measure'
import { UsualStore } from './peer'

const CALLERS = 64
/** What is compared takes turns, so that none has the quiet minute for itself. */
const ROUNDS = 3
const SECONDS = 2
/** What one row takes in the file, key and digest included, for an event of 400 bytes. */
const ROW_BYTES = 640

/**
 * Durable appends by 64 callers beside a bare insert of the same rows in batches of 64, by one caller alone, and in a store of
 * the usual kind; the bare insert beside a bare write-and-sync of as many bytes.
 */
export async function measureAppends(folder: string): Promise<Line[]> {
  const log = await openSqliteEventLog({ folder: join(folder, 'append') })
  const peer = new UsualStore(join(folder, 'peer'))
  const [ours, theirs] = [log, peer].map((it) => it.append.bind(it) as Append)
  const oneRound = async () => ({
    written: { rate: syncedWrites(join(folder, 'written'), CALLERS, SECONDS / 2) },
    bare: { rate: bareInserts(join(folder, 'bare'), CALLERS, SECONDS) },
    many: await appending(ours, CALLERS, SECONDS),
    alone: await appending(ours, 1, SECONDS),
    peerMany: await appending(theirs, CALLERS, SECONDS),
    peerAlone: await appending(theirs, 1, SECONDS),
  })
  const rounds: Awaited<ReturnType<typeof oneRound>>[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound())
  } finally {
    await log.close()
    peer.close()
  }
  const [written, bare] = [middle(rounds.map((it) => it.written)).rate, middle(rounds.map((it) => it.bare)).rate]
  const [many, alone] = [middle(rounds.map((it) => it.many)), middle(rounds.map((it) => it.alone))]
  const peers = [middle(rounds.map((it) => it.peerMany)), middle(rounds.map((it) => it.peerAlone))]
  return [
    {
      what: `durable append in process, ${CALLERS} callers`,
      measured: many.rate,
      unit: 'events/s',
      limit: { what: `bare SQLite insert, the same rows, indexes and triggers, ${CALLERS} a sync`, value: bare },
      latency: many.latency,
      aim: '≥ 0.35 of it',
      met: many.rate >= 0.35 * bare,
    },
    {
      what: 'the same against one caller',
      measured: many.rate,
      unit: 'events/s',
      limit: { what: 'one caller, a sync each', value: alone.rate },
      latency: alone.latency,
      aim: '≥ 10×',
      met: many.rate >= 10 * alone.rate,
    },
    {
      what: 'that bare SQLite insert',
      measured: bare,
      unit: 'rows/s',
      limit: { what: `write + fdatasync of ${CALLERS} rows`, value: written },
      aim: 'for comparison',
      met: true,
    },
    ...[CALLERS, 1].map((callers, i) => ({
      what: `peer: a SQLite event store of the usual kind, ${callers === 1 ? 'one caller' : `${callers} callers`}`,
      measured: peers[i].rate,
      unit: 'events/s',
      limit: { what: 'ours in the same run', value: [many, alone][i].rate },
      latency: peers[i].latency,
      aim: 'for comparison',
      met: true,
    })),
  ]
}

/**
 * Appends to a copy of the log in that folder, beside a new log: a known id is refused, among ten million as among none.
 * What an entry costs at a million is held against what it costs at ten million by two runs.
 */
export async function measureGrownAppends(folder: string, scratch: string): Promise<Line[]> {
  const grown = join(scratch, 'grown')
  mkdirSync(grown)
  copyFileSync(join(folder, 'log.db'), join(grown, 'log.db'))
  // What the copy left to be written is not the appends' to wait for.
  const copy = openSync(join(grown, 'log.db'), 'r+')
  fsyncSync(copy)
  closeSync(copy)
  const logs = [await openSqliteEventLog({ folder: grown }), await openSqliteEventLog({ folder: join(scratch, 'new') })]
  const runs: Awaited<ReturnType<typeof appending>>[][] = [[], []]
  const entries = Number(await logs[0].head())
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, log] of logs.entries()) runs[i].push(await appending(log.append.bind(log), CALLERS, SECONDS))
  } finally {
    for (const log of logs) await log.close()
    rmSync(grown, { recursive: true })
  }
  const [measured, limit] = runs.map(middle)
  return [
    {
      what: `durable append in process, ${CALLERS} callers, at ${entries.toLocaleString('en-US')} entries`,
      measured: measured.rate,
      unit: 'events/s',
      limit: { what: 'on a new log', value: limit.rate },
      latency: measured.latency,
      // Held to its aim beside the run of a smaller ledger (`--beside`), where one is given.
      aim: 'for comparison',
      met: true,
      perEntry: { of: 'append', entries, microseconds: 1e6 / measured.rate },
    },
  ]
}

/** Of several runs the one in the middle. */
const middle = <Run extends { readonly rate: number }>(runs: readonly Run[]): Run =>
  [...runs].sort((a, b) => a.rate - b.rate)[runs.length >> 1]

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

function syncedWrites(file: string, rows: number, seconds: number): number {
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(rows * ROW_BYTES, 7)
  const start = performance.now()
  let written = 0
  while (performance.now() - start < seconds * 1000) {
    writeSync(handle, block)
    fdatasyncSync(handle)
    written += rows
  }
  const rate = perSecond(written, performance.now() - start)
  closeSync(handle)
  rmSync(file)
  return rate
}
