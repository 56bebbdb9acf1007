import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common'
import { platformIdOf } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RegisterDoor } from './command-headers'
import { CorrectRegister, VoidInRegister } from './commands'
import { contentOf } from './contents'
import * as dto from './dtos'
import { RegisterDesk } from './register-desk'

/** 平台登记: registration, recognition, cultivation, published figures; memberships have doors of their own. */
@RegisterDoor()
@Controller('api/platforms')
export class PlatformsController {
  constructor(private readonly desk: RegisterDesk) {}

  @Post()
  async register(@Body() body: dto.PlatformRegisteredDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = platformIdOf(body.name)
    const answer = await this.desk.record(id, 'PlatformRegistered', body, request, reply)
    void reply.header('location', `/api/platforms/${id}`)
    return answer
  }

  @Post(':id/recognitions')
  recognise(@Param('id') id: string, @Body() body: dto.PlatformRecognizedDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.desk.record(id, 'PlatformRecognized', body, request, reply)
  }

  @Post(':id/revocations')
  revoke(@Param('id') id: string, @Body() body: dto.RecognitionRevokedDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.desk.record(id, 'RecognitionRevoked', body, request, reply)
  }

  @Post(':id/cultivation-designations')
  designate(@Param('id') id: string, @Body() body: dto.CultivationDesignatedDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.desk.record(id, 'CultivationDesignated', body, request, reply)
  }

  @Post(':id/published-figures')
  publish(@Param('id') id: string, @Body() body: dto.FigurePublishedDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.desk.record(id, 'FigurePublished', body, request, reply)
  }

  @Post(':id/corrections')
  correct(@Param('id') id: string, @Body() body: dto.RegisterCorrectionDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const correction = { corrects: body.corrects, content: contentOf(body.content), reason: body.reason }
    return this.desk.execute(id, new CorrectRegister(id, correction, this.desk.identity(request)), reply)
  }

  @Post(':id/voids')
  void(@Param('id') id: string, @Body() body: dto.RegisterVoidDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.desk.execute(id, new VoidInRegister(id, { ...body }, this.desk.identity(request)), reply)
  }
}
