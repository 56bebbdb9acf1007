import { Controller, Get, Param, Query, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiTags } from '@nestjs/swagger'
import { Answers, tagRevision } from '@pilot-ledger/http'
import type { FastifyReply } from 'fastify'
import { REGISTER, REGISTER_ENTRIES } from './answer-shapes'
import { ListRegisterEntries, RegisterEntriesQuery, RegisterQuery, ShowPlatform } from './queries'

/** 平台: one platform's register and the entries it is made of, now or at any earlier cut. */
@ApiTags('平台 platforms')
@Controller('api/platforms')
export class PlatformReadingController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Answers(REGISTER)
  async show(@Param('id') id: string, @Query() query: RegisterQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const platform = await this.queries.execute(new ShowPlatform(id, query))
    tagRevision(reply, platform.revision)
    return platform
  }

  @Get(':id/entries')
  @Answers(REGISTER_ENTRIES)
  entries(@Param('id') id: string, @Query() query: RegisterEntriesQuery) {
    return this.queries.execute(new ListRegisterEntries(id, query))
  }
}
