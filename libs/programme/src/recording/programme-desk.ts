import { applyDecorators, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiHeader, ApiTags } from '@nestjs/swagger'
import { ACTOR, type CommandIdentity, commandIdentity, orRefuse, tagRevision } from '@pilot-ledger/http'
import type { Checked } from '@pilot-ledger/kernel'
import type { RecordAnswer } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProgrammeContent } from '../domain/entry'
import { RecordInProgramme } from './commands'

/** The request with its headers, and the reply whose headers the answer sets. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
export const HttpExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp()
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() }
})

/** What every route that records says about itself in the OpenAPI document. */
export const ProgrammeDoor = () =>
  applyDecorators(
    ApiTags('统筹 programme'),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' }),
    ApiHeader({ name: 'If-Match', required: false, description: '统筹记录的 ETag；不符则 412' }),
  )

/** Between the routes and the command bus: who asks, and the answer's shape and ETag. One for all routes. */
@Injectable()
export class ProgrammeDesk {
  constructor(
    private readonly commands: CommandBus,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  record(id: string, type: string, data: object, exchange: Exchange) {
    const content = { type, data } as ProgrammeContent
    return this.execute(id, (identity) => new RecordInProgramme(id, content, identity), exchange)
  }

  async execute(id: string, commandOf: (identity: CommandIdentity) => object, { request, reply }: Exchange) {
    const command = commandOf(commandIdentity(request, this.actor))
    const answer = await this.commands.execute<object, Checked<RecordAnswer>>(command)
    const { entryIds, revision, position } = orRefuse(answer)
    tagRevision(reply, revision)
    return { id, entryId: entryIds[entryIds.length - 1], entryIds, revision, position }
  }
}
