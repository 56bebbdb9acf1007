import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, jsonEvent, NO_STREAM, START, streamNameFilter } from '@eventstore/db-client'
import { type EventStoreDbLog, type NewEvent, openEventStoreDbLog } from '@pilot-ledger/event-log'
import { appending } from './append'
import { type Line, perSecond } from './measure'

const CALLERS = 64
/** Adapter and bare client take turns, so that neither has the warm server or the quiet minute for itself. */
const ROUNDS = 3
const SECONDS = 4

/**
 * Appends by 64 callers and one follower catching up, through the adapter and through the bare client on the same server
 * in the same run. Prefixes are new each time: entries of earlier runs are left alone.
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
    const barely = await catchUpBare(client, barePrefix)
    const caughtUp = await catchUp(log)
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
      {
        what: 'a follower catching up from EventStoreDB',
        measured: caughtUp,
        unit: 'entries/s',
        limit: { what: "the bare client's filtered subscription", value: barely },
        aim: '≥ 0.7 of it',
        met: caughtUp >= 0.7 * barely,
      },
    ]
  } finally {
    await log.close()
    await client.dispose()
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
