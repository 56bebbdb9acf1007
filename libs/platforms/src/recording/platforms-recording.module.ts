import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'
import { HANDLERS, SecondOfRegister } from './handlers'
import { MEMBERSHIP_DOORS } from './membership-doors'
import { PlatformsController } from './platforms.controller'
import { RegisterProposalsController } from './proposals.controller'
import { RegisterDesk } from './register-desk'

/** The recording side of the register: needs a `Recorder` and a `PUBLISHED_FIGURE_CHECK` from the app. */
@Module({
  imports: [CqrsModule],
  controllers: [PlatformsController, RegisterProposalsController, ...MEMBERSHIP_DOORS],
  providers: [...HANDLERS, RegisterDesk, SecondOfRegister],
})
export class PlatformsRecordingModule {}
