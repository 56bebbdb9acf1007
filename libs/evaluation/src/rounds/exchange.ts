import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { boundPlatforms, type CommandIdentity } from '@pilot-ledger/http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The request with its headers, and the reply whose headers the answer sets. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Who asks for a step: over HTTP, or a program that says so itself. */
export type Asking = Exchange | { readonly identity: CommandIdentity; readonly reply?: undefined }

export const HttpExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp()
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() }
})

/** Who looks. `platforms`: those of a platform's own account; undefined for whoever sees the whole round. */
export interface Viewer {
  readonly platforms?: readonly string[]
}

export function viewerOf(request: FastifyRequest): Viewer {
  const platforms = boundPlatforms(request)
  return platforms ? { platforms } : {}
}
