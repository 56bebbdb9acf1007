import { context, propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type {
  EventLog,
  Expected,
  Following,
  FollowOptions,
  Handler,
  NewEvent,
  RecordedEvent,
} from '@pilot-ledger/event-log'
import { Counter, Histogram } from 'prom-client'
import { metrics } from './metrics'
import { tracer, tracing } from './tracing'

const appendSeconds = new Histogram({
  name: 'pilot_ledger_append_seconds',
  help: 'Time from an append to its acknowledgement',
  labelNames: ['outcome'] as const,
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10],
  registers: [metrics],
})
const appendEvents = new Histogram({
  name: 'pilot_ledger_append_events',
  help: 'Events in one append',
  buckets: [1, 2, 4, 8, 16, 64, 256],
  registers: [metrics],
})
export const reconnects = new Counter({
  name: 'pilot_ledger_log_reconnects_total',
  help: 'Times a connection to the log was made anew',
  labelNames: ['who'] as const,
  registers: [metrics],
})

/** The same log, its appends counted and timed; with tracing on, spans from the request over the append to the projection. */
export function observedLog<Log extends EventLog>(log: Log): Log {
  const append = async (stream: string, expected: Expected, events: readonly NewEvent[]) => {
    const end = appendSeconds.startTimer()
    appendEvents.observe(events.length)
    try {
      const appended = await (tracing()
        ? tracedAppend(log, stream, expected, events)
        : log.append(stream, expected, events))
      end({ outcome: 'stored' })
      return appended
    } catch (error) {
      end({ outcome: (error as { code?: string }).code ?? 'failed' })
      throw error
    }
  }
  const follow = (options: FollowOptions, handler: Handler): Following =>
    log.follow(options, (events) => (tracing() ? tracedHandling(events, handler) : handler(events)))
  return new Proxy(log, {
    get(target, name) {
      if (name === 'append') return append
      if (name === 'follow') return follow
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function tracedAppend(log: EventLog, stream: string, expected: Expected, events: readonly NewEvent[]) {
  const attributes = { 'ledger.events': events.length, 'ledger.stream.kind': stream.split('-')[0] }
  return tracer().startActiveSpan('append', { kind: SpanKind.PRODUCER, attributes }, async (span) => {
    try {
      const carrier: { traceparent?: string } = {}
      propagation.inject(context.active(), carrier)
      const { traceparent } = carrier
      // Rides with the entry, so that a reporter in another process can tell whose entry it projects.
      const traced = traceparent ? events.map((it) => ({ ...it, metadata: { ...it.metadata, traceparent } })) : events
      return await log.append(stream, expected, traced)
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as { code?: string }).code })
      throw error
    } finally {
      span.end()
    }
  })
}

/** One span for each entry that was recorded under a trace, a child of its append. */
async function tracedHandling(events: readonly RecordedEvent[], handler: Handler): Promise<void> {
  const spans = events.flatMap((it) => {
    const { traceparent } = it.metadata
    if (traceparent === undefined) return []
    const parent = propagation.extract(context.active(), { traceparent })
    return [tracer().startSpan('project', { kind: SpanKind.CONSUMER, attributes: { 'ledger.type': it.type } }, parent)]
  })
  try {
    await handler(events)
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
    throw error
  } finally {
    for (const span of spans) span.end()
  }
}
