import { Module } from '@nestjs/common'
import { LONGEST } from '@pilot-ledger/platforms'
import { RecordingModule, RecordingService, recordingControllers } from '@pilot-ledger/recording'
import { PROGRAMME_EVENTS } from '../definitions'
import { ProgrammeRecording } from './programme-recording'

/** 建设计划登记: the recording side of a city's programme; needs a `Recorder` and a `PUBLISHED_FIGURE_CHECK` from the app. */
@Module({
  imports: [RecordingModule],
  controllers: [
    ...recordingControllers({
      capability: ProgrammeRecording,
      events: PROGRAMME_EVENTS,
      base: 'api/programmes',
      subject: 'programme',
      tag: '建设计划 programme',
      ifMatch: '建设计划记录的 ETag；不符则 412',
      changes: { prefix: 'Programme', longestReason: LONGEST.wording },
    }),
  ],
  providers: [ProgrammeRecording, RecordingService],
})
export class ProgrammeRecordingModule {}
