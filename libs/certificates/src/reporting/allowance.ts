import { AsyncLocalStorage } from 'node:async_hooks'
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import { RateLimit, RefusalException, requesterOf } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Observable } from 'rxjs'

/** Past cuts that nobody certified before: each leaves an entry in the log for ever, and so none shall come from a script. */
const NEW_CUTS = { perMinute: 1, burst: 60 }

interface Asking {
  readonly actor: string
  readonly reply: FastifyReply
}
const ASKING = new AsyncLocalStorage<Asking>()

/** Remembers whose account asks for a certificate. Without accounts it is whoever owns the machine: nothing is counted. */
@Injectable()
export class RemembersAsking implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp()
    const actor = requesterOf(http.getRequest<FastifyRequest>())?.actor
    if (actor === undefined) return next.handle()
    const asking = { actor, reply: http.getResponse<FastifyReply>() }
    return new Observable((subscriber) => ASKING.run(asking, () => next.handle().subscribe(subscriber)))
  }
}

/** How many new cuts an account may have certified. */
export class Allowance {
  private readonly limit: RateLimit

  constructor(clock: () => number = Date.now, rate = NEW_CUTS) {
    this.limit = new RateLimit(rate, clock)
  }

  /** Refusal `too-many-cuts`. */
  take(): void {
    const asking = ASKING.getStore()
    const seconds = asking === undefined ? 0 : this.limit.take(asking.actor)
    if (asking === undefined || seconds === 0) return
    void asking.reply.header('retry-after', String(seconds))
    throw new RefusalException([
      refuse('too-many-cuts', {
        zh: `新的截止过多，请 ${seconds} 秒后再试，或用现状及已出过证书的截止`,
        en: `too many new cuts; try again in ${seconds} seconds, or take now, or a cut of which there is a certificate`,
        facts: { seconds: String(seconds) },
      }),
    ])
  }
}
