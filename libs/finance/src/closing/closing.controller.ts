import { Body, Controller, Param, Post } from '@nestjs/common'
import { ApiBody } from '@nestjs/swagger'
import { validated } from '@pilot-ledger/http'
import { type Exchange, HttpExchange, RecordingHeaders, RecordingService } from '@pilot-ledger/recording'
import { ClosingService } from './closing.service'
import { CloseApprovalDto, CloseProposalDto, ClosingReasonDto, RestatementApprovalDto } from './dtos'

/** 结账 and 反结账, each with two names. */
@RecordingHeaders('结账 closing', '结账记录的 ETag；不符则 412')
@Controller('api/platforms/:id/closing')
export class ClosingController {
  constructor(private readonly recording: RecordingService) {}

  @Post('closes')
  propose(@Param('id') id: string, @Body() body: CloseProposalDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ClosingService, 'propose', id, body, exchange)
  }

  /** The body may be left out: there is something to say only where entries came since the proposal. */
  @Post('closes/:period/approval')
  @ApiBody({ type: CloseApprovalDto, required: false })
  approve(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() body: unknown,
    @HttpExchange() exchange: Exchange,
  ) {
    const { seen } = validated(CloseApprovalDto, body ?? {})
    return this.recording.decide(ClosingService, 'approve', id, { period, seen }, exchange)
  }

  @Post('closes/:period/rejection')
  reject(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ClosingService, 'reject', id, { period, reason }, exchange)
  }

  @Post('closes/:period/reopening')
  proposeReopening(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ClosingService, 'proposeReopening', id, { period, reason }, exchange)
  }

  @Post('closes/:period/reopening/approval')
  approveReopening(@Param('id') id: string, @Param('period') period: string, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ClosingService, 'approveReopening', id, { period }, exchange)
  }

  @Post('closes/:period/reopening/rejection')
  rejectReopening(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() { reason }: ClosingReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ClosingService, 'rejectReopening', id, { period, reason }, exchange)
  }

  @Post('restatements/:entry/approval')
  approveRestatement(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Body() { note }: RestatementApprovalDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ClosingService, 'approveRestatement', id, { entry, note }, exchange)
  }
}
