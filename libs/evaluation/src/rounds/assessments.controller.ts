import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { type Exchange, HttpExchange, RecordingService } from '@pilot-ledger/recording'
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
    return this.recording.decide(
      AssessmentsService,
      'state',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }

  @Post('submission')
  @Answers(STEP)
  async submit(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.recording.decide(AssessmentsService, 'submit', roundNamed(path.round), { platform: path.id }, exchange)
  }

  @Post('reopening')
  @Answers(STEP)
  reopen(@Param() path: Path, @Body() body: dto.ReopeningDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'reopen',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
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
    return this.recording.decide(
      AssessmentsService,
      'strike',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }

  @Post('strikes/:strike/lifting')
  @Answers(STEP)
  lift(
    @Param() path: Path,
    @Param('strike') strike: string,
    @Body() body: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(
      AssessmentsService,
      'lift',
      roundNamed(path.round),
      { platform: path.id, strike, ...body },
      exchange,
    )
  }

  @Post('verified-values')
  @Answers(STEP)
  setValue(@Param() path: Path, @Body() body: dto.VerifiedValueDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'setValue',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }

  @Post('verification')
  @Answers(STEP)
  async verify(@Param() path: Path, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.recording.decide(AssessmentsService, 'verify', roundNamed(path.round), { platform: path.id }, exchange)
  }

  @Post('reply')
  @Answers(STEP)
  reply(@Param() path: Path, @Body() body: dto.ReplyDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'reply',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }

  @Post('reply-answer')
  @Answers(STEP)
  answer(@Param() path: Path, @Body() body: dto.ReplyAnswerDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'answerReply',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }

  @Post('grade-proposal')
  @Answers(STEP)
  propose(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'proposeGrade',
      roundNamed(path.round),
      { platform: path.id },
      exchange,
    )
  }

  @Post('grade-confirmation')
  @Answers(STEP)
  confirm(@Param() path: Path, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'confirmGrade',
      roundNamed(path.round),
      { platform: path.id },
      exchange,
    )
  }

  @Post('grade-rejection')
  @Answers(STEP)
  reject(@Param() path: Path, @Body() body: dto.ReasonDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(
      AssessmentsService,
      'rejectGrade',
      roundNamed(path.round),
      { platform: path.id, ...body },
      exchange,
    )
  }
}

type Path = Record<'round' | 'id', string>
