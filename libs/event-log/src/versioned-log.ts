import type { AnyEventDefinition } from '@pilot-ledger/kernel'
import { Versions } from '@pilot-ledger/kernel'
import type {
  EventLog,
  Following,
  FollowOptions,
  Handler,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
} from './port'

/**
 * The same log, every event read in its current shape, and every content inside a correction or a proposal in its own. What is stored
 * stays as it is, and appends pass through: writers write the current shape. What a newer program wrote comes as it is, marked
 * `newer`: who reads it refuses it by name.
 */
export function versioned<Log extends EventLog>(log: Log, definitions: readonly AnyEventDefinition[]): Log {
  const lifted = inCurrentShapes(definitions)
  const reads: Partial<Record<string | symbol, unknown>> = {
    readStream: async (stream: string, options?: ReadStreamOptions) => {
      const slice = await log.readStream(stream, options)
      return { ...slice, events: slice.events.map(lifted) }
    },
    readAll: async function* (options?: ReadAllOptions) {
      for await (const page of log.readAll(options)) yield page.map(lifted)
    },
    readAt: async (position: string) => {
      const event = await log.readAt(position)
      return event && lifted(event)
    },
    follow: (options: FollowOptions, handler: Handler): Following =>
      log.follow(options, (events) => handler(events.map(lifted))),
  }
  return new Proxy(log, {
    get(target, name) {
      const value = reads[name] ?? Reflect.get(target, name, target)
      return typeof value === 'function' && reads[name] === undefined ? value.bind(target) : value
    },
  })
}

/** One event as such a log gives it: for who needs it as it was stored, too. */
export function inCurrentShapes(definitions: readonly AnyEventDefinition[]): (event: RecordedEvent) => RecordedEvent {
  const versions = new Versions(definitions)
  return (event) => {
    const shape = versions.lifted(event)
    if ('newer' in shape) return { ...event, newer: shape.newer }
    return shape === event ? event : { ...event, ...shape }
  }
}
