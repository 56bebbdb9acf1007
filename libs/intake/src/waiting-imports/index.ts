export { WaitingImportsService } from './waiting-imports.service'

import { type DynamicModule, Module } from '@nestjs/common'
import { EngagementsCommandsModule } from '@pilot-ledger/engagements/recording'
import { DecidedAgain } from '../import/decided-again'
import { WaitingImportsController, WaitingImportsOfPlatformsController } from './waiting-imports.controller'
import { WaitingImportsService } from './waiting-imports.service'

@Module({})
class WaitingImportsModule {}

/** 待复核的导入: which contracts an import waits in is known where figures are. */
export function waitingImports(figures: DynamicModule): DynamicModule {
  return {
    module: WaitingImportsModule,
    imports: [figures, EngagementsCommandsModule],
    controllers: [WaitingImportsController, WaitingImportsOfPlatformsController],
    providers: [WaitingImportsService, DecidedAgain],
    exports: [WaitingImportsService],
  }
}
