import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { metrics } from './metrics'
import { LOGGER, READINESS, type ReadinessCheck } from './tokens'

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(READINESS) private readonly checks: readonly ReadinessCheck[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The process answers. */
  @Get('health/live')
  live() {
    return { status: 'ok' }
  }

  /** It can serve: 503 with what is wrong otherwise. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const found = await Promise.all(this.checks.map(async (it) => ({ ...it, fault: await this.faultOf(it) })))
    const ready = found.every(({ fault, servesOn }) => fault === undefined || servesOn)
    void reply.status(ready ? 200 : 503)
    const checks = Object.fromEntries(found.map(({ name, fault }) => [name, fault ?? 'ok']))
    return { status: ready ? 'ok' : 'unavailable', checks }
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return metrics.metrics()
  }

  /** A check that throws does not hold; why is for the log, it may name files of this machine. */
  private async faultOf(check: ReadinessCheck): Promise<string | undefined> {
    try {
      return await check.fault()
    } catch (error) {
      this.logger.error({ err: error, check: check.name }, 'a readiness check failed')
      return 'failed'
    }
  }
}
