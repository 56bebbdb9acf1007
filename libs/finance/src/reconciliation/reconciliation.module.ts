import { type DynamicModule, Module } from '@nestjs/common'
import { MatchesController } from './matches.controller'
import { ReconciliationReadingController } from './reading.controller'
import { ReconciliationDesk } from './reconciliation-desk'
import { ReconciliationReader } from './reconciliation-reader'
import { StatementsController } from './statements.controller'

@Module({})
class ReconciliationModule {}

/** 对账: bank statements and their matching, beside the figures of `figures`; needs a `Recorder` from the app. */
export function reconciliation(figures: DynamicModule): DynamicModule {
  return {
    module: ReconciliationModule,
    imports: [figures],
    controllers: [StatementsController, MatchesController, ReconciliationReadingController],
    providers: [ReconciliationDesk, ReconciliationReader],
  }
}
