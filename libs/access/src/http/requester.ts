import type { FastifyRequest } from 'fastify'
import type { Identity } from '../domain/identity'

/**
 * Where the identity is left for whoever serves the request. The key is global, so that the shared HTTP mechanics read the
 * actor of a command from it without knowing this capability.
 */
const REQUESTER = Symbol.for('pilot-ledger.requester')

const AGAIN = Symbol.for('pilot-ledger.requester-again')

type Again = () => Promise<Identity | undefined>
type Marked = FastifyRequest & { [REQUESTER]?: Identity; [AGAIN]?: Again }

/** With how it is found out anew who that is, for an answer that goes on for long. */
export function leaveIdentity(request: FastifyRequest, identity: Identity, again: Again): void {
  Object.assign(request, { [REQUESTER]: identity, [AGAIN]: again })
}

/**
 * Who asks for an answer that goes on for long, and whether he still is who he was, with the rights that he had: false once his
 * session is over, or something was taken from him. Without accounts nobody, for ever.
 */
export function standing(request: FastifyRequest): { identity: Identity | undefined; still: () => Promise<boolean> } {
  const { [REQUESTER]: identity, [AGAIN]: again } = request as Marked
  const same = JSON.stringify(identity)
  return { identity, still: async () => again === undefined || JSON.stringify(await again()) === same }
}

/** Who asks. Throws on a request that came past the guard: a route that needs an identity is not open. */
export function identityOf(request: FastifyRequest): Identity {
  const identity = (request as Marked)[REQUESTER]
  if (identity) return identity
  throw new Error(`${request.method} ${request.routeOptions.url}: nobody has asked who this is`)
}
