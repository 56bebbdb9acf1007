import { requesterOf } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'

/** Whether whoever asks may see what is a platform's own. */
export type Sees = (platformId: string) => boolean

/** A platform sees its own; everybody else, and everybody where there are no accounts, sees all. */
export function seenBy(request: FastifyRequest): Sees {
  const requester = requesterOf(request) as
    | { readonly role?: string; readonly platforms?: readonly string[] }
    | undefined
  if (requester?.role !== 'platform') return () => true
  const own = new Set(requester.platforms)
  return (platformId) => own.has(platformId)
}
