import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiQuery, ApiTags } from '@nestjs/swagger'
import { Answers, RefusalException } from '@pilot-ledger/http'
import { anyObject, refuse } from '@pilot-ledger/kernel'
import { Decide, type Exchange, HttpExchange, RecordingService, type RequestIdentity } from '@pilot-ledger/recording'
import { schemeIdOf } from '../domain/scheme-rules'
import { SCHEME_SCHEMA } from '../domain/scheme-schema'
import { SAMPLE_SCHEMES } from '../schemes/samples'
import { SCHEME, SCHEME_STEP, SCHEMES } from './answer-shapes'
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
  @ApiQuery({ name: 'trial', required: false, enum: ['true', 'false'], description: 'true：只试不公布' })
  @Answers(SCHEME_STEP)
  async publish(@Body() body: unknown, @HttpExchange() exchange: Exchange) {
    const scheme = this.schemes.checked(body)
    const id = schemeIdOf(scheme.code)
    const command = (identity: RequestIdentity) => new Decide(SchemesService, 'publish', id, scheme, identity)
    const answer = await this.recording.execute({ base: 'api/schemes', triable: true }, id, command, exchange)
    if ('trial' in answer) return { id, trial: true, revision: answer.revision }
    void exchange.reply.header('location', `/api/schemes/${id}`)
    const { entryId, entryIds, revision, position } = answer
    return { id, entryId, entryIds, revision, position }
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
