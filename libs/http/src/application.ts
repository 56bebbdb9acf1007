import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import { type DynamicModule, Module, type Type } from '@nestjs/common'
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { isRefusal } from '@pilot-ledger/kernel'
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Logger, pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { answerBrokenRequest } from './connection-errors'
import { serveDocsPage } from './docs-page'
import { acceptFiles } from './file-upload'
import { acceptForms } from './form-body'
import { HealthController } from './health'
import { InStep } from './in-step'
import { jsonOf } from './json-in-turns'
import { refuseOtherMethods } from './methods'
import { requestSeconds } from './metrics'
import { serveOpenApi } from './openapi'
import { offerVerifier, servePage } from './page'
import { RefusalException } from './problem'
import { ProblemFilter, sendProblem } from './problem-filter'
import { rememberRequester } from './request-identity'
import { parseStrictJson } from './strict-json'
import { ACTOR, LOGGER, READINESS, type ReadinessCheck } from './tokens'
import { traceRequests } from './tracing'
import { StrictValidation } from './validation'

export interface HttpApplicationOptions {
  /** The identity recorded with every entry until accounts exist. */
  readonly actor: string
  readonly readiness: readonly ReadinessCheck[]
  readonly logger?: Logger
  /** The folder of the built page, served at `/`; without it there is none. */
  readonly page?: string
  /** The folder of the verifier's files, offered at `/verifier/`. */
  readonly verifier?: string
  /** Addresses of proxies whose `X-Forwarded-For` is believed, comma-separated; nobody's without it. */
  readonly trustedProxies?: string
  /** Most bytes of a body (default 1 MiB). */
  readonly bodyLimit?: number
}

const MEBIBYTE = 1_048_576
/** A request must have arrived within this many ms: a client that sends a byte a minute holds no connection for ever. */
const SLOWEST_REQUEST = 60_000

/** A Nest application with the mechanics every route shares: strict JSON, problems, checks, headers, logs, metrics, OpenAPI. */
export async function createHttpApplication(
  module: Type | DynamicModule,
  options: HttpApplicationOptions,
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? pino({ level: 'info', base: undefined })
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit ?? MEBIBYTE,
    genReqId: () => uuidv7(),
    requestTimeout: SLOWEST_REQUEST,
    trustProxy: options.trustedProxies ?? false,
    // While stopping, a request on a connection that was open already is accepted work: it is answered, then closed.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, logger),
    clientErrorHandler: answerBrokenRequest,
  })
  const app = await NestFactory.create<NestFastifyApplication>(shell(module, options, logger), adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  })
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance
  await compressAnswers(fastify)
  refuseOtherMethods(fastify)
  acceptStrictJson(fastify)
  acceptFiles(fastify)
  acceptForms(fastify)
  fastify.setReplySerializer((answer) => jsonOf(answer) as string)
  addHeaders(fastify)
  rememberRequester(fastify)
  traceRequests(fastify)
  observe(fastify, logger)
  serveOpenApi(app, fastify)
  serveDocsPage(fastify)
  if (options.page !== undefined) servePage(fastify, options.page)
  if (options.verifier !== undefined) offerVerifier(fastify, options.verifier)
  await app.init()
  return app
}

function shell(module: Type | DynamicModule, options: HttpApplicationOptions, logger: Logger): DynamicModule {
  return {
    module: HttpShell,
    global: true,
    imports: [module],
    controllers: [HealthController],
    providers: [
      { provide: LOGGER, useValue: logger },
      { provide: ACTOR, useValue: options.actor },
      { provide: READINESS, useValue: options.readiness },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useClass: StrictValidation },
    ],
    exports: [ACTOR, LOGGER],
  }
}

@Module({})
class HttpShell {}

/** Bytes from which an answer is worth it. */
const LONG = 2_048

const COMPRESSED = /^(application\/(problem\+)?json|image\/svg\+xml)/

/**
 * Long answers and drawings go compressed, on threads beside the one that serves others. Nothing else does: the feed is told line by
 * line, and papers are taken in parts under one ETag.
 */
async function compressAnswers(fastify: FastifyInstance): Promise<void> {
  // Before it asks: it would go by whether a type can be made smaller.
  fastify.addHook('onSend', async (request, reply) => {
    if (!COMPRESSED.test(String(reply.getHeader('content-type')))) request.headers['x-no-compression'] = 'own'
  })
  await fastify.register(compress, {
    encodings: ['gzip'],
    // What comes in compressed would be larger than it is allowed to be.
    globalDecompression: false,
    threshold: LONG,
    zlibOptions: { level: constants.Z_BEST_SPEED },
  })
}

function acceptStrictJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers()
  const together = new InStep()
  // A promise, because what is thrown in a callback here would end the process instead of the request.
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => {
      await together.next()
      const parsed = parseStrictJson(body)
      if (isRefusal(parsed)) throw new RefusalException([parsed])
      return parsed.value
    },
  )
}

/** What a browser may do with an answer: nothing but show it. While stopping, also that the connection ends with it. */
function addHeaders(fastify: FastifyInstance): void {
  let closing = false
  fastify.addHook('preClose', async () => {
    closing = true
  })
  fastify.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, _payload, done) => {
    void reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('x-frame-options', 'DENY')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    if (!reply.hasHeader('content-security-policy')) {
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    }
    // A connection kept open would hold up the stop until it times out.
    if (closing) void reply.header('connection', 'close')
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    done()
  })
}

/** One line and one observation a request: route templates only, no ids, no query, no body. */
function observe(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions?.url ?? 'unknown'
    const seconds = reply.elapsedTime / 1000
    requestSeconds.observe({ method: request.method, route, status: reply.statusCode }, seconds)
    logger.info({
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    })
    done()
  })
}
