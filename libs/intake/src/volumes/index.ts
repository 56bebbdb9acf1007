import { type DynamicModule, Module } from '@nestjs/common'
import { Bindery, CONTENTS_READING, type ContentsReading } from '@pilot-ledger/evidence/volume'
import { PapersService } from '../workbooks/papers.service'
import { VolumesController } from './volumes.controller'

const CONTENTS: ContentsReading = { module: require.resolve('../contents/printed-contents'), name: 'printedContents' }

@Module({})
class VolumesModule {}

/** 佐证材料汇编: the papers of `figures`' contracts, out of the store of `evidence` (the very modules the app serves). */
export function volumes(figures: DynamicModule, evidence: DynamicModule): DynamicModule {
  return {
    module: VolumesModule,
    imports: [figures, evidence],
    controllers: [VolumesController],
    providers: [PapersService, Bindery, { provide: CONTENTS_READING, useValue: CONTENTS }],
    exports: [Bindery],
  }
}
