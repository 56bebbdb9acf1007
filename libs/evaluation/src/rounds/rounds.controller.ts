import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { type Exchange, HttpExchange, RecordingService, type RequestIdentity } from '@pilot-ledger/recording'
import { roundIdOf } from '../domain/round-rules'
import { ROUND, ROUNDS, STEP, type StepAnswer } from './answer-shapes'
import * as dto from './dtos'
import { RoundContext } from './round-context'
import { RoundReading } from './round-reading.service'
import { RoundRoutes, roundNamed, viewerOf } from './round-routes'
import { SealRound } from './round-seals'
import { RoundsService } from './rounds.service'

/** 评价轮次: opened, sealed, published and paid as a whole. */
@RoundRoutes()
@Controller('api/rounds')
export class RoundsController {
  constructor(
    private readonly rounds: RoundsService,
    private readonly recording: RecordingService,
    private readonly reading: RoundReading,
    private readonly context: RoundContext,
  ) {}

  @Post()
  @Answers(STEP)
  async open(
    @Body() body: dto.RoundOpenedDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    await this.context.ready(waitFor)
    const id = roundIdOf(body.roundNo)
    const answer = await this.rounds.afterTheOther(async () => {
      const opened = await this.recording.decide(RoundsService, 'open', id, body, exchange)
      await this.context.takesIn(opened.position)
      return opened
    })
    void exchange.reply.header('location', `/api/rounds/${id}`)
    return answer
  }

  @Get()
  @Answers(ROUNDS)
  list(@Query() query: dto.RoundsQuery, @HttpExchange() { request }: Exchange) {
    return this.reading.list(query, viewerOf(request))
  }

  @Get(':round')
  @Answers(ROUND)
  one(@Param('round') round: string, @Query() query: dto.RoundsQuery, @HttpExchange() { request }: Exchange) {
    return this.reading.one(roundNamed(round), query, viewerOf(request))
  }

  @Post(':round/deadlines')
  @Answers(STEP)
  moveDeadline(@Param('round') round: string, @Body() body: dto.DeadlineMovedDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(RoundsService, 'moveDeadline', roundNamed(round), body, exchange)
  }

  @Post(':round/sealing')
  @Answers(STEP)
  async seal(@Param('round') round: string, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    const id = roundNamed(round)
    const command = (identity: RequestIdentity) => new SealRound(id, identity)
    return this.recording.execute({ base: '' }, id, command, exchange) as Promise<StepAnswer>
  }

  @Post(':round/publication')
  @Answers(STEP)
  publish(@Param('round') round: string, @Body() body: dto.PublicationDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(RoundsService, 'publish', roundNamed(round), body, exchange)
  }

  @Post(':round/subsidy')
  @Answers(STEP)
  determine(@Param('round') round: string, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(RoundsService, 'determineSubsidies', roundNamed(round), undefined, exchange)
  }

  @Post(':round/subsidy-payments')
  @Answers(STEP)
  async pay(@Param('round') round: string, @Body() body: dto.SubsidyPaymentDto, @HttpExchange() exchange: Exchange) {
    return this.rounds.afterTheOther(() =>
      this.recording.decide(RoundsService, 'pay', roundNamed(round), body, exchange),
    )
  }

  @Post(':round/subsidy-payments/voids')
  @Answers(STEP)
  voidPayment(
    @Param('round') round: string,
    @Body() body: dto.SubsidyPaymentVoidDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(RoundsService, 'voidPayment', roundNamed(round), body, exchange)
  }
}
