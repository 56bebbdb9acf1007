import { type DynamicModule, Module } from '@nestjs/common'
import { RecordingModule, RecordingService } from '@pilot-ledger/recording'
import { BankChanges } from './bank-changes'
import { BridgeController } from './bridge.controller'
import { BridgeService } from './bridge.service'
import { Checklist } from './checklist'
import { ClosesController } from './closes.controller'
import { ClosesService } from './closes.service'
import { ClosingController } from './closing.controller'
import { ClosingService } from './closing.service'
import { ClosingReader } from './closing-reader'
import { Findings } from './findings'
import { ClosingPapersController } from './papers/closing-papers.controller'
import { SinceProposal } from './since-proposal'

@Module({})
class ClosingModule {}

/** 结账: the bridge, the close of a period and what was restated since, beside the figures of `figures`; needs a `Recorder` from the app. */
export function closing(figures: DynamicModule): DynamicModule {
  return {
    module: ClosingModule,
    imports: [figures, RecordingModule],
    controllers: [BridgeController, ClosesController, ClosingController, ClosingPapersController],
    providers: [
      BridgeService,
      ClosingReader,
      BankChanges,
      SinceProposal,
      Findings,
      Checklist,
      ClosesService,
      ClosingService,
      RecordingService,
    ],
    exports: [ClosesService],
  }
}
