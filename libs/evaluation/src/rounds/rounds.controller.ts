import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { ROUND, ROUNDS, STEP } from './answer-shapes'
import * as dto from './dtos'
import { type Exchange, HttpExchange, viewerOf } from './exchange'
import { RoundContext } from './round-context'
import { RoundDoor } from './round-door'
import { roundNamed } from './round-path'
import { RoundReading } from './round-reading.service'
import { RoundSeals } from './round-seals'
import { RoundsService } from './rounds.service'

/** 评价轮次: opened, sealed, published and paid as a whole. */
@RoundDoor()
@Controller('api/rounds')
export class RoundsController {
  constructor(
    private readonly rounds: RoundsService,
    private readonly seals: RoundSeals,
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
    return this.rounds.open(body, exchange)
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
    return this.rounds.moveDeadline(roundNamed(round), body, exchange)
  }

  @Post(':round/sealing')
  @Answers(STEP)
  async seal(@Param('round') round: string, @Query() { waitFor }: dto.WaitQuery, @HttpExchange() exchange: Exchange) {
    await this.context.ready(waitFor)
    return this.seals.seal(roundNamed(round), exchange)
  }

  @Post(':round/publication')
  @Answers(STEP)
  publish(@Param('round') round: string, @Body() body: dto.PublicationDto, @HttpExchange() exchange: Exchange) {
    return this.rounds.publish(roundNamed(round), body, exchange)
  }

  @Post(':round/subsidy')
  @Answers(STEP)
  determine(@Param('round') round: string, @HttpExchange() exchange: Exchange) {
    return this.rounds.determineSubsidies(roundNamed(round), exchange)
  }

  @Post(':round/subsidy-payments')
  @Answers(STEP)
  pay(@Param('round') round: string, @Body() body: dto.SubsidyPaymentDto, @HttpExchange() exchange: Exchange) {
    return this.rounds.pay(roundNamed(round), body, exchange)
  }

  @Post(':round/subsidy-payments/voids')
  @Answers(STEP)
  voidPayment(
    @Param('round') round: string,
    @Body() body: dto.SubsidyPaymentVoidDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.rounds.voidPayment(roundNamed(round), body, exchange)
  }
}
