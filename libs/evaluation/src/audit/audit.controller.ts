import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import { type Exchange, HttpExchange } from '@pilot-ledger/recording'
import { viewerOf } from '../rounds/round-routes'
import { AUDIT } from './answer-shapes'
import { AuditService } from './audit.service'
import { AuditQuery } from './audit-query'

/** 核查: the audit questions over the rows of any figure, without a round. */
@ApiTags('核查 audit')
@Controller('api/platforms')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get(':id/audit')
  @Answers(AUDIT)
  ofFigures(@Param('id') id: string, @Query() query: AuditQuery, @HttpExchange() { request }: Exchange) {
    return this.audit.ofFigures(id, query, { seesOthers: viewerOf(request).platforms === undefined })
  }
}
