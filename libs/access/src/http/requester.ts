import type { FastifyRequest } from 'fastify'
import type { Identity } from '../domain/identity'

/**
 * Where the identity is left for whoever serves the request. The key is global, so that the shared HTTP mechanics read the
 * actor of a command from it without knowing this capability.
 */
const REQUESTER = Symbol.for('pilot-ledger.requester')

type Marked = FastifyRequest & { [REQUESTER]?: Identity }

export function leaveIdentity(request: FastifyRequest, identity: Identity): void {
  ;(request as Marked)[REQUESTER] = identity
}

/** Who asks. Throws on a request that came past the guard: a route that needs an identity is not open. */
export function identityOf(request: FastifyRequest): Identity {
  const identity = (request as Marked)[REQUESTER]
  if (identity) return identity
  throw new Error(`${request.method} ${request.routeOptions.url}: nobody has asked who this is`)
}
