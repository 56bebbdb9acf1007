import { Readable } from 'node:stream'
import { Controller, Get, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { standing } from '@pilot-ledger/access'
import { Matching, OneOf, orRefuse } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Feed } from './feed'
import { OpenFeeds } from './open-feeds'

const SEQUENCE = /^(0|[1-9]\d{0,9})$/

export class FeedQuery {
  @Matching(SEQUENCE, {
    optional: true,
    description: '此序号之后的记录 entries after this sequence; the header Last-Event-ID goes before it',
    example: '812',
  })
  after?: string
  @OneOf(['head'], { optional: true, description: '只告知台账更新到第几条 only how far the ledger is' })
  only?: 'head'
  @OneOf(['true'], { optional: true, description: '告知完现有的即结束 ends when what there is has been told' })
  once?: 'true'
}

/** 推送: what is recorded, told as it comes. */
@ApiTags('推送 feed')
@Controller('api/feed')
export class FeedController implements OnModuleDestroy {
  constructor(
    private readonly feed: Feed,
    private readonly feeds: OpenFeeds,
  ) {}

  /** `event: entry`, a CloudEvent each, of the entries that whoever asks may know of; `event: head`, how far the ledger is. */
  @Get()
  @ApiHeader({ name: 'last-event-id', required: false, schema: { type: 'string' } })
  @ApiOkResponse({
    description: '服务器推送事件 server-sent events: entry (CloudEvents 1.0, JSON), head ({ sequence })',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  follow(@Query() query: FeedQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const after = request.headers['last-event-id'] ?? query.after
    if (after !== undefined && (typeof after !== 'string' || !SEQUENCE.test(after))) orRefuse(NOT_A_SEQUENCE)
    const { identity: reader, still } = standing(request)
    const ending = this.feeds.begin(reader?.actor ?? '')
    // What goes first: the last line was told, or nobody listens any more.
    reply.raw.once('close', () => ending.abort())
    const question = {
      after: after === undefined ? undefined : Number(after),
      headOnly: query.only === 'head',
      once: query.once === 'true',
    }
    const events = this.feed.events({ ...question, reader, still }, ending.signal)
    // What waits to be sent is a few lines: the next are made when these are gone.
    const stream = Readable.from(events, { objectMode: false, highWaterMark: 16_384 })
    stream.once('close', () => ending.abort())
    void reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream)
  }

  /** Before the server waits for its connections: these would never end. */
  onModuleDestroy(): void {
    this.feeds.end()
  }
}

const NOT_A_SEQUENCE = refuse('cursor-format', {
  zh: 'Last-Event-ID 须为台账的记录序号',
  en: 'Last-Event-ID is a sequence of the ledger',
})
