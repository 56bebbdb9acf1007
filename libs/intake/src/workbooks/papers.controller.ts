import { PassThrough, Readable } from 'node:stream'
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { CSV_OR_JSON, XLSX } from './answer-shapes'
import { PaperQuery } from './paper-query'
import { PAPERS } from './papers'
import { PapersService, paperNamed } from './papers.service'
import { csvOf, jsonOf } from './text-forms'
import { writeWorkbook } from './xlsx'

const MIME = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** 报表: the lists people expect on paper, as a workbook ready to print, as CSV and as JSON. */
@ApiTags('报表 papers')
@Controller('api')
export class PapersController {
  constructor(private readonly papers: PapersService) {}

  @Get('workbook.xlsx')
  @ApiOkResponse(XLSX)
  workbookOfAll(@Query() query: PaperQuery) {
    return this.workbook(undefined, query)
  }

  @Get('platforms/:id/workbook.xlsx')
  @ApiOkResponse(XLSX)
  workbookOfPlatform(@Param('id') id: string, @Query() query: PaperQuery) {
    return this.workbook(id, query)
  }

  @Get('papers/:paper')
  @ApiOkResponse(CSV_OR_JSON)
  paperOfAll(@Param('paper') name: string, @Query() query: PaperQuery) {
    return this.paper(undefined, name, query)
  }

  @Get('platforms/:id/papers/:paper')
  @ApiOkResponse(CSV_OR_JSON)
  paperOfPlatform(@Param('id') id: string, @Param('paper') name: string, @Query() query: PaperQuery) {
    return this.paper(id, name, query)
  }

  private async workbook(platform: string | undefined, query: PaperQuery): Promise<StreamableFile> {
    const { asked, provenance } = await this.papers.ask(platform, query)
    const out = new PassThrough()
    // What goes wrong from here on breaks the download off: half a workbook does not open, so nobody takes it for a whole one.
    writeWorkbook(out, PAPERS, asked, query.unit ?? 'yuan', provenance).catch((error: Error) => out.destroy(error))
    return sent(out, 'xlsx', `workbook-${platform ?? 'all'}-${provenance.asOf.sequence}.xlsx`)
  }

  private async paper(platform: string | undefined, name: string, query: PaperQuery): Promise<StreamableFile> {
    const { paper, form } = paperNamed(name)
    const { asked, provenance } = await this.papers.ask(platform, query)
    const pieces = (form === 'csv' ? csvOf : jsonOf)(paper, asked, query.unit ?? 'yuan', provenance)
    const file = `${paper.code}-${platform ?? 'all'}-${provenance.asOf.sequence}.${form}`
    return sent(Readable.from(pieces), form, file)
  }
}

function sent(stream: Readable, form: keyof typeof MIME, file: string): StreamableFile {
  return new StreamableFile(stream, { type: MIME[form], disposition: `attachment; filename="${file}"` })
}
