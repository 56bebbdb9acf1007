import { type DynamicModule, Module } from '@nestjs/common'
import { RecordingModule, RecordingService } from '@pilot-ledger/recording'
import { AssessmentReading } from './assessment-reading.service'
import { AssessmentsController } from './assessments.controller'
import { AssessmentsService } from './assessments.service'
import { RoundContext } from './round-context'
import { RoundReading } from './round-reading.service'
import { RoundSeals } from './round-seals'
import { RoundsController } from './rounds.controller'
import { RoundsService } from './rounds.service'
import { SchemesController } from './schemes.controller'
import { SchemesService } from './schemes.service'
import { Sealing } from './sealing'

@Module({})
class RoundsModule {}

/** 绩效评价: schemes and rounds, beside the figures of `figures`; needs a `Recorder` from the app. */
export function rounds(figures: DynamicModule): DynamicModule {
  return {
    module: RoundsModule,
    imports: [figures, RecordingModule],
    controllers: [SchemesController, RoundsController, AssessmentsController],
    providers: [
      RecordingService,
      SchemesService,
      RoundContext,
      Sealing,
      RoundSeals,
      RoundsService,
      AssessmentsService,
      RoundReading,
      AssessmentReading,
    ],
    exports: [RoundReading],
  }
}
