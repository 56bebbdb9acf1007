import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers, addressKey } from '@pilot-ledger/http'
import { isRefusal } from '@pilot-ledger/kernel'
import { qrCode } from '@pilot-ledger/proof'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../services/access'
import { NO_LOCAL_ACCOUNT } from '../services/rights.service'
import { OFFERED_SECOND_FACTOR, RECOVERY_CODES, SECOND_FACTOR } from './answer-shapes'
import { orAnswer, refused } from './answers'
import { SecondFactorConfirmationDto, SecondFactorDto } from './dtos'
import { Guard } from './guard'
import { ACCESS } from './options'
import { identityOf } from './requester'

/** Of one module of the QR code on a screen. */
const DOTS = 4

/** 两步验证 of one's own account. */
@ApiTags('登录 session')
@Controller('api/session/second-factor')
export class SecondFactorController {
  constructor(
    @Inject(ACCESS) private readonly access: Access,
    private readonly guard: Guard,
  ) {}

  @Get()
  @Answers(SECOND_FACTOR)
  show(@Req() request: FastifyRequest) {
    const { enrolledAt, ...standing } = orAnswer(this.access.secondFactor.standing(accountOf(request)))
    return { ...standing, enrolledAt: enrolledAt === undefined ? undefined : new Date(enrolledAt).toISOString() }
  }

  /** The secret is in this answer and in no later one; it is in force with its first code. */
  @Post()
  @HttpCode(200)
  @Answers(OFFERED_SECOND_FACTOR)
  async offer(
    @Body() { currentPassword: password, code }: SecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const address = addressKey(request.ip)
    const offered = await this.access.secondFactor.offer(accountOf(request), { password, code }, address)
    if (isRefusal(offered) && offered.code === 'too-many-attempts')
      void reply.header('retry-after', offered.facts?.seconds)
    const { secret, uri } = orAnswer(offered)
    const picture = `data:image/gif;base64,${qrCode(uri).gif(DOTS).toString('base64')}`
    return { secret, uri, picture }
  }

  /** The recovery codes are in this answer only. */
  @Post('confirmation')
  @HttpCode(200)
  @Answers(RECOVERY_CODES)
  confirm(@Body() { code }: SecondFactorConfirmationDto, @Req() request: FastifyRequest) {
    const session = this.guard.cookie.read(request) ?? ''
    return orAnswer(this.access.secondFactor.confirm(accountOf(request), code, session))
  }
}

function accountOf(request: FastifyRequest): string {
  const { account } = identityOf(request)
  if (account === undefined) throw refused(NO_LOCAL_ACCOUNT)
  return account
}
