import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import { BRIDGE, BRIDGE_ENTRIES, BRIDGE_OF_ALL } from './answer-shapes'
import { BridgeService } from './bridge.service'
import { BridgeEntriesQuery, BridgeQuery, BridgeTimes } from './bridge-queries'

/** 应收款勾稽表: from what was signed to what was received, every cell open to its entries. */
@ApiTags('结账 closing')
@Controller('api')
export class BridgeController {
  constructor(private readonly bridge: BridgeService) {}

  @Get('bridge')
  @Answers(BRIDGE_OF_ALL)
  ofAll(@Query() query: BridgeTimes) {
    return this.bridge.ofAll(query)
  }

  @Get('platforms/:id/bridge')
  @Answers(BRIDGE)
  ofPlatform(@Param('id') id: string, @Query() query: BridgeQuery) {
    return this.bridge.ofPlatform(id, query)
  }

  @Get('platforms/:id/bridge/entries')
  @Answers(BRIDGE_ENTRIES)
  entries(@Param('id') id: string, @Query() query: BridgeEntriesQuery) {
    return this.bridge.entries(id, query)
  }
}
