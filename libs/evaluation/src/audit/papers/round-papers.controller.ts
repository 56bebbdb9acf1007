import { Controller, Get, Param, Query, StreamableFile, UseGuards } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { OneOf, Text } from '@pilot-ledger/http'
import { attachment } from '@pilot-ledger/intake/workbooks'
import { type Exchange, HttpExchange } from '@pilot-ledger/recording'
import { roundNamed, TakesPart, viewerOf } from '../../rounds/round-routes'
import { type PaperFile, RoundPapersService } from './round-papers.service'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const binary = { schema: { type: 'string', format: 'binary' } } as const

export class RoundPaperQuery {
  @OneOf(['true', 'false'], { optional: true, description: '隐去委托单位与产品名称；数量、金额与哈希不变' })
  mask?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class SummaryQuery {
  @Text(40, { optional: true })
  waitFor?: string
}

/** 报表 of a round: self-assessment, deductions, notice, summary; ready to print and to send. */
@UseGuards(TakesPart)
@ApiTags('报表 papers')
@Controller('api/rounds/:round')
export class RoundPapersController {
  constructor(private readonly papers: RoundPapersService) {}

  @Get('papers/summary.xlsx')
  @ApiOkResponse({ content: { [XLSX]: binary } })
  async summary(@Param('round') round: string, @Query() { waitFor }: SummaryQuery): Promise<StreamableFile> {
    return sent(await this.papers.summary(roundNamed(round), waitFor))
  }

  @Get('platforms/:id/papers/:paper')
  @ApiOkResponse({ content: { [XLSX]: binary, [DOCX]: binary } })
  async ofPlatform(
    @Param('round') round: string,
    @Param('id') id: string,
    @Param('paper') paper: string,
    @Query() { mask, waitFor }: RoundPaperQuery,
    @HttpExchange() { request }: Exchange,
  ): Promise<StreamableFile> {
    return sent(
      await this.papers.ofPlatform(roundNamed(round), id, paper, {
        masked: mask === 'true',
        viewer: viewerOf(request),
        waitFor,
      }),
    )
  }

  @Get('platforms/:id/samples/:sample/sheet.xlsx')
  @ApiOkResponse({ content: { [XLSX]: binary } })
  async sample(
    @Param('round') round: string,
    @Param('id') id: string,
    @Param('sample') sample: string,
    @Query() { waitFor }: SummaryQuery,
  ): Promise<StreamableFile> {
    return sent(await this.papers.sample(roundNamed(round), id, sample, waitFor))
  }
}

function sent({ content, names: [plain, chinese] }: PaperFile): StreamableFile {
  const options = { type: plain.endsWith('.docx') ? DOCX : XLSX, disposition: attachment(plain, chinese) }
  return Buffer.isBuffer(content) ? new StreamableFile(content, options) : new StreamableFile(content, options)
}
