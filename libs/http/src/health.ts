import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { metrics } from './metrics'
import { READINESS, type ReadinessCheck } from './tokens'

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(@Inject(READINESS) private readonly checks: readonly ReadinessCheck[]) {}

  /** The process answers. */
  @Get('health/live')
  live() {
    return { status: 'ok' }
  }

  /** It can serve: 503 with what is wrong otherwise. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const checks = Object.fromEntries(this.checks.map((it) => [it.name, it.fault() ?? 'ok']))
    const ready = Object.values(checks).every((it) => it === 'ok')
    void reply.status(ready ? 200 : 503)
    return { status: ready ? 'ok' : 'unavailable', checks }
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return metrics.metrics()
  }
}
