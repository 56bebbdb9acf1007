import { Readable } from 'node:stream'
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import { CSV_OR_JSON, XLSX } from './answer-shapes'
import { attachment } from './attachment'
import { type Provenance, titleOf } from './heading'
import { PaperQuery } from './paper-query'
import { PAPERS } from './papers'
import { PapersService, paperNamed } from './papers.service'
import { sheetOf } from './sheet'
import { csvOf, gathered, jsonOf } from './text-forms'
import { workbook } from './xlsx'

const MIME = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

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
    const { asked, provenance } = await this.papers.ask(platform, query)
    const sheets = PAPERS.map((it) => sheetOf(it, asked, query.unit ?? 'yuan'))
    return sent(workbook(sheets, provenance), 'xlsx', {
      plain: `workbook-${platform ?? 'all'}-${provenance.asOf.sequence}`,
      name: titleOf('报表', asked),
      provenance,
    })
  }

  private async paper(platform: string | undefined, name: string, query: PaperQuery): Promise<StreamableFile> {
    const { paper, form } = paperNamed(name)
    const { asked, provenance } = await this.papers.ask(platform, query)
    const sheet = sheetOf(paper, asked, query.unit ?? 'yuan')
    const pieces = (form === 'csv' ? csvOf : jsonOf)(sheet, provenance)
    return sent(Readable.from(gathered(pieces)), form, {
      plain: `${paper.code}-${platform ?? 'all'}-${provenance.asOf.sequence}`,
      name: sheet.title,
      provenance,
    })
  }
}

interface Called {
  readonly plain: string
  readonly name: string
  readonly provenance: Provenance
}

function sent(stream: Readable, form: keyof typeof MIME, { plain, name, provenance }: Called): StreamableFile {
  const disposition = attachment(`${plain}.${form}`, `${name} 截止${provenance.asOf.sequence}.${form}`)
  return new StreamableFile(stream, { type: MIME[form], disposition })
}
