import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { FiguresService } from '@pilot-ledger/figures/reporting'
import { ACTOR, Answers, commandIdentity, Text } from '@pilot-ledger/http'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { FastifyRequest } from 'fastify'
import { WAITING_IMPORT_ANSWER, WAITING_IMPORTS, WAITING_IMPORTS_OF_PLATFORMS } from './answer-shapes'
import { WaitingImportsService } from './waiting-imports.service'

export class WaitingImportsQuery {
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class WaitingImportsOfPlatformsQuery extends WaitingImportsQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为可见的全部平台' })
  platforms?: string
}

export class ImportRejectionDto {
  @Text(500, { example: '佐证不足' })
  reason!: string
}

/** 待复核的导入: answered as a whole, by an evaluator; withdrawn by who brought it. */
@ApiTags('导入 import')
@Controller('api/platforms/:id/waiting-imports')
export class WaitingImportsController {
  constructor(
    private readonly imports: WaitingImportsService,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  @Get()
  @Answers(WAITING_IMPORTS)
  list(@Param('id') id: string, @Query() { waitFor }: WaitingImportsQuery) {
    return this.imports.list(id, waitFor)
  }

  @Post(':import/approval')
  @HttpCode(200)
  @Answers(WAITING_IMPORT_ANSWER)
  approve(@Param('id') id: string, @Param('import') file: string, @Req() request: FastifyRequest) {
    return this.answer(id, file, { does: 'approve' }, request)
  }

  @Post(':import/rejection')
  @HttpCode(200)
  @Answers(WAITING_IMPORT_ANSWER)
  reject(
    @Param('id') id: string,
    @Param('import') file: string,
    @Body() { reason }: ImportRejectionDto,
    @Req() request: FastifyRequest,
  ) {
    return this.answer(id, file, { does: 'reject', reason }, request)
  }

  @Post(':import/withdrawal')
  @HttpCode(200)
  @Answers(WAITING_IMPORT_ANSWER)
  withdraw(@Param('id') id: string, @Param('import') file: string, @Req() request: FastifyRequest) {
    return this.answer(id, file, { does: 'withdraw' }, request)
  }

  private answer(id: string, file: string, answer: ProposalAnswer, request: FastifyRequest) {
    return this.imports.answer(id, file, answer, commandIdentity(request, this.actor))
  }
}

@ApiTags('导入 import')
@Controller('api/waiting-imports')
export class WaitingImportsOfPlatformsController {
  constructor(
    private readonly imports: WaitingImportsService,
    private readonly figures: FiguresService,
  ) {}

  @Get()
  @Answers(WAITING_IMPORTS_OF_PLATFORMS)
  list(@Query() query: WaitingImportsOfPlatformsQuery) {
    return this.figures.each(query, (it) => this.imports.list(it))
  }
}
