import { Body, Controller, Param, Post } from '@nestjs/common'
import { orRefuse } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { RegisterChange } from '../domain/decide'
import { RegisterDoor } from './command-headers'
import { AnswerRegisterProposal, ProposeRegisterChange } from './commands'
import { correctionOf, voidOf } from './contents'
import { RegisterProposalDto, RegisterRejectionDto } from './dtos'
import { type Exchange, HttpExchange } from './exchange'
import { RegisterDesk } from './register-desk'

/** 双人复核 of the register: changes of old entries, put before a second person and answered. */
@RegisterDoor()
@Controller('api/platforms/:id/proposals')
export class RegisterProposalsController {
  constructor(private readonly desk: RegisterDesk) {}

  @Post()
  propose(@Param('id') id: string, @Body() body: RegisterProposalDto, @HttpExchange() exchange: Exchange) {
    const change = changeOf(body)
    return this.desk.execute(id, (identity) => new ProposeRegisterChange(id, change, identity), exchange)
  }

  @Post(':proposal/approval')
  approve(@Param('id') id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
    return this.answer(id, proposal, { does: 'approve' }, exchange)
  }

  @Post(':proposal/rejection')
  reject(
    @Param('id') id: string,
    @Param('proposal') proposal: string,
    @Body() { reason }: RegisterRejectionDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.answer(id, proposal, { does: 'reject', reason }, exchange)
  }

  @Post(':proposal/withdrawal')
  withdraw(@Param('id') id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
    return this.answer(id, proposal, { does: 'withdraw' }, exchange)
  }

  private answer(id: string, proposal: string, answer: ProposalAnswer, exchange: Exchange) {
    return this.desk.execute(id, (identity) => new AnswerRegisterProposal(id, proposal, answer, identity), exchange)
  }
}

function changeOf({ correction, void: taken }: RegisterProposalDto): RegisterChange {
  if (correction && !taken) return correctionOf(correction, '/correction')
  if (taken && !correction) return voidOf(taken)
  return orRefuse<RegisterChange>(
    refuse('proposal-format', {
      zh: '变更申请须为一项更正（correction）或一项作废（void）',
      en: 'a proposal holds either a correction or a void',
    }),
  )
}
