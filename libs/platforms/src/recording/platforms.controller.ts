import { Body, Controller, Param, Post } from '@nestjs/common'
import { platformIdsOf, standingId } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { platformStream } from '../domain/events'
import { RegisterDoor } from './command-headers'
import { ChangeRegister } from './commands'
import { correctionOf, voidOf } from './contents'
import * as dto from './dtos'
import { type Exchange, HttpExchange } from './exchange'
import { RegisterDesk } from './register-desk'

/** 平台登记: registration, recognition, cultivation, published figures; memberships have doors of their own. */
@RegisterDoor()
@Controller('api/platforms')
export class PlatformsController {
  constructor(
    private readonly desk: RegisterDesk,
    private readonly recorder: Recorder,
  ) {}

  @Post()
  async register(@Body() body: dto.PlatformRegisteredDto, @HttpExchange() exchange: Exchange) {
    const id = await standingId(platformIdsOf(body.name), (it) => this.recorder.exists(platformStream(it)))
    const answer = await this.desk.record(id, 'PlatformRegistered', body, exchange)
    void exchange.reply.header('location', `/api/platforms/${id}`)
    return answer
  }

  @Post(':id/recognitions')
  recognise(@Param('id') id: string, @Body() body: dto.PlatformRecognizedDto, @HttpExchange() exchange: Exchange) {
    return this.desk.record(id, 'PlatformRecognized', body, exchange)
  }

  @Post(':id/revocations')
  revoke(@Param('id') id: string, @Body() body: dto.RecognitionRevokedDto, @HttpExchange() exchange: Exchange) {
    return this.desk.record(id, 'RecognitionRevoked', body, exchange)
  }

  @Post(':id/cultivation-designations')
  designate(@Param('id') id: string, @Body() body: dto.CultivationDesignatedDto, @HttpExchange() exchange: Exchange) {
    return this.desk.record(id, 'CultivationDesignated', body, exchange)
  }

  @Post(':id/published-figures')
  publish(@Param('id') id: string, @Body() body: dto.FigurePublishedDto, @HttpExchange() exchange: Exchange) {
    return this.desk.record(id, 'FigurePublished', body, exchange)
  }

  @Post(':id/corrections')
  correct(@Param('id') id: string, @Body() body: dto.RegisterCorrectionDto, @HttpExchange() exchange: Exchange) {
    return this.desk.execute(id, (identity) => new ChangeRegister(id, correctionOf(body), identity), exchange)
  }

  @Post(':id/voids')
  void(@Param('id') id: string, @Body() body: dto.RegisterVoidDto, @HttpExchange() exchange: Exchange) {
    return this.desk.execute(id, (identity) => new ChangeRegister(id, voidOf(body), identity), exchange)
  }
}
