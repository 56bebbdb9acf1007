import { RouteConfig } from '@nestjs/platform-fastify'
import { refuse } from '@pilot-ledger/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RefusalException } from './problem'

const FORM = 'application/x-www-form-urlencoded'
const MOST_BYTES = 65_536

/** The body is a form, as another protocol wants it; the route sees it as `URLSearchParams`. */
export function TakesForm() {
  return RouteConfig({ takesForm: true })
}

/** Lets routes that say so take a form, and no other: a form is what another site's page can send in a person's name. */
export function acceptForms(fastify: FastifyInstance): void {
  const taken = { parseAs: 'string', bodyLimit: MOST_BYTES } as const
  fastify.addContentTypeParser(FORM, taken, async (request: FastifyRequest, body: string) => {
    if (!(request.routeOptions.config as { takesForm?: true }).takesForm) throw new RefusalException([NO_FORM_HERE])
    return new URLSearchParams(body)
  })
}

const NO_FORM_HERE = refuse('media-type-not-supported', {
  zh: '此地址不接收表单，请求正文须为 application/json',
  en: 'no form is taken here; the body must be application/json',
})
