import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'
import { Answers, RefusalException } from '@pilot-ledger/http'
import { anyObject, refuse } from '@pilot-ledger/kernel'
import { type Exchange, HttpExchange, RecordingService } from '@pilot-ledger/recording'
import { schemeIdOf } from '../domain/scheme-rules'
import { SCHEME_SCHEMA } from '../domain/scheme-schema'
import { SAMPLE_SCHEMES } from '../schemes/samples'
import { SCHEME, SCHEMES, STEP } from './answer-shapes'
import { AsOfQuery } from './dtos'
import { SchemesService } from './schemes.service'

/** 评价方案: a document per version, published whole, with the schema it is checked against. */
@ApiTags('绩效评价 evaluation')
@Controller('api')
export class SchemesController {
  constructor(
    private readonly schemes: SchemesService,
    private readonly recording: RecordingService,
  ) {}

  @Get('scheme-schema')
  @Answers(anyObject)
  schema() {
    return { ...SCHEME_SCHEMA, examples: SAMPLE_SCHEMES }
  }

  @Post('schemes')
  @ApiBody({ schema: { type: 'object', additionalProperties: true }, description: '见 GET /api/scheme-schema' })
  @Answers(STEP)
  async publish(@Body() body: unknown, @HttpExchange() exchange: Exchange) {
    const scheme = this.schemes.checked(body)
    const id = schemeIdOf(scheme.code)
    const answer = await this.recording.decide(SchemesService, 'publish', id, scheme, exchange)
    void exchange.reply.header('location', `/api/schemes/${id}`)
    return answer
  }

  @Get('schemes')
  @Answers(SCHEMES)
  list(@Query() query: AsOfQuery) {
    return this.schemes.list(query)
  }

  @Get('schemes/:scheme')
  @Answers(SCHEME)
  one(@Param('scheme') scheme: string, @Query() query: AsOfQuery) {
    return this.schemes.one(named(scheme), query)
  }

  @Get('schemes/:scheme/versions/:version')
  @Answers(SCHEME)
  version(@Param('scheme') scheme: string, @Param('version') version: string, @Query() query: AsOfQuery) {
    if (!/^[1-9]\d{0,3}$/.test(version)) throw new RefusalException([UNKNOWN])
    return this.schemes.one(named(scheme), query, Number(version))
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const UNKNOWN = refuse('unknown-scheme', { zh: '没有此方案或版本', en: 'there is no such scheme or version' })

/** What is no id names no stream. */
function named(id: string): string {
  if (UUID.test(id)) return id
  throw new RefusalException([UNKNOWN])
}
