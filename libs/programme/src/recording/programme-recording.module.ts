import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'

/** 统筹登记: the recording side of a city's programme; needs a `Recorder` from the app. */
@Module({ imports: [CqrsModule], controllers: [], providers: [] })
export class ProgrammeRecordingModule {}
