import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiHeader, ApiTags } from '@nestjs/swagger'
import { ACTOR, commandIdentity, orRefuse, TRIABLE } from '@pilot-ledger/http'
import type { Checked } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EngagementContent } from '../domain/events'
import { TriedOrRecorded } from './answer-shapes'
import { correctionOf, recordedView, voidOf } from './changes'
import { ChangeEngagement, DisposeBatch, RecordContent } from './commands'
import { contractIdOf } from './contract-id'
import { CorrectionDto, VoidDto } from './correction-dtos'
import * as dto from './dtos'
import type { Recorded } from './handlers'
import { invoiceOfPath } from './invoice-path'

/** 合同登记: every entry of a contract, one route each. All take Idempotency-Key and If-Match. */
@ApiTags('登记 engagements')
@ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' })
@ApiHeader({ name: 'If-Match', required: false, description: '记录的 ETag；不符则 412' })
@TriedOrRecorded()
@Controller('api/engagements')
export class EngagementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly recorder: Recorder,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  @Post()
  async sign(
    @Body() body: dto.ContractSignedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await contractIdOf(this.recorder, body.platform, body.contractNo)
    const answer = await this.record(id, 'ContractSigned', body, request, reply)
    void reply.header('location', `/api/engagements/${id}`)
    return answer
  }

  @Post(':id/amendments')
  amend(
    @Param('id') id: string,
    @Body() body: dto.ContractAmendedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'ContractAmended', body, request, reply)
  }

  @Post(':id/registrations')
  register(
    @Param('id') id: string,
    @Body() body: dto.TechContractRegisteredDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'TechContractRegistered', body, request, reply)
  }

  @Post(':id/batches')
  runBatch(
    @Param('id') id: string,
    @Body() body: dto.BatchRunDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'BatchRun', body, request, reply)
  }

  @Post(':id/batches/:batchNo/release')
  release(
    @Param('id') id: string,
    @Param('batchNo') batchNo: string,
    @Body() body: dto.ReleaseDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.dispose(id, 'BatchReleased', { batchNo, ...body }, request, reply)
  }

  @Post(':id/batches/:batchNo/rejection')
  reject(
    @Param('id') id: string,
    @Param('batchNo') batchNo: string,
    @Body() body: dto.RejectionDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.dispose(id, 'BatchRejected', { batchNo, ...body }, request, reply)
  }

  @Post(':id/deliverables')
  accept(
    @Param('id') id: string,
    @Body() body: dto.DeliverableAcceptedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'DeliverableAccepted', body, request, reply)
  }

  @Post(':id/invoices')
  invoice(
    @Param('id') id: string,
    @Body() body: dto.InvoiceIssuedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'InvoiceIssued', body, request, reply)
  }

  @Post(':id/invoices/:key/reversals')
  reverse(
    @Param('id') id: string,
    @Param('key') key: string,
    @Body() body: dto.InvoiceReversedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'InvoiceReversed', { invoice: orRefuse(invoiceOfPath(key)), ...body }, request, reply)
  }

  @Post(':id/payments')
  pay(
    @Param('id') id: string,
    @Body() body: dto.PaymentReceivedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'PaymentReceived', body, request, reply)
  }

  @Post(':id/refunds')
  refund(
    @Param('id') id: string,
    @Body() body: dto.PaymentRefundedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'PaymentRefunded', body, request, reply)
  }

  @Post(':id/approvals')
  approve(
    @Param('id') id: string,
    @Body() body: dto.DrugApprovalObtainedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'DrugApprovalObtained', body, request, reply)
  }

  @Post(':id/evidence')
  attach(
    @Param('id') id: string,
    @Body() body: dto.EvidenceAttachedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'EvidenceAttached', body, request, reply)
  }

  @Post(':id/completion')
  complete(
    @Param('id') id: string,
    @Body() body: dto.ContractCompletedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'ContractCompleted', body, request, reply)
  }

  @Post(':id/termination')
  terminate(
    @Param('id') id: string,
    @Body() body: dto.ContractTerminatedDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.record(id, 'ContractTerminated', body, request, reply)
  }

  @Post(':id/corrections')
  correct(
    @Param('id') id: string,
    @Body() body: CorrectionDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.execute(
      id,
      new ChangeEngagement(id, correctionOf(body), commandIdentity(request, this.actor, TRIABLE)),
      reply,
    )
  }

  @Post(':id/voids')
  void(
    @Param('id') id: string,
    @Body() body: VoidDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.execute(
      id,
      new ChangeEngagement(id, voidOf(body), commandIdentity(request, this.actor, TRIABLE)),
      reply,
    )
  }

  private record(
    id: string,
    type: EngagementContent['type'],
    data: object,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const content = { type, data } as EngagementContent
    return this.execute(id, new RecordContent(id, content, commandIdentity(request, this.actor, TRIABLE)), reply)
  }

  private dispose(
    id: string,
    type: DisposeBatch['type'],
    disposition: DisposeBatch['disposition'],
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    return this.execute(
      id,
      new DisposeBatch(id, type, disposition, commandIdentity(request, this.actor, TRIABLE)),
      reply,
    )
  }

  private async execute(id: string, command: object, reply: FastifyReply) {
    const answer = await this.commands.execute<object, Checked<Recorded>>(command)
    const view = recordedView(id, answer, reply)
    // 待复核: taken, and nothing recorded yet but that it was asked for.
    if (view.waits && !('trial' in view)) void reply.status(202)
    return view
  }
}
