import { type DynamicModule, Module } from '@nestjs/common'
import { RecordingModule, RecordingService } from '@pilot-ledger/recording'
import { RoundContext } from '../rounds/round-context'
import { Sealing } from '../rounds/sealing'
import { AuditController } from './audit.controller'
import { AuditService } from './audit.service'
import { AuditedRounds } from './audited-rounds'
import { RoundPapersController } from './papers/round-papers.controller'
import { RoundPapersService } from './papers/round-papers.service'
import { ResultNowService } from './result-now.service'
import { RoundAuditController } from './round-audit.controller'
import { RoundAuditService } from './round-audit.service'
import { SamplesService } from './samples.service'
import { SealService } from './seal.service'
import { SealVerifier } from './seal-verifier'

@Module({})
class AuditModule {}

/** 核查: the audit questions, samples and papers of a round, beside the figures of `figures`; needs a `Recorder` from the app. */
export function audit(figures: DynamicModule): DynamicModule {
  return {
    module: AuditModule,
    imports: [figures, RecordingModule],
    controllers: [AuditController, RoundAuditController, RoundPapersController],
    providers: [
      AuditService,
      RoundContext,
      RecordingService,
      AuditedRounds,
      RoundAuditService,
      SamplesService,
      Sealing,
      SealVerifier,
      ResultNowService,
      SealService,
      RoundPapersService,
    ],
    exports: [RoundPapersService],
  }
}
