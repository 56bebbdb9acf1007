import { Readable } from 'node:stream'
import { Controller, Get, Inject, Optional, Param, Query } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { Tables } from '@pilot-ledger/figures'
import { cutView, EVENT_LOG, FiguresService, type LogReading, ledgerIdentity } from '@pilot-ledger/figures/reporting'
import { OneOf, RefusalException } from '@pilot-ledger/http'
import { liveRegister } from '@pilot-ledger/intake/journals'
import {
  csvOf,
  gathered,
  MIME,
  type Provenance,
  provenanceOf,
  sent,
  UNITS,
  type Unit,
  workbook,
} from '@pilot-ledger/intake/workbooks'
import { GLOSSARY, refuse } from '@pilot-ledger/kernel'
import { PAPER_CHECKPOINTS, type PaperCheckpoints } from '@pilot-ledger/proof'
import { BridgeService } from '../bridge.service'
import { BridgeQuery } from '../bridge-queries'
import { ClosesService, NOT_CLOSED } from '../closes.service'
import { ClosesQuery } from '../dtos'
import { bridgeList, bridgeSheets } from './bridge-sheet'
import { bankSheet, carriedSheet, closeSheet, varianceSheet } from './close-sheets'

const UNIT = { optional: true, description: '单位：元（缺省）或万元' }
const file = (type: string) => ({ content: { [type]: { schema: { type: 'string', format: 'binary' } as never } } })

class BridgePaperQuery extends BridgeQuery {
  @OneOf(UNITS, UNIT)
  unit?: Unit
}
class ClosePaperQuery extends ClosesQuery {
  @OneOf(UNITS, { optional: true, description: '单位：只有元；万元不足以逐分相符，拒绝' })
  unit?: Unit
}

/** 应收款勾稽表 and 结账表 on paper: the bridge, and a close with what became of it. */
@ApiTags('结账 closing')
@Controller('api/platforms/:id')
export class ClosingPapersController {
  constructor(
    private readonly bridge: BridgeService,
    private readonly closes: ClosesService,
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(PAPER_CHECKPOINTS) private readonly checkpoints?: PaperCheckpoints,
  ) {}

  @Get('bridge.xlsx')
  @ApiOkResponse(file(MIME.xlsx))
  async bridgeWorkbook(@Param('id') id: string, @Query() query: BridgePaperQuery) {
    const { requested, provenance } = await this.bridgeOf(id, query)
    const stream = workbook(bridgeSheets(requested), provenance)
    return sent(stream, 'xlsx', { plain: `bridge-${id}`, name: `${requested.title} ${GLOSSARY.bridge.zh}`, provenance })
  }

  @Get('bridge.csv')
  @ApiOkResponse(file(MIME.csv))
  async bridgeCsv(@Param('id') id: string, @Query() query: BridgePaperQuery) {
    const { requested, provenance } = await this.bridgeOf(id, query)
    const sheet = bridgeList(requested)
    const pieces = Readable.from(gathered(csvOf(sheet, provenance)))
    return sent(pieces, 'csv', { plain: `bridge-${id}`, name: sheet.title, provenance })
  }

  @Get('closes/:period/close.xlsx')
  @ApiOkResponse(file(MIME.xlsx))
  async closeWorkbook(@Param('id') id: string, @Param('period') period: string, @Query() query: ClosePaperQuery) {
    const { sheets, provenance } = await this.closeOf(id, period, query)
    const [{ title: name }] = sheets
    return sent(workbook(sheets, provenance), 'xlsx', { plain: `close-${id}-${period}`, name, provenance })
  }

  @Get('closes/:period/variance.csv')
  @ApiOkResponse(file(MIME.csv))
  async varianceCsv(@Param('id') id: string, @Param('period') period: string, @Query() query: ClosePaperQuery) {
    const { variance, provenance } = await this.closeOf(id, period, query)
    const pieces = Readable.from(gathered(csvOf(variance, provenance)))
    return sent(pieces, 'csv', { plain: `variance-${id}-${period}`, name: variance.title, provenance })
  }

  private async bridgeOf(id: string, query: BridgePaperQuery) {
    const { by, question, whole, lines } = await this.bridge.laidOut(id, query)
    const { tables, cut, platform } = question
    const title = await this.nameOf(tables, platform as number, cut)
    const requested = { by, whole, lines, platform: id, title, unit: query.unit ?? ('yuan' as const) }
    return { requested, provenance: await this.provenance(tables, cut) }
  }

  private async closeOf(id: string, period: string, { asOf, waitFor, unit = 'yuan' }: ClosePaperQuery) {
    if (unit !== 'yuan') throw new RefusalException([TO_THE_FEN])
    const { tables, platform, cut } = await this.figures.platformAt(id, { asOf, waitFor })
    // One cut for all of it: entries recorded while it is written belong to the next paper.
    const at = { asOf: String(cut) }
    const [close, found] = [await this.closes.one(id, period, at), await this.closes.variance(id, period, at)]
    // A proposal is looked at on the page; what is printed to be kept has two names.
    if (close.status === 'proposed') throw new RefusalException([NOT_CLOSED])
    const title = await this.nameOf(tables, platform, cut)
    const reported = { platform: id, title, period: close.period, unit, window: found.window }
    const page = (cursor?: string) => this.closes.variance(id, period, { ...at, cursor })
    const variance = varianceSheet(reported, found, page)
    const { carriedOver: carried } = close
    // What was restated of the last period before this one was closed, and nothing of what came later.
    const before = (cursor?: string) =>
      this.closes.variance(id, carried?.period ?? '', { asOf: String(carried?.sequence), cursor }, cut)
    const bank = close.bankChanges ? (await this.closes.bankChanges(id, period, at)).changes : []
    const sheets = [
      closeSheet(reported, close, found),
      ...(carried ? [carriedSheet(reported, carried, before)] : []),
      variance,
      ...(bank.length > 0 ? [bankSheet(reported, bank)] : []),
    ]
    return { sheets, variance, provenance: await this.provenance(tables, cut) }
  }

  private async nameOf(tables: Tables, platform: number, cut: number) {
    const { state } = await liveRegister(this.log, tables, platform, cut)
    return `${state.registration?.name ?? ''}${state.registration?.synthetic ? '（演示数据）' : ''}`
  }

  private async provenance(tables: Tables, cut: number): Promise<Provenance> {
    return provenanceOf(cutView(tables, cut), await ledgerIdentity(this.log, tables, cut), this.checkpoints)
  }
}

const TO_THE_FEN = refuse('invalid-unit', {
  pointer: '/unit',
  zh: '结账表与差异说明逐分相符，只以元列示（unit=yuan）',
  en: 'a close and its variance tie to the fen: they are told in yuan only (unit=yuan)',
})
