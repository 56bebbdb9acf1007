import { Module } from '@nestjs/common'
import { RecordingModule, RecordingService, recordingControllers } from '@pilot-ledger/recording'
import { ENGAGEMENT_EVENTS } from '../domain/events'
import { TRIED_OR_RECORDED } from './answer-shapes'
import { EngagementsRecording } from './engagements-recording'
import { KnownParties } from './known-parties'
import { MovedFrameworks } from './moved-frameworks'
import { SecondPerson } from './second-person'

/** Recording in contracts, without routes of its own: needs a `Recorder` from the app. */
@Module({
  imports: [RecordingModule],
  providers: [EngagementsRecording, KnownParties, MovedFrameworks, SecondPerson],
  exports: [EngagementsRecording, KnownParties, MovedFrameworks, SecondPerson, RecordingModule],
})
export class EngagementsCommandsModule {}

/** The recording side of contracts with its routes. */
@Module({
  imports: [EngagementsCommandsModule],
  controllers: [
    ...recordingControllers({
      capability: EngagementsRecording,
      events: ENGAGEMENT_EVENTS,
      base: 'api/engagements',
      subject: 'id',
      tag: '登记 engagements',
      ifMatch: '记录的 ETag；不符则 412',
      changes: { prefix: '', longestReason: 500, takesLater: true },
      triable: true,
      answers: TRIED_OR_RECORDED,
    }),
  ],
  providers: [RecordingService],
  exports: [EngagementsCommandsModule],
})
export class EngagementsRecordingModule {}
