import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../desk/access'
import type { Account } from '../domain/account'
import { ACCOUNT, ACCOUNTS, TOKENS } from './answer-shapes'
import { orAnswer } from './answers'
import { AccountChangeDto, NewAccountDto } from './dtos'
import { ACCESS } from './options'
import { identityOf } from './requester'
import { tokenView } from './tokens.controller'

/** 账户: for the administrator. */
@ApiTags('账户 accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(@Inject(ACCESS) private readonly access: Access) {}

  @Get()
  @Answers(ACCOUNTS)
  list() {
    return { accounts: this.access.accounts.list().map(accountView) }
  }

  /** The one-time password is in this answer only. */
  @Post()
  async create(
    @Body() { platforms = [], ...account }: NewAccountDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { actor } = identityOf(request)
    const made = orAnswer(await this.access.accounts.create({ ...account, platforms }, actor))
    void reply.header('location', `/api/accounts/${made.account.id}`)
    return { ...accountView(made.account), oneTimePassword: made.oneTimePassword }
  }

  @Get(':id')
  @Answers(ACCOUNT)
  show(@Param('id') id: string) {
    return accountView(orAnswer(this.access.accounts.show(id)))
  }

  @Patch(':id')
  change(@Param('id') id: string, @Body() change: AccountChangeDto, @Req() request: FastifyRequest) {
    return accountView(orAnswer(this.access.accounts.change(id, { ...change }, identityOf(request).actor)))
  }

  @Post(':id/password-reset')
  async resetPassword(@Param('id') id: string, @Req() request: FastifyRequest) {
    const reset = orAnswer(await this.access.accounts.resetPassword(id, identityOf(request).actor))
    return { ...accountView(reset.account), oneTimePassword: reset.oneTimePassword }
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

function accountView({ id, name, displayName, role, platforms, disabledAt, passwordChangeNeeded, createdAt }: Account) {
  return {
    id,
    name,
    displayName,
    role,
    platforms,
    disabledAt: disabledAt === undefined ? undefined : new Date(disabledAt).toISOString(),
    passwordChangeNeeded,
    createdAt: new Date(createdAt).toISOString(),
  }
}
