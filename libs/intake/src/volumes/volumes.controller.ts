import { createReadStream } from 'node:fs'
import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { Bindery, planVolume, VOLUME, type VolumePlan, type VolumeRow } from '@pilot-ledger/evidence/volume'
import { Answers } from '@pilot-ledger/http'
import { attachment } from '../workbooks/attachment'
import { titleOf, volumeHead } from '../workbooks/heading'
import type { Requested } from '../workbooks/paper'
import { PaperQuery } from '../workbooks/paper-query'
import { contractsListed } from '../workbooks/papers/contracts'
import { PapersService } from '../workbooks/papers.service'

const PDF = { content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } } as const

/** 佐证材料汇编: made in the background, asked how far it is, fetched when it is made. */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence-volumes')
export class VolumesController {
  constructor(
    private readonly papers: PapersService,
    private readonly bindery: Bindery,
  ) {}

  /** That of 合同清单: its rows with their papers, in their order. */
  @Post()
  @HttpCode(200)
  @Answers(VOLUME)
  async begin(@Param('id') platform: string, @Query() query: PaperQuery) {
    const { requested, provenance } = await this.papers.ask(platform, query)
    const { window, cut } = requested
    const head = volumeHead(titleOf('佐证材料汇编', requested), window, provenance)
    return this.bindery.begin({ platform, list: 'contracts', window, cut, head }, () => plannedOf(requested))
  }

  @Get(':volume')
  @Answers(VOLUME)
  state(@Param('id') platform: string, @Param('volume') id: string) {
    return this.bindery.state(platform, id)
  }

  @Get(':volume/volume.pdf')
  @ApiOkResponse(PDF)
  file(@Param('id') platform: string, @Param('volume') id: string): StreamableFile {
    const { path, title, cut } = this.bindery.file(platform, id)
    const disposition = attachment(`evidence-${platform}-${cut}.pdf`, `${title} 截止${cut}.pdf`)
    return new StreamableFile(createReadStream(path), { type: 'application/pdf', disposition })
  }
}

async function plannedOf(requested: Requested): Promise<VolumePlan> {
  const rows: VolumeRow[] = []
  for await (const { terms, papers } of contractsListed(requested, requested.platforms[0])) {
    const heading = `${rows.length + 1} ${terms.contractNo} ${terms.title} · ${terms.client.name}`
    rows.push({ heading, papers })
  }
  return planVolume(rows)
}
