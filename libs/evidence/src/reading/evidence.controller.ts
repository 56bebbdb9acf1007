import { Controller, Get, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { Answers, Matching, OneOf, RefusalException } from '@pilot-ledger/http'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { MEDIA_TYPES, type MediaType } from '../definitions'
import { givenEvidence, storedEvidence } from '../recording'
import type { EvidenceStore } from '../store'
import { asAnswer } from '../upload'
import { EVIDENCE_FACTS } from './answer-shapes'
import { rangeOf } from './byte-range'
import { NO_SUCH_RANGE, NOT_IN_STORE, UNKNOWN_EVIDENCE } from './refusals'
import { EVIDENCE_STORE } from './tokens'

/** Of every route that shows a paper, or what is in it. */
export class OpeningQuery {
  @Matching(/^[0-9a-f]{32}$/, {
    optional: true,
    description:
      '一次查看的随机号：各请求同号即为一次查看，查阅记录只记一行 of one look: requests with the same one stand once in the access log',
    example: '0f3c5a7e9b1d2f4a6c8e0a2b4c6d8e0f',
  })
  opening?: string
}

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
    const bytes = await this.bytesOf(sha256, range)
    if (range) void reply.status(206).header('content-range', `bytes ${range.from}-${range.to}/${file.size}`)
    const shown = download !== 'true' && SHOWN.has(file.mediaType)
    return new StreamableFile(bytes, {
      type: file.mediaType,
      length: range ? range.to - range.from + 1 : file.size,
      disposition: `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.fileName)}`,
    })
  }

  private async bytesOf(sha256: string, range: Exclude<ReturnType<typeof rangeOf>, 'none'>) {
    try {
      const stored = await this.store.get(sha256, range)
      if (stored) return stored.bytes
    } catch (error) {
      throw asAnswer(error)
    }
    // The log says that it was given: that it is not there is our fault, and named by `verify`.
    throw new RefusalException([NOT_IN_STORE], 503)
  }
}

/** RFC 8187. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
