import { type DynamicModule, Module } from '@nestjs/common'
import { ContentsController } from './contents.controller'

@Module({})
class ContentsModule {}

/** What papers hold that no browser shows, out of the store of `evidence` (the very module the app serves). */
export function contents(evidence: DynamicModule): DynamicModule {
  return { module: ContentsModule, imports: [evidence], controllers: [ContentsController] }
}
