import {
  Controller,
  type DynamicModule,
  HttpCode,
  Inject,
  Module,
  Optional,
  Param,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Bindery, VOLUME } from '@pilot-ledger/evidence/volume'
import { cutView, EVENT_LOG, type LogReading, ledgerIdentity } from '@pilot-ledger/figures/reporting'
import { Answers, Text } from '@pilot-ledger/http'
import { provenanceOf, volumeHead } from '@pilot-ledger/intake/workbooks'
import { PAPER_CHECKPOINTS, type PaperCheckpoints } from '@pilot-ledger/proof'
import { type Exchange, HttpExchange, RecordingModule } from '@pilot-ledger/recording'
import { RoundContext } from '../../rounds/round-context'
import { roundNamed, TakesPart, viewerOf } from '../../rounds/round-routes'
import { AuditedRounds } from '../audited-rounds'
import { evidenceOfResult } from './evidence-of-result'
import { standingOf } from './result-of-round'
import { roundLine, titleOfView } from './result-view'

export class RoundVolumeQuery {
  @Text(40, { optional: true, description: '佐证截止：序号、带时区时刻或日期；缺省为现在。已封存的结果以封存时为准' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

/** 佐证材料汇编 of a round: what 绩效自评表 numbers. How far it is, and the file, are asked as of every volume of the platform. */
@UseGuards(TakesPart)
@ApiTags('佐证 evidence')
@Controller('api/rounds/:round/platforms/:id/evidence-volumes')
export class RoundVolumesController {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly bindery: Bindery,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(PAPER_CHECKPOINTS) private readonly checkpoints?: PaperCheckpoints,
  ) {}

  @Post()
  @HttpCode(200)
  @Answers(VOLUME)
  async begin(
    @Param('round') roundId: string,
    @Param('id') id: string,
    @Query() { asOf, waitFor }: RoundVolumeQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    const { context } = this.reading
    const round = await this.reading.round(roundNamed(roundId), waitFor)
    const { sealed, platform, window } = await standingOf(this.reading, round, id, viewerOf(request))
    const evidence = await evidenceOfResult(this.reading, this.log, round, id, sealed, context.asOf(asOf))
    const { tables } = context
    const { cut, plan } = evidence
    const provenance = await provenanceOf(
      cutView(tables, cut),
      await ledgerIdentity(this.log, tables, cut),
      this.checkpoints,
    )
    const { title, lines, ...code } = volumeHead(
      titleOfView({ platform, sealed: sealed?.mark }, '佐证材料汇编'),
      window,
      provenance,
    )
    const head = { title, lines: [roundLine(round.state.opened), ...lines], ...code }
    return this.bindery.begin({ platform: id, list: `round ${round.id}`, window, cut, head }, async () => plan)
  }
}

@Module({})
class RoundVolumesModule {}

/** Beside the figures of `figures`, bound by what binds every volume (`volumes`). */
export function roundVolumes(figures: DynamicModule, volumes: DynamicModule): DynamicModule {
  return {
    module: RoundVolumesModule,
    imports: [figures, RecordingModule, volumes],
    controllers: [RoundVolumesController],
    providers: [RoundContext, AuditedRounds],
  }
}
