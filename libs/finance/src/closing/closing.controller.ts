import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common'
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger'
import {
  ACTOR,
  type CommandIdentity,
  commandIdentity,
  RefusalException,
  tagRevision,
  validated,
} from '@pilot-ledger/http'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { RecordAnswer } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ClosingService } from './closing.service'
import { CloseApprovalDto, CloseProposalDto, ClosingReasonDto, RestatementApprovalDto } from './dtos'

/** Not in the shared table: there is no such close, no such restatement. */
const NOT_FOUND = new Set(['unknown-close', 'unknown-restatement'])

/** 结账 and 反结账, each with two names. */
@ApiTags('结账 closing')
@ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' })
@ApiHeader({ name: 'If-Match', required: false, description: '结账记录的 ETag；不符则 412' })
@Controller('api/platforms/:id/closing')
export class ClosingController {
  constructor(
    private readonly closing: ClosingService,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  @Post('closes')
  propose(
    @Param('id') id: string,
    @Body() body: CloseProposalDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.propose(id, body, identity))
  }

  /** The body may be left out: there is something to say only where entries came since the proposal. */
  @Post('closes/:period/approval')
  @ApiBody({ type: CloseApprovalDto, required: false })
  approve(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { seen } = validated(CloseApprovalDto, body ?? {})
    return this.answer(id, request, reply, (identity) => this.closing.approve(id, period, identity, seen))
  }

  @Post('closes/:period/rejection')
  reject(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.reject(id, period, reason, identity))
  }

  @Post('closes/:period/reopening')
  proposeReopening(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.proposeReopening(id, period, reason, identity))
  }

  @Post('closes/:period/reopening/approval')
  approveReopening(
    @Param('id') id: string,
    @Param('period') period: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.approveReopening(id, period, identity))
  }

  @Post('closes/:period/reopening/rejection')
  rejectReopening(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.rejectReopening(id, period, reason, identity))
  }

  @Post('restatements/:entry/approval')
  approveRestatement(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Body() { note }: RestatementApprovalDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, request, reply, (identity) => this.closing.approveRestatement(id, entry, note, identity))
  }

  private async answer(
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
    record: (identity: CommandIdentity) => Promise<Checked<RecordAnswer>>,
  ) {
    const answer = await record(commandIdentity(request, this.actor))
    if (isRefusal(answer)) throw new RefusalException([answer], NOT_FOUND.has(answer.code) ? 404 : undefined)
    const { entryIds, revision, position } = answer
    tagRevision(reply, revision)
    return { id, entryId: entryIds[entryIds.length - 1], entryIds, revision, position }
  }
}
