import { Controller, type DynamicModule, HttpCode, Module, Param, Post, Query, UseGuards } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Bindery, VOLUME } from '@pilot-ledger/evidence/volume'
import { Answers, Text } from '@pilot-ledger/http'
import { type Exchange, HttpExchange } from '@pilot-ledger/recording'
import { roundNamed, TakesPart, viewerOf } from '../../rounds/round-routes'
import { RoundPapersService } from './round-papers.service'

export class RoundVolumeQuery {
  @Text(40, { optional: true, description: '佐证截止：序号、带时区时刻或日期；缺省为现在。已封存的结果以封存时为准' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

/** 佐证材料汇编 of a round. How far it is, and the file, are asked as of every volume of the platform. */
@UseGuards(TakesPart)
@ApiTags('佐证 evidence')
@Controller('api/rounds/:round/platforms/:id/evidence-volumes')
export class RoundVolumesController {
  constructor(
    private readonly papers: RoundPapersService,
    private readonly bindery: Bindery,
  ) {}

  @Post()
  @HttpCode(200)
  @Answers(VOLUME)
  async begin(
    @Param('round') round: string,
    @Param('id') id: string,
    @Query() query: RoundVolumeQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    const { asked, plan } = await this.papers.volume(roundNamed(round), id, { ...query, viewer: viewerOf(request) })
    return this.bindery.begin(asked, async () => plan)
  }
}

@Module({})
class RoundVolumesModule {}

/** The papers of rounds (`audit`), bound by what binds every volume (`volumes`): the very modules the app serves. */
export function roundVolumes(audit: DynamicModule, volumes: DynamicModule): DynamicModule {
  return { module: RoundVolumesModule, imports: [audit, volumes], controllers: [RoundVolumesController] }
}
