import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { type BodyOf, type Exchange, HttpExchange, RecordingService, type RequestName } from '@pilot-ledger/recording'
import { ASSESSMENT, INDICATOR_ROWS, STEP } from './answer-shapes'
import { AssessmentReading } from './assessment-reading.service'
import { AssessmentsService } from './assessments.service'
import * as dto from './dtos'
import { RoundContext } from './round-context'
import { RoundRoutes, roundNamed, viewerOf } from './round-routes'

/** 一家平台的自评与核定. `:id` is the platform. */
@RoundRoutes()
@Controller('api/rounds/:round/platforms/:id')
export class AssessmentsController {
  constructor(
    private readonly recording: RecordingService,
    private readonly reading: AssessmentReading,
    private readonly context: RoundContext,
  ) {}

  @Get()
  @Answers(ASSESSMENT)
  one(
    @Param('round') round: string,
    @Param('id') id: string,
    @Query() query: dto.AsOfQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    return this.reading.one(roundNamed(round), id, query, viewerOf(request))
  }

  @Get('indicators/:indicator/rows')
  @Answers(INDICATOR_ROWS)
  rows(
    @Param('round') round: string,
    @Param('id') id: string,
    @Param('indicator') indicator: string,
    @Query() query: dto.RowsQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    return this.reading.rows(roundNamed(round), id, indicator, query, viewerOf(request))
  }

  @Post('assessment')
  @Answers(STEP)
  async state(
    @Param() path: Path,
    @Body() body: dto.AssessmentDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    await this.context.ready(waitFor)
    return this.step('state', path, body, exchange)
  }

  @Post('submission')
  @Answers(STEP)
  async submit(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.step('submit', path, {}, exchange)
  }

  @Post('reopening')
  @Answers(STEP)
  reopen(@Param() path: Path, @Body() body: dto.ReopeningDto, @HttpExchange() exchange: Exchange) {
    return this.step('reopen', path, body, exchange)
  }

  @Post('strikes')
  @Answers(STEP)
  async strike(
    @Param() path: Path,
    @Body() body: dto.StrikeDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    await this.context.ready(waitFor)
    return this.step('strike', path, body, exchange)
  }

  @Post('strikes/:strike/lifting')
  @Answers(STEP)
  lift(
    @Param() path: Path,
    @Param('strike') strike: string,
    @Body() body: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.step('lift', path, { strike, ...body }, exchange)
  }

  @Post('verified-values')
  @Answers(STEP)
  setValue(@Param() path: Path, @Body() body: dto.VerifiedValueDto, @HttpExchange() exchange: Exchange) {
    return this.step('setValue', path, body, exchange)
  }

  @Post('verification')
  @Answers(STEP)
  async verify(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.step('verify', path, {}, exchange)
  }

  @Post('reply')
  @Answers(STEP)
  reply(@Param() path: Path, @Body() body: dto.ReplyDto, @HttpExchange() exchange: Exchange) {
    return this.step('reply', path, body, exchange)
  }

  @Post('reply-answer')
  @Answers(STEP)
  answer(@Param() path: Path, @Body() body: dto.ReplyAnswerDto, @HttpExchange() exchange: Exchange) {
    return this.step('answerReply', path, body, exchange)
  }

  @Post('grade-proposal')
  @Answers(STEP)
  propose(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.step('proposeGrade', path, {}, exchange)
  }

  @Post('grade-confirmation')
  @Answers(STEP)
  confirm(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.step('confirmGrade', path, {}, exchange)
  }

  @Post('grade-rejection')
  @Answers(STEP)
  reject(@Param() path: Path, @Body() body: dto.ReasonDto, @HttpExchange() exchange: Exchange) {
    return this.step('rejectGrade', path, body, exchange)
  }

  private step<Name extends RequestName<AssessmentsService>>(
    request: Name,
    { round, id }: Path,
    body: Omit<BodyOf<AssessmentsService, Name>, 'platform'>,
    exchange: Exchange,
  ) {
    const sent = { platform: id, ...body } as BodyOf<AssessmentsService, Name>
    return this.recording.decide(AssessmentsService, request, roundNamed(round), sent, exchange)
  }
}

type Path = Record<'round' | 'id', string>
