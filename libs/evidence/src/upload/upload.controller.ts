import { Readable } from 'node:stream'
import { Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiHeader, ApiNoContentResponse, ApiTags } from '@nestjs/swagger'
import { ACTOR, Answers, OFFSET_STREAM, RefusalException, requesterOf, TakesStream } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { Recorder, type RequestIdentity } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { UPLOAD } from './answer-shapes'
import { numberHeader, uploadMetadata, VERSION } from './headers'
import { asAnswer } from './refusals'
import { UPLOADS } from './tokens'
import type { UploadNote } from './upload-files'
import type { Uploads } from './uploads'

const EXTENSIONS = 'creation,creation-with-upload,expiration,termination'
const BINARY = { schema: { type: 'string', format: 'binary' } } as const

/**
 * 上传: the core of tus 1.0 (https://tus.io/protocols/resumable-upload), by hand. `@tus/server` takes the whole exchange into its own
 * hands, answers and locks of its own beside this house's, and holds its files to no end that is recorded: the core is five answers.
 */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence-uploads')
export class UploadController {
  constructor(
    @Inject(UPLOADS) private readonly uploads: Uploads,
    private readonly recorder: Recorder,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  /** A file is announced; its first bytes may come along. */
  @Post()
  @TakesStream()
  @ApiConsumes(OFFSET_STREAM)
  @ApiHeader({ name: 'Upload-Length', required: true, description: '字节数 bytes' })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: true,
    description: 'filename <base64>[,sha256 <base64>]：文件名；文件的 SHA-256（小写十六进制），所收不符则拒',
  })
  @Answers(UPLOAD)
  async create(
    @Param('id') platform: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.begin(request, reply)
    const size = numberHeader(request, 'upload-length')
    const identity = this.identity(request)
    const given = uploadMetadata(request)
    const note = await answered(() => this.uploads.create({ platform, actor: identity.actor, size, ...given }))
    void reply.header('location', `/api/platforms/${platform}/evidence-uploads/${note.id}`)
    const { body } = request
    if (!(body instanceof Readable)) return this.told(note, reply)
    return this.told(await this.append(platform, note.id, 0, body, identity), reply)
  }

  /** How far it is; under HEAD what tus asks. */
  @Get(':upload')
  @Answers(UPLOAD)
  async state(
    @Param('id') platform: string,
    @Param('upload') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.told(await this.uploads.state(platform, id), reply)
  }

  @Patch(':upload')
  @HttpCode(204)
  @TakesStream()
  @ApiConsumes(OFFSET_STREAM)
  @ApiBody(BINARY)
  @ApiHeader({ name: 'Upload-Offset', required: true, description: '从第几字节起 from which byte on' })
  @ApiNoContentResponse({ description: 'Upload-Offset: 已收到的字节数；与文件等长时已存入并记入台账' })
  async continue(
    @Param('id') platform: string,
    @Param('upload') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.begin(request, reply)
    const from = numberHeader(request, 'upload-offset')
    const { body } = request
    if (!(body instanceof Readable)) throw new RefusalException([STREAM_EXPECTED], 415)
    this.told(await this.append(platform, id, from, body, this.identity(request)), reply)
  }

  @Delete(':upload')
  @HttpCode(204)
  @ApiNoContentResponse()
  async cancel(
    @Param('id') platform: string,
    @Param('upload') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.begin(request, reply)
    await this.uploads.cancel(platform, id)
  }

  private append(platform: string, id: string, from: number, body: Readable, identity: RequestIdentity) {
    return answered(() => this.uploads.append(platform, id, from, body, this.recorder, identity))
  }

  /** Every answer says what is understood; a request of another version is none. */
  private begin(request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .header('tus-resumable', VERSION)
      .header('tus-version', VERSION)
      .header('tus-extension', EXTENSIONS)
      .header('tus-max-size', String(this.uploads.limits.mostBytes))
    if (request.headers['tus-resumable'] !== VERSION) throw new RefusalException([OTHER_VERSION], 412)
  }

  private told(note: UploadNote, reply: FastifyReply) {
    const { id, size, offset, fileName, touchedAt, stored } = note
    const expiresAt = new Date(touchedAt + this.uploads.limits.lives)
    void reply
      .header('tus-resumable', VERSION)
      .header('upload-offset', String(offset))
      .header('upload-length', String(size))
      .header('upload-expires', expiresAt.toUTCString())
      .header('cache-control', 'no-store')
    return { id, size, offset, fileName, expiresAt: expiresAt.toISOString(), ...(stored && { stored }) }
  }

  private identity(request: FastifyRequest): RequestIdentity {
    // It is once by what it records, not by a key.
    return { actor: requesterOf(request)?.actor ?? this.actor, correlationId: request.id, requestHash: '' }
  }
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asAnswer(error)
  }
}

const STREAM_EXPECTED = refuse('media-type-not-supported', {
  zh: `请求正文须为 ${OFFSET_STREAM}`,
  en: `the body is ${OFFSET_STREAM}`,
})
const OTHER_VERSION = refuse('tus-version-not-supported', {
  zh: `请求须带 Tus-Resumable: ${VERSION}`,
  en: `the request says Tus-Resumable: ${VERSION}`,
})
