import { Inject, Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ACTOR, type CommandIdentity, commandIdentity, orRefuse, tagRevision } from '@pilot-ledger/http'
import type { Checked } from '@pilot-ledger/kernel'
import type { RecordAnswer } from '@pilot-ledger/recording'
import type { PlatformContent } from '../domain/events'
import { RecordInRegister } from './commands'
import type { Exchange } from './exchange'

/** What every command of the register answers: where the entry is, and where the log stands with it. */
export interface RegisterAnswer {
  readonly id: string
  readonly entryId: string
  readonly entryIds: readonly string[]
  readonly revision: number
  readonly position: string
  /** Taken, and nothing recorded yet but that it was asked for: the proposal that waits for a second person. */
  readonly waits?: { readonly proposal: string; readonly at: string }
}

/** Between the routes and the command bus: who asks, and the answer's shape and ETag. One for all routes. */
@Injectable()
export class RegisterDesk {
  constructor(
    private readonly commands: CommandBus,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  record(id: string, type: PlatformContent['type'], data: object, exchange: Exchange): Promise<RegisterAnswer> {
    const content = { type, data } as PlatformContent
    return this.execute(id, (identity) => new RecordInRegister(id, content, identity), exchange)
  }

  async execute(
    id: string,
    commandOf: (identity: CommandIdentity) => object,
    { request, reply }: Exchange,
  ): Promise<RegisterAnswer> {
    const command = commandOf(commandIdentity(request, this.actor))
    const answer = await this.commands.execute<object, Checked<RecordAnswer>>(command)
    const { entryIds, revision, position, waits } = orRefuse(answer)
    tagRevision(reply, revision)
    if (waits !== undefined) void reply.status(202)
    return {
      id,
      entryId: entryIds[entryIds.length - 1],
      entryIds,
      revision,
      position,
      ...(waits !== undefined && { waits: { proposal: waits, at: `/api/platforms/${id}` } }),
    }
  }
}
