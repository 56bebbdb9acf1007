import { Readable } from 'node:stream'
import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import { CSV_OR_JSON, XLSX } from './answer-shapes'
import { titleOf } from './heading'
import { PaperQuery } from './paper-query'
import { PAPERS } from './papers'
import { PapersService, paperNamed } from './papers.service'
import { sent } from './sent'
import { sheetOf } from './sheet'
import { csvOf, gathered, jsonOf } from './text-forms'
import { workbook } from './xlsx'

const PAPER_NAME = {
  name: 'paper',
  type: String,
  description: `报表及格式（.csv 或 .json）：${PAPERS.map(({ code, zh }) => `${code} ${zh}`).join('，')}`,
  example: `${PAPERS[0].code}.csv`,
}

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
  @ApiParam(PAPER_NAME)
  @ApiOkResponse(CSV_OR_JSON)
  paperOfAll(@Param('paper') name: string, @Query() query: PaperQuery) {
    return this.paper(undefined, name, query)
  }

  @Get('platforms/:id/papers/:paper')
  @ApiParam(PAPER_NAME)
  @ApiOkResponse(CSV_OR_JSON)
  paperOfPlatform(@Param('id') id: string, @Param('paper') name: string, @Query() query: PaperQuery) {
    return this.paper(id, name, query)
  }

  private async workbook(platform: string | undefined, query: PaperQuery): Promise<StreamableFile> {
    const { requested, provenance } = await this.papers.ask(platform, query)
    const sheets = PAPERS.map((it) => sheetOf(it, requested, query.unit ?? 'yuan'))
    return sent(workbook(sheets, provenance), 'xlsx', {
      plain: `workbook-${platform ?? 'all'}`,
      name: titleOf('报表', requested),
      provenance,
    })
  }

  private async paper(platform: string | undefined, name: string, query: PaperQuery): Promise<StreamableFile> {
    const { paper, form } = paperNamed(name)
    const { requested, provenance } = await this.papers.ask(platform, query)
    const sheet = sheetOf(paper, requested, query.unit ?? 'yuan')
    const pieces = (form === 'csv' ? csvOf : jsonOf)(sheet, provenance)
    return sent(Readable.from(gathered(pieces)), form, {
      plain: `${paper.code}-${platform ?? 'all'}`,
      name: sheet.title,
      provenance,
    })
  }
}
