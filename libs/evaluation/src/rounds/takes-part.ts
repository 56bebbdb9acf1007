import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { RefusalException } from '@pilot-ledger/http'
import { roomStream } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyRequest } from 'fastify'
import { roundRules, UNKNOWN_ROUND } from '../domain/round-rules'
import { viewerOf } from './exchange'
import { roundNamed } from './round-path'

/** A platform's account cannot tell a round in which its platforms take no part from one that there is not, whatever it asks. */
@Injectable()
export class TakesPart implements CanActivate {
  constructor(private readonly recorder: Recorder) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { platforms: own } = viewerOf(request)
    const { round } = request.params as { readonly round?: string }
    if (own === undefined || round === undefined) return true
    const { history } = await this.recorder.load(roomStream('round', roundNamed(round)), roundRules)
    if (history.state.opened?.platforms.some((it) => own.includes(it))) return true
    throw new RefusalException([UNKNOWN_ROUND])
  }
}
