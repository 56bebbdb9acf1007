import type { EventStoreDbLog, EventStoreDbObserver, EventStoreDbOptions } from './eventstoredb/eventstoredb-event-log'
import type { EventLog, LogAddress, RestorableLog } from './port'
import { openSqliteEventLog } from './sqlite/sqlite-event-log'

/** True for what the EventStoreDB client takes as a connection string; everything else names a folder. */
export const isConnectionString = (address: string) => /^esdb(\+discover)?:/.test(address)

/** An address without the password it may carry, for messages and reports. */
export const shownAddress = (address: string) => address.replace(/\/\/[^@/]*@/, '//…@')

/** The cluster's client is 200 modules: a program that has an embedded log never loads them. */
const cluster = () =>
  require('./eventstoredb/eventstoredb-event-log') as typeof import('./eventstoredb/eventstoredb-event-log')

/** Throws `Unavailable('unreachable')` unless the server is there. */
export const openEventStoreDbLog = (options: EventStoreDbOptions): Promise<EventStoreDbLog> =>
  cluster().openEventStoreDbLog(options)

/** Opens the log at an address: `esdb://…`, `esdb+discover://…`, or the folder of an embedded log. */
export function openLog(address: string, observer?: EventStoreDbObserver): Promise<RestorableLog> {
  if (isConnectionString(address)) return openEventStoreDbLog({ connectionString: address, observer })
  return openSqliteEventLog({ folder: address })
}

/** The log of somebody else of this machine, to read only: another thread's, which goes on writing it. */
export async function openElsewhere(address: LogAddress): Promise<EventLog> {
  return 'folder' in address
    ? openSqliteEventLog({ ...address, readOnly: true })
    : new (cluster().EventStoreDbLog)(address)
}

/**
 * The log at a connection string, for a service: it need not be there yet. Throws `Unavailable('unreachable')` for anything
 * that is no connection string; a folder would be an embedded log of this process alone, never what is meant.
 */
export function connectLog(address: string, observer?: EventStoreDbObserver): RestorableLog {
  return new (cluster().EventStoreDbLog)({ connectionString: address, observer })
}
