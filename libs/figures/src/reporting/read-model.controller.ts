import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { PROJECTION, ReadModel } from '../read-model/read-model'
import { READ_MODEL } from './tokens'

/** The read model itself: how far it is, and building it again while it serves. */
@ApiTags('运维 Operations')
@Controller('api/read-model')
export class ReadModelController {
  constructor(@Inject(READ_MODEL) private readonly model: ReadModel) {}

  @Get()
  @ApiOperation({ summary: '统计库状态 · which projection serves, and how far it is' })
  state() {
    const { model } = this
    return {
      projection: PROJECTION,
      sequence: model.tables.sequence,
      caughtUp: model.caughtUp,
      failure: model.failure?.message ?? null,
    }
  }

  /** Built beside from the log, compared byte for byte with the one that serves, then switched; questions go on meanwhile. */
  @Post('rebuild')
  @HttpCode(200)
  @ApiOperation({ summary: '由账本重建统计 · build the figures again beside, compare, switch' })
  rebuild() {
    return this.model.rebuild()
  }
}
