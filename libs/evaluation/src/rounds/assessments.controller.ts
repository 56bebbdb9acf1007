import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { ASSESSMENT, INDICATOR_ROWS, STEP } from './answer-shapes'
import { AssessmentReading } from './assessment-reading.service'
import { AssessmentsService } from './assessments.service'
import * as dto from './dtos'
import { type Exchange, HttpExchange, viewerOf } from './exchange'
import { RoundContext } from './round-context'
import { RoundDoor } from './round-door'
import { roundNamed } from './round-path'
import type { StepAnswer } from './stream-desk'

/** 一家平台的自评与核定. `:id` is the platform. */
@RoundDoor()
@Controller('api/rounds/:round/platforms/:id')
export class AssessmentsController {
  constructor(
    private readonly assessments: AssessmentsService,
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
  ): Promise<StepAnswer> {
    await this.context.ready(waitFor)
    return this.assessments.state(placeOf(path), body, exchange)
  }

  @Post('submission')
  @Answers(STEP)
  async submit(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.assessments.submit(placeOf(path), exchange)
  }

  @Post('reopening')
  @Answers(STEP)
  reopen(@Param() path: Path, @Body() body: dto.ReopeningDto, @HttpExchange() exchange: Exchange) {
    return this.assessments.reopen(placeOf(path), body, exchange)
  }

  @Post('strikes')
  @Answers(STEP)
  async strike(
    @Param() path: Path,
    @Body() body: dto.StrikeDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ): Promise<StepAnswer> {
    await this.context.ready(waitFor)
    return this.assessments.strike(placeOf(path), body, exchange)
  }

  @Post('strikes/:strike/lifting')
  @Answers(STEP)
  lift(
    @Param() path: Path,
    @Param('strike') strike: string,
    @Body() { reason }: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.assessments.lift(placeOf(path), strike, reason, exchange)
  }

  @Post('verified-values')
  @Answers(STEP)
  setValue(@Param() path: Path, @Body() body: dto.VerifiedValueDto, @HttpExchange() exchange: Exchange) {
    return this.assessments.setValue(placeOf(path), body, exchange)
  }

  @Post('verification')
  @Answers(STEP)
  async verify(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.assessments.verify(placeOf(path), exchange)
  }

  @Post('reply')
  @Answers(STEP)
  reply(@Param() path: Path, @Body() body: dto.ReplyDto, @HttpExchange() exchange: Exchange) {
    return this.assessments.reply(placeOf(path), body, exchange)
  }

  @Post('reply-answer')
  @Answers(STEP)
  answer(@Param() path: Path, @Body() body: dto.ReplyAnswerDto, @HttpExchange() exchange: Exchange) {
    return this.assessments.answerReply(placeOf(path), body, exchange)
  }

  @Post('grade-proposal')
  @Answers(STEP)
  propose(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.assessments.proposeGrade(placeOf(path), exchange)
  }

  @Post('grade-confirmation')
  @Answers(STEP)
  confirm(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.assessments.confirmGrade(placeOf(path), exchange)
  }

  @Post('grade-rejection')
  @Answers(STEP)
  reject(@Param() path: Path, @Body() { reason }: dto.ReasonDto, @HttpExchange() exchange: Exchange) {
    return this.assessments.rejectGrade(placeOf(path), reason, exchange)
  }
}

type Path = Record<'round' | 'id', string>

function placeOf({ round, id }: Path) {
  return { round: roundNamed(round), platform: id }
}
