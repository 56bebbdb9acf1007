import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { NodeTracerProvider, SpanProcessor } from '@opentelemetry/sdk-trace-node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'pilot-ledger'
let provider: NodeTracerProvider | undefined

/** Whether traces are collected: nothing of this costs anything otherwise. */
export const tracing = () => provider !== undefined

/**
 * Starts tracing where OTEL_EXPORTER_OTLP_ENDPOINT (or …_TRACES_ENDPOINT) names a collector; off without it. The other
 * OTEL_… variables hold as the specification says. Returns what ends it and sends the last spans.
 */
export function startTracing(service: string, processor?: SpanProcessor): () => Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = process.env
  const configured = OTEL_EXPORTER_OTLP_ENDPOINT ?? OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (configured === undefined && processor === undefined) return async () => undefined
  // Loaded where spans are collected: most services never are traced.
  const sdk = require('@opentelemetry/sdk-trace-node') as typeof import('@opentelemetry/sdk-trace-node')
  const { resourceFromAttributes } = require('@opentelemetry/resources') as typeof import('@opentelemetry/resources')
  const started = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [processor ?? new sdk.BatchSpanProcessor(otlpExporter())],
  })
  started.register()
  provider = started
  return async () => {
    provider = undefined
    await started.shutdown()
    trace.disable()
    context.disable()
    propagation.disable()
  }
}

function otlpExporter() {
  const otlp =
    require('@opentelemetry/exporter-trace-otlp-http') as typeof import('@opentelemetry/exporter-trace-otlp-http')
  return new otlp.OTLPTraceExporter()
}

export const tracer = () => trace.getTracer(NAME)

const SPAN = Symbol('span')
type Traced = FastifyRequest & { [SPAN]?: Span }

/** One span a request, named by its route template: no ids, no query, no body. What it causes becomes its children. */
export function traceRequests(fastify: FastifyInstance): void {
  if (!tracing()) return
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    const route = request.routeOptions?.url ?? 'unknown'
    const parent = propagation.extract(context.active(), request.headers)
    const attributes = { 'http.request.method': request.method, 'http.route': route }
    const span = tracer().startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent)
    ;(request as Traced)[SPAN] = span
    context.with(trace.setSpan(parent, span), done)
  })
  fastify.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const span = (request as Traced)[SPAN]
    span?.setAttribute('http.response.status_code', reply.statusCode)
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
  })
}
