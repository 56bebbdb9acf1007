import { Controller, Get, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { Answers, OneOf, RefusalException } from '@pilot-ledger/http'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { MEDIA_TYPES, type MediaType } from '../definitions'
import { givenEvidence, storedEvidence } from '../recording'
import type { EvidenceStore } from '../store'
import { EVIDENCE_FACTS } from './answer-shapes'
import { rangeOf } from './byte-range'
import { OpeningQuery } from './opening-query'
import { NO_SUCH_RANGE, UNKNOWN_EVIDENCE } from './refusals'
import { storedBytes } from './stored-bytes'
import { EVIDENCE_STORE } from './tokens'

class EvidenceQuery extends OpeningQuery {
  @OneOf(['true', 'false'], { optional: true, description: '下载而不显示 to be kept, not shown' })
  download?: 'true' | 'false'
}

/** What a browser shows by itself and runs nothing of. */
const SHOWN: ReadonlySet<MediaType> = new Set<MediaType>(['application/pdf', 'image/jpeg', 'image/png'])
/** Whatever a file holds: nothing of it runs, and it loads nothing. */
const NOTHING_RUNS = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
const BINARY = { schema: { type: 'string', format: 'binary' } } as const

/** 查看佐证材料: a file as its platform gave it. Whose it is the log says; what others have given is here as what nobody has. */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence')
export class EvidenceController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}

  /** Which file it is, and who has given it when: what stands beside it while it is looked at. */
  @Get(':sha256/facts')
  @Answers(EVIDENCE_FACTS)
  async facts(@Param('id') platform: string, @Param('sha256') sha256: string, @Query() _: OpeningQuery) {
    const given = await givenEvidence(this.recorder, platform, sha256)
    if (!given) throw new RefusalException([UNKNOWN_EVIDENCE], 404)
    return { file: given.file, uploadedBy: given.by, uploadedAt: new Date(given.at).toISOString() }
  }

  @Get(':sha256')
  @ApiHeader({ name: 'Range', required: false, description: 'bytes=0-65535' })
  @ApiOkResponse({ content: Object.fromEntries(Object.keys(MEDIA_TYPES).map((it) => [it, BINARY])) })
  async open(
    @Param('id') platform: string,
    @Param('sha256') sha256: string,
    @Query() { download }: EvidenceQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const file = await storedEvidence(this.recorder, platform, sha256)
    if (!file) throw new RefusalException([UNKNOWN_EVIDENCE], 404)
    const tag = `"${sha256}"`
    void reply
      .header('etag', tag)
      .header('cache-control', 'private, no-cache')
      .header('accept-ranges', 'bytes')
      .header('content-security-policy', NOTHING_RUNS)
    if (request.headers['if-none-match'] === tag) {
      void reply.status(304)
      return undefined
    }
    const asked = request.headers['if-range']
    const range = asked === undefined || asked === tag ? rangeOf(request.headers.range, file.size) : undefined
    if (range === 'none') {
      void reply.header('content-range', `bytes */${file.size}`)
      throw new RefusalException([NO_SUCH_RANGE], 416)
    }
    const bytes = await storedBytes(this.store, file, range)
    if (range) void reply.status(206).header('content-range', `bytes ${range.from}-${range.to}/${file.size}`)
    const shown = download !== 'true' && SHOWN.has(file.mediaType)
    return new StreamableFile(bytes, {
      type: file.mediaType,
      length: range ? range.to - range.from + 1 : file.size,
      disposition: `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.fileName)}`,
    })
  }
}

/** RFC 8187. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
