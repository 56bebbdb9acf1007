import { Module } from '@nestjs/common'
import { RecordingModule, RecordingService, recordingControllers } from '@pilot-ledger/recording'
import { LONGEST, PLATFORM_EVENTS } from '../domain/events'
import { PlatformsRecording } from './platforms-recording'

/** The recording side of the register: needs a `Recorder` and a `PUBLISHED_FIGURE_CHECK` from the app. */
@Module({
  imports: [RecordingModule],
  controllers: [
    ...recordingControllers({
      capability: PlatformsRecording,
      events: PLATFORM_EVENTS,
      base: 'api/platforms',
      subject: 'id',
      tag: '平台 platforms',
      ifMatch: '平台记录的 ETag；不符则 412',
      changes: { prefix: 'Register', longestReason: LONGEST.wording },
    }),
  ],
  providers: [PlatformsRecording, RecordingService],
})
export class PlatformsRecordingModule {}
