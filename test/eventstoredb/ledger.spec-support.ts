import { randomUUID } from 'node:crypto'
import {
  type EventLog,
  type EventStoreDbLog,
  type EventStoreDbOptions,
  type NewEvent,
  openEventStoreDbLog,
  type RecordedEvent,
} from '@pilot-ledger/event-log'
import { type StandIn, startStandIn } from './stand-in'

/** A stand-in server with one ledger on it; `open` gives the same ledger again, as another process would. */
export interface Ledger {
  readonly server: StandIn
  readonly log: EventStoreDbLog
  open(options?: Partial<EventStoreDbOptions>): Promise<EventStoreDbLog>
  close(): Promise<void>
}

export async function ledgerOnStandIn(options: Partial<EventStoreDbOptions> = {}): Promise<Ledger> {
  const server = await startStandIn()
  const prefix = `ledger-${randomUUID()}/`
  const opened: EventStoreDbLog[] = []
  const open = async (others: Partial<EventStoreDbOptions> = {}) => {
    const { connectionString } = server
    const log = await openEventStoreDbLog({ connectionString, prefix, random: () => 0, ...options, ...others })
    opened.push(log)
    return log
  }
  return {
    server,
    log: await open(),
    open,
    async close() {
      server.faults.clear()
      for (const log of opened) await log.close()
      await server.stop()
    },
  }
}

/** A payment of so many yuan. */
export function payment(yuan = 1): NewEvent {
  return {
    id: randomUUID(),
    type: 'PaymentReceived',
    version: 1,
    data: { amount: `${yuan}.00`, receivedOn: '2025-03-04' },
    metadata: { actor: 'clerk-chen', correlationId: randomUUID() },
  }
}

/** Everything in the log, in its order. */
export async function entriesOf(log: EventLog): Promise<RecordedEvent[]> {
  const entries: RecordedEvent[] = []
  for await (const page of log.readAll()) entries.push(...page)
  return entries
}

/** A promise and the hand that settles it. */
export function signal<T = void>(): { promise: Promise<T>; give(value: T): void } {
  let give: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    give = resolve
  })
  return { promise, give: (value) => give(value) }
}
