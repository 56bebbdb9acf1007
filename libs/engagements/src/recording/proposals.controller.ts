import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiHeader, ApiTags } from '@nestjs/swagger'
import { ACTOR, commandIdentity, orRefuse, TRIABLE } from '@pilot-ledger/http'
import { type Checked, isRefusal, refuse } from '@pilot-ledger/kernel'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EngagementChange } from '../domain/decide'
import { TriedOrRecorded } from './answer-shapes'
import { correctionOf, recordedView, voidOf } from './changes'
import { AnswerProposal, ProposeChange } from './commands'
import { ProposalDto, ProposalRejectionDto } from './correction-dtos'
import type { Recorded } from './handlers'

/** 双人复核: corrections and voids of old entries, put before a second person and answered. */
@ApiTags('登记 engagements')
@ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' })
@ApiHeader({ name: 'If-Match', required: false, description: '记录的 ETag；不符则 412' })
@TriedOrRecorded()
@Controller('api/engagements/:id/proposals')
export class ProposalsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  @Post()
  async propose(
    @Param('id') id: string,
    @Body() body: ProposalDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { change, at } = changeOf(body)
    const command = new ProposeChange(id, change, commandIdentity(request, this.actor, TRIABLE))
    return recordedView(id, below(at, await this.commands.execute<object, Checked<Recorded>>(command)), reply)
  }

  @Post(':proposal/approval')
  approve(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, proposal, { does: 'approve' }, request, reply)
  }

  @Post(':proposal/rejection')
  reject(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Body() { reason }: ProposalRejectionDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, proposal, { does: 'reject', reason }, request, reply)
  }

  @Post(':proposal/withdrawal')
  withdraw(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, proposal, { does: 'withdraw' }, request, reply)
  }

  private async answer(
    id: string,
    proposal: string,
    answer: ProposalAnswer,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const command = new AnswerProposal(id, proposal, answer, commandIdentity(request, this.actor, TRIABLE))
    return recordedView(id, await this.commands.execute<object, Checked<Recorded>>(command), reply)
  }
}

function changeOf({ correction, void: taken }: ProposalDto): { change: EngagementChange; at: string } {
  if (correction && !taken) return { change: correctionOf(correction, '/correction'), at: '/correction' }
  if (taken && !correction) return { change: voidOf(taken), at: '/void' }
  return orRefuse<{ change: EngagementChange; at: string }>(
    refuse('proposal-format', {
      zh: '变更申请须为一项更正（correction）或一项作废（void）',
      en: 'a proposal holds either a correction or a void',
    }),
  )
}

/** A fault of the change points into the part of the body that holds it. */
function below(at: string, answer: Checked<Recorded>): Checked<Recorded> {
  return isRefusal(answer) && answer.pointer !== '' ? { ...answer, pointer: at + answer.pointer } : answer
}
