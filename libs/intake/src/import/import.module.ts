import { Module } from '@nestjs/common'
import { ImportController } from './import.controller'
import { ImportService } from './import.service'

/** 导入: workbooks, CSV and NDJSON onto the log; needs a `Recorder` from the app and no figures. */
@Module({ controllers: [ImportController], providers: [ImportService] })
export class ImportModule {}
