import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { type Exchange, HttpExchange, RecordingService } from '@pilot-ledger/recording'
import { STEP } from '../rounds/answer-shapes'
import { FindingDto, SampleDto, WaitQuery } from '../rounds/dtos'
import { RoundRoutes, roundNamed, viewerOf } from '../rounds/round-routes'
import { ROUND_AUDIT, SAMPLE, SAMPLE_DRAWN, SAMPLES } from './answer-shapes'
import { AuditRowsQuery, SealQuery } from './audit-query'
import { RoundAuditService } from './round-audit.service'
import { SamplesService } from './samples.service'
import { SealService } from './seal.service'
import { SEAL, SINCE_SEALING } from './seal-shapes'

/** 核查 of a round: the audit questions over a platform's rows, and samples of them. */
@RoundRoutes()
@Controller('api/rounds/:round')
export class RoundAuditController {
  constructor(
    private readonly audit: RoundAuditService,
    private readonly samples: SamplesService,
    private readonly seals: SealService,
    private readonly recording: RecordingService,
  ) {}

  /** Of a platform's own account its own result alone. */
  @Get('seal')
  @Answers(SEAL)
  seal(
    @Param('round') round: string,
    @Query() { platforms, waitFor }: SealQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    return this.seals.seal(roundNamed(round), viewerOf(request), platforms?.split(','), waitFor)
  }

  @Get('platforms/:id/since-sealing')
  @Answers(SINCE_SEALING)
  sinceSealing(
    @Param('round') round: string,
    @Param('id') id: string,
    @Query() { waitFor }: WaitQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    return this.seals.sinceSealing(roundNamed(round), id, viewerOf(request), waitFor)
  }

  @Get('platforms/:id/audit')
  @Answers(ROUND_AUDIT)
  ofPlatform(
    @Param('round') round: string,
    @Param('id') id: string,
    @Query() query: AuditRowsQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    return this.audit.ofPlatform(roundNamed(round), id, query, viewerOf(request))
  }

  @Post('platforms/:id/samples')
  @Answers(SAMPLE_DRAWN)
  async draw(
    @Param('round') round: string,
    @Param('id') id: string,
    @Body() body: SampleDto,
    @HttpExchange() exchange: Exchange,
  ) {
    const sent = { platform: id, ...body }
    const answer = await this.recording.decide(SamplesService, 'draw', roundNamed(round), sent, exchange)
    return { ...answer, sample: await this.samples.numberOf(round, answer.entryId) }
  }

  @Get('platforms/:id/samples')
  @Answers(SAMPLES)
  list(@Param('round') round: string, @Param('id') id: string, @Query() { waitFor }: WaitQuery) {
    return this.samples.list(roundNamed(round), id, waitFor)
  }

  @Get('platforms/:id/samples/:sample')
  @Answers(SAMPLE)
  one(
    @Param('round') round: string,
    @Param('id') id: string,
    @Param('sample') sample: string,
    @Query() { waitFor }: WaitQuery,
  ) {
    return this.samples.one(roundNamed(round), id, sample, waitFor)
  }

  @Post('platforms/:id/samples/:sample/findings')
  @Answers(STEP)
  find(
    @Param('round') round: string,
    @Param('id') id: string,
    @Param('sample') sample: string,
    @Body() body: FindingDto,
    @HttpExchange() exchange: Exchange,
  ) {
    const sent = { sample, platform: id, ...body }
    return this.recording.decide(SamplesService, 'find', roundNamed(round), sent, exchange)
  }
}
