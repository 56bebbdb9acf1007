import { Controller, Get, Inject, Query, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { ACTOR, Answers, Matching, Text } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'
import { DESK, DESK_WAITING } from './answer-shapes'
import { askerOf } from './asker'
import { DeskService } from './desk.service'

const UUID = /^[0-9a-f-]{36}$/

export class DeskQuery {
  @Matching(UUID, { optional: true, description: '只看一个平台；缺省为可见的全部平台' })
  platform?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

/** 工作台. */
@ApiTags('工作台 desk')
@Controller('api/desk')
export class DeskController {
  constructor(
    private readonly desk: DeskService,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  /** What waits for who asks, the year beside the one before it, twelve months, what is outstanding, warnings by kind: of one platform or all. */
  @Get()
  @Answers(DESK)
  one(@Query() { platform, waitFor }: DeskQuery, @Req() request: FastifyRequest) {
    return this.desk.one(askerOf(request, this.actor), platform, waitFor)
  }

  /** 待办 alone. */
  @Get('waiting')
  @Answers(DESK_WAITING)
  waiting(@Query() { platform, waitFor }: DeskQuery, @Req() request: FastifyRequest) {
    return this.desk.counts(askerOf(request, this.actor), platform, waitFor)
  }
}
