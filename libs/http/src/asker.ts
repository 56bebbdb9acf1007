import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requesterOf } from './request-identity'

type Platforms = readonly string[] | undefined
const ASKING = new AsyncLocalStorage<Platforms>()

/**
 * The platforms of whoever is being answered, where he is an account of platforms and so sees nothing of the others;
 * undefined for everybody else, and where nobody asks. Known to whatever the answer is made of, however deep: what every
 * answer says (its cut, a paper's heading) cannot forget to look.
 */
export function platformsOfAsker(): Platforms {
  return ASKING.getStore()
}

/** The platforms a request's account is bound to, by the same rule. */
export function boundPlatforms(request: FastifyRequest): Platforms {
  const requester = requesterOf(request) as
    | { readonly role?: string; readonly platforms?: readonly string[] }
    | undefined
  return requester?.role === 'platform' ? (requester.platforms ?? []) : undefined
}

/** After whatever guards the doors, and after the body: what is begun while one is read goes on without the request. */
export function rememberAsker(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, _reply, done) => ASKING.run(boundPlatforms(request), done))
}
