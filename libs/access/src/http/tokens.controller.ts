import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'
import { TOKEN_SCOPES } from '../domain/identity'
import type { Access } from '../services/access'
import { NO_LOCAL_ACCOUNT } from '../services/rights.service'
import { tokenView } from './account-views'
import { TOKENS } from './answer-shapes'
import { orAnswer, refused } from './answers'
import { NewTokenDto } from './dtos'
import { ACCESS } from './options'
import { identityOf } from './requester'

const USUAL_DAYS = 90

/** 个人访问令牌: one's own, for scripts. */
@ApiTags('令牌 tokens')
@Controller('api/tokens')
export class TokensController {
  constructor(@Inject(ACCESS) private readonly access: Access) {}

  @Get()
  @Answers(TOKENS)
  list(@Req() request: FastifyRequest) {
    return { tokens: this.access.tokens.list(this.owner(request).account).map(tokenView) }
  }

  /** The token is in this answer only. */
  @Post()
  create(@Body() body: NewTokenDto, @Req() request: FastifyRequest) {
    const { label, days = USUAL_DAYS, scopes = TOKEN_SCOPES, addresses = [] } = body
    const { account, actor } = this.owner(request)
    const { token, ...made } = orAnswer(this.access.tokens.create(account, label, days, actor, { scopes, addresses }))
    return { ...tokenView(made), token }
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id') id: string, @Req() request: FastifyRequest): void {
    const { account, actor } = this.owner(request)
    orAnswer(this.access.tokens.revoke(id, account, actor))
  }

  private owner(request: FastifyRequest): { account: string; actor: string } {
    const { account, actor } = identityOf(request)
    if (account === undefined) throw refused(NO_LOCAL_ACCOUNT)
    return { account, actor }
  }
}
