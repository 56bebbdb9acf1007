import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common'
import { boundPlatforms, RefusalException } from '@pilot-ledger/http'
import { streamName } from '@pilot-ledger/kernel'
import { Recorder, RecordingHeaders } from '@pilot-ledger/recording'
import type { FastifyRequest } from 'fastify'
import { roundRules, UNKNOWN_ROUND } from '../domain/round-rules'

/** Who looks. `platforms`: those of a platform's own account; undefined for whoever sees the whole round. */
export interface Viewer {
  readonly platforms?: readonly string[]
}

export function viewerOf(request: FastifyRequest): Viewer {
  const platforms = boundPlatforms(request)
  return platforms ? { platforms } : {}
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The round a path names; what is no id names no stream. Refusal `unknown-round`. */
export function roundNamed(id: string): string {
  if (UUID.test(id)) return id
  throw new RefusalException([UNKNOWN_ROUND])
}

/** A platform's account cannot tell a round in which its platforms take no part from one that there is not, whatever it asks. */
@Injectable()
export class TakesPart implements CanActivate {
  constructor(private readonly recorder: Recorder) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { platforms: own } = viewerOf(request)
    const { round } = request.params as { readonly round?: string }
    if (own === undefined || round === undefined) return true
    const { history } = await this.recorder.load(streamName('round', roundNamed(round)), roundRules)
    if (history.state.opened?.platforms.some((it) => own.includes(it))) return true
    throw new RefusalException([UNKNOWN_ROUND])
  }
}

/** What every route of a round says about itself in the OpenAPI document, and to whom it is there. */
export const RoundRoutes = () =>
  applyDecorators(UseGuards(TakesPart), RecordingHeaders('绩效评价 evaluation', '轮次的 ETag；不符则 412'))
