import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../services/access'
import type { OneTime } from '../services/accounts.service'
import type { Proposed } from '../services/rights.service'
import { accountView, proposalView, tokenView } from './account-views'
import { ACCOUNT, ACCOUNTS, TOKENS } from './answer-shapes'
import { orAnswer } from './answers'
import { AccountChangeDto, NewAccountDto, SecondFactorRemovalDto } from './dtos'
import { ACCESS } from './options'
import { identityOf } from './requester'

/** 账户: kept by the administrator, read by the auditor too. What needs a second person is answered 202 with its proposal. */
@ApiTags('账户 accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(@Inject(ACCESS) private readonly access: Access) {}

  @Get()
  @Answers(ACCOUNTS)
  list() {
    const { accounts, rights } = this.access
    return { accounts: accounts.list().map(accountView), secondPersonMissing: rights.secondPersonMissing() }
  }

  /** The one-time password, or its first part, is in this answer only. */
  @Post()
  async create(
    @Body() { platforms = [], ...account }: NewAccountDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const made = orAnswer(await this.access.rights.create({ ...account, platforms }, identityOf(request)))
    if ('account' in made) void reply.header('location', `/api/accounts/${made.account.id}`)
    return withPassword(made, reply)
  }

  @Get(':id')
  @Answers(ACCOUNT)
  show(@Param('id') id: string) {
    return accountView(orAnswer(this.access.accounts.show(id)))
  }

  @Patch(':id')
  async change(
    @Param('id') id: string,
    @Body() change: AccountChangeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const changed = orAnswer(await this.access.rights.change(id, { ...change }, identityOf(request)))
    return 'proposal' in changed ? withPassword(changed, reply) : accountView(changed)
  }

  @Post(':id/password-reset')
  async resetPassword(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return withPassword(orAnswer(await this.access.rights.resetPassword(id, identityOf(request))), reply)
  }

  /** 解除两步验证: of somebody who has lost it. */
  @Post(':id/second-factor-removal')
  @HttpCode(200)
  removeSecondFactor(
    @Param('id') id: string,
    @Body() { reason }: SecondFactorRemovalDto,
    @Req() request: FastifyRequest,
  ) {
    return accountView(orAnswer(this.access.secondFactor.remove(id, reason, identityOf(request))))
  }

  @Delete(':id/sessions')
  endSessions(@Param('id') id: string, @Req() request: FastifyRequest) {
    return orAnswer(this.access.accounts.endSessions(id, identityOf(request).actor))
  }

  @Get(':id/tokens')
  @Answers(TOKENS)
  tokens(@Param('id') id: string) {
    orAnswer(this.access.accounts.show(id))
    return { tokens: this.access.tokens.list(id).map(tokenView) }
  }

  @Delete(':id/tokens/:token')
  @HttpCode(204)
  revokeToken(@Param('id') id: string, @Param('token') token: string, @Req() request: FastifyRequest): void {
    orAnswer(this.access.tokens.revoke(token, id, identityOf(request).actor))
  }
}

/** Done, with the password; or waiting for a second person, with the first part of what it will be. */
function withPassword(answer: OneTime | Proposed, reply: FastifyReply) {
  if ('account' in answer) return { ...accountView(answer.account), oneTimePassword: answer.oneTimePassword }
  void reply.status(202)
  return { waits: proposalView(answer.proposal), firstPart: answer.firstPart }
}
