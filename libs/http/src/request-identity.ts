import { AsyncLocalStorage } from 'node:async_hooks'
import { hash } from 'node:crypto'
import { canonicalJson, type Json, refuse } from '@pilot-ledger/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RefusalException } from './problem'

/** The part of a command that is not business content. */
export interface CommandIdentity {
  readonly actor: string
  readonly correlationId: string
  readonly idempotencyKey?: string
  readonly requestHash: string
  readonly expectedRevision?: number
  /** 试登记: validated and decided like the command itself, and nothing is recorded. */
  readonly trial?: boolean
}

const KEY = /^[\x21-\x7e]{1,200}$/
const STRONG_TAG = /^"(0|[1-9]\d{0,9})"$/

/**
 * Reads `Idempotency-Key` (1–200 printable ASCII characters) and `If-Match` (one strong ETag as given by this service, or
 * `*`). The request's hash covers method, path and body in canonical form: the same key with another is refused.
 * Refusals: `idempotency-key-format`, `if-match-format`, `trial-format`, `no-trial-here`.
 */
export function commandIdentity(
  request: FastifyRequest,
  actor: string,
  { triable = false }: { readonly triable?: boolean } = {},
): CommandIdentity {
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !KEY.test(key))) {
    throw new RefusalException([
      refuse('idempotency-key-format', {
        zh: 'Idempotency-Key 须为 1–200 个可见 ASCII 字符',
        en: 'an Idempotency-Key is 1–200 printable ASCII characters',
      }),
    ])
  }
  return {
    actor: requesterOf(request)?.actor ?? actor,
    correlationId: request.id,
    idempotencyKey: key,
    requestHash: requestHashOf(request.method, request.url, request.body),
    expectedRevision: revisionOf(request.headers['if-match']),
    ...(isTrial(request.query, triable) && { trial: true }),
  }
}

/** Whoever asks for a trial where there is none, or misspells it, must not have recorded something. */
function isTrial(query: unknown, triable: boolean): boolean {
  const { trial } = (query ?? {}) as { readonly trial?: unknown }
  if (trial === undefined) return false
  if (!triable) {
    throw new RefusalException([
      refuse('no-trial-here', {
        zh: '此操作不能试登记，请去掉 trial',
        en: 'this command has no trial; leave the parameter away',
      }),
    ])
  }
  if (trial === 'true' || trial === 'false') return trial === 'true'
  throw new RefusalException([refuse('trial-format', { zh: 'trial 须为 true 或 false', en: 'trial is true or false' })])
}

/** Who asks, as the guard of the routes has left it on the request; undefined in an app without accounts. */
export function requesterOf(request: FastifyRequest): { readonly actor: string } | undefined {
  return (request as FastifyRequest & { [REQUESTER]?: { readonly actor: string } })[REQUESTER]
}
const REQUESTER = Symbol.for('pilot-ledger.requester')

type Platforms = readonly string[] | undefined
const REQUESTING = new AsyncLocalStorage<Platforms>()

/**
 * The platforms of whoever is being answered, where he is an account of platforms and so sees nothing of the others;
 * undefined for everybody else, and where nobody asks. Known to whatever the answer is made of, however deep: what every
 * answer says (its cut, a paper's heading) cannot forget to look.
 */
export function platformsOfRequester(): Platforms {
  return REQUESTING.getStore()
}

/** The platforms a request's account is bound to, by the same rule. */
export function boundPlatforms(request: FastifyRequest): Platforms {
  const requester = requesterOf(request) as
    | { readonly role?: string; readonly platforms?: readonly string[] }
    | undefined
  return requester?.role === 'platform' ? (requester.platforms ?? []) : undefined
}

/** After whatever guards the routes, and after the body: what is begun while one is read goes on without the request. */
export function rememberRequester(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    const platforms = boundPlatforms(request)
    // A store that was never entered costs nothing, one that was is carried from promise to promise.
    if (platforms === undefined && REQUESTING.getStore() === undefined) done()
    else REQUESTING.run(platforms, done)
  })
}

/** SHA-256 (hex) of what a request asks for: blind to spaces and the order of keys in its body. */
function requestHashOf(method: string, path: string, body: unknown): string {
  if (hasFraction(body)) {
    throw new RefusalException([
      refuse('number-not-whole', { zh: '数字须为整数', en: 'numbers are whole; others are written as text' }),
    ])
  }
  const content = canonicalJson({ method, path, body: (body ?? null) as Json })
  return hash('sha256', content, 'hex')
}

/** Every field refuses such numbers first; this holds where a body has no class, for they have no canonical form here. */
function hasFraction(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isSafeInteger(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasFraction)
}

function revisionOf(tag: string | undefined): number | undefined {
  if (tag === undefined || tag === '*') return undefined
  const match = STRONG_TAG.exec(tag)
  if (match) return Number(match[1])
  throw new RefusalException([
    refuse('if-match-format', {
      zh: 'If-Match 须为本服务给出的 ETag，如 "3"',
      en: 'If-Match is an ETag of this service, such as "3"',
    }),
  ])
}

/** The ETag of a stream at a revision. */
export function tagRevision(reply: FastifyReply, revision: number): void {
  void reply.header('etag', `"${revision}"`)
}
