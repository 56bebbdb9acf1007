import { createReadStream } from 'node:fs'
import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import { attachment } from '../workbooks/attachment'
import { PaperQuery } from '../workbooks/paper-query'
import { VOLUME } from './answer-shapes'
import { VolumesService } from './volumes.service'

const PDF = { content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } } as const

/** 佐证材料汇编: made in the background, asked how far it is, fetched when it is made. */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence-volumes')
export class VolumesController {
  constructor(private readonly volumes: VolumesService) {}

  @Post()
  @HttpCode(200)
  @Answers(VOLUME)
  begin(@Param('id') platform: string, @Query() query: PaperQuery) {
    return this.volumes.begin(platform, query)
  }

  @Get(':volume')
  @Answers(VOLUME)
  state(@Param('id') platform: string, @Param('volume') id: string) {
    return this.volumes.state(platform, id)
  }

  @Get(':volume/volume.pdf')
  @ApiOkResponse(PDF)
  file(@Param('id') platform: string, @Param('volume') id: string): StreamableFile {
    const { path, title, cut } = this.volumes.file(platform, id)
    const disposition = attachment(`evidence-${platform}-${cut}.pdf`, `${title} 截止${cut}.pdf`)
    return new StreamableFile(createReadStream(path), { type: 'application/pdf', disposition })
  }
}
