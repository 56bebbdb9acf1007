import { Controller, Get, Inject, Param, ParseIntPipe, Query, Res, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { FILE_READERS_LIMITS, FileReaders, RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyReply } from 'fastify'
import { EVIDENCE_STORE, OpeningQuery, UNKNOWN_EVIDENCE, withStoredFile } from '../reading'
import { storedEvidence } from '../recording'
import type { EvidenceStore } from '../store'

/** Those who look wait for nobody who uploads or binds; a dense page of a slow machine's takes some seconds. */
const READERS = new FileReaders({ ...FILE_READERS_LIMITS, readers: 1, patience: 20_000, waitPatience: 30_000 })

/** Pages that no browser shows by itself, one by one as pictures: those of TIFF. */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence')
export class PageController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}

  @Get(':sha256/pages/:no')
  @ApiOkResponse({ content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } })
  async page(
    @Param('id') platform: string,
    @Param('sha256') sha256: string,
    @Param('no', ParseIntPipe) no: number,
    @Query() _: OpeningQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await storedEvidence(this.recorder, platform, sha256)
    if (!file) throw new RefusalException([UNKNOWN_EVIDENCE], 404)
    if (file.mediaType !== 'image/tiff' || !(no >= 1 && no <= (file.pages ?? 0)))
      throw new RefusalException([NO_SUCH_PAGE], 404)
    const png = await withStoredFile(this.store, sha256, (path) =>
      READERS.result<Uint8Array | undefined>(platform, {
        module: require.resolve('./read-page'),
        name: 'readPage',
        args: [path, no],
      }),
    )
    if (!png) throw new RefusalException([NO_SUCH_PAGE], 404)
    // Whose paper it is may be asked only of the log: it is kept by nobody in between, and by the browser while the page is open.
    void reply.header('cache-control', 'private, max-age=300')
    return new StreamableFile(png, { type: 'image/png', length: png.length, disposition: 'inline' })
  }
}

const NO_SUCH_PAGE = refuse('unknown-page', {
  zh: '文件没有这一页，或其页面不由台账转为图片（PDF、JPEG、PNG 由浏览器直接显示）',
  en: 'the file has no such page, or its pages are not made into pictures here (PDF, JPEG, PNG are shown by browsers)',
})
