import { type DynamicModule, Inject, Injectable, Module } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import * as answers from './answers'
import { sameOrigin } from './same-origin'

/** `localhost`, `127.0.0.1`, `[::1]`, with a port or without. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * Without accounts whoever reaches the service may do everything, and every page that a browser on this machine shows reaches
 * it. So it answers only under a name of this machine: a name of another site that is made to point here (DNS rebinding) would
 * make that site's page our own to the browser. And what changes something comes from our own page, or from no browser.
 */
@Injectable()
export class ThisMachineOnly {
  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance() as FastifyInstance
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (!THIS_MACHINE.test(request.headers.host ?? '')) throw answers.refused(answers.FOREIGN_HOST)
      if (!sameOrigin(request, false)) throw answers.refused(answers.CROSS_SITE)
      done()
    })
  }
}

@Module({})
class WithoutAccountsModule {}

/** Takes the place of `accessModule` in an app that is served without accounts. */
export function withoutAccounts(): DynamicModule {
  return { module: WithoutAccountsModule, providers: [ThisMachineOnly] }
}
