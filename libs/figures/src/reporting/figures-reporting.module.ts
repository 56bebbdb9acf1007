import { type DynamicModule, Module } from '@nestjs/common'
import type { ReadModel } from '../read-model/read-model'
import { EngagementsService } from './engagements.service'
import { FiguresController } from './figures.controller'
import { FiguresService } from './figures.service'
import { ProposalsService } from './proposals.service'
import { PublishedService } from './published.service'
import { readInTurns } from './read-in-turns'
import { ReadModelController } from './read-model.controller'
import { ReadingController } from './reading.controller'
import { SearchService } from './search.service'
import { StreamReader } from './stream-reader'
import { CLOCK, EVENT_LOG, type LogReading, READ_MODEL } from './tokens'

@Module({})
class FiguresReportingModule {}

/** The reporting side over one read model and the log it follows. */
export function figuresReporting(model: ReadModel, log: LogReading, clock: () => number = Date.now): DynamicModule {
  return {
    module: FiguresReportingModule,
    controllers: [FiguresController, ReadingController, ReadModelController],
    providers: [
      FiguresService,
      PublishedService,
      EngagementsService,
      ProposalsService,
      SearchService,
      StreamReader,
      { provide: READ_MODEL, useValue: model },
      { provide: EVENT_LOG, useValue: readInTurns(log) },
      { provide: CLOCK, useValue: clock },
    ],
    // What papers and other rooms are made of: the same answers, laid out for print, for other programs, for evaluation.
    exports: [
      FiguresService,
      PublishedService,
      EngagementsService,
      ProposalsService,
      StreamReader,
      READ_MODEL,
      EVENT_LOG,
      CLOCK,
    ],
  }
}
