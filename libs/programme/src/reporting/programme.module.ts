import { type DynamicModule, Module } from '@nestjs/common'
import { LetterService } from './letter.service'
import { ProgrammeFiguresService } from './programme-figures.service'
import { ProgrammeReader } from './programme-reader'
import { ProgrammeReadingController } from './programme-reading.controller'
import { ReplyService } from './reply.service'
import { TargetsService } from './targets.service'
import { PlatformWarningsService } from './warnings.service'

@Module({})
class ProgrammeModule {}

/** 建设计划: a city's programme as it stands at a cut, its figures and the letter, beside the figures of `figures`. */
export function programme(figures: DynamicModule): DynamicModule {
  return {
    module: ProgrammeModule,
    imports: [figures],
    controllers: [ProgrammeReadingController],
    providers: [
      ProgrammeReader,
      ProgrammeFiguresService,
      TargetsService,
      LetterService,
      ReplyService,
      PlatformWarningsService,
    ],
    exports: [ProgrammeReader, ProgrammeFiguresService],
  }
}
