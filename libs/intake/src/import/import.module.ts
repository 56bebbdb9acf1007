import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'

/** 导入: workbooks, CSV and NDJSON onto the log; needs a `Recorder` from the app and no figures. */
@Module({ imports: [CqrsModule], controllers: [], providers: [] })
export class ImportModule {}
