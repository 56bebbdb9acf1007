import { requesterOf } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'

/**
 * Who asks, as far as an answer depends on it: a platform's own people must not learn from an audit of their rows what
 * another platform has signed, nor that it has signed anything alike. In an app without accounts everybody sees all.
 */
export function askerOf(request: FastifyRequest): { readonly seesOthers: boolean } {
  const requester = requesterOf(request) as { readonly role?: string } | undefined
  return { seesOthers: requester?.role !== 'platform' }
}
