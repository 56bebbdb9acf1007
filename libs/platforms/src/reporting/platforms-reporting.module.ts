import { Module } from '@nestjs/common'
import { CqrsModule } from '@nestjs/cqrs'
import { HANDLERS } from './handlers'
import { PlatformReadingController } from './platform-reading.controller'

/** One platform's register, read from the log: needs a `REGISTER_LOG` from the app. */
@Module({ imports: [CqrsModule], controllers: [PlatformReadingController], providers: HANDLERS })
export class PlatformsReportingModule {}
