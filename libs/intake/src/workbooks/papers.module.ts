import { type DynamicModule, Module } from '@nestjs/common'
import { JournalsController } from '../journals'
import { PapersController } from './papers.controller'
import { PapersService } from './papers.service'

@Module({})
class PapersModule {}

/** 报表: journals and workbooks out of the figures of `figures`, the very module the app serves (`figuresReporting`). */
export function papers(figures: DynamicModule): DynamicModule {
  return {
    module: PapersModule,
    imports: [figures],
    controllers: [JournalsController, PapersController],
    providers: [PapersService],
  }
}
