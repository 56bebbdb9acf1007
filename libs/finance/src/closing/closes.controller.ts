import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { cutView, EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { Answers } from '@pilot-ledger/http'
import {
  BANK_CHANGES,
  CHECKLIST,
  CLOSE,
  CLOSED_PERIODS,
  CLOSES,
  RESTATEMENTS,
  SHARED_DOCUMENTS,
  VARIANCE,
} from './answer-shapes'
import { BridgeTimes } from './bridge-queries'
import { ClosesService } from './closes.service'
import { ClosesQuery, VarianceQuery } from './dtos'
import { sharedDocumentExceptions } from './shared-documents'

/** 已结期间: what was closed, and what became of it. */
@ApiTags('结账 closing')
@Controller('api/platforms/:id')
export class ClosesController {
  constructor(
    private readonly closes: ClosesService,
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  @Get('closing-checklist')
  @Answers(CHECKLIST)
  checks(@Param('id') id: string, @Query() query: BridgeTimes) {
    return this.closes.checks(id, query)
  }

  @Get('closes')
  @Answers(CLOSES)
  list(@Param('id') id: string, @Query() query: ClosesQuery) {
    return this.closes.list(id, query)
  }

  /** What a form asks before it records: cheap, the closes alone. */
  @Get('closing/periods')
  @Answers(CLOSED_PERIODS)
  periods(@Param('id') id: string, @Query() query: ClosesQuery) {
    return this.closes.periods(id, query)
  }

  @Get('closes/:period')
  @Answers(CLOSE)
  one(@Param('id') id: string, @Param('period') period: string, @Query() query: ClosesQuery) {
    return this.closes.one(id, period, query)
  }

  @Get('closes/:period/variance')
  @Answers(VARIANCE)
  variance(@Param('id') id: string, @Param('period') period: string, @Query() query: VarianceQuery) {
    return this.closes.variance(id, period, query)
  }

  @Get('closes/:period/bank-changes')
  @Answers(BANK_CHANGES)
  bankChanges(@Param('id') id: string, @Param('period') period: string, @Query() query: ClosesQuery) {
    return this.closes.bankChanges(id, period, query)
  }

  @Get('closes/:period/restatements')
  @Answers(RESTATEMENTS)
  restatements(@Param('id') id: string, @Param('period') period: string, @Query() query: VarianceQuery) {
    return this.closes.restatements(id, period, query)
  }

  /** 分摊例外: invoices and bank slips over several contracts whose shares do not tie to the document. */
  @Get('shared-documents')
  @Answers(SHARED_DOCUMENTS)
  async shared(@Param('id') id: string, @Query() query: ClosesQuery) {
    const { tables, cut, platform } = await this.figures.platformAt(id, query)
    const documents = await sharedDocumentExceptions(this.log, tables, platform, cut)
    return { platform: id, asOf: cutView(tables, cut), documents }
  }
}
