import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent, NO_STREAM, START, streamNameFilter } from '@eventstore/db-client'
import { type EventStoreDbLog, type NewEvent, openEventStoreDbLog } from '@pilot-ledger/event-log'
import { ReadModel } from '@pilot-ledger/figures'
import { FIGURES_BUILDER, ledgerLog } from '@pilot-ledger/service'
import { appending } from './append'
import { fill } from './figures'
import { type Line, perSecond } from './measure'

const CALLERS = 64
/** Adapter and bare client take turns, so that neither has the warm server or the quiet minute for itself. */
const ROUNDS = 3
const SECONDS = 4

/** Entries of a ledger that are caught up with: contracts as in the rebuild, one entry in eighty a correction. */
const LEDGER = 50_000

/**
 * Appends by 64 callers, and one follower catching up with a ledger, through the adapter and through the bare client on the
 * same server in the same run. Prefixes are new each time: entries of earlier runs are left alone.
 */
export async function measureEventStoreDb(connectionString: string): Promise<Line[]> {
  const prefix = `bench-${randomUUID()}/`
  const barePrefix = `bench-${randomUUID()}/`
  const client = EventStoreDBClient.connectionString(connectionString)
  const log = await openEventStoreDbLog({ connectionString, prefix })
  const bareAppend = async (stream: string, expected: 'none' | number, [event]: readonly NewEvent[]) => {
    const { id, type, data, metadata } = event
    const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected)
    await client.appendToStream(barePrefix + stream, jsonEvent({ id, type, data, metadata }), { expectedRevision })
  }
  try {
    const bare: Awaited<ReturnType<typeof appending>>[] = []
    const ours: typeof bare = []
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await appending(bareAppend, CALLERS, SECONDS))
      ours.push(await appending(log.append.bind(log), CALLERS, SECONDS))
    }
    const [limit, measured] = [median(bare.map((it) => it.rate)), median(ours.map((it) => it.rate))]
    return [
      {
        what: `durable append on EventStoreDB, ${CALLERS} callers`,
        measured,
        unit: 'events/s',
        limit: { what: 'the bare client', value: limit },
        latency: ours[ROUNDS - 1].latency,
        aim: '≥ 0.9 of it',
        met: measured >= 0.9 * limit,
      },
      ...(await catchingUp(client, connectionString)),
    ]
  } finally {
    await log.close()
    await client.dispose()
  }
}

async function catchingUp(client: EventStoreDBClient, connectionString: string): Promise<Line[]> {
  const prefix = `bench-${randomUUID()}/`
  const log = await openEventStoreDbLog({ connectionString, prefix })
  try {
    await fill(log, LEDGER, () => undefined)
    const rates = { bare: [] as number[], follower: [] as number[], model: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare.push(await catchUpBare(client, prefix))
      rates.follower.push(await catchUp(log))
      rates.model.push(await catchUpModel(log))
    }
    const limit = { what: "the bare client's filtered subscription", value: median(rates.bare) }
    const line = (what: string, measured: number): Line => {
      return { what, measured, unit: 'entries/s', limit, aim: '≥ 0.7 of it', met: measured >= 0.7 * limit.value }
    }
    return [
      line('a follower catching up from EventStoreDB', median(rates.follower)),
      line('a fresh reporter catching up from EventStoreDB, projection included', median(rates.model)),
    ]
  } finally {
    await log.close()
  }
}

/** A read model of its own from nothing to level, its file written. */
async function catchUpModel(log: EventStoreDbLog): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-reporter-'))
  try {
    const start = performance.now()
    const model = await ReadModel.open(ledgerLog(log), { file: join(folder, 'figures.db'), builder: FIGURES_BUILDER })
    await model.start()
    const rate = perSecond(model.tables.sequence, performance.now() - start)
    await model.stop()
    return rate
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function catchUp(log: EventStoreDbLog): Promise<number> {
  let count = 0
  const start = performance.now()
  const following = log.follow({ after: 'start' }, (events) => {
    count += events.length
  })
  await following.live
  const rate = perSecond(count, performance.now() - start)
  await following.stop()
  return rate
}

async function catchUpBare(client: EventStoreDBClient, prefix: string): Promise<number> {
  let count = 0
  const start = performance.now()
  const subscription = client.subscribeToAll({
    fromPosition: START,
    filter: streamNameFilter({ prefixes: [prefix], checkpointInterval: 100 }),
  })
  await new Promise<void>((resolve, reject) => {
    subscription.on('data', () => {
      count++
    })
    subscription.on('caughtUp', resolve)
    subscription.on('error', reject)
  })
  const rate = perSecond(count, performance.now() - start)
  await subscription.unsubscribe()
  return rate
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
