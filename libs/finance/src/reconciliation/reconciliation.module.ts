import { type DynamicModule, Module } from '@nestjs/common'
import { EngagementsCommandsModule } from '@pilot-ledger/engagements/recording'
import { RecordingModule, RecordingService } from '@pilot-ledger/recording'
import { MatchesController } from './matches.controller'
import { PlatformTurns } from './platform-turns'
import { ReconciliationReadingController } from './reading.controller'
import { ReceiptsController } from './receipts.controller'
import { ReconciliationService } from './reconciliation.service'
import { ReconciliationReader } from './reconciliation-reader'
import { StatementsController } from './statements.controller'

@Module({})
class ReconciliationModule {}

/** 对账: bank statements and their matching, beside the figures of `figures`; needs a `Recorder` from the app. */
export function reconciliation(figures: DynamicModule): DynamicModule {
  return {
    module: ReconciliationModule,
    imports: [figures, RecordingModule, EngagementsCommandsModule],
    controllers: [StatementsController, MatchesController, ReceiptsController, ReconciliationReadingController],
    providers: [PlatformTurns, ReconciliationService, ReconciliationReader, RecordingService],
    exports: [ReconciliationReader],
  }
}
