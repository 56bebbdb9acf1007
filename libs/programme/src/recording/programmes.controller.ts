import { Body, Controller, Param, Post } from '@nestjs/common'
import { orRefuse, validated } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { ProgrammeChange } from '../domain/decide'
import { type ProgrammeContent, programmeIdOf } from '../domain/entry'
import { AnswerProgrammeProposal, ChangeProgramme, ProposeProgrammeChange } from './commands'
import * as dto from './dtos'
import { type Exchange, HttpExchange, ProgrammeDesk, ProgrammeDoor } from './programme-desk'
import { type ContentClass, DATA_CLASS } from './register-dtos'

/** 统筹: its opening, what letters state of it, corrections and voids; the registers have doors of their own. */
@ProgrammeDoor()
@Controller('api/programmes')
export class ProgrammesController {
  constructor(private readonly desk: ProgrammeDesk) {}

  @Post()
  async open(@Body() body: dto.ProgrammeOpenedDto, @HttpExchange() exchange: Exchange) {
    const id = programmeIdOf(body.name)
    const answer = await this.desk.record(id, 'ProgrammeOpened', body, exchange)
    void exchange.reply.header('location', `/api/programmes/${id}`)
    return answer
  }

  @Post(':programme/published-figures')
  publish(
    @Param('programme') id: string,
    @Body() body: dto.ProgrammeFigurePublishedDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.desk.record(id, 'FigurePublished', body, exchange)
  }

  @Post(':programme/corrections')
  correct(
    @Param('programme') id: string,
    @Body() body: dto.ProgrammeCorrectionDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.desk.execute(id, (identity) => new ChangeProgramme(id, correctionOf(body), identity), exchange)
  }

  @Post(':programme/voids')
  void(@Param('programme') id: string, @Body() body: dto.ProgrammeVoidDto, @HttpExchange() exchange: Exchange) {
    return this.desk.execute(id, (identity) => new ChangeProgramme(id, voidOf(body), identity), exchange)
  }
}

/** 双人复核: changes of old entries, put before a second person and answered. */
@ProgrammeDoor()
@Controller('api/programmes/:programme/proposals')
export class ProgrammeProposalsController {
  constructor(private readonly desk: ProgrammeDesk) {}

  @Post()
  propose(@Param('programme') id: string, @Body() body: dto.ProgrammeProposalDto, @HttpExchange() exchange: Exchange) {
    const change = changeOf(body)
    return this.desk.execute(id, (identity) => new ProposeProgrammeChange(id, change, identity), exchange)
  }

  @Post(':proposal/approval')
  approve(@Param('programme') id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
    return this.answer(id, proposal, { does: 'approve' }, exchange)
  }

  @Post(':proposal/rejection')
  reject(
    @Param('programme') id: string,
    @Param('proposal') proposal: string,
    @Body() { reason }: dto.ProgrammeRejectionDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.answer(id, proposal, { does: 'reject', reason }, exchange)
  }

  @Post(':proposal/withdrawal')
  withdraw(@Param('programme') id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
    return this.answer(id, proposal, { does: 'withdraw' }, exchange)
  }

  private answer(id: string, proposal: string, answer: ProposalAnswer, exchange: Exchange) {
    return this.desk.execute(id, (identity) => new AnswerProgrammeProposal(id, proposal, answer, identity), exchange)
  }
}

/** The correction a body asks for, its data checked by the class of its type. Throws the faults, as every check of a body. */
function correctionOf({ corrects, content, reason }: dto.ProgrammeCorrectionDto, at = ''): ProgrammeChange {
  const { type, data } = content
  const checker = DATA_CLASS.get(type) ?? orRefuse<ContentClass>(unknownType(at))
  const checked = { type, data: validated(checker, data, `${at}/content/data`) } as unknown as ProgrammeContent
  return { kind: 'correction', corrects, content: checked, reason }
}

function voidOf({ voids, reason }: dto.ProgrammeVoidDto): ProgrammeChange {
  return { kind: 'void', voids, reason }
}

function changeOf({ correction, void: taken }: dto.ProgrammeProposalDto): ProgrammeChange {
  if (correction && !taken) return correctionOf(correction, '/correction')
  if (taken && !correction) return voidOf(taken)
  return orRefuse<ProgrammeChange>(
    refuse('proposal-format', {
      zh: '变更申请须为一项更正（correction）或一项作废（void）',
      en: 'a proposal holds either a correction or a void',
    }),
  )
}

const unknownType = (at: string) =>
  refuse('unknown-value', {
    pointer: `${at}/content/type`,
    zh: '未知的记录类型',
    en: 'the type of entry is not known',
  })
