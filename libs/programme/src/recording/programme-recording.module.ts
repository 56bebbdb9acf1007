import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'
import { HANDLERS } from './handlers'
import { ProgrammeDesk } from './programme-desk'
import { ProgrammeProposalsController, ProgrammesController } from './programmes.controller'
import { REGISTER_DOORS } from './register-doors'

/** 统筹登记: the recording side of a city's programme; needs a `Recorder` and a `PUBLISHED_FIGURE_CHECK` from the app. */
@Module({
  imports: [CqrsModule],
  controllers: [ProgrammesController, ProgrammeProposalsController, ...REGISTER_DOORS],
  providers: [...HANDLERS, ProgrammeDesk],
})
export class ProgrammeRecordingModule {}
