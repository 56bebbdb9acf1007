import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'
import type { Access } from '../services/access'
import { accountView, proposalView } from './account-views'
import { ACCOUNT_PROPOSALS } from './answer-shapes'
import { orAnswer } from './answers'
import { AccountProposalRejectionDto } from './dtos'
import { ACCESS } from './options'
import { identityOf } from './requester'

/** 待同意的授权: rights that an administrator wants to give, until another one or an auditor consents. */
@ApiTags('账户 accounts')
@Controller('api/account-proposals')
export class AccountProposalsController {
  constructor(@Inject(ACCESS) private readonly access: Access) {}

  @Get()
  @Answers(ACCOUNT_PROPOSALS)
  list() {
    return { proposals: this.access.rights.open().map(proposalView) }
  }

  /** The second part of the one-time password is in this answer only: the holder needs both. */
  @Post(':proposal/consent')
  consent(@Param('proposal') proposal: string, @Req() request: FastifyRequest) {
    const { account, secondPart } = orAnswer(this.access.rights.consent(proposal, identityOf(request)))
    return { ...accountView(account), secondPart }
  }

  @Post(':proposal/rejection')
  @HttpCode(204)
  reject(
    @Param('proposal') proposal: string,
    @Body() { reason }: AccountProposalRejectionDto,
    @Req() request: FastifyRequest,
  ): void {
    orAnswer(this.access.rights.reject(proposal, identityOf(request), reason))
  }

  @Post(':proposal/withdrawal')
  @HttpCode(204)
  withdraw(@Param('proposal') proposal: string, @Req() request: FastifyRequest): void {
    orAnswer(this.access.rights.withdraw(proposal, identityOf(request)))
  }
}
