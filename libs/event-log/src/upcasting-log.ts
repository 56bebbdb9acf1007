import type { JsonObject } from '@pilot-ledger/kernel'
import type {
  EventLog,
  Following,
  FollowOptions,
  Handler,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
} from './port'

/** How an old shape of an event becomes the next one. What is stored stays as it is; only what is read is lifted. */
export interface Upcast {
  readonly type: string
  /** The shape it takes. */
  readonly version: number
  /** The data of version + 1. Pure. */
  lift(data: JsonObject): JsonObject
}

/** The same log, every event read in its newest shape. Appends pass through: new events are written in the newest shape. */
export function upcasting<Log extends EventLog>(log: Log, upcasts: readonly Upcast[]): Log {
  if (upcasts.length === 0) return log
  const steps = new Map(upcasts.map((it) => [`${it.type} ${it.version}`, it]))
  if (steps.size < upcasts.length) throw new Error('two upcasts lift the same shape')
  const lifted = (event: RecordedEvent): RecordedEvent => {
    let current = event
    for (let step = steps.get(`${event.type} ${event.version}`); step; ) {
      current = { ...current, version: current.version + 1, data: step.lift(current.data) }
      step = steps.get(`${current.type} ${current.version}`)
    }
    return current
  }
  return new Proxy(log, {
    get(target, name) {
      const reads: Partial<Record<string | symbol, unknown>> = {
        readStream: async (stream: string, options?: ReadStreamOptions) => {
          const slice = await target.readStream(stream, options)
          return { ...slice, events: slice.events.map(lifted) }
        },
        readAll: async function* (options?: ReadAllOptions) {
          for await (const page of target.readAll(options)) yield page.map(lifted)
        },
        readAt: async (position: string) => {
          const event = await target.readAt(position)
          return event && lifted(event)
        },
        follow: (options: FollowOptions, handler: Handler): Following =>
          target.follow(options, (events) => handler(events.map(lifted))),
      }
      const value = reads[name] ?? Reflect.get(target, name, target)
      return typeof value === 'function' && reads[name] === undefined ? value.bind(target) : value
    },
  })
}
