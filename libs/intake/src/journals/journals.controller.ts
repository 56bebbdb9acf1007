import { Readable } from 'node:stream'
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { OneOf, Text } from '@pilot-ledger/http'
import { JOURNAL_FORMATS, type JournalFormat, journalFileName, journalText } from './formats'
import { platformJournal } from './platform-journal'

export class JournalQuery {
  @OneOf(JOURNAL_FORMATS, { description: '给哪个程序 for which program' })
  format!: JournalFormat
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

/** 日记账: a platform's money and counts for hledger, ledger or beancount, control totals included. */
@ApiTags('报表 papers')
@Controller('api')
export class JournalsController {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  @Get('platforms/:id/journal')
  @ApiOkResponse({ description: 'The journal', content: { 'text/plain': { schema: { type: 'string' } } } })
  async journal(@Param('id') id: string, @Query() query: JournalQuery): Promise<StreamableFile> {
    const { tables, platform, cut } = await this.figures.platformAt(id, query)
    const journal = await platformJournal(this.log, tables, platform, cut)
    return new StreamableFile(Readable.from(journalText(journal, query.format)), {
      type: 'text/plain; charset=utf-8',
      disposition: `attachment; filename="${journalFileName(journal, query.format)}"`,
    })
  }
}
