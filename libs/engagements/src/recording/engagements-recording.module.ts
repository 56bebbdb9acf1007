import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'
import { EngagementsController } from './engagements.controller'
import { HANDLERS } from './handlers'
import { KnownParties } from './known-parties'
import { MovedFrameworks } from './moved-frameworks'
import { ProposalsController } from './proposals.controller'
import { SecondPerson } from './second-person'

/** The recording side of contracts: needs a `Recorder` from the app. */
@Module({
  imports: [CqrsModule],
  controllers: [EngagementsController, ProposalsController],
  providers: [...HANDLERS, KnownParties, MovedFrameworks, SecondPerson],
  exports: [SecondPerson],
})
export class EngagementsRecordingModule {}
