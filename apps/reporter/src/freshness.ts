import type { CanActivate, ExecutionContext } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import { orRefuse } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Set on every answer that may lack entries of the log; its value is the last entry that is in it. */
export const STALE_HEADER = 'ledger-stale'
/** Accounts and sessions are not read from the log. */
const OF_ACCOUNTS = /^\/api\/(session|accounts|account-entries|account-proposals|tokens|access-log)(\/|\?|$)/

/** Why the log is not known to be what was signed, where that is checked. */
export function notHeld(proof: LedgerProof | undefined): string | undefined {
  return proof?.hasBegun === false ? 'the log is being held against what was signed' : undefined
}

/** Why the figures may lack entries: still catching up, or the log is away; undefined when they are level with it. */
export function notLevel(model: ReadModel): string | undefined {
  if (model.away) return `waiting for the log, at entry ${model.takenIn}: ${model.away}`
  return model.caughtUp ? undefined : `catching up, at entry ${model.takenIn}`
}

/**
 * Before every question. A read model that has not been level with the log since its start may miss years, so that it is
 * refused, unless whoever runs the service says that such answers are better than none; then each is marked. One that was
 * level and no longer hears the log goes on answering, marked likewise.
 */
export class FreshnessGuard implements CanActivate {
  constructor(
    private readonly model: ReadModel,
    private readonly staleAnswers: boolean,
    private readonly proof?: LedgerProof,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp()
    const { url } = http.getRequest<FastifyRequest>()
    const why =
      url.startsWith('/api/') && !OF_ACCOUNTS.test(url) ? (notLevel(this.model) ?? notHeld(this.proof)) : undefined
    if (why === undefined) return true
    const at = String(this.model.tables.sequence)
    if (!(this.model.caughtUp && this.proof?.hasBegun !== false) && !this.staleAnswers) {
      orRefuse(
        refuse('figures-not-current', {
          zh: '本服务尚未跟上账本，请稍后再试或改用其他服务',
          en: 'this service is not level with the log yet; ask again later, or another one',
          facts: { at, why },
        }),
      )
    }
    void http.getResponse<FastifyReply>().header(STALE_HEADER, at)
    return true
  }
}
